"""Text in terminal columns: where it may be broken, how it is cut and aligned.

Ideographs take two columns; characters of ambiguous width count as one, as most terminals draw them.
"""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len as width
from rich.cells import chop_cells
from rich.cells import set_cell_size as pad

from checker.regexes import regex

__all__ = ["align", "pad", "shorten", "width", "wrap"]

_CLOSING = "，。、；：！？）》”’〕】」』…"
_OPENING = "（《“‘〔【「『"
_UNBROKEN = regex(rf"\s+|[{_OPENING}]*(?:[!-~]+|[^\s{_OPENING}])?[{_CLOSING}]*")


def shorten(text: str, columns: int) -> str:
    """Cut a text that is too wide, and end it with “…”."""
    return text if width(text) <= columns else f"{pad(text, columns - 1).rstrip()}…"


def wrap(text: str, columns: int) -> tuple[str, ...]:
    """Break a text into lines: at spaces and between ideographs, never before closing punctuation.

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
        yield from chop_cells(piece, columns) if width(piece) > columns else (piece,)


def align(rows: Sequence[Sequence[str]], gap: str = "  ") -> Iterator[str]:
    """Iterate over the lines of a table whose columns are as wide as their widest text."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield gap.join(map(pad, row, widths)).rstrip()
