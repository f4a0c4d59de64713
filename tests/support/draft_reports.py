"""Drafts: reports as tests write them down, and the Word files that they become.

A draft is a tuple of blocks. A line is a paragraph; a grid is a table, in which "<" continues the cell on the
left and "^" the cell above.
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

Grid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Line:
    """A paragraph; `level` is its outline level, `markup` is WordprocessingML that follows its text."""

    text: str
    level: int | None = None
    markup: str = ""


Block = Line | Grid
Draft = tuple[Block, ...]
Change = Callable[[Draft], Draft]


def draft(*blocks: str | Line | Sequence[Sequence[str]]) -> Draft:
    """Put a draft together."""
    return tuple(
        Line(block)
        if isinstance(block, str)
        else block
        if isinstance(block, Line)
        else tuple(map(tuple, block))
        for block in blocks
    )


def grid(text: str) -> Grid:
    """Read a table: a line for each row, "|" between cells."""
    return tuple(tuple(line.split("|")) for line in text.strip().splitlines())


def changed(report: Draft, *changes: Change) -> Draft:
    """Apply changes one after the other."""
    for change in changes:
        report = change(report)
    return report


# --- the Word file ---

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
}
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4"/>'
    for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_file(report: Draft, *, landscape: bool = False) -> bytes:
    """Write a draft as a small Word file whose bytes depend on nothing else."""
    page = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>' if landscape else ""
    body = "".join(
        _paragraph(block) if isinstance(block, Line) else _table(block, landscape=landscape)
        for block in report
    )
    parts = {
        **_PARTS,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}{page}</w:body></w:document>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), _DECLARED + text, zipfile.ZIP_DEFLATED, 9)
    return file.getvalue()


def run(text: str, properties: str = "") -> str:
    """Write text as Word's XML; a line feed is a line break."""
    lines = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n")
    )
    return f"<w:r>{properties}{lines}</w:r>"


def _paragraph(line: Line) -> str:
    level = "" if line.level is None else f'<w:pPr><w:outlineLvl w:val="{line.level - 1}"/></w:pPr>'
    return f"<w:p>{level}{run(line.text) if line.text else ''}{line.markup}</w:p>"


def _table(grid: Grid, *, landscape: bool) -> str:
    width = min(1500, 13900 // len(grid[0])) if landscape else 900
    columns = f'<w:gridCol w:w="{width}"/>' * len(grid[0])
    rows = "".join(f"<w:tr>{''.join(_cells(grid, row))}</w:tr>" for row in range(len(grid)))
    properties = f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_EDGES}</w:tblBorders></w:tblPr>'
    # Word joins tables that no paragraph parts
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl><w:p/>"


def _cells(grid: Grid, row: int) -> Iterator[str]:
    for column, text in enumerate(grid[row]):
        if text == "<":
            continue
        width = span(grid, row, column)
        starts = text != "^" and row + 1 < len(grid) and grid[row + 1][column] == "^"
        merged = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if starts else ""
        across = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        written = "" if text == "^" else run(text)
        yield f"<w:tc><w:tcPr>{across}{merged}</w:tcPr><w:p>{written}</w:p></w:tc>"


def span(grid: Grid, row: int, column: int) -> int:
    """Count the columns of the cell that starts there."""
    after = column + 1
    while after < len(grid[row]) and grid[row][after] == "<":
        after += 1
    return after - column


# --- changes ---


def text(old: str, new: str) -> Change:
    """Replace words wherever lines have them; they must stand somewhere."""

    def change(report: Draft) -> Draft:
        assert any(isinstance(block, Line) and old in block.text for block in report), old
        return tuple(
            Line(block.text.replace(old, new), block.level, block.markup)
            if isinstance(block, Line)
            else block
            for block in report
        )

    return change


def lines(start: str, *new: str | Line | Grid) -> Change:
    """Put other blocks, or none, in the place of the line that begins so."""

    def change(report: Draft) -> Draft:
        at = _at(report, start)
        return (*report[:at], *draft(*new), *report[at + 1 :])

    return change


