"""Blank forms as Word files: a package of few parts, the same bytes every time."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree

from checker import Blank, Cell, Language, Paragraph, Table, width

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}
_WRITTEN = (1980, 1, 1, 0, 0, 0)  # what a ZIP file holds for no time at all

_PAGE = (11906, 16838)  # A4, in twentieths of a point like all lengths here
_MARGINS = {
    "top": 2098,
    "right": 1474,
    "bottom": 1984,
    "left": 1588,
}  # those of official documents (GB/T 9704)
_AVAILABLE = _PAGE[0] - _MARGINS["left"] - _MARGINS["right"]
_WIDE = 8  # columns from which a table is set in smaller type
_TOGETHER = 16  # rows up to which a table is kept on one page
_LEAST = 340  # what a column needs at least
_LETTER = 6  # width of a letter for every half point of its size
_MARGIN = 140
_LABEL = 1.7  # how much more room a label gets than a head of the same length


@dataclass(frozen=True, slots=True)
class _Type:
    """How a kind of paragraph is set; sizes are in half points, `indent` in hundredths of a character."""

    font: str
    western: str
    size: int
    align: str = "both"
    bold: bool = False
    indent: int = 0
    line: int = 0
    after: int = 0


_CHINESE = {
    "Title": _Type("方正小标宋简体", "Times New Roman", 44, "center", line=640),
    "Heading1": _Type("黑体", "Times New Roman", 32, indent=200, line=560),
    "Normal": _Type("仿宋_GB2312", "Times New Roman", 32, indent=200, line=560),
    "Cell": _Type("宋体", "Times New Roman", 21, "center"),
    "SmallCell": _Type("宋体", "Times New Roman", 18, "center"),
}
_WESTERN = {
    "Title": _Type("宋体", "Calibri", 36, "center", bold=True, after=120),
    "Heading1": _Type("宋体", "Calibri", 28, "left", bold=True, after=80),
    "Normal": _Type("宋体", "Calibri", 22, "left", after=160),
    "Cell": _Type("宋体", "Calibri", 18, "center"),
    "SmallCell": _Type("宋体", "Calibri", 16, "center"),
}
_NAMES = {
    "Title": "Title",
    "Heading1": "heading 1",
    "Normal": "Normal",
    "Cell": "Cell",
    "SmallCell": "Small Cell",
}


def write(blank: Blank) -> bytes:
    """Write a blank form as a Word file."""
    types = _CHINESE if blank.language.code == "zh" else _WESTERN
    parts = {name: text.encode() for name, text in _PARTS.items()}
    parts["word/styles.xml"] = etree.tostring(_styles(types))
    parts["word/document.xml"] = etree.tostring(_document(blank))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            declared = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content
            package.writestr(zipfile.ZipInfo(name, _WRITTEN), declared, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _e(name: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """Make an element of Word's XML."""
    written = {f"{{{_W}}}{key.rstrip('_')}": str(value) for key, value in attributes.items()}
    element = etree.Element(f"{{{_W}}}{name}", written, nsmap={"w": _W})
    element.extend(children)
    return element


# --- styles ---


def _styles(types: Mapping[str, _Type]) -> etree._Element:
    return _e("styles", *(_style(key, kind) for key, kind in types.items()))


def _style(key: str, kind: _Type) -> etree._Element:
    default = {"default": 1} if key == "Normal" else {}
    based = [] if default else [_e("basedOn", val="Normal")]
    return _e(
        "style", _e("name", val=_NAMES[key]), *based, _e("qFormat"), _paragraph_properties(key, kind),
        _run_properties(kind), type="paragraph", styleId=key, **default,
    )  # fmt: skip


