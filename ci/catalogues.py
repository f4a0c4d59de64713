"""Keep the message catalogues in step with the code.

`python ci/catalogues.py` updates the .po files from the code and compiles them; `--check` changes nothing and
fails on a message that is untranslated, unused, not compiled, or made in a way that no catalogue can follow.
"""

import ast
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from checker import plugins
from checker.packs.manuals import AnyCheck, lines_to_translate
from message_calls import escapes, helps, literals

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Update the catalogues, or check them."""
    check = "--check" in sys.argv[1:]
    packages = sorted(
        {path.parent for root in ("src", "plugins") for path in ROOT.glob(f"{root}/*/__init__.py")}
    )
    faults = [fault for package in packages for fault in _package(package, check=check)]
    print("\n".join(faults) or "catalogues: every message is translated, none is unused")
    sys.exit(1 if faults else 0)


def _package(package: Path, *, check: bool) -> Iterator[str]:
    folder = package / "locale" / "zh_CN" / "LC_MESSAGES"
    source = folder / f"{package.name}.po"
    current = Catalog(locale="zh_CN", charset="utf-8", fuzzy=False)
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text("utf-8"), name)
        yield from (f"{name}:{line}: {fault}" for line, fault in escapes(tree, name))
        for text in (*literals(tree), *helps(tree)):
            current.add(text)
    for text in _manuals(package.name):
        current.add(text)
    if not len(current) and not source.exists():
        return
    catalogue = _read(source)
    catalogue.update(current, no_fuzzy_matching=True, update_creation_date=False)
    for message in catalogue:
        if message.id and not message.string:
            yield f"{package.name}: not translated: {message.id!r}"
        elif message.id and (differing := _placeholders(message.id) ^ _placeholders(message.string)):
            yield f"{package.name}: placeholders differ ({sorted(differing)}): {message.id!r}"
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    target = source.with_suffix(".mo")
    if check:
        yield from (f"{package.name}: unused: {key!r}" for key in catalogue.obsolete)
        if not target.exists() or _texts(read_mo(io.BytesIO(target.read_bytes()))) != _texts(catalogue):
            yield f"{package.name}: {target.name} is not compiled from {source.name}"
        return
    folder.mkdir(parents=True, exist_ok=True)
    with source.open("wb") as file:
        write_po(file, catalogue, width=110, ignore_obsolete=True, no_location=True, sort_output=True)
    target.write_bytes(compiled.getvalue())


def _manuals(package: str) -> Iterator[str]:
    """Iterate over the lines of the manuals of the checks that a package has."""
    host = plugins.load()
    kinds: tuple[AnyCheck, ...] = (*host.checks.values(), *host.audit_checks.values())
    for kind in kinds:
        if kind.__module__.partition(".")[0] == package:
            yield from lines_to_translate(kind)


def _read(source: Path) -> Catalog:
    if not source.exists():
        return Catalog(locale="zh_CN", charset="utf-8", fuzzy=False)
    with source.open("rb") as file:
        return read_po(file, locale="zh_CN")


def _texts(catalogue: Catalog) -> dict[object, object]:
    """Map messages to translations, without the header, which names the version of the program that wrote it."""
    return {message.id: message.string for message in catalogue if message.id}


def _placeholders(text: object) -> set[str]:
    return {name for _literal, name, _format, _conversion in string.Formatter().parse(str(text)) if name}


if __name__ == "__main__":
    main()
