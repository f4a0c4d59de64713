"""Prescribed tables: trees of columns and rows under their keys, with the wordings and types that packs give them."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from difflib import get_close_matches
from typing import Literal

from checker.caching import cached_property
from checker.forms.cell_types import CellType
from checker.forms.made_once import MadeOnce
from checker.language import NEUTRAL, Language
from checker.lazy_dataclasses import dataclass
from checker.periods import fill


@dataclass(frozen=True, slots=True)
class Repeat:
    """Any number of rows, whatever their labels, but at least so many.

    `nested_by` are keys of the columns whose texts make up a code (201, 20101): a row is a part of the one whose code
    its own begins with. `grouped_by` are those whose cells are filled in once for several rows, in the first of them.
    `named_by` are those whose texts name the row in other tables.
    """

    at_least: int = 0
    nested_by: tuple[str, ...] = ()
    grouped_by: tuple[str, ...] = ()
    named_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A prescribed row or column head, or a group of them.

    `also` are other wordings that are accepted, `type` is what its cells must hold, `repeat` says that it stands for
    any number of rows, `optional` that it need not be there and then counts as 0.
    """

    key: str
    text: str
    children: tuple["Label", ...] = ()
    also: tuple[str, ...] = ()
    type: CellType | None = None
    repeat: Repeat | None = None
    optional: bool = False

    def __hash__(self) -> int:
        return hash((self.key, self.text))  # a group may have thousands of rows

    @property
    def texts(self) -> tuple[str, ...]:
        """List every accepted wording, the prescribed one first."""
        return (self.text, *self.also)

    def similarity(self, text: str, language: Language) -> float:
        """Return how similar a text is to the accepted wording that is most like it, from 0 to 1."""
        alike = language.similarity(text, self.text)
        return max(alike, *(language.similarity(text, one) for one in self.also)) if self.also else alike

    def walk(self, above: tuple["Label", ...] = ()) -> Iterator[tuple["Label", ...]]:
        """Iterate over the paths of this label and of all below it, parents first."""
        path = (*above, self)
        yield path
        for child in self.children:
            yield from child.walk(path)

    @property
    def is_single(self) -> bool:
        """Return whether it stands for one row or column: itself, or the only one in it."""
        return not self.children or (len(self.children) == 1 and self.children[0].is_single)

    @property
    def leaves(self) -> tuple["Label", ...]:
        return tuple(path[-1] for path in self.walk() if not path[-1].children)


LabelPath = tuple[Label, ...]