def _paragraph_properties(key: str, kind: _Type) -> etree._Element:
    exact = {"line": kind.line, "lineRule": "exact"} if kind.line else {"line": 240, "lineRule": "auto"}
    level = [_e("outlineLvl", val=0)] if key == "Heading1" else []
    keep = [_e("keepNext")] if key == "Heading1" else []
    return _e(
        "pPr", *keep, _e("spacing", before=0, after=kind.after, **exact),
        _e("ind", firstLineChars=kind.indent, firstLine=kind.indent * kind.size // 20),
        _e("jc", val=kind.align), *level,
    )  # fmt: skip


def _run_properties(kind: _Type) -> etree._Element:
    fonts = _e("rFonts", ascii=kind.western, hAnsi=kind.western, eastAsia=kind.font, cs=kind.western)
    return _e("rPr", fonts, _e("b", val=int(kind.bold)), _e("sz", val=kind.size), _e("szCs", val=kind.size))


# --- body ---


def _document(blank: Blank) -> etree._Element:
    page = _e(
        "sectPr",
        _e("pgSz", w=_PAGE[0], h=_PAGE[1]),
        _e("pgMar", **_MARGINS, header=851, footer=992, gutter=0),
    )
    lines = [_paragraph(line, "Title") for line in blank.title]
    return _e("document", _e("body", *lines, *_blocks(blank), page))


def _blocks(blank: Blank) -> Iterator[etree._Element]:
    if blank.blocks and blank.title:
        yield _paragraph("", "Normal")
    for block in blank.blocks:
        if isinstance(block, Paragraph):
            yield _paragraph(block.text, "Heading1" if block.level == 1 else "Normal")
        else:
            yield _table(block, blank.language)
            yield _paragraph("", "Normal")  # Word joins tables that no paragraph parts


def _paragraph(text: str, style: str, align: str = "", *, keep: bool = False) -> etree._Element:
    own = ([_e("keepNext")] if keep else []) + ([_e("jc", val=align)] if align else [])
    run = [_run(text)] if text else []
    return _e("p", _e("pPr", _e("pStyle", val=style), *own), *run)


def _run(text: str) -> etree._Element:
    written = _e("t")
    written.text = text
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _e("r", written)


# --- tables ---


def _table(table: Table, language: Language) -> etree._Element:
    style = "SmallCell" if table.width > _WIDE else "Cell"
    widths = _widths(table, _WESTERN[style].size)
    left = any(_is_label(table, cell) and language.number(cell.text).numbering for cell in table.cells)
    grid = _e("tblGrid", *(_e("gridCol", w=one) for one in widths))
    rows = (_row(table, row, widths, style, left=left) for row in range(table.height))
    return _e("tbl", _table_properties(sum(widths)), grid, *rows)


def _table_properties(whole: int) -> etree._Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _e(
        "tblPr", _e("tblW", w=whole, type="dxa"), _e("jc", val="center"),
        _e("tblBorders", *(_e(edge, val="single", sz=4, space=0, color="000000") for edge in edges)),
        _e("tblLayout", type="fixed"),
        _e("tblCellMar", *(_e(side, w=57, type="dxa") for side in ("left", "right"))),
    )  # fmt: skip


def _row(table: Table, row: int, widths: Sequence[int], style: str, *, left: bool) -> etree._Element:
    covered = (table.at(row, column) for column in range(table.width))
    cells = (cell for cell, _places in groupby(covered) if cell is not None)
    height = _e("trHeight", val=425, hRule="atLeast")
    written = (_cell(table, cell, row, widths, style, left=left) for cell in cells)
    return _e("tr", _e("trPr", _e("cantSplit"), height), *written)


def _cell(
    table: Table, cell: Cell, row: int, widths: Sequence[int], style: str, *, left: bool
) -> etree._Element:
    begins = cell.row == row
    across = [_e("gridSpan", val=cell.column_span)] if cell.column_span > 1 else []
    down = [_e("vMerge", val="restart") if begins else _e("vMerge")] if cell.row_span > 1 else []
    whole = sum(widths[column] for column in cell.columns)
    properties = _e("tcPr", _e("tcW", w=whole, type="dxa"), *across, *down, _e("vAlign", val="center"))
    align = "left" if left and _is_label(table, cell) else ""
    keep = table.height <= _TOGETHER and row + 1 < table.height
    return _e("tc", properties, _paragraph(cell.text if begins else "", style, align, keep=keep))


def _is_label(table: Table, cell: Cell) -> bool:
    """Tell whether a cell names the values beside it."""
    beside = table.at(cell.row, cell.columns.stop)
    return bool(cell.text) and beside is not None and not beside.text


def _widths(table: Table, size: int) -> list[int]:
    """Share the page's width among the columns: more text, more room, but not in proportion.

    No column is narrower than its longest word.
    """
    wants, least = [0.0] * table.width, [_LEAST] * table.width
    for cell in table.cells:
        last = cell.columns.stop - 1
        if cell.column_span == 1:
            least[last] = max(least[last], _longest_word(cell.text) * size * _LETTER + _MARGIN)
        elif cell.row_span > 1 or not _is_label(table, cell):
            continue
        want = width(cell.text) ** 0.5 * (_LABEL if _is_label(table, cell) else 1)
        others = sum(wants[column] for column in cell.columns if column != last)
        wants[last] = max(wants[last], want - others)
    spare = _AVAILABLE - sum(least)
    shares = [int(low + spare * want / (sum(wants) or 1)) for low, want in zip(least, wants, strict=True)]
    if spare < 0:  # words will break
        shares = [low * _AVAILABLE // sum(least) for low in least]
    shares[-1] += _AVAILABLE - sum(shares)
    return shares


def _longest_word(text: str) -> int:
    """Count the letters of the longest word; ideographs may be parted anywhere."""
    return max((len(word) for word in text.split() if word.isascii()), default=0)
