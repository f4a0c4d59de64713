"""Text in terminal columns: how wide it is, where it may be broken, how it is aligned.

Ideographs take two columns; signs of ambiguous width count one, as most terminals draw them.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

_CLOSING = "，。、；：！？）》”’〕】」』…"
_OPENING = "（《“‘〔【「『"
_UNBROKEN = re.compile(rf"\s+|[{_OPENING}]*(?:[!-~]+|[^\s{_OPENING}])?[{_CLOSING}]*")


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(map(_columns, text))


def pad(text: str, columns: int) -> str:
    """Fill a text with spaces on the right up to a number of columns."""
    return text + " " * (columns - width(text))


def shorten(text: str, columns: int) -> str:
    """Cut a text that is too wide, and show that it was cut."""
    return text if width(text) <= columns else f"{_head(text, columns - 1)}…"


def _head(text: str, columns: int) -> str:
    taken = 0
    for position, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return text[:position]
    return text


def wrap(text: str, columns: int) -> tuple[str, ...]:
    """Break a text into lines: at spaces and between ideographs, never before a closing sign.

    A word wider than a line is cut; an empty text is one empty line.
    """
    columns = max(columns, 2)  # an ideograph has to fit
    lines = [""]
    for piece in _pieces(text, columns):
        if width(lines[-1]) + width(piece) <= columns:
            lines[-1] += piece
        elif not piece.isspace():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
    return tuple(line.rstrip() for line in lines if line.strip()) or ("",)


def _pieces(text: str, columns: int) -> Iterator[str]:
    for match in _UNBROKEN.finditer(text):
        piece = " " if match.group().isspace() else match.group()
        while width(piece) > columns:
            head = _head(piece, columns)
            yield head
            piece = piece[len(head) :]
        if piece:
            yield piece


def align(rows: Sequence[Sequence[str]], gap: str = "  ") -> Iterator[str]:
    """Iterate over the lines of a table whose columns are as wide as their widest text."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (pad(text, columns) for text, columns in zip(row, widths, strict=True))
        yield gap.join(padded).rstrip()
