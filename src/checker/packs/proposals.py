"""A pack proposed from an example document: its language, title, sections, and tables as they stand there."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from checker.documents.document import Cell, Document, Table
from checker.forms.headings import headings
from checker.language import NEUTRAL, Language
from checker.languages import Languages
from checker.lazy_dataclasses import dataclass
from checker.regexes import regex

_LONGEST_TITLE = 80  # characters of a line
_TITLE_LINES = 6
_LONGEST_REST = 12  # characters of the second line of a title that is broken into two
_LONGEST_DATE = 25  # characters of a cell with a date
_AROUND = " \t-–—:,;()（）：，"
_SHARE_OF_SCRIPT = 0.05  # of the characters, from which on a text is in the language of the script
_WORD = regex(r"[a-z0-9]+")
_LONGEST_KEY = 4  # words


@dataclass(frozen=True, slots=True)
class ProposedLabel:
    """A label of a row or column, with those below it; `key` names it in the pack.

    `type` is what the cells hold, "" for whole numbers.
    """

    key: str
    text: str
    children: tuple["ProposedLabel", ...] = ()
    type: str = ""

    def walk(self) -> Iterator["ProposedLabel"]:
        """Iterate over this label and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()

    def paths(self) -> Iterator[tuple[str, ...]]:
        """Iterate over the texts that lead to each label that has none below it."""
        below = [path for child in self.children for path in child.paths()]
        yield from ((self.text, *path) for path in below or [()])


@dataclass(frozen=True, slots=True)
class ProposedTable:
    """A table of the example; without `rows`, any number of rows may stand in it."""

    id: str
    section: str
    stub: str
    columns: tuple[ProposedLabel, ...]
    rows: tuple[ProposedLabel, ...] = ()

    @property
    def repeats(self) -> bool:
        return not self.rows


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an example looks like to one who prescribes documents of its kind.

    `others` are the sections of tables that are not proposed, because their layout is not understood.
    """

    language: str
    title: str
    sections: tuple[str, ...] = ()
    tables: tuple[ProposedTable, ...] = ()
    others: tuple[str, ...] = ()


def proposal(document: Document, languages: Languages) -> Proposal:
    """Propose what a document like this one must have."""
    language = _language(document, languages)
    found = [heading for heading in headings(document, language) if heading.title]
    top = min((heading.level for heading in found), default=1)
    sections = {heading.block: heading.title for heading in found if heading.level == top}
    first = min(
        (*sections, *(table.location.block for table in document.tables)), default=len(document.blocks)
    )
    seen: set[str] = set()
    sections = {block: title for block, title in sections.items() if _is_new(language.bare(title), seen)}
    tables = tuple(_tables(document.tables, sections, language))
    return Proposal(
        language.code,
        _title(document, first, language),
        tuple(sections.values()),
        tuple(table for table in tables if isinstance(table, ProposedTable)),
        tuple(table for table in tables if isinstance(table, str)),
    )


def _language(document: Document, languages: Languages) -> Language:
    """Return the language of the document's script, else the first that has no script of its own."""
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    for language in languages.values():
        if language.script is not None:
            signs = sum(1 for _sign in language.script.finditer(text))
            if signs > len(text) * _SHARE_OF_SCRIPT:
                return language
    return next((language for language in languages.values() if language.script is None), NEUTRAL)


def _title(document: Document, stop: int, language: Language) -> str:
    """Return the words of the title: of the lines above the first section, the one that names a period, else the first."""
    above = [p.text.strip() for p in document.paragraphs if p.location.block < stop and p.text.strip()]
    lines = [line for line in above[:_TITLE_LINES] if len(line) <= _LONGEST_TITLE]
    words = [_words(line, language).strip(_AROUND) for line in lines]
    dated = (at for at, line in enumerate(lines) if words[at] and words[at] != line.strip(_AROUND))
    first = next(dated, next((at for at, text in enumerate(words) if text), None))
    if first is None:
        return ""
    rest = "" if language.spaced or first + 1 == len(lines) else "".join(lines[first + 1].split())
    broken = len(rest) <= _LONGEST_REST and rest.isalnum() and not language.periods_in(rest)
    return words[first] + (rest if broken else "")


def _words(line: str, language: Language) -> str:
    """Leave out the period; a name before it is not the title's, unless nothing stands behind it."""
    mentions = language.periods_in(line)
    if not mentions or language.spaced:
        return language.without_periods(line)
    after = line[max(mention.end for mention in mentions) :]
    return after if len(after) > 1 else language.without_periods(line)


def _is_new(key: str, seen: set[str]) -> bool:
    if not key or key in seen:
        return False
    seen.add(key)
    return True


# --- tables ---


def _tables(
    tables: Sequence[Table], sections: Mapping[int, str], language: Language
) -> Iterator[ProposedTable | str]:
    """Iterate over the tables of sections; of one that is not understood, over the section alone."""
    ids: set[str] = set()
    for table in tables:
        above = [title for block, title in sections.items() if block < table.location.block]
        if above:
            id_ = _key(above[-1], ids, "table").replace("_", "-")
            yield _table(table, id_, above[-1], language) or above[-1]


