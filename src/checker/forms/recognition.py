"""Which table of a document is which prescribed one: by the labels it holds, its caption, and its section."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from checker.caching import cached_property
from checker.documents.document import Cell, Document, Paragraph, Table
from checker.forms.assignment import assign
from checker.forms.binding import bind
from checker.forms.pairs import pairs_in
from checker.forms.rows import may_repeat
from checker.forms.table_specs import TableSpec
from checker.forms.tables import BoundTable
from checker.forms.titled_parts import TableTitles
from checker.language import Language
from checker.lazy_dataclasses import dataclass

_SAME_TABLE = 0.4  # share of a table's labels that must be the prescribed table's
_SAME_HEAD = 0.5  # how alike the head of a table with any rows must be to the prescribed one
_ALIKE = 0.8  # similarity from which a head cell is a misprinted label
_SAME = 0.05  # what is not so much less alike than a table may be a part of it
_NEAR = 0.15  # what is not so much less alike than the best may be it, too
_SECTION, _CAPTION = 0.2, 0.3  # what it counts to stand in the right section, below the right caption
_LONGEST_CAPTION = 80
_ABOVE = 3  # blocks above a table in which its caption may stand


def bind_tables(
    document: Document,
    specs: Sequence[TableSpec],
    section_of: Callable[[int], str | None],
    language: Language,
) -> Mapping[str, tuple[BoundTable, ...]]:
    """Find each prescribed table, one that repeats perhaps several times; `section_of` names the section of a block.

    A table that is not there has no entry.
    """
    titles = TableTitles(specs, language)
    parts = (part for table in document.tables for part in titles.parts(table))
    columns = _Columns(specs, language)
    faces = [_Face(document, part, section_of(part.location.block), language, columns) for part in parts]
    likely = [_likely(face, specs, titles) for face in faces]
    found = {specs[spec].id: pieces for spec, pieces in _pieces(faces, likely, specs).items()}
    return {spec.id: tuple(_occurrences(spec, found[spec.id])) for spec in specs if spec.id in found}


def _occurrences(spec: TableSpec, found: "Sequence[Sequence[_Face]]") -> Iterator[BoundTable]:
    names: dict[str, int] = {}
    for faces in found:
        bound = _bound(spec, [face.table for face in faces])
        if spec.repeats:
            name = faces[0].caption or spec.title
            names[name] = names.get(name, 0) + 1
            bound = replace(bound, caption=f"{name} ({names[name]})" if names[name] > 1 or not name else name)
        yield bound


def _bound(spec: TableSpec, pieces: Sequence[Table]) -> BoundTable:
    """Bind the pieces of a table, but for those that are the whole table again, or fill in the same cells again."""
    is_grid = spec.layout == "grid" and not spec.sides
    if len(pieces) == 1 or spec.repeated or (is_grid and not may_repeat(spec, pieces)):
        return bind(spec, pieces)
    own: list[Table] = []
    copies: list[Table] = []
    places: set[tuple[str, str]] = set()
    filled: set[tuple[str, str]] = set()
    for piece in pieces:
        cells = bind(spec, [piece]).cells
        figures = {place for place, cell in cells.items() if not cell.is_blank}
        whole = len(cells.keys() & places) > max(len(cells), len(places)) / 2
        if whole and figures and not filled:  # what came before is the blank form
            own, copies = [piece], [*own, *copies]
        elif whole or len(figures & filled) > len(figures) / 2:
            copies.append(piece)
        else:
            own.append(piece)
        places |= cells.keys()
        filled |= figures
    return replace(bind(spec, own), copies=tuple(copies))


class _Columns:
    """The columns that tables with any number of rows may have, looked up by what a head prints."""

    def __init__(self, specs: Sequence[TableSpec], language: Language) -> None:
        texts = (text for spec in specs if spec.repeated for texts in spec.leaf_texts for text in texts)
        self._texts = tuple(dict.fromkeys(texts))
        self._bare = [language.bare(text) for text in self._texts]
        self._language = language
        self._known: dict[str, frozenset[str]] = {}

    def similar(self, text: str) -> frozenset[str]:
        """List the columns, bare, that a text names, perhaps with a misprint."""
        if text not in self._known:
            found = self._language.similar(text, self._bare, _ALIKE)
            self._known[text] = frozenset(self._texts[at] for at, _alike in found)
        return self._known[text]


@dataclass(frozen=True)
class _Face:
    """What a table of the document shows: its texts, what stands above it, its section.

    `columns` are those that tables with any number of rows may have.
    """

    document: Document
    table: Table
    section: str | None
    language: Language
    columns: "_Columns"

    @cached_property
    def rows_of(self) -> Mapping[str, list[int]]:
        """Map the bare texts of the cells to the rows in which they begin."""
        rows: dict[str, list[int]] = {}
        for cell in self.table.cells:
            if text := self.language.bare(cell.text):
                rows.setdefault(text, []).append(cell.row)
        return rows

    @cached_property
    def words(self) -> AbstractSet[str]:
        """List the bare texts that are not numbers."""
        return {
            text
            for cell in self.table.cells
            if not self.language.is_value(cell.text) and (text := self.language.bare(cell.text))
        }

    @cached_property
    def before_colons(self) -> AbstractSet[str]:
        """List, bare, what stands before a colon in a cell."""
        pairs = (pair for cell in self.table.cells for pair in pairs_in(self.table, cell) if pair.value)
        return {self.language.bare(pair.label) for pair in pairs}

    @cached_property
    def _printed(self) -> dict[int, Sequence[str]]:
        return {}

    @cached_property
    def _named(self) -> dict[int, AbstractSet[str]]:
        return {}

    def printed(self, row: int) -> Sequence[str]:
        """List the bare texts of a head row."""
        if row not in self._printed:
            bare = (self.language.bare(cell.text) for cell in _head_cells(self.table, row))
            self._printed[row] = [text for text in bare if text]
        return self._printed[row]

    def named(self, row: int) -> AbstractSet[str]:
        """List the prescribed columns, bare, that a head row prints, perhaps with a misprint."""
        if row not in self._named:
            similar = (self.columns.similar(cell.text) for cell in _head_cells(self.table, row))
            self._named[row] = frozenset[str]().union(*similar)
        return self._named[row]

    @cached_property
    def captions(self) -> tuple[str, ...]:
        """List what may be its caption, the nearest first: its own first row, short paragraphs above it."""
        first = self.table.first_row
        top = self.table.at(first, 0)
        own = [top.text] if top is not None and 1 < self.table.width == top.column_span else []
        above: list[str] = []
        block = self.table.location.block if not first else 0  # above its other parts stands a table
        for at in range(block - 1, max(block - 1 - _ABOVE, -1), -1):
            paragraph = self.document.blocks[at]
            if not isinstance(paragraph, Paragraph):
                break
            if paragraph.part == "body" and len(paragraph.text) <= _LONGEST_CAPTION:
                above.append(paragraph.text)
        return tuple(text for text in (*own, *above) if text.strip())

    @property
    def caption(self) -> str:
        return self.captions[0].strip() if self.captions else ""

    def follows(self, other: "_Face") -> bool:
        """Return whether it stands right below another table, with nothing between, and is as wide."""
        after = self.table.location.block == other.table.location.block + 1
        return after and self.table.width == other.table.width

    def goes_on(self, other: "_Face") -> bool:
        """Return whether it follows another table on a new page."""
        if not self.follows(other):
            return False
        first, last = self._page(self.table.cells[:1]), other._page(other.table.cells[-1:])  # noqa: SLF001  # of its own class
        return first is not None and last is not None and first > last

    def _page(self, cells: Sequence[Cell]) -> int | None:
        return next((cell.page for cell in cells), None) or self.table.location.page


def _likely(face: _Face, specs: Sequence[TableSpec], titles: TableTitles) -> dict[int, float]:
    """Return how alike a table is to the prescribed ones that it may be."""
    named = titles.named(face.captions)
    found: dict[int, float] = {}
    for at, spec in enumerate(specs):
        if not (alike := _alike(face, spec)):
            continue
        alike += _SECTION * (spec.section == face.section)
        alike += _CAPTION * ((at in named) - bool(named and at not in named))
        if alike >= (_SAME_HEAD if spec.repeated else _SAME_TABLE):
            found[at] = alike
    best = max(found.values(), default=0.0)
    return {at: alike for at, alike in found.items() if alike >= best - _NEAR}


def _alike(face: _Face, spec: TableSpec) -> float:
    """Return how much of a table's text is labels of a prescribed one, or how much of the labels are there."""
    texts = face.rows_of.keys() | face.before_colons if spec.layout == "form" else face.rows_of.keys()
    known = texts & spec.labels
    if len(known) < min(2, len(face.words), len(spec.labels)) or not known:
        return 0.0
    if spec.repeated:
        return _head_alike(face, spec, known)
    there = len(known) / len(spec.labels)
    return max(len(known & face.words) / max(1, len(face.words)), there - 0.1 if there > _SAME_HEAD else 0.0)


