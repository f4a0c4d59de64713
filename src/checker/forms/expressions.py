"""Expressions of relations: `a + b == c - d`, read into trees, with every mistake at its place."""

import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Generic, Literal, TypeVar, Union

Sign = Literal["==", "!=", "<=", ">=", "<", ">"]
Function = Literal["sum", "min", "max"]

DEEPEST = 20  # levels of parentheses
LONGEST = 4000  # characters
FUNCTIONS: tuple[Function, ...] = ("sum", "min", "max")
_COMPARISONS: dict[str, Sign] = {
    "==": "==", "!=": "!=", "<=": "<=", ">=": ">=", "<": "<", ">": ">", "≠": "!=", "≤": "<=", "≥": ">=",
}  # fmt: skip
_OPERATORS = {"+": "+", "-": "-", "−": "-", "*": "*", "×": "*", "/": "/", "÷": "/", **_COMPARISONS}
_SLIPS = {"=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "===": "=="}
_PLUS_MINUS = ("±", "+/-")
_QUOTES = {'"': '"', "“": "”", "'": "'"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_TOLERANCE = re.compile(r"(?:±|\+/-)(\d+(?:\.\d+)?)")

L = TypeVar("L")
M = TypeVar("M")


class ExpressionError(ValueError):
    """Say what is wrong at a place of an expression."""

    def __init__(self, text: str, at: int, problem: str) -> None:
        super().__init__(f"“{text}”, character {at + 1}: {problem}")


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


def leaves(tree: "Tree[L]") -> Iterator[L]:
    """Iterate over what a tree calculates with, from left to right."""
    match tree:
        case Leaf(of):
            yield of
        case Sum(parts) | Product(parts):
            for _sign, part in parts:
                yield from leaves(part)
        case Call(_function, arguments):
            for argument in arguments:
                yield from leaves(argument)


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
    return next(f"{mark}{word}{end}" for mark, end in _QUOTES.items() if mark not in word and end not in word)


# --- reading ---


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["operator", "function", "name", "number", "tolerance", "(", ")", ",", "end"]
    text: str
    at: int
    words: tuple[tuple[str, bool], ...] = ()


def parse(text: str, keys: Container[str] = ()) -> Comparison[Name]:
    """Read a comparison; raise ExpressionError saying what is wrong and where.

    Operators stand between spaces, so that names may hold any character. A word of `keys` is a name even where it
    could be a number.
    """
    if len(text) > LONGEST:
        raise ExpressionError(f"{text[:40]}…", LONGEST, f"is longer than {LONGEST} characters")
    return _Parser(text, list(_tokens(text, keys))).comparison()


def _tokens(text: str, keys: Container[str]) -> Iterator[_Token]:
    at, depth = 0, 0
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if at == len(text):
            yield _Token("end", "", at)
            return
        if text[at] in "()":
            depth += 1 if text[at] == "(" else -1
            yield _Token("(" if text[at] == "(" else ")", text[at], at)
            at += 1
        elif text[at] == "," and depth > 0:
            yield _Token(",", ",", at)
            at += 1
        else:
            end = _word_end(text, at, commas=depth > 0)
            yield _token(text, at, end, keys)
            at = end


def _word_end(text: str, at: int, *, commas: bool) -> int:
    """Find the end of a word: a space, a comma, or a parenthesis that the word did not open."""
    opened, start = 0, at
    while at < len(text) and not text[at].isspace():
        begins = at == start or text[at - 1] == "."
        if begins and text[at] in _QUOTES:
            end = text.find(_QUOTES[text[at]], at + 1)
            if end < 0:
                raise ExpressionError(text, at, f"the quote {text[at]} is not closed")
            at = end + 1
            continue
        if text[at] == "(":
            if text[start:at] in FUNCTIONS:
                return at
            opened += 1
        elif text[at] == ")":
            if not opened:
                return at
            opened -= 1
        elif text[at] == "," and commas and not opened:
            return at
        at += 1
    if opened:
        word = text[start : text.index("(", start)]
        known = ", ".join(f"{function}(…)" for function in FUNCTIONS)
        raise ExpressionError(text, start, f"“{word}” is not a function; there are {known}")
    return at


def _token(text: str, at: int, end: int, keys: Container[str]) -> _Token:
    word = text[at:end]
    if word in _OPERATORS:
        return _Token("operator", _OPERATORS[word], at)
    if word in _PLUS_MINUS:
        return _Token("tolerance", "", at)
    if (tolerance := _TOLERANCE.fullmatch(word)) is not None:
        return _Token("tolerance", tolerance.group(1), at)
    if end < len(text) and text[end] == "(" and word in FUNCTIONS:
        return _Token("function", word, at)
    if word not in keys:
        if word in _SLIPS:
            raise ExpressionError(text, at, f"write “{_SLIPS[word]}” for “{word}”")
        if _NUMBER.fullmatch(word):
            return _Token("number", word, at)
    return _Token("name", word, at, tuple(_words(word)))


def _words(word: str) -> Iterator[tuple[str, bool]]:
    """Split a name at the dots outside of quotes."""
    at = 0
    while at <= len(word):
        if at < len(word) and word[at] in _QUOTES:
            end = word.index(_QUOTES[word[at]], at + 1)
            yield word[at + 1 : end], True
            at = end + 1 + (word[end + 1 : end + 2] == ".")
            if at == end + 1:
                break
            continue
        end = word.find(".", at)
        end = len(word) if end < 0 else end
        yield word[at:end], False
        at = end + 1


class _Parser:
    """Reads tokens from left to right: a comparison of sums of products."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self._text = text
        self._tokens = tokens
        self._next = 0
        self._depth = 0

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _error(self, token: _Token, problem: str) -> ExpressionError:
        return ExpressionError(self._text, token.at, problem)

    def comparison(self) -> Comparison[Name]:
        left = self._sum()
        sign = self._take()
        if sign.text not in _COMPARISONS or sign.kind != "operator":
            raise self._unexpected(
                sign, f"a comparison is missing: {', '.join(dict.fromkeys(_COMPARISONS.values()))}"
            )
        right = self._sum()
        tolerance = Decimal(0)
        if self._token.kind == "tolerance":
            tolerance = self._tolerance()
        if self._token.kind != "end":
            raise self._unexpected(self._token, "the relation should end here")
        if tolerance and sign.text == "!=":
            raise self._error(sign, "“!=” has no tolerance")
        return Comparison(left, _COMPARISONS[sign.text], right, tolerance)

    def _tolerance(self) -> Decimal:
        token = self._take()
        if token.text:
            return Decimal(token.text)
        number = self._take()
        if number.kind != "number" or number.text.startswith("-"):
            raise self._error(number, "a number should follow “±”: ± 0.01")
        return Decimal(number.text)

    def _unexpected(self, token: _Token, otherwise: str) -> ExpressionError:
        """Explain a token that cannot follow what stands before it."""
        if token.kind in {"name", "number", "function", "("}:
            problem = f"an operator is missing before “{token.text}”; a label of several words needs quotes"
            return self._error(token, problem)
        if token.kind == ")":
            return self._error(token, "there is no “(” for this “)”")
        if token.kind == "operator" and token.text in _COMPARISONS:
            return self._error(token, "a relation has only one comparison")
        return self._error(token, otherwise)

    def _sum(self) -> Tree[Name]:
        sign = 1
        if self._is("-"):
            self._take()
            sign = -1
        parts = [(sign, self._product())]
        while self._is("+") or self._is("-"):
            sign = 1 if self._take().text == "+" else -1
            parts.append((sign, self._product()))
        return parts[0][1] if len(parts) == 1 and parts[0][0] > 0 else Sum(tuple(parts))

    def _product(self) -> Tree[Name]:
        parts = [(1, self._factor())]
        while self._is("*") or self._is("/"):
            sign = 1 if self._take().text == "*" else -1
            parts.append((sign, self._factor()))
        return parts[0][1] if len(parts) == 1 else Product(tuple(parts))

    def _is(self, operator: str) -> bool:
        return self._token.kind == "operator" and self._token.text == operator

    def _factor(self) -> Tree[Name]:
        token = self._take()
        match token.kind:
            case "number":
                return Number(Decimal(token.text))
            case "name":
                return Leaf(Name(token.words, token.at))
            case "function":
                self._take()
                arguments = [self._nested(token)]
                while self._token.kind == ",":
                    self._take()
                    arguments.append(self._nested(token))
                self._close(token, f"{token.text}(")
                return Call(next(name for name in FUNCTIONS if name == token.text), tuple(arguments))
            case "(":
                inner = self._nested(token)
                self._close(token, "(")
                return inner
        before = f" after “{self._tokens[self._next - 2].text}”" if self._next > 1 else ""
        raise self._error(token, f"a key, a quoted label, a number or “(” is missing{before}")

    def _nested(self, token: _Token) -> Tree[Name]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._error(token, f"parentheses lie more than {DEEPEST} deep")
        inner = self._sum()
        self._depth -= 1
        return inner

    def _close(self, opened: _Token, text: str) -> None:
        token = self._take()
        if token.kind != ")":
            if token.kind in {"name", "number", "function", "("}:
                raise self._unexpected(token, "")
            raise self._error(token, f"“{text}” of character {opened.at + 1} is not closed")
