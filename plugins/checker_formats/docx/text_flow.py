"""The text flow of a part (the body, a note, a header): paragraphs and tables in reading order."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element

from checker import Cell, Languages, Messages, Note, dataclass
from checker_formats.docx.grid import COLUMNS_LIMIT, WordCell, WordGrid, extent
from checker_formats.docx.layout import is_layout
from checker_formats.docx.names import MC, VAL, W, inside, value, whole
from checker_formats.docx.paragraphs import ParagraphReader, WordParagraph
from checker_formats.docx.pictures import branch
from checker_formats.docx.runs import RunReader, TextBox
from checker_formats.docx.styles import is_shaded
from checker_formats.numbers import are_several
from checker_formats.zip_package import too_large

_ = Messages(__package__)

# the grid takes memory per place; the largest real tables have some ten thousand
PLACES_LIMIT = 500_000
_LONGEST_HEADING = 30  # characters; a longer numbered paragraph is text

_PARAGRAPH, _TABLE, _ROW, _CELL, _CONTROL = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sdt"))
_ROW_PROPERTIES, _CELL_PROPERTIES = f"{W}trPr", f"{W}tcPr"
_SPAN, _DOWN, _ACROSS, _DELETED, _WIDTH, _SHADE = (
    f"{W}{name}" for name in ("gridSpan", "vMerge", "hMerge", "cellDel", "tcW", "shd")
)
_ALTERNATIVES = f"{MC}AlternateContent"
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in (
        "sectPr",
        "del",
        "moveFrom",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "tblPrEx",
        "tblGrid",
        "tcPr",
        "trPr",
    )
)
_EMBEDDED = frozenset({f"{W}altChunk", f"{W}subDoc"})


@dataclass(frozen=True, slots=True)
class TableGroup:
    """The cells of a table and of the tables nested in it, the outer one first, each with its element."""

    cells: tuple[dict[Cell, _Element], ...]


Content = WordParagraph | TableGroup


class TextFlow:
    """Read the content of a part once; notes are collected by its runs.

    In a `flat` flow tables are read as paragraphs. `colored` returns whether a table style shades cells.
    """

    def __init__(
        self,
        paragraphs: ParagraphReader,
        runs: RunReader,
        languages: Languages,
        *,
        flat: bool = False,
        colored: Callable[[str], bool] = lambda _style: True,
    ) -> None:
        self._flat = flat
        self._paragraphs = paragraphs
        self._runs = runs
        self._languages = languages
        self._colored = colored
        self._places = 0

    def read(self, parent: _Element) -> Iterator[Content]:
        """Read the content of an element in order."""
        yield from self._content(parent)
        rest = self._paragraphs.rest()
        if rest is not None:
            yield rest

    def _content(self, parent: _Element) -> Iterator[Content]:
        for element in parent:
            tag = element.tag
            if tag == _PARAGRAPH:
                paragraph = self._paragraphs.read(element)
                if self._runs.boxes:
                    yield from self._with_boxes(paragraph)
                elif paragraph is not None:
                    yield paragraph
            elif tag in _SKIPPED:
                continue
            elif tag == _TABLE and not self._flat:
                yield from self._table(element)
            elif tag in _EMBEDDED:
                self._runs.notes.append(Note("embedded", _("an embedded document was not read"), lost=True))
            else:
                chosen = self._chosen(element)
                if chosen is not None:
                    yield from self._content(chosen)

    def _chosen(self, element: _Element) -> _Element | None:
        if element.tag == _CONTROL:
            self._runs.control(element)
        return branch(element) if element.tag == _ALTERNATIVES else element

    def _with_boxes(self, anchor: WordParagraph | None) -> Iterator[Content]:
        """Read the text boxes of a paragraph, above or below its text."""
        boxes, self._runs.boxes = self._runs.boxes, []
        heading = anchor is not None and _is_heading(anchor, self._languages)
        below = [
            box
            for box in boxes
            if box.follows or (box.follows is None and heading and not _starts_section(box, self._languages))
        ]
        above = [box for box in boxes if box not in below]
        for box in above:
            yield from self._box(box)
        if anchor is not None:
            yield anchor
        for box in below:
            yield from self._box(box)

    def _box(self, box: TextBox) -> Iterator[Content]:
        runs = self._runs
        fields, runs.open_fields = runs.open_fields, []
        ground, runs.on_color = runs.on_color, lambda: True  # boxes are often filled
        flow = TextFlow(
            self._paragraphs.anew(), runs, self._languages, flat=self._flat, colored=self._colored
        )
        flow._places = self._places  # one limit for the whole part
        yield from flow.read(box.content)
        self._places = flow._places  # as above
        runs.open_fields, runs.on_color = fields, ground

    def _table(self, table: _Element) -> Iterator[Content]:
        rows = [
            (margins, list(self._inside(row, _CELL)))
            for row in self._inside(table, _ROW)
            if (margins := _margins(row)) is not None
        ]
        if is_layout(table, [cells for _margins, cells in rows], self._languages):
            for _row_margins, cells in rows:
                for cell in cells:
                    if _cell(cell) is not None:
                        yield from self._content(cell)
            return
        grid, inner = WordGrid(_widths(table)), list[dict[Cell, _Element]]()
        ground = self._runs.on_color
        if self._runs.formatted:
            self._runs.on_color = self._ground(table)
        for margins, cells in rows:
            self._places += grid.add(self._row(cells, inner), *margins)
            if self._places > PLACES_LIMIT:
                raise too_large(_("the tables have more than {limit} cells", limit=PLACES_LIMIT))
        self._runs.on_color = ground
        placed = grid.cells()
        self._runs.hidden += grid.covered
        if placed:
            yield TableGroup((placed, *inner))

    def _ground(self, table: _Element) -> Callable[[], bool]:
        """Return a function that finds out whether a table may be coloured."""
        outer, style = self._runs.on_color, value(table.find(f"{W}tblPr/{W}tblStyle"))
        return lambda: (
            outer()
            or (style is not None and self._colored(style))
            or any(is_shaded(shade) for shade in table.iterfind(f"{W}tblPr/{W}shd"))
        )

    def _row(self, elements: list[_Element], inner: list[dict[Cell, _Element]]) -> list[WordCell]:
        cells: list[WordCell] = []
        first_page = last_page = self._runs.page
        ground = self._runs.on_color
        for element in elements:
            cell = _cell(element)
            if cell is None:
                continue
            self._runs.page = first_page  # cells of a row are side by side: each may continue over a page
            if cell.shaded:
                self._runs.on_color = lambda: True
            lines = self._lines_of(element, inner)
            self._runs.on_color = ground
            last_page = max(last_page, self._runs.page)
            if lines:
                cell.page = lines[0].page
                cell.text = "\n".join([line.text for line in lines])
                cell.certain = not are_several(cell.text)
            if cell.across and cells:
                cells[-1].span += cell.span
                cells[-1].width = None
                self._runs.hidden += bool(lines)
            else:
                cells.append(cell)
        self._runs.page = last_page
        return cells

    def _lines_of(self, cell: _Element, inner: list[dict[Cell, _Element]]) -> list[WordParagraph]:
        lines: list[WordParagraph] = []
        for content in self._content(cell):
            if isinstance(content, WordParagraph):
                lines.append(content)
            else:
                inner.extend(content.cells)
        return lines

    def _inside(self, parent: _Element, tag: str) -> Iterator[_Element]:
        """Iterate over the rows of a table or the cells of a row, also in content controls."""
        for element in parent:
            if element.tag == tag:
                yield element
            elif element.tag not in _SKIPPED and element.tag not in {_TABLE, _PARAGRAPH}:
                chosen = self._chosen(element)
                if chosen is not None:
                    yield from self._inside(chosen, tag)


def _is_heading(paragraph: WordParagraph, languages: Languages) -> bool:
    number = languages.number(paragraph.text)
    return (
        paragraph.level is not None
        or number.opens_section
        or (number.heads and len(paragraph.text) <= _LONGEST_HEADING)
    )


def _starts_section(box: TextBox, languages: Languages) -> bool:
    first = next(box.content.iter(_PARAGRAPH), None)
    text = "" if first is None else "".join(text.text or "" for text in first.iter(f"{W}t"))
    return languages.number(text).opens_section


def _widths(table: _Element) -> list[int]:
    columns = table.iterfind(f"{W}tblGrid/{W}gridCol")
    return [whole(column.get(f"{W}w"), 0) for column in columns]


def _margins(row: _Element) -> tuple[int, int, int] | None:
    """Count the free columns at the start and the end of a row; add the width of the former.

    `None` for a deleted row.
    """
    properties = inside(next(row.iterchildren(_ROW_PROPERTIES), None))
    if f"{W}del" in properties:
        return None
    before, after = (
        whole(value(properties.get(f"{W}{name}")), 0, most=COLUMNS_LIMIT + 1)
        for name in ("gridBefore", "gridAfter")
    )
    return before, after, extent(properties.get(f"{W}wBefore"))


def _cell(element: _Element) -> WordCell | None:
    """Read the properties of a cell; `None` for a deleted one."""
    cell = WordCell(element)
    properties = element[0] if len(element) else None
    if properties is None or properties.tag != _CELL_PROPERTIES:
        return cell
    for prop in properties:
        tag = prop.tag
        if tag == _WIDTH:
            cell.width = prop
        elif tag == _SPAN:
            cell.span = whole(prop.get(VAL), 1, least=1, most=COLUMNS_LIMIT + 1)
        elif tag == _DELETED:
            return None
        elif tag == _DOWN:
            cell.merges = prop.get(VAL) == "restart"
            cell.joins = not cell.merges
        elif tag == _ACROSS:
            cell.across = prop.get(VAL) != "restart"
        elif tag == _SHADE:
            cell.shaded = is_shaded(prop)
    return cell
