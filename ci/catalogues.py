"""Keep the message catalogues: extract what the code says, compile what was translated.

`python ci/catalogues.py` updates the .po files from the code and compiles them; `--check` changes nothing and
fails on an untranslated, unused or uncompiled message.
"""

import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = (
    "src/checker",
    "src/checker_audit",
    "plugins/checker_formats",
    "plugins/checker_checks",
    "plugins/checker_reporters",
)


def main() -> None:
    """Update the catalogues, or check them."""
    check = "--check" in sys.argv[1:]
    faults = [fault for package in PACKAGES for fault in _package(ROOT / package, check=check)]
    print("\n".join(faults) or "catalogues: every message is translated, none is unused")
    sys.exit(1 if faults else 0)


def _package(package: Path, *, check: bool) -> Iterator[str]:
    folder = package / "locale" / "zh_CN" / "LC_MESSAGES"
    source = folder / f"{package.name}.po"
    catalogue = _read(source)
    said = _said(package)
    catalogue.update(said, no_fuzzy_matching=True, update_creation_date=False)
    for message in catalogue:
        if message.id and not message.string:
            yield f"{package.name}: not translated: {message.id!r}"
        elif message.id:
            yield from (
                f"{package.name}: {error}: {message.id!r}" for error in _places(message.id, message.string)
            )
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    target = source.with_suffix(".mo")
    if check:
        yield from (f"{package.name}: unused: {key!r}" for key in catalogue.obsolete)
        if not target.exists() or _sentences(read_mo(io.BytesIO(target.read_bytes()))) != _sentences(
            catalogue
        ):
            yield f"{package.name}: {target.name} is not compiled from {source.name}"
        return
    folder.mkdir(parents=True, exist_ok=True)
    with source.open("wb") as file:
        write_po(
            file,
            catalogue,
            width=110,
            omit_header=False,
            ignore_obsolete=True,
            no_location=True,
            sort_output=True,
        )
    target.write_bytes(compiled.getvalue())


def _sentences(catalogue: Catalog) -> dict[object, object]:
    """Return what a catalogue says; its header tells the version of the program that wrote it, too."""
    return {message.id: message.string for message in catalogue if message.id}


def _read(source: Path) -> Catalog:
    if not source.exists():
        return Catalog(locale="zh_CN", charset="utf-8", fuzzy=False)
    with source.open("rb") as file:
        return read_po(file, locale="zh_CN")


def _said(package: Path) -> Catalog:
    said = Catalog(locale="zh_CN", charset="utf-8", fuzzy=False)
    for _file, _line, message, comments, context in extract_from_dir(
        package, method_map=[("**.py", "python")], keywords={"_": None, "say": None}, comment_tags=()
    ):
        said.add(message, context=context, auto_comments=comments)
    return said


def _places(text: object, translation: object) -> Iterator[str]:
    """Yield a fault where a translation names a place that the sentence has not, or fails to say one."""

    def named(sentence: object) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(str(sentence)) if name}

    if named(text) != named(translation):
        yield f"places differ ({sorted(named(text) ^ named(translation))})"


if __name__ == "__main__":
    main()
