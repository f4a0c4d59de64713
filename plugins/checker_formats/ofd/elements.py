"""Elements by their names without namespaces, and the values in them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lxml.etree import _Element

from checker import BBox
from checker_formats.pages.matrices import Matrix

_FAR = 1e7  # millimetres, or any other unit; a number beyond is none


class _LocalNames(dict[object, str]):
    """Names of elements without their namespace, or their prefix that nothing declares."""

    def __missing__(self, tag: object) -> str:
        name = str(tag).rpartition("}")[2].rpartition(":")[2]
        if len(self) < _NAMES:
            self[tag] = name
        return name


_NAMES = 10_000
_LOCAL = _LocalNames()
local = _LOCAL.__getitem__


def name_of(element: _Element) -> str:
    """Return the name of an element without its namespace, which differs between producers."""
    return local(element.tag)


def children(element: _Element | None, *names: str) -> Iterator[_Element]:
    """Iterate over the children of these names."""
    return (child for child in (element if element is not None else ()) if local(child.tag) in names)


def child(element: _Element | None, name: str) -> _Element | None:
    """Return the first child of a name, if any."""
    return next(children(element, name), None)


def text_of(element: _Element | None) -> str:
    """Return the text in an element, without blanks around it."""
    return (element.text or "").strip() if element is not None else ""


def number(text: str | None, default: float = 0.0) -> float:
    """Read a number; `default` for what is none or is beyond all bounds."""
    if text is None:
        return default
    try:
        value = float(text)
    except ValueError:
        return default
    return value if -_FAR < value < _FAR else default


def numbers(text: str | None, limit: int) -> list[float]:
    """Read up to `limit` numbers."""
    return [number(part) for part in (text or "").split(None, limit)[:limit]]


def box(text: str | None) -> BBox | None:
    """Read a box, written as its corner and its size; these may be zero or negative."""
    found = numbers(text, 4)
    if len(found) < 4:
        return None
    x, y, width, height = found
    return x, y, x + width, y + height


def corner(text: str | None) -> tuple[float, float]:
    """Read the corner of a box."""
    parts = text.split(None, 2) if text else ()
    return (number(parts[0]), number(parts[1])) if len(parts) > 1 else (0.0, 0.0)


@lru_cache(1024)
def matrix(text: str | None) -> Matrix | None:
    """Read a transformation; `None` where there is none, or where it has no extent."""
    found = numbers(text, 6)
    if len(found) < 6:
        return None
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f) if a * d != b * c else None


def is_true(text: str | None, default: bool) -> bool:
    """Read a truth value."""
    return default if text is None else text.strip().lower() in {"true", "1"}


def steps(text: str, count: int) -> Sequence[float]:
    """Read `count` steps between characters: `g 3 4.5` repeats one; the last goes on, and more are left out."""
    tokens = text.split(None, 3 * count)
    if "g" not in text and "G" not in text:
        found = list(map(_quick, tokens[:count]))
    else:
        found, pending = [], iter(tokens)
        for token in pending:
            if token in {"g", "G"}:
                many, step = number(next(pending, "")), number(next(pending, ""))
                found += [step] * int(min(many, count - len(found)))
            else:
                found.append(number(token))
            if len(found) >= count:
                break
    found += [found[-1] if found else 0.0] * (count - len(found))
    return found[:count]


def _quick(token: str) -> float:
    try:
        value = float(token)
    except ValueError:
        return 0.0
    return value if -_FAR < value < _FAR else 0.0
