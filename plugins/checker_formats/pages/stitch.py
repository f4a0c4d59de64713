"""Join the pieces of a table on several pages."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from checker import BBox, Cell, Languages, dataclass, fold, ideographs
from checker_formats.pages.lines import is_cut_value, is_filled, running
from checker_formats.pages.pieces import TablePiece

_SAME_WIDTH = 6.0  # points; pieces of one table are as wide as one another
_SHIFT = 30.0  # points; facing pages have their margins swapped
_SAME_EDGE = 5.0  # points; no real column is narrower

_Span = tuple[int, int]  # first column, column after the last


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table that may continue on the next page.

    `cells` come row by row; `ends` are the places among them of those that reach its last row, so that a table
    of 500 pages need not be searched at each break. `page` and `bbox` are those of its first piece, `last` is the
    page of its last one. `cut_above` and `cut_below` list the cells of its first and last row that no rule closes
    there. `full` lists the cells of its last row whose last line fills them, so that their text may go on.
    """

    columns: tuple[float, ...]
    cells: tuple[Cell, ...]
    ends: tuple[int, ...]
    height: int
    page: int
    last: int
    bbox: BBox
    cut_above: frozenset[_Span]
    cut_below: frozenset[_Span]
    full: frozenset[_Span] = frozenset()


def begin(piece: TablePiece) -> OpenTable:
    """Start a table with its first piece."""
    height = len(piece.rows) - 1
    cells = tuple(
        Cell(p.text, p.row, p.column, p.row_span, p.column_span, p.certain, piece.page, p.bbox)
        for p in piece.grid_cells
    )
    above = (p for p in piece.grid_cells if p.row == 0 and p.open_top)
    below = (p for p in piece.grid_cells if p.row + p.row_span == height and p.open_bottom)
    return OpenTable(
        piece.columns, cells, _ends(cells, height), height, piece.page, piece.page, piece.bbox,
        frozenset((p.column, p.column + p.column_span) for p in above),
        frozenset((p.column, p.column + p.column_span) for p in below),
        frozenset(
            (p.column, p.column + p.column_span)
            for p in piece.grid_cells
            if p.row + p.row_span == height and p.lines and is_filled(p.lines[-1], p.bbox[2] - p.bbox[0])
        ),
    )  # fmt: skip


def _ends(cells: Sequence[Cell], height: int) -> tuple[int, ...]:
    return tuple(place for place, cell in enumerate(cells) if cell.row + cell.row_span == height)


def goes_on(upper: OpenTable, lower: OpenTable, languages: Languages, *, moved: bool = False) -> bool:
    """Return whether the first table of a page can continue the last one before it; `moved` in the next column."""
    shift = lower.columns[0] - upper.columns[0]
    wider = lower.columns[-1] - upper.columns[-1] - shift
    level = moved or abs(shift) < _SHIFT
    return abs(wider) < _SAME_WIDTH and level and not _begins_anew(upper, lower, languages)


def _begins_anew(upper: OpenTable, lower: OpenTable, languages: Languages) -> bool:
    """Return whether the lower piece is the next of several similar tables, each with its caption as first row.

    Where captions stand inside one table, one of its pieces holds more than one of them.
    """
    first = _captions(upper, 1, languages)
    return first == _captions(lower, 1, languages) != [] and all(
        _captions(table, table.height, languages).count(first[0]) == 1 for table in (upper, lower)
    )


def _captions(table: OpenTable, rows: int, languages: Languages) -> list[str]:
    """List the texts of full-width rows among the first, numbers masked."""
    width = len(table.columns) - 1
    wide = (cell.text for cell in _top(table, rows) if cell.column_span == width and cell.text)
    return [caption for text in wide if (caption := languages.without_numerals(ideographs(text)))]


def _top(table: OpenTable, rows: int) -> Iterator[Cell]:
    """Yield the cells that begin in the first rows."""
    return takewhile(lambda cell: cell.row < rows, table.cells)


def stitch(upper: OpenTable, lower: OpenTable, languages: Languages) -> OpenTable:
    """Append the next piece: unite column edges, drop a repeated head, rejoin cells that the page cut."""
    shift = upper.columns[0] - lower.columns[0]
    columns = _united(upper.columns, [edge + shift for edge in lower.columns])
    upper, lower = _placed(upper, columns, 0), _placed(lower, columns, shift)
    if head := _repeated_head(upper, lower):
        kept = tuple(_moved(cell, -head) for cell in lower.cells if cell.row >= head)
        height = lower.height - head
        lower = replace(lower, cells=kept, ends=_ends(kept, height), height=height, cut_above=frozenset())
    return _joined_at_break(upper, lower, languages)


# --- columns and heads ---------------------------------------------------------------------------------------


def _united(one: tuple[float, ...], other: list[float]) -> tuple[float, ...]:
    new = (edge for edge in other if abs(edge - one[_nearest(one, edge)]) >= _SAME_EDGE)
    return tuple(sorted((*one, *new)))