def holds_numbers(path: LabelPath) -> bool:
    """Return whether relations may be about a row or column: its own type is one of numbers, or a mark, or none."""
    kind = next((label.type for label in reversed(path) if label.type is not None), None)
    return kind is None or kind.is_countable


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the rows that may be of any number: its label as printed, and the position of the one it is a part of.

    `first` is the position of the first row of its group, where it is not that itself.
    """

    text: str
    inside: int | None = None
    first: int | None = None


@dataclass(frozen=True)
class Band(MadeOnce):
    """The part of a table that lies under one head: column tree and row tree, perhaps below a caption."""

    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    caption: str = ""
    stub: str = ""

    @cached_property
    def column_paths(self) -> tuple[LabelPath, ...]:
        return tuple(path for top in self.columns for path in top.walk())

    @cached_property
    def row_paths(self) -> tuple[LabelPath, ...]:
        return tuple(path for top in self.rows for path in top.walk())

    @cached_property
    def leaf_columns(self) -> tuple[LabelPath, ...]:
        return tuple(path for path in self.column_paths if not path[-1].children)

    @cached_property
    def head_texts(self) -> tuple[str, ...]:
        """List everything that a head row of the band may say."""
        return (*(text for path in self.column_paths for text in path[-1].texts), self.caption, self.stub)

    @cached_property
    def column_keys(self) -> frozenset[str]:
        """List the keys of all columns, groups included."""
        return frozenset(path[-1].key for path in self.column_paths)


Layout = Literal["grid", "form"]


@dataclass(frozen=True)
class TableSpec(MadeOnce):
    """A prescribed table: one or several bands; leaf paths and keys are unique (checked by the pack).

    Bands lie one below the other, or from left to right where the table has `sides`. A `form` is a table of labels,
    each with its value beside it: it has no head row and one column, without a label. A table that `repeats` is there
    any number of times. `also` are other wordings of the title. Labels and values are compared and read as `language`
    writes them.
    """

    id: str
    section: str
    bands: tuple[Band, ...]
    title: str = ""
    language: Language = NEUTRAL
    type: CellType | None = None
    also: tuple[str, ...] = ()
    layout: Layout = "grid"
    sides: bool = False
    repeats: bool = False

    @property
    def name(self) -> str:
        """Name the table for people: by its title, else its section, else its id."""
        return self.title or self.section or self.id

    @cached_property
    def rows(self) -> dict[str, LabelPath]:
        """Map row keys, groups included, to their paths."""
        return {path[-1].key: path for band in self.bands for path in band.row_paths}

    @cached_property
    def columns(self) -> dict[str, LabelPath]:
        """Map column keys, groups included, to their paths."""
        return {path[-1].key: path for band in self.bands for path in band.column_paths}

    @cached_property
    def labels(self) -> frozenset[str]:
        """List, bare, every label of the table: how a table is recognised."""
        rows = (self.language.bare(text) for path in self.rows.values() for text in path[-1].texts)
        return (frozenset(rows) | self.head_labels) - {""}

    @cached_property
    def head_labels(self) -> frozenset[str]:
        """List, bare, everything that a head row of the table may say."""
        return frozenset(self.language.bare(text) for band in self.bands for text in band.head_texts) - {""}

    @cached_property
    def leaf_texts(self) -> tuple[tuple[str, ...], ...]:
        """List, bare, the accepted wordings of each lowest column."""
        paths = (path for band in self.bands for path in band.leaf_columns)
        return tuple(tuple(map(self.language.bare, path[-1].texts)) for path in paths)

    def band(self, row: str) -> Band:
        """Return the band in which a row key stands."""
        return self._band_of[row]

    @cached_property
    def _band_of(self) -> Mapping[str, Band]:
        return {path[-1].key: band for band in self.bands for path in band.row_paths}

    def columns_of(self, row: str) -> frozenset[str]:
        """List the column keys, groups included, that cross a row."""
        return self.band(row).column_keys

    @cached_property
    def repeated(self) -> tuple[Label, ...]:
        """List the labels that stand for any number of rows."""
        return tuple(path[-1] for path in self.rows.values() if path[-1].repeat is not None)

    @cached_property
    def free_rows(self) -> AbstractSet[str]:
        """List the keys of the rows that stand for any number of rows, and of their parts."""
        paths = self.rows.items()
        return {key for key, path in paths if any(label.repeat is not None for label in path)}

    def with_entries(self, entries: Mapping[str, Sequence[Entry]]) -> "TableSpec":
        """Return the table with the entries that a document has, by the key of the label that stands for them.

        The label becomes the group of its entries; they have the keys `each/1`, `each/2` … for a label `each`.
        """
        bands = (replace(b, rows=tuple(_with_entries(row, entries) for row in b.rows)) for b in self.bands)
        return replace(self, bands=tuple(bands)) if any(entries.values()) else self

    def filled(self, places: Mapping[str, str]) -> "TableSpec":
        """Return the table with values in the places {year}, {start} … of its labels and titles; keys stay."""
        bands = (
            Band(
                tuple(_filled(label, places) for label in band.columns),
                tuple(_filled(label, places) for label in band.rows),
                fill(band.caption, places),
                fill(band.stub, places),
            )
            for band in self.bands
        )
        also = tuple(fill(text, places) for text in self.also)
        kind = self.type and self.type.filled(places)
        return replace(self, bands=tuple(bands), title=fill(self.title, places), also=also, type=kind)

    def cell_type(self, row: str, column: str) -> CellType | None:
        """Return what a cell must hold: by its row or the group around it, else its column, else the whole table."""
        rows, columns = self._types
        return rows.get(row) or columns.get(column) or self.type

    @cached_property
    def _types(self) -> tuple[Mapping[str, CellType], Mapping[str, CellType]]:
        """Map the keys of rows, and those of columns, to the type of the label or of the nearest group around it."""
        return _types(self.rows), _types(self.columns)

    def row_key(self, word: str) -> str:
        """Find the row key that a word of a pack means; raise ValueError with a suggestion."""
        return _key(word, self.rows)

    def column_key(self, word: str) -> str:
        """Find the column key that a word means: the key, the end of its path that is its own, or its label."""
        return _key(word, self.columns)

    def cell_keys(self) -> Iterator[tuple[str, str]]:
        """Iterate over (row key, column key) of every leaf cell."""
        for band in self.bands:
            columns = [path[-1].key for path in band.leaf_columns]
            for path in band.row_paths:
                if not path[-1].children:
                    yield from ((path[-1].key, column) for column in columns)


def _types(paths: Mapping[str, Sequence[Label]]) -> Mapping[str, CellType]:
    nearest = (
        (key, next((label.type for label in reversed(path) if label.type), None))
        for key, path in paths.items()
    )
    return {key: kind for key, kind in nearest if kind}


def _with_entries(label: Label, entries: Mapping[str, Sequence[Entry]]) -> Label:
    if label.repeat is None:
        return replace(label, children=tuple(_with_entries(child, entries) for child in label.children))
    found = entries.get(label.key, ())
    inside: dict[int | None, list[int]] = {}
    for position, entry in enumerate(found):
        inside.setdefault(entry.inside, []).append(position)

    def below(position: int | None) -> Iterator[Label]:
        for at in inside.get(position, ()):
            key = entry_key(label.key, at)
            own = (_prefixed(child, key) for child in label.children)
            yield replace(label, key=key, text=found[at].text, children=(*own, *below(at)), repeat=None)

    return replace(label, children=tuple(below(None))) if found else label


def entry_key(key: str, position: int) -> str:
    """Return the key of the entry at a position, counted from 0, of a label that stands for any number of rows."""
    return f"{key}/{position + 1}"


def _prefixed(label: Label, above: str) -> Label:
    children = tuple(_prefixed(child, above) for child in label.children)
    return replace(label, key=f"{above}/{label.key}", children=children)


def _filled(label: Label, places: Mapping[str, str]) -> Label:
    return replace(
        label,
        text=fill(label.text, places),
        also=tuple(fill(text, places) for text in label.also),
        type=label.type and label.type.filled(places),
        children=tuple(_filled(child, places) for child in label.children),
    )


def _key(word: str, keys: Mapping[str, LabelPath]) -> str:
    matching = [word] if word in keys else [key for key in keys if key.endswith(f"/{word}")]
    matching = matching or [key for key, path in keys.items() if word and word == path[-1].text]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise ValueError(f"“{word}” is ambiguous: {', '.join(matching)}")
    close = get_close_matches(word, keys, n=1, cutoff=0.5)
    raise ValueError(
        f"“{word}” is not a row or column of the table" + (f"; did you mean “{close[0]}”?" if close else "")
    )
