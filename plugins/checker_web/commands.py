"""Documents judged by commands of this program in processes of their own, which read uploads in protected children."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker import clean
from checker_web.processes import Processes
from checker_web.sessions import State, Upload

_LONGEST = 120  # characters of a file name


@dataclass(frozen=True)
class Commands:
    """The commands that judge, mark, correct, and write blank forms."""

    suffixes: frozenset[str]
    fixable: frozenset[str]
    packs: Mapping[str, str]
    processes: Processes
    pack: str | None = None

    @classmethod
    def of(cls, setup: Any, pack: str | None) -> "Commands":
        """Return the commands for the plugins and packs of a run."""
        if pack is not None:
            setup.app.named_packs(pack)  # raises where there is none
            pack = str(Path(pack).resolve()) if Path(pack).exists() else pack
        host = setup.host
        return cls(
            frozenset(host.suffixes),
            frozenset(suffix for name in host.fixers for suffix in host.fixers.suffixes(name)),
            {one.id: one.title for one in setup.packs},
            Processes(
                [
                    *(f"-pno:{name}" for name in setup.disabled),
                    *(["--lang", setup.language] if setup.language else []),
                ]
            ),
            pack,
        )

    async def judge(self, upload: Upload) -> None:
        """Judge an upload, and make its copies; nothing is left on the disk."""
        with TemporaryDirectory(prefix="checker-web-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            path = folder / "in" / _file_name(upload.name)
            path.parent.mkdir()
            path.write_bytes(upload.content)
            (path.parent / "checker.toml").touch()  # that no other configuration is looked for
            choice = [] if self.pack is None else ["--pack", self.pack]
            out, marked, fixed = folder / "report.json", folder / "marked", folder / f"fixed{path.suffix}"
            code, page, problem = await self.processes.run(
                folder,
                "check",
                str(path),
                "--format",
                "html",
                "--out",
                f"json:{out}",
                "--annotate",
                str(marked),
                *choice,
                reader=upload.reader,
            )
            if not out.is_file():
                upload.state, upload.detail = State.FAILED, clean(problem) or f"exit code {code}"
                return
            document = json.loads(out.read_text("utf-8"))["documents"][0]
            upload.page = page.replace(f"{path.parent.as_posix()}/".encode(), b"")
            if (marked / path.name).is_file():
                upload.copies["marked"] = (marked / path.name).read_bytes()
            if path.suffix.lower() in self.fixable and document["findings"]:
                await self.processes.run(folder, "fix", str(path), "-o", str(fixed), *choice)
                if fixed.is_file():
                    upload.copies["fixed"] = fixed.read_bytes()
        upload.verdict, upload.detail = _verdict(document)
        upload.counts = _counts(document)
        upload.code = str((document["failure"] or {}).get("code", ""))
        upload.state = State.DONE

    async def form(self, pack: str) -> bytes | None:
        """Write the blank form of a pack; `None` where it has none."""
        with TemporaryDirectory(prefix="checker-web-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            path = folder / "form.docx"
            await self.processes.run(folder, "template", pack, "-o", str(path))
            return path.read_bytes() if path.is_file() else None


def _file_name(name: str) -> str:
    """Return a name that is safe in a folder, with the suffix of the upload."""
    base = clean(name.replace("\\", "/").rpartition("/")[2]).replace("/", "_").lstrip(".")
    stem, dot, suffix = base.rpartition(".")
    return f"{(stem or 'document')[:_LONGEST]}{dot}{suffix[:10]}" if dot else base[:_LONGEST] or "document"


def _verdict(document: Mapping[str, Any]) -> tuple[str, str]:
    """Return the verdict, and the reason of a failure."""
    failure = document.get("failure")
    if failure:
        return "unread", str(failure.get("message", ""))
    counts = _counts(document)
    if document["conforms"]:
        return ("improve" if any(counts.values()) else "conforms"), ""
    return ("fails" if counts["required"] else "unread"), ""


def _counts(document: Mapping[str, Any]) -> Mapping[str, int]:
    """Return how many corrections must be made, are suggested, and need a person's look: those that the report lists."""
    return {kind: int(count) for kind, count in document["corrections"].items()}
