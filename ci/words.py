"""Fail on retired words in identifiers: `python ci/words.py`.

Identifiers are split at underscores and changes of case: `told_lines` and `ToldLines` both have the word “told”.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("src", "plugins", "rules", "ci", "tests", "examples")

# each with what to use instead
RETIRED = {
    "books": "audit view",
    "brush": "graphics state",
    "crew": "worker pool",
    "dossier": "body report",
    "dossiers": "body reports",
    "grade": "severity, severity override",
    "grades": "severity overrides",
    "hand": "text metrics",
    "kit": "app",
    "ledger": "audit results",
    "ledgers": "audit results",
    "likeness": "similarity",
    "manuscript": "assembly",
    "meant": "resolved",
    "nursery": "fork client",
    "opinion": "second reading",
    "opinions": "second reading",
    "outfit": "worker options",
    "patience": "timeouts",
    "pen": "text state",
    "proof": "rule document",
    "proofs": "rule documents",
    "remark": "lint warning, note",
    "remarks": "lint warnings, notes",
    "said": "text, message, reported",
    "shelf": "year folder",
    "shelves": "year folders",
    "standing": "body filings",
    "standings": "body filings",
    "stray": "unmatched",
    "strays": "unmatched",
    "told": "text, message, reported",
    "zygote": "fork server",
}

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def main() -> None:
    """Print every retired word with its place."""
    found = list(places())
    print("\n".join(found) or "words: no identifier has a retired word")
    sys.exit(1 if found else 0)


def places() -> Iterator[str]:
    """Iterate over the places of retired words in the project."""
    for path in sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        for line, name, word in retired(path.read_text("utf-8"), path):
            yield f"{path.relative_to(ROOT)}:{line}: {name}: instead of “{word}” use {RETIRED[word]}"


def retired(code: str, path: Path) -> Iterator[tuple[int, str, str]]:
    """Iterate over the retired words in the identifiers of a module: line, identifier, word."""
    yield from _words(1, [path.parent.name if path.stem == "__init__" else path.stem])
    for node in ast.walk(ast.parse(code)):
        yield from _words(getattr(node, "lineno", 1), _defined(node))


def _words(line: int, names: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    for name in names:
        words = (word.lower() for word in _WORD.findall(name))
        yield from ((line, name, word) for word in words if word in RETIRED)


def _defined(node: ast.AST) -> list[str]:
    """List the identifiers that a node defines; names of libraries are only used, not defined."""
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
            return [name]
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return [name]
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case _:
            return []


if __name__ == "__main__":
    main()