def after(start: str, *new: str | Line | Grid) -> Change:
    """Put blocks behind the line that begins so."""

    def change(report: Draft) -> Draft:
        at = _at(report, start) + 1
        return (*report[:at], *draft(*new), *report[at:])

    return change


def without(start: str, stop: str = "") -> Change:
    """Drop everything from the line that begins so up to the next that begins with `stop`, or to the end."""

    def change(report: Draft) -> Draft:
        first = _at(report, start)
        last = first + 1 + _at(report[first + 1 :], stop) if stop else len(report)
        return (*report[:first], *report[last:])

    return change


def _at(report: Draft, start: str) -> int:
    return next(
        at for at, block in enumerate(report) if isinstance(block, Line) and block.text.startswith(start)
    )


def table(place: int, new: Callable[[Grid], Draft]) -> Change:
    """Put blocks in the place of a table, counted from 0."""

    def change(report: Draft) -> Draft:
        at = [at for at, block in enumerate(report) if not isinstance(block, Line)][place]
        grid = report[at]
        assert not isinstance(grid, Line), "found among the tables"
        return (*report[:at], *new(grid), *report[at + 1 :])

    return change


def cells(place: int, new: Callable[[str], str]) -> Change:
    """Rewrite every cell of a table, counted from 0."""
    return table(
        place, lambda grid: (tuple(tuple(t if t in {"<", "^"} else new(t) for t in row) for row in grid),)
    )


def label(old: str, new: str, place: int = 0) -> Change:
    """Rewrite one cell with the text `old`, the one at `place` if there are several."""

    def change(report: Draft) -> Draft:
        found = [
            (at, row, column)
            for at, block in enumerate(report)
            if not isinstance(block, Line)
            for row, texts in enumerate(block)
            for column, words in enumerate(texts)
            if words == old
        ]
        at, row, column = found[place]
        return _written(report, at, row, column, new)

    return change


def figure(row: str, place: int, new: str) -> Change:
    """Rewrite a figure: of the row with that label (none: the last table's) the one at `place`, from 1."""

    def change(report: Draft) -> Draft:
        for at, block in enumerate(report):
            if not isinstance(block, Line):
                for height, texts in enumerate(block):
                    first = texts.index(row) + span(block, height, texts.index(row)) if row in texts else 0
                    if first or (not row and height and len(texts) == 15 and height == len(block) - 1):
                        return _written(report, at, height, first + place - 1, new)
        raise AssertionError(row)

    return change


def _written(report: Draft, at: int, row: int, column: int, new: str) -> Draft:
    grid = [list(texts) for texts in report[at]]  # type: ignore[union-attr]  # callers found a table there
    grid[row][column] = new
    return (*report[:at], tuple(map(tuple, grid)), *report[at + 1 :])


def without_row(words: str) -> Change:
    """Drop the row that has a cell with this text; cells that reach further down start below."""

    def change(report: Draft) -> Draft:
        return tuple(
            block
            if isinstance(block, Line) or not any(words in row for row in block)
            else _thinner(block, words)
            for block in report
        )

    return change


def _thinner(grid: Grid, words: str) -> Grid:
    gone = next(at for at, row in enumerate(grid) if words in row)
    below = [
        lower if lower != "^" or upper in {"^", "<"} else upper
        for upper, lower in zip(grid[gone], grid[gone + 1], strict=True)
    ] if gone + 1 < len(grid) else []  # fmt: skip
    return (*grid[:gone], *([tuple(below)] if below else []), *grid[gone + 2 :])


def without_column(place: int, column: int) -> Change:
    """Drop a column of a table; cells that reach further right start there."""

    def thinner(grid: Grid) -> Draft:
        rows = []
        for row in grid:
            cut = list(row)
            if cut[column] != "<" and column + 1 < len(cut) and cut[column + 1] == "<":
                cut[column + 1] = cut[column]
            del cut[column]
            rows.append(tuple(cut))
        return (tuple(rows),)

    return table(place, thinner)


def without_table(place: int) -> Change:
    """Drop a table, counted from 0."""
    return table(place, lambda _grid: ())
