"""Chunks: scripts that hand JSON to the page, as pages opened from the file system may load nothing else."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]

# pure ASCII, nothing that could end a script or a comment, even if the chunk came to stand in a page
_INERT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


@dataclass(frozen=True, slots=True)
class Chunks:
    """Write chunks into a folder; keys of objects are words of ours, never a document's."""

    folder: Path

    def write(self, name: str, content: Json) -> None:
        """Write one chunk; `name` is what the page asks for."""
        text = json.dumps(content, separators=(",", ":"), allow_nan=False).translate(_INERT)
        path = self.folder / f"{name}.js"
        path.write_text(f'checker.chunk("{name}",{text});\n', encoding="ascii", newline="\n")

    def clear(self) -> None:
        """Remove the chunks of an audit that was written here before."""
        for path in self.folder.glob("*.js"):
            path.unlink()
