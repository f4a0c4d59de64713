"""The rows of a table that matter, drawn: wrong cells with what to type, and the cells of their sums tinted."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from checker import CellExcerpt, Location, TableExcerpt, TextExcerpt, dataclass
from checker_reporters.html_report import words
from checker_reporters.html_report.marked_text import marked, numbered, replaced
from checker_reporters.html_report.markup import Content, Html, element
from checker_reporters.html_report.spots import Spot
from checker_reporters.wording import ReportWording

_WIDE, _VERY_WIDE = 5, 11  # columns
_LONG = 24  # characters: such texts are not centred
_LABELS = " › "

Place = tuple[int, int]  # row, column


@dataclass(frozen=True)
class TableView:
    """Draw the excerpt of a table with its spots; `added` are the places that are added up.

    `title` is empty where the heading of the section says which table it is; `quoted` is the language tag of the
    document's text where it is not the page's.
    """

    title: str
    excerpt: TableExcerpt
    spots: Sequence[Spot]
    added: frozenset[Place]
    wording: ReportWording
    quoted: str | None

    def draw(self) -> Html:
        """Write the table in a box of its own, which scrolls where it is too wide."""
        size = "x very wide" if self._width > _VERY_WIDE else "x wide" if self._width > _WIDE else "x"
        table = element("table", self._caption(), self._head(), self._body(), class_=size)
        name = self.wording.render(words.TABLE)
        return element("div", table, class_="scroll", role="group", tabindex="0", aria_label=name)

    def shows(self, spot: Spot) -> bool:
        """Return whether a spot is in the rows and columns that are drawn."""
        row, column = spot.at.row, spot.at.column
        return row is None or (row in self.excerpt.rows if column is None else (row, column) in self._grid)

    @cached_property
    def _grid(self) -> Mapping[Place, CellExcerpt]:
        return self.excerpt.grid()

    @cached_property
    def _spots(self) -> Mapping[CellExcerpt, Sequence[Spot]]:
        found: dict[CellExcerpt, list[Spot]] = {}
        for spot in self.spots:
            row, column = spot.at.row, spot.at.column
            cell = self._grid.get((row, column)) if row is not None and column is not None else None
            if cell is not None:
                found.setdefault(cell, []).append(spot)
        return found

    @cached_property
    def _labels(self) -> tuple[int, ...]:
        return tuple(column for column in self.excerpt.columns if column < self.excerpt.stub)

    @cached_property
    def _columns(self) -> tuple[int | None, ...]:
        """List the columns beside those that name rows, with `None` where others are left out."""
        shown: list[int | None] = []
        before = self._labels[-1] if self._labels else -1
        for column in (column for column in self.excerpt.columns if column >= self.excerpt.stub):
            shown += (None, column) if column > before + 1 else (column,)
            before = column
        return tuple(shown) if before + 1 == self.excerpt.width else (*shown, None)

    @property
    def _width(self) -> int:
        return len(self._columns) + bool(self._labels)

    def _caption(self) -> Html:
        numbers = (numbered(spot, self.wording) for spot in self.spots if spot.at.row is None)
        shown, height = len(self.excerpt.rows), self.excerpt.height
        cut = shown < height or self._columns[-1:] == (None,)
        text = self.wording.render(words.EXCERPT_OF_TABLE if cut else words.TABLE)
        title = element("b", self.title, lang=self.quoted) if self.title else None
        return element(
            "caption", element("span", *((one, " ") for one in numbers), title, title and " · ", text)
        )

    # --- rows ---

    def _head(self) -> Html | None:
        """Write the heads above all rows."""
        rows = self._top
        return element("thead", self._run(rows)) if rows else None

    @cached_property
    def _top(self) -> tuple[int, ...]:
        heads = set(self.excerpt.heads)
        rows = self.excerpt.rows
        top = (row for at, row in enumerate(rows) if row == at and set(rows[: at + 1]) <= heads)
        return tuple(top)

    def _body(self) -> Html:
        rows = self.excerpt.rows[len(self._top) :]
        content: list[Content] = []
        before = self._top[-1] if self._top else -1
        for run in _runs(rows, frozenset(self.excerpt.heads)):
            content += (self._left_out(run[0] - before - 1), self._run(run))
            before = run[-1]
        return element("tbody", *content, self._left_out(self.excerpt.height - before - 1))

    def _left_out(self, count: int) -> Html | None:
        if not count:
            return None
        text = self.wording.render(words.ROWS_LEFT_OUT.with_values(count=count))
        return element("tr", element("td", element("span", text), colspan=str(self._width)), class_="gap")

    def _run(self, rows: Sequence[int]) -> Iterator[Html]:
        """Write rows that stand one below the other; a cell that spans several of them is written once."""
        written: set[Place] = set()  # row, position of the column
        is_head = rows[0] in self.excerpt.heads
        for below in (rows[at:] for at in range(len(rows))):
            label = self._label_of(below, written, is_head=is_head)
            yield element("tr", label, *self._cells(below, written, is_head=is_head))

    def _label_of(self, rows: Sequence[int], written: set[Place], *, is_head: bool) -> Html | None:
        """Write what names the first of the rows; what stands in the corner is written once for all of them."""
        if not self._labels or (rows[0], -1) in written:
            return None
        joined = [bool(self._joined(row)) for row in rows]
        height = 1 if joined[0] or not is_head else (*joined, True).index(True)
        written |= {(row, -1) for row in rows[:height]}
        return self._label(rows[:height], 1 + len(self._joined(rows[0])), is_head=is_head)

    def _cells(self, rows: Sequence[int], written: set[Place], *, is_head: bool) -> Iterator[Html]:
        """Write the cells of the first of the rows that no cell above covers."""
        for at, column in enumerate(self._columns):
            if (rows[0], at) in written or column in self._joined(rows[0]):
                continue
            cell = self._grid.get((rows[0], column)) if column is not None else None
            if cell is None or column is None:
                yield element("td", "…" if column is None else None, class_="cut")
                continue
            covered = [
                n
                for n, one in enumerate(self._columns)
                if n >= at and one is not None and one in self._span(cell)
            ]
            width = covered[-1] - at + 1
            height = ([row in range(cell.row, cell.row + cell.row_span) for row in rows] + [False]).index(
                False
            )
            written |= {(row, place) for row in rows[:height] for place in range(at, at + width)}
            yield self._cell(cell, width, height, is_head=is_head)

    @staticmethod
    def _span(cell: CellExcerpt) -> range:
        return range(cell.column, cell.column + cell.column_span)

    def _joined(self, row: int) -> frozenset[int]:
        """List the columns that are covered by the cell that names the row."""
        label = self._grid.get((row, self._labels[-1])) if self._labels else None
        columns = (column for column in self._columns if column is not None)
        return frozenset(
            column for column in columns if label is not None and self._grid.get((row, column)) is label
        )

    # --- cells ---

    def _label(self, rows: Sequence[int], width: int, *, is_head: bool) -> Html:
        """Write what names a row, the outer labels smaller; above the rows, all that stands in the corner."""
        cells = dict.fromkeys(self._grid.get((one, column)) for one in rows for column in self._labels)
        texts = [self._text(cell) for cell in cells if cell is not None and cell.text.strip()]
        numbers = [
            numbered(spot, self.wording)
            for spot in self.spots
            if (spot.at.row, spot.at.column) == (rows[0], None)
        ]
        outer = _separated(texts if is_head else texts[:-1])
        return element(
            "th" if texts or numbers else "td",
            *numbers,
            element("small", outer) if outer else None,
            texts[-1] if texts and not is_head else None,
            scope=("col" if is_head else "row") if texts or numbers else None,
            class_="corner" if is_head else None,
            colspan=_several(width),
            rowspan=_several(len(rows)),
            lang=self.quoted,
        )

    def _cell(self, cell: CellExcerpt, width: int, height: int, *, is_head: bool) -> Html:
        spots = self._spots.get(cell, ())
        kinds = [spots[0].urgency, "hit"] if spots else []
        if not is_head:
            kinds += ["t"] if (cell.row, cell.column) in self.added else []
            kinds += ["long"] if len(cell.text) > _LONG else []
        blank = not cell.text.strip() and not spots
        return element(
            "th" if is_head and not blank else "td",
            self._text(cell),
            scope=("colgroup" if width > 1 else "col") if is_head and not blank else None,
            class_=" ".join(kinds) or None,
            colspan=_several(width),
            rowspan=_several(height),
            lang=self.quoted,
        )

    def _text(self, cell: CellExcerpt) -> Content:
        """Write the text of a cell, with what to type into it."""
        spots = self._spots.get(cell, ())
        if len(spots) == 1 and (spots[0].new is None or spots[0].old.strip() == cell.text.strip()):
            new = self.wording.render(spots[0].new) if spots[0].new is not None else None
            old = self.wording.render(cell.text)
            return numbered(spots[0], self.wording), *replaced(old, new, self.wording)
        at = Location(self.excerpt.location.block, row=cell.row, column=cell.column)
        return tuple(marked(TextExcerpt(at, cell.text, cell.start, cell.length), spots, self.wording))


def _several(count: int) -> str | None:
    return str(count) if count > 1 else None


def _separated(texts: Sequence[Content]) -> list[Content]:
    return [part for text in texts for part in (_LABELS, text)][1:]


def _runs(rows: Sequence[int], heads: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Take apart rows where others are left out, and where heads and other rows meet."""
    run: list[int] = []
    for row in rows:
        if run and (row > run[-1] + 1 or (row in heads) != (run[-1] in heads)):
            yield tuple(run)
            run = []
        run.append(row)
    if run:
        yield tuple(run)