def _table(table: Table, id_: str, section: str, language: Language) -> ProposedTable | None:
    """Read a table whose first row, or rows, are the head; `None` where it is laid out in another way."""
    head = _head(table, language)
    corner = table.at(0, 0)
    if not 0 < head < table.height or corner is None:
        return None
    stub = corner.columns.stop
    rows: tuple[ProposedLabel, ...]
    if head == table.height - 1 and _are_values(table.row(head), language):
        stub, rows = 0, (ProposedLabel("values", ""),)  # one row of figures, without a label
    else:
        rows = tuple(_labels(table, range(head, table.height), range(stub), set(), rows=True))
    values = [
        table.at(row, column) for row in range(head, table.height) for column in range(stub, table.width)
    ]
    prescribed = (
        (not stub or _are_labels(rows, language)) and stub < table.width and _are_values(values, language)
    )
    body = [cell for cell in table.cells if cell.row >= head]
    if not prescribed and (stub > 1 or any(cell.row_span > 1 or cell.column_span > 1 for cell in body)):
        return None
    first = stub if prescribed else 0
    columns = tuple(_labels(table, range(first, table.width), range(head), set(), rows=False))
    if not columns or not all(leaf.text for column in columns for leaf in column.walk()):
        return None
    if not prescribed:
        typed = (_type([cell for cell in body if cell.column == at], language) for at in range(table.width))
        columns = tuple(_typed(columns, typed))
    text = " ".join(corner.text.split()) if prescribed and stub else ""
    return ProposedTable(id_, section, text, columns, rows if prescribed else ())


def _typed(labels: Iterable[ProposedLabel], types: Iterator[str]) -> Iterator[ProposedLabel]:
    """Give each label that has none below it the next type."""
    for label in labels:
        if label.children:
            yield replace(label, children=tuple(_typed(label.children, types)))
        else:
            yield replace(label, type=next(types, ""))


def _type(cells: Sequence[Cell], language: Language) -> str:
    """Return the type of the cells of a column: whole numbers, numbers, dates, or any text."""
    texts = [cell.text for cell in cells if not language.is_blank(cell.text)]
    amounts = [amount for text in texts if (amount := language.amount(text)) is not None]
    if texts and len(amounts) == len(texts):
        return "" if all(amount == int(amount) >= 0 for amount in amounts) else "number"
    dates = all(
        any(True for _date in language.dates.dates(text)) and len(text) < _LONGEST_DATE for text in texts
    )
    return "date" if texts and dates else "text"


def _head(table: Table, language: Language) -> int:
    """Count the rows of the head: those that its first cells reach or divide, and further ones before any number."""
    first = table.row(0)
    depth = max((cell.rows.stop for cell in first), default=0)
    divided = any(cell.column_span > 1 and cell.column > 0 for cell in first)
    least = depth + 1 if divided and depth == 1 else depth
    figures = [
        row
        for row in range(least, table.height)
        if any(language.amount(cell.text) is not None for cell in table.row(row))
    ]
    spans = any(cell.column_span > 1 for cell in first)
    return figures[0] if figures and spans else least


def _are_labels(labels: Sequence[ProposedLabel], language: Language) -> bool:
    """Return whether these can be prescribed as rows: all have words, and none is there twice."""
    leaves = [leaf for label in labels for leaf in label.walk() if not leaf.children]
    paths = [path for label in labels for path in label.paths()]
    named = all(language.bare(leaf.text) and language.value(leaf.text) is None for leaf in leaves)
    return bool(leaves) and named and len(set(paths)) == len(paths)


def _are_values(cells: Sequence[Cell | None], language: Language) -> bool:
    return all(cell is not None and language.value(cell.text) is not None for cell in cells)


def _labels(
    table: Table, along: range, across: range, keys: set[str], *, rows: bool
) -> Iterator[ProposedLabel]:
    """Iterate over the labels of rows or columns at the near edge of an area, each with those beyond it."""
    at = (table.at(place, across.start) if rows else table.at(across.start, place) for place in along)
    for cell in dict.fromkeys(cell for cell in at if cell is not None):
        own, deep = (cell.rows, cell.columns) if rows else (cell.columns, cell.rows)
        text = " ".join(cell.text.split())
        inside = range(max(own.start, along.start), min(own.stop, along.stop))
        beyond = range(deep.stop, across.stop)
        key = _key(text, keys, "row" if rows else "column")
        children = tuple(_labels(table, inside, beyond, keys, rows=rows)) if beyond else ()
        yield ProposedLabel(key, text, children)


def _key(text: str, taken: set[str], kind: str) -> str:
    """Make a key of a label's words, or of a number where it has no letters that keys may have."""
    words = _WORD.findall(text.lower())[:_LONGEST_KEY]
    base = "_".join(words) if words and words[0][0].isalpha() else ""
    candidates = [base] if base else []
    candidates += [f"{base or kind}_{number}" for number in range(1, len(taken) + 3)]
    key = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(key)
    return key