def _nearest(edges: tuple[float, ...], edge: float) -> int:
    after = bisect_left(edges, edge)
    return min(
        range(max(after - 1, 0), min(after + 1, len(edges))), key=lambda index: abs(edges[index] - edge)
    )


def _placed(table: OpenTable, columns: tuple[float, ...], shift: float) -> OpenTable:
    """Renumber the cells of a table for a superset of its columns."""
    places = [_nearest(columns, edge + shift) for edge in table.columns]
    if places == list(range(len(table.columns))) and len(places) == len(columns):
        return replace(table, columns=columns)
    cells = tuple(
        replace(
            cell,
            column=places[cell.column],
            column_span=places[cell.columns.stop] - places[cell.column],
        )
        for cell in table.cells
    )
    above = frozenset((places[start], places[stop]) for start, stop in table.cut_above)
    below = frozenset((places[start], places[stop]) for start, stop in table.cut_below)
    full = frozenset((places[start], places[stop]) for start, stop in table.full)
    return replace(table, columns=columns, cells=cells, cut_above=above, cut_below=below, full=full)


def _repeated_head(upper: OpenTable, lower: OpenTable) -> int:
    """Count the leading rows of the lower piece that repeat those of the upper one."""
    best = 0
    for rows in range(1, min(upper.height, lower.height)):
        leading = _leading(upper, rows)
        if leading != _leading(lower, rows):
            break  # longer heads cannot match either
        if any(text for *_place, text in leading):
            best = rows
    return best


def _leading(table: OpenTable, rows: int) -> set[tuple[int, _Span, int, str]]:
    return {
        (cell.row, _span(cell), min(cell.rows.stop, rows + 1), fold(cell.text)) for cell in _top(table, rows)
    }


def _span(cell: Cell) -> _Span:
    return cell.column, cell.columns.stop


