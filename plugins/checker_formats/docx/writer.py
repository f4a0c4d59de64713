"""Write blank forms as Word files: a small package, byte for byte reproducible."""

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
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_CONTENT_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_CONTENT_TYPE}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}
_WRITTEN = (1980, 1, 1, 0, 0, 0)  # the earliest time stamp that ZIP files can hold

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
_LEAST = 340  # the least width of a column
_LETTER = 6  # width of a letter for every half point of its size
_MARGIN = 140
_LABEL = 1.7  # how much more room a label gets than a column head of the same length


@dataclass(frozen=True, slots=True)
class _ParagraphFormat:
    """The typesetting of a kind of paragraph: sizes in half points, `indent` in hundredths of a character."""

    font: str
    western: str
    size: int
    align: str = "both"
    bold: bool = False
    indent: int = 0
    line: int = 0
    after: int = 0


_CHINESE = {
    "Title": _ParagraphFormat("FZXiaoBiaoSong-B05S", "Times New Roman", 44, "center", line=640),
    "Heading1": _ParagraphFormat("SimHei", "Times New Roman", 32, indent=200, line=560),
    "Normal": _ParagraphFormat("FangSong_GB2312", "Times New Roman", 32, indent=200, line=560),
    "Cell": _ParagraphFormat("SimSun", "Times New Roman", 21, "center"),
    "SmallCell": _ParagraphFormat("SimSun", "Times New Roman", 18, "center"),
}
_WESTERN = {
    "Title": _ParagraphFormat("SimSun", "Calibri", 36, "center", bold=True, after=120),
    "Heading1": _ParagraphFormat("SimSun", "Calibri", 28, "left", bold=True, after=80),
    "Normal": _ParagraphFormat("SimSun", "Calibri", 22, "left", after=160),
    "Cell": _ParagraphFormat("SimSun", "Calibri", 18, "center"),
    "SmallCell": _ParagraphFormat("SimSun", "Calibri", 16, "center"),
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
    formats = _CHINESE if blank.language.code == "zh" else _WESTERN
    parts = {name: text.encode() for name, text in _PARTS.items()}
    parts["word/styles.xml"] = etree.tostring(_styles(formats))
    parts["word/document.xml"] = etree.tostring(_document(blank))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            declared = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content
            package.writestr(zipfile.ZipInfo(name, _WRITTEN), declared, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _xml(name: str, *children: etree._Element, **attributes: object) -> etree._Element:
    """Make an element of Word's XML."""
    written = {f"{{{_W}}}{key.rstrip('_')}": str(value) for key, value in attributes.items()}
    element = etree.Element(f"{{{_W}}}{name}", written, nsmap={"w": _W})
    element.extend(children)
    return element


# --- styles ---


def _styles(formats: Mapping[str, _ParagraphFormat]) -> etree._Element:
    return _xml("styles", *(_style(key, paragraph_format) for key, paragraph_format in formats.items()))


def _style(key: str, paragraph_format: _ParagraphFormat) -> etree._Element:
    default = {"default": 1} if key == "Normal" else {}
    based = [] if default else [_xml("basedOn", val="Normal")]
    return _xml(
        "style", _xml("name", val=_NAMES[key]), *based, _xml("qFormat"), _paragraph_properties(key, paragraph_format),
        _run_properties(paragraph_format), type="paragraph", styleId=key, **default,
    )  # fmt: skip


def _paragraph_properties(key: str, paragraph_format: _ParagraphFormat) -> etree._Element:
    exact = (
        {"line": paragraph_format.line, "lineRule": "exact"}
        if paragraph_format.line
        else {"line": 240, "lineRule": "auto"}
    )
    level = [_xml("outlineLvl", val=0)] if key == "Heading1" else []
    keep = [_xml("keepNext")] if key == "Heading1" else []
    return _xml(
        "pPr", *keep, _xml("spacing", before=0, after=paragraph_format.after, **exact),
        _xml("ind", firstLineChars=paragraph_format.indent, firstLine=paragraph_format.indent * paragraph_format.size // 20),
        _xml("jc", val=paragraph_format.align), *level,
    )  # fmt: skip


def _run_properties(paragraph_format: _ParagraphFormat) -> etree._Element:
    fonts = _xml(
        "rFonts",
        ascii=paragraph_format.western,
        hAnsi=paragraph_format.western,
        eastAsia=paragraph_format.font,
        cs=paragraph_format.western,
    )
    return _xml(
        "rPr",
        fonts,
        _xml("b", val=int(paragraph_format.bold)),
        _xml("sz", val=paragraph_format.size),
        _xml("szCs", val=paragraph_format.size),
    )


# --- body ---


def _document(blank: Blank) -> etree._Element:
    page = _xml(
        "sectPr",
        _xml("pgSz", w=_PAGE[0], h=_PAGE[1]),
        _xml("pgMar", **_MARGINS, header=851, footer=992, gutter=0),
    )
    lines = [_paragraph(line, "Title") for line in blank.title]
    return _xml("document", _xml("body", *lines, *_blocks(blank), page))


def _blocks(blank: Blank) -> Iterator[etree._Element]:
    if blank.blocks and blank.title:
        yield _paragraph("", "Normal")
    for block in blank.blocks:
        if isinstance(block, Paragraph):
            yield _paragraph(block.text, "Heading1" if block.level == 1 else "Normal")
        else:
            yield _table(block, blank.language)
            yield _paragraph("", "Normal")  # Word merges adjacent tables without a paragraph between them


def _paragraph(text: str, style: str, align: str = "", *, keep: bool = False) -> etree._Element:
    own = ([_xml("keepNext")] if keep else []) + ([_xml("jc", val=align)] if align else [])
    run = [_run(text)] if text else []
    return _xml("p", _xml("pPr", _xml("pStyle", val=style), *own), *run)


def _run(text: str) -> etree._Element:
    text_element = _xml("t")
    text_element.text = text
    text_element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _xml("r", text_element)


# --- tables ---


def _table(table: Table, language: Language) -> etree._Element:
    style = "SmallCell" if table.width > _WIDE else "Cell"
    widths = _widths(table, _WESTERN[style].size)
    left = any(_is_label(table, cell) and language.number(cell.text).numbering for cell in table.cells)
    grid = _xml("tblGrid", *(_xml("gridCol", w=one) for one in widths))
    rows = (_row(table, row, widths, style, left=left) for row in range(table.height))
    return _xml("tbl", _table_properties(sum(widths)), grid, *rows)


def _table_properties(whole: int) -> etree._Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _xml(
        "tblPr", _xml("tblW", w=whole, type="dxa"), _xml("jc", val="center"),
        _xml("tblBorders", *(_xml(edge, val="single", sz=4, space=0, color="000000") for edge in edges)),
        _xml("tblLayout", type="fixed"),
        _xml("tblCellMar", *(_xml(side, w=57, type="dxa") for side in ("left", "right"))),
    )  # fmt: skip


def _row(table: Table, row: int, widths: Sequence[int], style: str, *, left: bool) -> etree._Element:
    covered = (table.at(row, column) for column in range(table.width))
    cells = (cell for cell, _places in groupby(covered) if cell is not None)
    height = _xml("trHeight", val=425, hRule="atLeast")
    written = (_cell(table, cell, row, widths, style, left=left) for cell in cells)
    return _xml("tr", _xml("trPr", _xml("cantSplit"), height), *written)


def _cell(
    table: Table, cell: Cell, row: int, widths: Sequence[int], style: str, *, left: bool
) -> etree._Element:
    begins = cell.row == row
    across = [_xml("gridSpan", val=cell.column_span)] if cell.column_span > 1 else []
    down = [_xml("vMerge", val="restart") if begins else _xml("vMerge")] if cell.row_span > 1 else []
    whole = sum(widths[column] for column in cell.columns)
    properties = _xml("tcPr", _xml("tcW", w=whole, type="dxa"), *across, *down, _xml("vAlign", val="center"))
    align = "left" if left and _is_label(table, cell) else ""
    keep = table.height <= _TOGETHER and row + 1 < table.height
    return _xml("tc", properties, _paragraph(cell.text if begins else "", style, align, keep=keep))


def _is_label(table: Table, cell: Cell) -> bool:
    """Return whether a cell labels an empty cell to its right."""
    right = table.at(cell.row, cell.columns.stop)
    return bool(cell.text) and right is not None and not right.text


def _widths(table: Table, size: int) -> list[int]:
    """Share the page width among the columns by the square root of their text, at least their longest word."""
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
    """Count the letters of the longest word; lines may break between any two ideographs."""
    return max((len(word) for word in text.split() if word.isascii()), default=0)
