"""The syntax of PDF by regular expressions: operations of a content stream, and objects of the file."""

import re
from binascii import unhexlify
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from operator import itemgetter

from pdfminer.pdftypes import PDFObjRef
from pdfminer.psparser import LIT, PSLiteral

from checker import regex

_STRING = rb"\((?:[^()\\]++|\\[\s\S])*+\)"  # without inner parentheses, which are rare: see _long

# --- content streams -----------------------------------------------------------------------------------------

# Possessive throughout, and it matches wherever it begins: no content makes it look at a byte twice.
_OPERATION = regex(
    rb"([^A-Za-z'\"(</%]*+"
    rb"(?:(?:/[^\s\0()<>\[\]{}/%]*+|<[\da-fA-F\s]*+>|<<|" + _STRING + rb"|%[^\r\n]*+)[^A-Za-z'\"(</%]*+)*+)"
    rb"(?:(?!BI[\s/])([A-Za-z'\"][^\s\0()<>\[\]{}/%]*+)|BI|[\s\S]|\Z)"
)
_AT_ONCE = 1 << 20  # bytes; of longer content not all operations are held in memory
_INLINE = regex(rb"([^()]{0,4096}?[\s\]>)])ID[\s\0]")
_END = regex(rb"[\s\0]EI(?=[\s\0]|$)")
_BINARY = regex(rb"[^\t\n\r -~]")
_WHOLE = regex(_STRING)
_PARENTHESIS = regex(rb"\\[\s\S]|[()]")
_NUMBER = regex(rb"[-+]?(?:\d+\.?\d*|\.\d+)")
_PIECE = regex(rb"<([\da-fA-F]*+)>|\(([^()\\]*+)\)|([-+.\d]++|[(<])")  # which begins any other string
_SHOWN = regex(rb"<([\da-fA-F\s]*+)>|(\()|([-+.\d]++)")
_DIGITS = b"+-.0123456789"
_NUMERIC = b"+-.0123456789 \t\r\n\f\0"
_NAMED = regex(rb"/([^\s\0()<>\[\]{}/%]*+)")


def operations(content: bytes) -> Iterable[tuple[bytes, bytes]]:
    """Iterate over a content stream: operands as they are written, and operator.

    An inline image comes as one operation `BI` with its dictionary as operands.
    """
    if len(content) <= _AT_ONCE:
        found = _OPERATION.findall(content)
        while found and not found[-1][1]:
            found.pop()  # operands of nothing
        if all(map(itemgetter(1), found)):
            return _spelled(found) if b"'" in content or b'"' in content else found
    return _spelled(_operations(content))


def _spelled(operations: Iterable[tuple[bytes, bytes]]) -> Iterator[tuple[bytes, bytes]]:
    """Spell out the operators that stand for several: those that begin a line and write a string on it."""
    for operands, operator in operations:
        if operator == b'"':
            spaces = [piece for piece in shown(operands) if isinstance(piece, float)]
            if len(spaces) > 1:
                yield b"%f" % spaces[0], b"Tw"
                yield b"%f" % spaces[1], b"Tc"
        if operator in {b"'", b'"'}:
            yield b"", b"T*"
            yield operands.lstrip(_NUMERIC), b"Tj"
        else:
            yield operands, operator