def _head_alike(face: _Face, spec: TableSpec, known: AbstractSet[str]) -> float:
    """Return how alike the fullest head row is to the prescribed columns, counting what lacks and what is too much."""
    counts: dict[int, int] = {}
    for label in known & spec.head_labels:
        for row in face.rows_of[label]:
            counts[row] = counts.get(row, 0) + 1
    if not counts:
        return 0.0
    top = max(counts, key=lambda row: (counts[row], -row))
    printed = face.printed(top)
    named = face.named(top)
    apart, misprinted_apart = face.rows_of.keys().isdisjoint, named.isdisjoint
    there = sum(not (apart(texts) and misprinted_apart(texts)) for texts in spec.leaf_texts)
    labels = sum(1 for bare in printed if bare in spec.head_labels)
    whole, own = there / len(spec.leaf_texts), labels / len(printed)
    return 2 * whole * own / (whole + own) if whole and own else 0.0


def _head_cells(table: Table, row: int) -> Iterator[Cell]:
    """Iterate over the filled cells of a head row and of those that its merged cells cover."""
    rows = {at for cell in table.row(row) for at in cell.rows}
    yield from dict.fromkeys(cell for at in sorted(rows) for cell in table.row(at) if cell.text.strip())


def _pieces(
    faces: Sequence[_Face], likely: Sequence[Mapping[int, float]], specs: Sequence[TableSpec]
) -> dict[int, list[list[_Face]]]:
    """Return the pieces of each prescribed table, for each time that it is there."""
    chosen = _assigned(faces, likely, specs)
    found: dict[int, list[list[_Face]]] = {}
    known: dict[int, set[str]] = {}  # labels of the pieces of the last time
    before: tuple[_Face, int] | None = None  # the table just above that was recognised
    for at, face in enumerate(faces):
        spec = chosen.get(at, max(likely[at], key=likely[at].__getitem__, default=None))
        if spec is None and before is not None and face.follows(before[0]):
            spec = before[1] if _is_of(face, specs[before[1]], known[before[1]]) else None
        elif spec is not None and at not in chosen and specs[spec].repeated and not specs[spec].repeats:
            first = next((table for table, other in chosen.items() if other == spec), at)
            follows = before is not None and before[1] == spec and face.follows(before[0])
            more_alike = likely[at][spec] - likely[first][spec]
            spec = spec if follows or _belongs(face, faces[first], more_alike) else None
        if spec is None:
            before = None
            continue
        own = found.setdefault(spec, [])
        goes_on = (
            before is not None and before[1] == spec and _is_rest(face, before[0], known[spec], specs[spec])
        )
        if not own or (specs[spec].repeats and not goes_on):
            own.append([])
            known[spec] = set()
        own[-1].append(face)
        known[spec] |= face.rows_of.keys() & specs[spec].labels
        before = (face, spec)
    return found


