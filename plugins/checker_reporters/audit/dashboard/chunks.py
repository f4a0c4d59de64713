"""Chunks of data as scripts, because a page opened from the file system cannot load JSON files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

# with ASCII escapes, nothing can end a script or a comment, even if a chunk is pasted into a page
_INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Chunks:
    """Write chunks into a folder; keys of objects never come from documents."""

    folder: Path

    def write(self, name: str, content: Json) -> None:
        """Write one chunk; the page loads it by `name`."""
        text = json.dumps(content, separators=(",", ":"), allow_nan=False).translate(_INERT)
        path = self.folder / f"{name}.js"
        path.write_text(f'checker.chunk("{name}",{text});\n', encoding="ascii", newline="\n")

    def clear(self) -> None:
        """Remove the chunks of an earlier audit."""
        for path in self.folder.glob("*.js"):
            path.unlink()
