"""Write blank forms as Word files: a small package, byte for byte reproducible."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from lxml import etree

from checker import Blank, Cell, Location, Paragraph, Table, dataclass, width

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARED = {"w": _W, "r": _OFFICE}  # some readers look for the second one, though it is not used
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
    element = etree.Element(f"{{{_W}}}{name}", written, nsmap=_DECLARED)
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
            yield _table(block, blank)
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


def _table(table: Table, blank: Blank) -> etree._Element:
    language = blank.language
    style = "SmallCell" if table.width > _WIDE else "Cell"
    widths = _widths(table, _WESTERN[style].size)
    left = any(_is_label(table, cell) and language.number(cell.text).numbering for cell in table.cells)
    grid = _xml("tblGrid", *(_xml("gridCol", w=one) for one in widths))
    formulas = _formulas(table, blank.sums)
    rows = (_row(table, row, widths, style, formulas, left=left) for row in range(table.height))
    return _xml("tbl", _table_properties(sum(widths)), grid, *rows)


def _table_properties(whole: int) -> etree._Element:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    return _xml(
        "tblPr", _xml("tblW", w=whole, type="dxa"), _xml("jc", val="center"),
        _xml("tblBorders", *(_xml(edge, val="single", sz=4, space=0, color="000000") for edge in edges)),
        _xml("tblLayout", type="fixed"),
        _xml("tblCellMar", *(_xml(side, w=57, type="dxa") for side in ("left", "right"))),
    )  # fmt: skip


def _row(  # what a row is written from
    table: Table, row: int, widths: Sequence[int], style: str, formulas: Mapping[Cell, str], *, left: bool
) -> etree._Element:
    height = _xml("trHeight", val=425, hRule="atLeast")
    written = (
        _cell(table, cell, row, widths, style, formulas.get(cell, ""), left=left)
        for cell in _cells_of(table, row)
    )
    return _xml("tr", _xml("trPr", _xml("cantSplit"), height), *written)


def _cells_of(table: Table, row: int) -> list[Cell]:
    """List the cells of a row as Word counts them: what merged cells cover below them, too."""
    covered = (table.at(row, column) for column in range(table.width))
    return [cell for cell, _places in groupby(covered) if cell is not None]


def _cell(  # noqa: PLR0917  # likewise
    table: Table, cell: Cell, row: int, widths: Sequence[int], style: str, formula: str, *, left: bool
) -> etree._Element:
    begins = cell.row == row
    across = [_xml("gridSpan", val=cell.column_span)] if cell.column_span > 1 else []
    down = [_xml("vMerge", val="restart") if begins else _xml("vMerge")] if cell.row_span > 1 else []
    whole = sum(widths[column] for column in cell.columns)
    properties = _xml("tcPr", _xml("tcW", w=whole, type="dxa"), *across, *down, _xml("vAlign", val="center"))
    align = "left" if left and _is_label(table, cell) else ""
    keep = table.height <= _TOGETHER and row + 1 < table.height
    paragraph = _paragraph(cell.text if begins and not formula else "", style, align, keep=keep)
    paragraph.extend(_field(formula, cell.text) if formula and begins else ())
    return _xml("tc", properties, paragraph)


def _field(code: str, result: str) -> Iterator[etree._Element]:
    """Write a field that the word processor computes anew when it is asked to."""
    instruction = _xml("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield _xml("r", _xml("fldChar", fldCharType="begin"))
    yield _xml("r", instruction)
    yield _xml("r", _xml("fldChar", fldCharType="separate"))
    yield _run(result)
    yield _xml("r", _xml("fldChar", fldCharType="end"))


def _formulas(table: Table, sums: Mapping[Location, Sequence[Location]]) -> Mapping[Cell, str]:
    """Map the cells of a table that are sums to formulas; each range is a sum of its own, so that blank cells are 0."""
    own = {
        at: parts
        for at, parts in sums.items()
        if {one.block for one in (at, *parts)} == {table.location.block}
    }
    if not own:
        return {}
    places = {
        cell: (row, column)
        for row in range(table.height)
        for column, cell in enumerate(_cells_of(table, row))
        if cell.row == row
    }
    found = {}
    for at, parts in own.items():
        cell = _cell_at(table, at)
        ranges = _ranges(sorted(places[_cell_at(table, part)] for part in parts))
        found[cell] = "=" + "+".join(f"SUM({one})" for one in ranges)
    return found


def _cell_at(table: Table, at: Location) -> Cell:
    assert at.row is not None
    assert at.column is not None
    cell = table.at(at.row, at.column)
    assert cell is not None, "sums are of cells of the form"
    return cell


def _ranges(places: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Iterate over runs of cells along a row, or down a column, as Word names them."""
    run: list[tuple[int, int]] = []
    for place in (*places, None):
        if place is not None and (not run or _goes_on(run, place)):
            run.append(place)
            continue
        first, last = _name(*run[0]), _name(*run[-1])
        yield first if first == last else f"{first}:{last}"
        run = [place] if place is not None else []


def _goes_on(run: Sequence[tuple[int, int]], place: tuple[int, int]) -> bool:
    (row, column), (last_row, last_column) = run[0], run[-1]
    along = place[0] == row == last_row and place[1] == last_column + 1
    down = place[1] == column == last_column and place[0] == last_row + 1
    return along or down


def _name(row: int, column: int) -> str:
    """Name a cell as Word does: A1 is the first one."""
    letters, column = "", column + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


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
