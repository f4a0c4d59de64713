"""Check every document below folders, one by one, and show how each ends: for collections of broken files.

`python ci/broken_files.py FOLDER... [--pdfium] [--list FILE]` prints each file that breaks a promise of SECURITY.md,
then a summary: outcomes, the slowest and the largest. `--pdfium` counts the PDF files in which PDFium finds text and
which end as unreadable here. Exit code 1 if a promise was broken.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from trials import Trial, Trials, limit_core_files

SUFFIXES = {".pdf", ".docx", ".docm", ".dotx", ".html", ".htm", ".doc", ".rtf", ".odt", ".wps", ".ofd"}
SHOWN = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--pdfium", action="store_true", help="count what PDFium reads and Checker does not")
    parser.add_argument("--list", type=Path, help="write the outcome of every file here")
    options = parser.parse_args()
    limit_core_files()
    trials: list[Trial] = []
    paths = [path for folder in options.folders for path in documents(folder)]
    for trial in Trials().of(paths):
        trials.append(trial)
        if trial.trouble:
            print(trial.line, flush=True)
    if options.list:
        options.list.write_text("".join(f"{trial.line}\n" for trial in trials), "utf-8", "backslashreplace")
    print(len(trials), "files:", dict(Counter(trial.outcome for trial in trials).most_common()))
    for title, key in (("slowest", lambda one: one.seconds), ("largest", lambda one: one.memory)):
        print(title)
        for trial in sorted(trials, key=key, reverse=True)[:SHOWN]:
            print(" ", trial.line)
    if options.pdfium:
        unread = [trial for trial in trials if trial.outcome == "unreadable" and trial.path.suffix == ".pdf"]
        missed = [trial for trial in unread if pdfium_reads(trial.path)]
        print(len(missed), "of", len(unread), "unreadable PDF files have text for PDFium")
        for trial in missed:
            print(" ", trial.line)
    return int(any(trial.trouble for trial in trials))


def documents(folder: Path) -> Iterator[Path]:
    """Yield the documents below a folder."""
    if folder.is_file():
        yield folder
    for at, _folders, names in sorted(os.walk(folder)):
        yield from (Path(at, name) for name in sorted(names) if Path(name).suffix.lower() in SUFFIXES)


def pdfium_reads(path: Path) -> bool:
    """Return whether PDFium finds text in a file, in a process of its own."""
    pid = os.fork()
    if not pid:
        found = False
        try:
            import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415  # it brings no types

            document = pypdfium2.PdfDocument(path)
            found = any(
                page.get_textpage().get_text_range().strip()
                for page in (document[i] for i in range(len(document)))
            )
        finally:
            os._exit(not found)
    return os.waitpid(pid, 0)[1] == 0


if __name__ == "__main__":
    sys.exit(main())