def _operations(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Do the same for content with inline images and nested parentheses, and for content of any length."""
    position, begin = 0, -1
    while position < len(content):
        for found in _OPERATION.finditer(content, position):
            position = found.end()
            if found[2] is None:
                break
            if begin < 0:
                yield found.groups()  # type: ignore[misc]  # both are there
            else:
                yield content[begin : found.end(1)], found[2]
                begin = -1
        if found.end(1) == position:
            return
        if content[position - 1] == ord("("):
            begin = found.start() if begin < 0 else begin
            position = _long(content, position - 1)
        elif content[position - 2 : position] == b"BI":
            operands, position = _inline(content, position)
            yield operands, b"BI"


def _long(content: bytes, begin: int) -> int:
    """Find where a string ends that holds parentheses; one that nothing closes takes all the rest."""
    depth = 0
    for sign in _PARENTHESIS.finditer(content, begin):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    return len(content)


def _inline(content: bytes, position: int) -> tuple[bytes, int]:
    """Read an inline image: its dictionary, and where it ends; its bytes may contain EI."""
    head = _INLINE.match(content, position)
    if head is None:
        return b"", position
    for end in _END.finditer(content, head.end() - 1):
        if not _BINARY.search(content, end.end(), end.end() + 12):
            return head[1], end.end()
    return head[1], len(content)


def rejoined(
    operands: bytes, operator: bytes, following: Iterator[tuple[bytes, bytes]], known: Container[bytes]
) -> tuple[bytes, bytes]:
    """Return an operation that words in an array such as `[(a)null(b)1e6(c)] TJ` have split, without these words.

    It ends where the array ends, or with a known operator. An operation that ends in no array is returned as it is.
    """
    plain = _WHOLE.sub(b"", operands)
    is_open = plain.rfind(b"[") > plain.rfind(b"]")
    parts = [operands]
    while is_open and operator not in known and (operation := next(following, None)):
        parts[-1] = parts[-1].rstrip(_DIGITS)  # the word may begin with them
        parts.append(operation[0])
        operator = operation[1]
        is_open = b"]" not in _WHOLE.sub(b"", operation[0])
    return b" ".join(parts), operator


def numbers(operands: bytes, count: int) -> list[float]:
    """Return the last numbers among the operands; none if there are fewer."""
    try:
        found = list(map(float, operands.split()))
    except ValueError:
        found = list(map(float, _NUMBER.findall(_NAMED.sub(b" ", operands))))
    if len(found) == count:
        return found
    return found[-count:] if len(found) > count else []


def named(operands: bytes) -> str:
    """Return the first name among the operands."""
    found = _NAMED.search(operands)
    return _decoded(found[1]) if found else ""


def last_named(operands: bytes) -> str:
    """Return the last name among the operands."""
    found = _NAMED.findall(operands)
    return _decoded(found[-1]) if found else ""


def shown(operands: bytes) -> Iterable[bytes | float]:
    """Iterate over the strings among the operands, and the numbers between them."""
    try:
        return [
            float(number) if number else unhexlify(digits) if digits else string
            for digits, string, number in _PIECE.findall(operands)
        ]
    except ValueError:  # other strings, odd digits, and no numbers
        return _shown(operands)


def string_of(part: bytes, close: bytes) -> tuple[bytes, float]:
    """Return a string without its opening bracket, and the number behind it, 0 without one.

    Raise `ValueError` where anything else stands behind it, or it holds brackets or odd digits.
    """
    string, number = part.split(close)
    if string.endswith(b"\\"):
        raise ValueError
    return unhexlify(string) if close == b">" else unescaped(string), _behind(number)


@lru_cache(4096)
def _behind(number: bytes) -> float:
    number = number.strip()
    if number and not _NUMBER.fullmatch(number):
        raise ValueError
    return float(number or 0)


def _shown(operands: bytes) -> Iterator[bytes | float]:
    position = 0
    while found := _SHOWN.search(operands, position):
        position = found.end()
        if found.lastindex == 1:
            yield unhexed(found[1])
        elif found.lastindex == 2:
            position = _long(operands, found.start())
            yield unescaped(operands[found.end() : position - 1])
        else:
            yield from map(float, _NUMBER.findall(found[3]))


# --- strings and names ---------------------------------------------------------------------------------------

_ESCAPE = regex(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"b": b"\b",
    b"f": b"\f",
    b"\r\n": b"",
    b"\r": b"",
    b"\n": b"",
}


def unhexed(digits: bytes) -> bytes:
    """Decode a hexadecimal string."""
    try:
        return unhexlify(digits)
    except ValueError:
        digits = b"".join(digits.split())
        return unhexlify(digits + b"0" * (len(digits) % 2))


def unescaped(text: bytes) -> bytes:
    """Decode a string in parentheses."""
    return _ESCAPE.sub(_unescape, text) if b"\\" in text else text


def _unescape(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes((int(found[1], 8) & 255,))
    return _ESCAPES.get(found[2], found[2])


def _decoded(name: bytes) -> str:
    if b"#" in name:
        name = re.sub(rb"#([\da-fA-F]{2})", lambda found: unhexlify(found[1]), name)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return str(name)  # as pdfminer.six spells it, whose dictionaries are looked up with it


# --- objects -------------------------------------------------------------------------------------------------

_TOKEN = regex(
    rb"[\s\0]*+(?:((?:/[^\s\0()<>\[\]{}/%]*+[\s\0]*+)++)|((?:[-+.\d]++[\s\0]*+)++)"
    rb"|(R|true|false|null)(?![^\s\0()<>\[\]{}/%])|(<<)|(>>)|(\[)|(\])|<([\da-fA-F\s]*+)>"
    rb"|(\()|(%[^\r\n]*+)|([A-Za-z]+))"
)
_NAMES, _NUMBERS, _WORD, _OPEN, _CLOSE, _BEGIN, _FINISH, _HEX, _PAREN, _COMMENT, _OTHER = range(1, 12)
_WORDS = {b"true": True, b"false": False, b"null": None}

Refer = Callable[[int], PDFObjRef]


class UnusualSyntaxError(Exception):
    """Syntax that needs the full parser."""


def read(content: bytes, position: int, refer: Refer) -> tuple[object, int]:
    """Read the object at a position; return it, and where it ends. Raise `UnusualSyntaxError` for anything unusual."""
    match = _TOKEN.match
    outer: list[tuple[int, list[object]]] = []
    inner: list[object] = []
    while found := match(content, position):
        kind, position = found.lastindex, found.end()
        if kind == _NAMES:
            inner += map(_literal, found[1].split(b"/")[1:])
        elif kind == _NUMBERS:
            inner += _counted(found[2])
        elif kind == _WORD:
            inner.append(_WORDS[found[3]] if found[3] != b"R" else _reference(inner, refer))
        elif kind in {_OPEN, _BEGIN}:
            outer.append((kind, inner))
            inner = []
        elif kind in {_CLOSE, _FINISH}:
            inner = _closed(outer, inner, kind)
        elif kind in {_HEX, _PAREN}:
            string, position = _string(content, found)
            inner.append(string)
        elif kind == _OTHER:
            break
        if inner and not outer and kind != _NUMBERS:  # after a number, R may follow
            return _only(inner), position
    return _only(inner), position


def _string(content: bytes, found: re.Match[bytes]) -> tuple[bytes, int]:
    if found.lastindex == _HEX:
        return unhexed(found[_HEX]), found.end()
    end = _long(content, found.start(_PAREN))
    return unescaped(content[found.end() : end - 1]), end


def _closed(outer: list[tuple[int, list[object]]], inner: list[object], kind: int) -> list[object]:
    """End an array or a dictionary; return what it stands in, with it."""
    if not outer or outer[-1][0] != kind - 1:
        raise UnusualSyntaxError
    values = outer.pop()[1]
    values.append(_dictionary(inner) if kind == _CLOSE else inner)
    return values


def _only(values: list[object]) -> object:
    if len(values) != 1:
        raise UnusualSyntaxError
    return values[0]


@lru_cache(4096)
def _literal(name: bytes) -> PSLiteral:
    name = name.rstrip(b" \r\n\t\f\v\0")
    try:
        return LIT(name.decode() if b"#" not in name else _decoded(name))
    except UnicodeDecodeError:
        return LIT(name)


def _counted(words: bytes) -> list[int] | list[float]:
    try:
        return list(map(int, words.split()))
    except ValueError:
        try:
            return [float(word) if b"." in word else int(word) for word in words.split()]
        except ValueError:
            raise UnusualSyntaxError from None


def _reference(values: list[object], refer: Refer) -> PDFObjRef:
    if len(values) < 2 or type(values[-2]) is not int:
        raise UnusualSyntaxError
    reference = refer(values[-2])
    del values[-2:]
    return reference


def _dictionary(values: list[object]) -> dict[str, object]:
    keys = values[::2]
    if len(values) % 2 or not all(type(key) is PSLiteral and type(key.name) is str for key in keys):
        raise UnusualSyntaxError
    pairs = zip(keys, values[1::2], strict=True)
    return {key.name: value for key, value in pairs if value is not None}  # type: ignore[attr-defined]  # all literals
