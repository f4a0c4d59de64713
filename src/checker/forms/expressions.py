"""Trees of calculations: sums, products and functions of what stands at their leaves, and two of them compared."""

from collections.abc import Callable, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Generic, Literal, TypeVar, Union

from checker.lazy_dataclasses import dataclass

Sign = Literal["==", "!=", "<=", ">=", "<", ">"]
Function = Literal["sum", "min", "max", "count"]

QUOTES = {'"': '"', "“": "”", "'": "'"}

L = TypeVar("L")
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that is written down."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Leaf(Generic[L]):
    """What an expression calculates with: a name, then a term, then cells."""

    of: L


@dataclass(frozen=True, slots=True)
class Sum(Generic[L]):
    """Parts that are added (1) or subtracted (-1)."""

    parts: "tuple[tuple[int, Tree[L]], ...]"


@dataclass(frozen=True, slots=True)
class Product(Generic[L]):
    """Parts that are multiplied (1) or divided by (-1)."""

    parts: "tuple[tuple[int, Tree[L]], ...]"


@dataclass(frozen=True, slots=True)
class Call(Generic[L]):
    """A function of arguments; the sum of none is 0."""

    function: Function
    arguments: "tuple[Tree[L], ...]"


Tree = Union[Number, Leaf[L], Sum[L], Product[L], Call[L]]  # noqa: UP007  # a generic alias


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written: words joined by dots, each with whether it stands in quotes."""

    words: tuple[tuple[str, bool], ...]
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        return ".".join(_quoted(word) if quoted else word for word, quoted in self.words)


@dataclass(frozen=True, slots=True)
class Comparison(Generic[L]):
    """Two sides that are compared; equal means a difference of at most `tolerance`."""

    left: "Tree[L]"
    sign: Sign
    right: "Tree[L]"
    tolerance: Decimal = Decimal(0)


def leaves(tree: "Tree[L]", *, of_calls: bool = True) -> Sequence[L]:
    """List what a tree calculates with, from left to right; without `of_calls` not what stands in functions."""
    found: list[L] = []
    rest = [tree]  # the next one last
    while rest:
        one = rest.pop()
        if isinstance(one, Leaf):
            found.append(one.of)
        elif isinstance(one, Sum | Product):
            rest += [part for _sign, part in reversed(one.parts)]
        elif isinstance(one, Call) and of_calls:
            rest += reversed(one.arguments)
    return found


def replaced(tree: "Tree[L]", new: "Callable[[L], Tree[M]]") -> "Tree[M]":
    """Return a tree with its leaves replaced."""
    match tree:
        case Leaf(of):
            return new(of)
        case Sum(parts):
            return Sum(tuple((sign, replaced(part, new)) for sign, part in parts))
        case Product(parts):
            return Product(tuple((sign, replaced(part, new)) for sign, part in parts))
        case Call(function, arguments):
            return Call(function, tuple(replaced(argument, new) for argument in arguments))
        case Number():
            return tree


# --- writing ---


def spell(comparison: "Comparison[L]", name: Callable[[L], str]) -> str:
    """Write a comparison so that it is read as the same."""
    tolerance = f" ± {comparison.tolerance:f}" if comparison.tolerance else ""
    return f"{_spell(comparison.left, name)} {comparison.sign} {_spell(comparison.right, name)}{tolerance}"


def _spell(tree: "Tree[L]", name: Callable[[L], str]) -> str:
    match tree:
        case Number(value):
            return f"{value:f}"
        case Leaf(of):
            return name(of)
        case Call(function, arguments):
            return f"{function}({', '.join(_spell(argument, name) for argument in arguments)})"
        case Sum(parts) | Product(parts):
            first, other = (" + ", " - ") if isinstance(tree, Sum) else (" * ", " / ")
            texts = [_grouped(part, name, tree) for _sign, part in parts]
            joints = [first if sign > 0 else other for sign, _part in parts]
            lead = "- " if parts[0][0] < 0 else ""
            return lead + texts[0] + "".join(j + t for j, t in zip(joints[1:], texts[1:], strict=True))


def _grouped(tree: "Tree[L]", name: Callable[[L], str], inside: "Tree[L]") -> str:
    text = _spell(tree, name)
    grouped = isinstance(tree, Sum) or (isinstance(tree, Product) and isinstance(inside, Product))
    return f"({text})" if grouped else text


def _quoted(word: str) -> str:
    return next(f"{mark}{word}{end}" for mark, end in QUOTES.items() if mark not in word and end not in word)