# --- the break ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two cells of the same columns, one on each side of a page break.

    `cut` is true where no rule closes either: the page cut one cell. `closed` is true where only one side
    lacks its rule, so that the renderer, which draws none at a cut, finished the upper cell. `full` is true where
    the last line of the upper cell fills it.
    """

    upper: Cell
    lower: Cell
    cut: bool
    closed: bool
    full: bool

    @property
    def parted(self) -> bool:
        """Return whether both cells have their own text, since the upper one had room for more."""
        return self.single and bool(self.upper.text and self.lower.text) and not self.full

    @property
    def single(self) -> bool:
        """Return whether both cells are of one row."""
        return self.upper.row_span == self.lower.row_span == 1

    @property
    def text(self) -> str:
        if is_cut_value(self.upper.text, self.lower.text):
            return self.upper.text + self.lower.text
        return running(text for text in (self.upper.text, self.lower.text) if text)


def _joined_at_break(upper: OpenTable, lower: OpenTable, languages: Languages) -> OpenTable:
    pairs = list(_pairs(upper, lower))
    above = [upper.cells[place] for place in upper.ends]
    below = [cell for cell in lower.cells if cell.row == 0]
    whole = len(pairs) == len(below) == len(above)
    one_row = whole and _is_one_row(pairs, languages)
    counted = any(
        _is_value(cell.text, languages) or _is_numbered(cell.text, languages) for cell in (*above, *below)
    )
    divided = not counted and len(pairs) < len(below)  # as in a head, the lower row has columns of its own
    joined = pairs if one_row else list(_continued_heads(pairs, languages, divided=divided))
    shift = upper.height - one_row
    doubted = [pair for pair in pairs if not _is_certain(pair, one_row=True) and pair.single]
    sure = not one_row or len(doubted) < 2  # several labels that go on may be those of two rows
    grown = {
        pair.upper: replace(
            pair.upper,
            text=pair.text,
            row_span=pair.lower.rows.stop + shift - pair.upper.row,
            certain=sure and pair.upper.certain and pair.lower.certain and _is_certain(pair, one_row=one_row),
        )
        for pair in joined
    }
    gone = {pair.lower for pair in joined}
    rest = (_moved(cell, shift) for cell in lower.cells if cell.row > 0 or cell not in gone)
    cells, height = list(upper.cells), shift + lower.height
    for place, cell in zip(upper.ends, above, strict=True):
        cells[place] = grown.get(cell, cell)
    cells += rest
    near = (*upper.ends, *range(len(upper.cells), len(cells)))
    ends = tuple(place for place in near if cells[place].rows.stop == height)
    return replace(
        upper,
        cells=tuple(cells),
        ends=ends,
        height=height,
        last=lower.last,
        cut_below=lower.cut_below,
        full=lower.full,
    )


def _moved(cell: Cell, rows: int) -> Cell:
    """Move a cell down by some rows; `replace` would take five times as long, for every cell."""
    return Cell(
        cell.text, cell.row + rows, cell.column, cell.row_span, cell.column_span, cell.certain, cell.page, cell.bbox
    )  # fmt: skip


def _pairs(upper: OpenTable, lower: OpenTable) -> Iterator[_Pair]:
    """Pair the cells at a break from left to right."""
    last = {_span(upper.cells[place]): upper.cells[place] for place in upper.ends}
    for cell in sorted((cell for cell in lower.cells if cell.row == 0), key=_span):
        if (above := last.get(_span(cell))) is not None:
            open_below, open_above = _span(cell) in upper.cut_below, _span(cell) in lower.cut_above
            cut, closed = open_below and open_above, open_above and not open_below
            yield _Pair(above, cell, cut, closed, _span(cell) in upper.full)


def _is_certain(pair: _Pair, *, one_row: bool) -> bool:
    """Return whether a join is certain: it is drawn, or evident, or it changes no text."""
    return (
        pair.cut
        or is_cut_value(pair.upper.text, pair.lower.text)
        or (one_row and not (pair.upper.text and pair.lower.text))
    )


def _is_one_row(pairs: list[_Pair], languages: Languages) -> bool:
    """Return whether the page cut one row, so that the lower piece begins with the rest of its text."""
    if any(is_cut_value(pair.upper.text, pair.lower.text) for pair in pairs) or _cuts_digits(
        pairs, languages
    ):
        return True
    if any(_is_value(pair.upper.text, languages) and _is_value(pair.lower.text, languages) for pair in pairs):
        return False
    if any(pair.parted for pair in pairs):
        return False
    if all(pair.cut for pair in pairs):
        return True
    if any(pair.closed for pair in pairs):
        return False
    if not any(pair.lower.text for pair in pairs):
        return True  # an empty tail
    own = [pair for pair in pairs if pair.upper.row_span == 1]
    if not any(pair.upper.text for pair in own):
        return bool(own)  # an empty beginning
    labels = [pair for pair in pairs if pair.lower.text and not _is_value(pair.lower.text, languages)]
    if not all(pair.upper.text and not _is_numbered(pair.lower.text, languages) for pair in labels):
        return False
    heads = next((index for index, pair in enumerate(pairs) if pair.lower.text), 0)
    return any(bool(pair.upper.text) != bool(pair.lower.text) for pair in pairs[heads:])


def _cuts_digits(pairs: Sequence[_Pair], languages: Languages) -> bool:
    """Return whether numbers may go on below the break: they fill their cells, and so does the label that goes on."""
    both = [pair for pair in pairs if pair.upper.text and pair.lower.text]
    numbers = [pair for pair in both if _is_value(pair.upper.text, languages)]
    labels = [pair for pair in both if pair not in numbers]
    return (
        bool(numbers and labels)
        and all(pair.full and pair.single for pair in both)
        and all(pair.lower.text.isdigit() and len(pair.lower.text) < len(pair.upper.text) for pair in numbers)
        and not any(_is_numbered(pair.lower.text, languages) for pair in labels)
    )


def _continued_heads(pairs: list[_Pair], languages: Languages, *, divided: bool) -> Iterator[_Pair]:
    """Yield the merged heads that go on below the break.

    Row heads are leading cells, as far as rows do not begin anew; column heads stand beside divided ones.
    """
    expected = pairs[0].lower.column if pairs else 0
    leading = True
    for index, pair in enumerate(pairs):
        leading &= pair.lower.column == expected and not pair.closed
        expected = pair.lower.columns.stop
        leading &= pair.cut or _is_row_head_going_on(pair, pairs[index + 1 :], languages)
        if pair.parted:
            continue
        if leading or pair.cut or (divided and not pair.closed and _is_column_head_going_on(pair)):
            yield pair


def _is_row_head_going_on(pair: _Pair, rest: list[_Pair], languages: Languages) -> bool:
    upper, lower = pair.upper, pair.lower
    if not lower.text:
        if pair.single and rest and _is_value(rest[0].upper.text, languages):
            return bool(rest[0].lower.text)  # the label of a number, and not of several rows
        return bool(upper.text) or upper.row_span > 1 or lower.row_span > 1
    if not upper.text:  # its text stands in the middle, and the middle below the break
        return upper.row_span > 1 or (lower.row_span > 1 and not _is_numbered(lower.text, languages))
    begins = any(_is_numbered(sibling.lower.text, languages) for sibling in rest)
    return begins and not (
        _is_value(lower.text, languages)
        or _is_value(upper.text, languages)
        or _is_numbered(lower.text, languages)
    )


def _is_column_head_going_on(pair: _Pair) -> bool:
    """Return whether a cell of a head that the page cut goes on; its text stands on either side, or both."""
    upper, lower = pair.upper, pair.lower
    return bool(upper.text) != bool(lower.text) or (bool(lower.text) and upper.row_span > 1)


def _is_value(text: str, languages: Languages) -> bool:
    return bool(text) and languages.is_value(text)


def _is_numbered(text: str, languages: Languages) -> bool:
    return languages.number(text).numbering is not None
