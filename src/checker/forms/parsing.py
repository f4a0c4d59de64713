"""Relations as packs write them, `a + b == c - d`, read into trees, with every mistake at its place."""

from collections.abc import Container, Iterator
from decimal import Decimal
from typing import Literal

from checker.forms.expressions import (
    QUOTES,
    Call,
    Comparison,
    Function,
    Leaf,
    Name,
    Number,
    Product,
    Sign,
    Sum,
    Tree,
)
from checker.lazy_dataclasses import dataclass
from checker.regexes import regex

DEEPEST = 20  # levels of parentheses
LONGEST = 4000  # characters
FUNCTIONS: tuple[Function, ...] = ("sum", "min", "max", "count")
_COMPARISONS: dict[str, Sign] = {
    "==": "==", "!=": "!=", "<=": "<=", ">=": ">=", "<": "<", ">": ">", "≠": "!=", "≤": "<=", "≥": ">=",
}  # fmt: skip
_OPERATORS = {"+": "+", "-": "-", "−": "-", "*": "*", "×": "*", "/": "/", "÷": "/", **_COMPARISONS}
_SLIPS = {"=": "==", "=<": "<=", "=>": ">=", "<>": "!=", "===": "=="}
_PLUS_MINUS = ("±", "+/-")
_NUMBER = regex(r"-?\d+(?:\.\d+)?")
_TOLERANCE = regex(r"(?:±|\+/-)(\d+(?:\.\d+)?)")


class ExpressionError(ValueError):
    """Say what is wrong at a place of an expression."""

    def __init__(self, text: str, at: int, problem: str) -> None:
        super().__init__(f"“{text}”, character {at + 1}: {problem}")


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
        if begins and text[at] in QUOTES:
            end = text.find(QUOTES[text[at]], at + 1)
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
        if at < len(word) and word[at] in QUOTES:
            end = word.index(QUOTES[word[at]], at + 1)
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