def _belongs(face: _Face, first: _Face, more_alike: float) -> bool:
    """Return whether a table with the head of another is a part of it: in the same section, and just as much alike."""
    return face.section == first.section and more_alike > -_SAME


def _is_of(face: _Face, spec: TableSpec, known: AbstractSet[str]) -> bool:
    """Return whether a table like none holds rows of the one above: any number of them, figures, or a label not seen."""
    return bool(spec.repeated or not face.words or (face.rows_of.keys() & spec.labels) - known)


def _is_rest(face: _Face, above: _Face, known: AbstractSet[str], spec: TableSpec) -> bool:
    """Return whether a table goes on with the one above: on a new page, or with labels that it did not have."""
    if face.goes_on(above):
        return True
    own = face.rows_of.keys() & spec.labels
    return face.follows(above) and len(own & known) <= len(own) / 2


def _assigned(
    faces: Sequence[_Face], likely: Sequence[Mapping[int, float]], specs: Sequence[TableSpec]
) -> dict[int, int]:
    """Choose a table for each prescribed one that is there once, so that all together are most alike."""
    worth: list[dict[int, float]] = [{} for _spec in specs]
    for at, alike in enumerate(likely):
        rest = at > 0 and faces[at].goes_on(faces[at - 1]) and alike.keys() == likely[at - 1].keys()
        best = max(alike, key=alike.__getitem__, default=None)
        if rest or best is None or specs[best].repeats:
            continue
        for spec, score in alike.items():
            if not specs[spec].repeats:  # where all is equal, in the prescribed order
                distance = abs(at / len(faces) - spec / len(specs))
                worth[spec][at] = score + 0.001 * (1 - distance)
    return {table: spec for spec, table in assign(worth).items()}
