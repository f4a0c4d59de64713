"""Regular expressions as they were compiled when the distribution was built: compiling takes a sixth of a short run.

The file is named after the Python that wrote it; any other finds none and compiles its expressions, as a source tree
does. This is the only module that uses what is private in the standard library: `_sre.compile`, which proves code
before it takes it.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, cast

_sre: Any = import_module("_sre")
FILE = Path(__file__).with_name(f"regexes.{sys.implementation.cache_tag}-{_sre.MAGIC}-{sys.byteorder}")

Expression = tuple[str | bytes, int]

_recorded: set[Expression] | None = None


class _Table(NamedTuple):
    """The flags of each expression, the part of the code that is its own, its number of groups and their names."""

    entries: dict[str, tuple[int, int, int, int, dict[str, int]]]
    code: bytes


def compiled(pattern: str | bytes, flags: int) -> re.Pattern[Any]:
    """Return an expression as it was compiled when the distribution was built, else compile it."""
    if _recorded is not None:
        _recorded.add((pattern, flags))
    try:
        return _made(_table(FILE), pattern, flags)
    except (AttributeError, LookupError, RuntimeError, TypeError, ValueError):  # not there, or damaged
        return re.compile(pattern, flags)


@contextmanager
def recording() -> Iterator[set[Expression]]:
    """Collect the expressions that are compiled meanwhile."""
    global _recorded  # noqa: PLW0603  # off but for builds
    _recorded = set()
    try:
        yield _recorded
    finally:
        _recorded = None


def write_compiled(expressions: Iterable[Expression], file: Path = FILE) -> None:
    """Write down what this Python compiles expressions to."""
    table = _Table({}, b"")
    for pattern, flags in sorted(expressions, key=lambda one: _key(*one)):
        table = _with(table, pattern, flags)
        assert _made(table, pattern, flags) == re.compile(pattern, flags), "patterns compare by their code"
    file.write_bytes(json.dumps(table.entries, separators=(",", ":")).encode() + b"\n" + table.code)


def _with(table: _Table, pattern: str | bytes, flags: int) -> _Table:
    """Add an expression to a table."""
    parser, compiler = (cast("Any", import_module(f"re.{name}")) for name in ("_parser", "_compiler"))
    parsed = parser.parse(pattern, flags)
    words = compiler._code(parsed, flags)  # noqa: SLF001  # see above
    code = table.code + b"".join(word.to_bytes(_sre.CODESIZE, sys.byteorder) for word in words)
    state, span = parsed.state, (len(table.code), len(code))
    entry = (int(flags) | state.flags, *span, state.groups - 1, dict(state.groupdict))
    return _Table({**table.entries, _key(pattern, flags): entry}, code)


@cache
def _table(file: Path) -> _Table:
    try:
        with file.open("rb") as opened:
            return _Table(json.loads(opened.readline()), opened.read())
    except (OSError, ValueError):
        return _Table({}, b"")


def _made(table: _Table, pattern: str | bytes, flags: int) -> re.Pattern[Any]:
    all_flags, start, end, groups, names = table.entries[_key(pattern, flags)]
    named = {number: name for name, number in names.items()}
    words = memoryview(table.code)[start:end].cast("I").tolist()
    by_number = (None, *map(named.get, range(1, groups + 1)))
    return cast("re.Pattern[Any]", _sre.compile(pattern, all_flags, words, groups, names, by_number))


def _key(pattern: str | bytes, flags: int) -> str:
    kind, text = ("", pattern) if isinstance(pattern, str) else ("b", pattern.decode("latin-1"))
    return f"{kind}{int(flags)} {text}"
