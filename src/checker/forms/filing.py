"""A filing: a submission that was read, with the period and the body it is for, its sections and its tables."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from copy import copy

from checker.caching import cached_property
from checker.documents.document import Document, Location, Note, Paragraph, Table
from checker.forms.body_names import introduced, shorter
from checker.forms.form import Edition, Form
from checker.forms.guessed_tables import is_guessed, is_misread
from checker.forms.headings import Heading, headings
from checker.forms.lost_tables import has_its_words, head_in_text
from checker.forms.made_once import MadeOnce
from checker.forms.numbered_outline import form_outline
from checker.forms.outline import Outline, Section
from checker.forms.recognition import bind_tables
from checker.forms.section_specs import every
from checker.forms.table_specs import TableSpec
from checker.forms.tables import BoundTable
from checker.forms.title import Title, find_title
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages, join_messages
from checker.periods import Period
from checker.text import fold

_ = Messages(__package__)

_PICTURE = "picture"  # the code of notes on pictures
_OF_AN_EDITION = 2  # labels of an older edition; fewer may be a slip
_OUTDATED_ALIKE = 0.8
_QUOTED = 60  # characters of a head
_ABOVE_THE_TEXT = "title-missing"  # the code of problems that belong where no text stands yet


@dataclass(frozen=True)
class Filing(MadeOnce):
    """What checks look at: the document, and what the form prescribes, found in it once for all checks.

    `previous` is the same body's filing of the period before, where one was given, in the form of its own period.
    `superseded` are the form's older editions, so that an outdated template is known as such. `name` is the
    submission's. `beside` are the titles of the other reports in its file. What is made of it `once` is shared by checks.
    """

    document: Document
    form: Form
    period: Period | None = None
    previous: "Filing | None" = None
    superseded: tuple[Edition, ...] = ()
    name: str = ""
    beside: tuple[Title, ...] = ()

    @property
    def language(self) -> Language:
        """Return the language that the form's documents are written in."""
        return self.form.language

    @property
    def year(self) -> int | None:
        """Return the year that names the period; `None` where the document states no period."""
        return self.period.year if self.period else None

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Map the places {year}, {start} … of patterns and labels to texts; empty where the period is unknown."""
        return self.language.places(self.period) if self.period else {}

    @cached_property
    def title(self) -> Title | None:
        sections = [words for spec in every(self.form.sections) for words in spec.wordings]
        return find_title(self.document, self.form.title, self.language, sections)

    @cached_property
    def body(self) -> str:
        """Name the organisation that files, as the pack says where, or its title, or its opening; empty for none."""
        title = self.title
        lines = (title.text, *(p.text for p in title.paragraphs)) if title else ()
        return (
            self.form.body.in_texts((*lines, *(paragraph.text for paragraph in self.opening)))
            or (title.body if title else "")
            or self._introduced[0]
            or self.form.body.in_properties(self.document)
        )

    @cached_property
    def body_names(self) -> frozenset[str]:
        """List what the document may call the body, folded: in full, without its places, and the name it introduces."""
        full, alias = self._introduced
        names = {fold(name) for name in (self.body, full) if name}
        return frozenset(
            {*(one for name in names for one in shorter(name, self.language)), *filter(None, [alias])}
        )

    def names_body(self, folded: str) -> bool:
        """Return whether a folded text names the body, by whatever name."""
        return (
            any(name in folded for name in self.body_names)
            or self.language.titles.own.search(folded) is not None
        )

    @cached_property
    def _introduced(self) -> tuple[str, str]:
        return introduced(self.opening, self.language)

    @cached_property
    def _titled_names(self) -> frozenset[str]:
        """List what the title calls the body, folded: in full, and without its places."""
        title = self.title
        lines = (title.text, *(p.text for p in title.paragraphs)) if title else ()
        name = fold(self.form.body.in_texts(lines) or (title.body if title else ""))
        return frozenset(shorter(name, self.language)) if name else frozenset()

    @cached_property
    def outline(self) -> Outline:
        return form_outline(self.document, self.form, self._titled_names)

    @cached_property
    def outdated_sections(self) -> tuple[Heading, ...]:
        """List the headings that show a form no longer in force; empty where the document follows the one in force."""
        ranked = (*(section.heading for section in self.outline.sections), *self.outline.others)
        found = (
            next((h for h in ranked if self.language.similarity(h.title, title) >= _OUTDATED_ALIKE), None)
            for title in self.form.outdated_sections
        )
        headings = {heading.block: heading for heading in found if heading is not None}
        old = len(headings) >= _OF_AN_EDITION and not self.tables
        return tuple(headings[block] for block in sorted(headings)) if old else ()

    @cached_property
    def tables(self) -> Mapping[str, BoundTable]:
        """Map the ids of prescribed tables to those that were found, the first of one that repeats."""
        return {name: found[0] for name, found in self.occurrences.items()}

    @cached_property
    def occurrences(self) -> Mapping[str, tuple[BoundTable, ...]]:
        """Map the ids of prescribed tables to all that were found: several of one that repeats."""
        return {
            name: found
            for name, found in self._bound.items()
            if not any(is_misread(one, self.document, self._bare_titles) for one in found)
        }

    @cached_property
    def _bare_titles(self) -> frozenset[str]:
        """List the titles of the form's sections and tables."""
        titles = (
            *(spec.title for spec in every(self.form.sections)),
            *(spec.title for spec in self.form.tables),
        )
        return frozenset(map(self.language.bare, titles)) - {""}

    @cached_property
    def _bound(self) -> Mapping[str, tuple[BoundTable, ...]]:
        return bind_tables(self.document, self.form.tables, self._section_name, self.language)

    def each_occurrence(self, name: str) -> Sequence["Filing"]:
        """List views of the filing, one for each time that a table is there; `tables` has that one alone."""
        return self.once(_views, name)

    def _section_name(self, block: int) -> str | None:
        """Name the innermost section around a block in which a table is prescribed, or else the innermost."""
        section = self.outline.holding(block)
        if section is None:
            return None
        around = (section.name, *reversed(section.within))
        with_tables = {spec.section for spec in self.form.tables}
        return next((name for name in around if name in with_tables), section.name)

    @cached_property
    def opening(self) -> tuple[Paragraph, ...]:
        """List the paragraphs between the title and the first section."""
        first = min((s.heading.block for s in self.outline.sections), default=len(self.document.blocks))
        after = self.title.last if self.title else -1
        return tuple(p for p in self.document.paragraphs if after < p.location.block < first)

    def section(self, name: str) -> Section:
        """Return a prescribed section that was found; raise KeyError for one that was not."""
        found = self.find_section(name)
        if found is None:
            raise KeyError(name)
        return found

    def find_section(self, name: str) -> Section | None:
        """Return the section that was found under a prescribed name, title or path."""
        spec = self.form.section(name)
        return self.outline.section(spec.name) if spec is not None else None

    def older_edition(self, found: BoundTable) -> str | None:
        """Return the title of the older edition whose labels a table bears; `None` where it bears none."""
        for edition in self.superseded:
            old = next((spec for spec in edition.form.tables if spec.id == found.spec.id), None)
            if old is not None and len((old.labels - found.spec.labels) & found.printed) >= _OF_AN_EDITION:
                return edition.title
        return None

    def unread_in(self, section: str | None = None) -> tuple[Message, ...]:
        """List what the reader could not read, in a section or anywhere: nothing can be called missing there.

        A section that was not found would stand between its neighbours, below the title.
        """
        return tuple(note.message for note in self._unread(section))

    def unread_text_in(self, section: str | None = None) -> tuple[Message, ...]:
        """List the running text that the reader could not read: it cannot be called free of problems.

        Pictures do not count: one may be a table or a section that is missing, but no text beside text that was read.
        """
        return tuple(note.message for note in self._unread(section) if note.code != _PICTURE)

    @property
    def unread_above(self) -> tuple[Message, ...]:
        """List what the reader could not read above the first section: a title cannot be called missing then."""
        first = min((s.heading.block for s in self.outline.sections), default=len(self.document.blocks))
        return tuple(note.message for note in self._unread_between(0, first))

    def unread_table(self, name: str) -> tuple[Message, ...]:
        """List why a table that was not found may be there all the same: its head stands in running text, perhaps."""
        spec = self.form.table(name)
        if name in self._bound.keys() - self.tables.keys():
            return (self._untold(spec),)
        if unread := self.unread_in(spec.section):
            return unread
        section = self.find_section(spec.section) if spec.section else None
        paragraphs = tuple(section.paragraphs(self.document) if section else self.document.paragraphs)
        if (head := head_in_text(spec, paragraphs)) is None:
            unbound = tuple(self._unbound(section))
            printed = [p.text for p in paragraphs if p.location.page is not None]
            printed += [cell.text for table in unbound for cell in table.cells if cell.page is not None]
            guessed = any(is_guessed([table], self.document) for table in unbound)
            return (self._untold(spec),) if guessed or has_its_words(spec, printed) else ()
        reason = _(
            "table “{title}” could not be read: its head stands in running text ({text})",
            title=spec.name,
            text=head.text[:_QUOTED],
        )
        return (reason,)

    @staticmethod
    def _untold(spec: TableSpec) -> Message:
        return _("table “{title}” could not be read: its rows and columns could not be told", title=spec.name)

    def _unbound(self, section: Section | None) -> Iterator[Table]:
        """Iterate over the tables, of a section or all, that were taken for no prescribed one."""
        bound = (piece for found in self.occurrences.values() for one in found for piece in one.pieces)
        blocks = {piece.location.block for piece in bound}
        for block in section.blocks(self.document) if section else self.document.blocks:
            if isinstance(block, Table) and block.location.block not in blocks:
                yield block

    def unread_twin(self, name: str) -> tuple[Message, ...]:
        """List why a table may be another one with the same head that was not found: its caption may be unread."""
        spec = self.form.table(name)
        twins = (one for one in self.form.tables if one.id != name and one.head_labels == spec.head_labels)
        return self.unread_in() if any(one.id not in self.tables for one in twins) else ()

    def unread_cells(self, found: BoundTable) -> tuple[Message, ...]:
        """List what the reader could not read of a table: its blank cells cannot be called empty then."""
        notes = (note for note in self.document.notes if note.lost and _may_hold_lines(note, found))
        return tuple(note.message for note in notes)

    def unread_lines(self, found: BoundTable) -> tuple[Message, ...]:
        """List what was not read of a table with missing rows or columns, which cannot be called missing then."""
        return self.unread_cells(found) if found.lacks_lines else ()

    def _unread(self, section: str | None) -> Iterator[Note]:
        if section and self.form.section(section) is None:
            raise KeyError(section)
        return self._unread_between(*self._extent(section)) if section and self._lost else iter(self._lost)

    def _unread_between(self, first: int, last: int) -> Iterator[Note]:
        return (note for note in self._lost if self._may_lie(note, first, last))

    @cached_property
    def _lost(self) -> tuple[Note, ...]:
        return tuple(note for note in self.document.notes if note.lost)

    def _may_lie(self, note: Note, first: int, last: int) -> bool:
        """Return whether what a note reports as unread may lie below block `first` and above block `last`."""
        if note.block is not None and not first <= note.block <= last:
            return False
        if self.title and note.code == _PICTURE and note.block == first == self.title.last:
            return False  # a letterhead
        above, below = (self._page(block) for block in (first, last))
        return note.page is None or ((above or 0) <= note.page and (below is None or note.page <= below))

    def _page(self, block: int) -> int | None:
        """Return the page on which a heading or the title stands; `None` for the document's ends."""
        return self.document.blocks[block].location.page if 0 < block < len(self.document.blocks) else None

    def _extent(self, name: str) -> tuple[int, int]:
        """Return the heading, or the title, below which a section stands or would stand, and the block that ends it."""
        spec = self.form.section(name)
        if spec is None:
            raise KeyError(name)
        if (found := self.outline.section(spec.name)) is not None:
            return found.heading.block, found.stop
        around = next((one for one in every(self.form.sections) if spec in one.children), None)
        if around is None:
            first, last = self.title.last if self.title else 0, len(self.document.blocks)
        else:
            first, last = self._extent(around.name)
        siblings = [one.name for one in (around.children if around else self.form.sections)]
        rank = siblings.index(spec.name)
        marks = {s.name: s.heading.block for s in self.outline.sections}
        before = [marks[other] for other in siblings[:rank] if other in marks]
        after = [marks[other] for other in siblings[rank + 1 :] if other in marks]
        above, below = max(before, default=first), min(after, default=last)
        if above >= below:  # the sections that were found are out of order: this one may be anywhere
            return first, last
        return above, below

    def describe(self, location: Location | None, within: str = "", code: str = "") -> Message:
        """Describe a place in the document's own words: heading, place in the table, page.

        A problem without location concerns the whole document, or what should stand above it, by its code.
        """
        parts: list[object] = []
        if location is not None:
            parts.append(self._above(location))
        if within:
            parts.append(within)
        if location is not None and location.page is not None:
            parts.append(_("page {page}", page=location.page))
        nowhere = _("before the text") if code == _ABOVE_THE_TEXT else _("whole document")
        return place(parts or [nowhere])

    def _above(self, location: Location) -> object:
        if location.block >= len(self.document.blocks):
            return _("document")
        titles = [
            title for row, title in self._table_titles.get(location.block, ()) if row <= (location.row or 0)
        ]
        if titles:
            return titles[-1]
        count = bisect_right(self._headings, location.block, key=lambda heading: heading.block)
        passed = self._headings[count - 1] if count else None
        above = passed.paragraph.text if passed else ""
        if innermost := self.outline.holding(location.block):
            section = self.outline.section((*innermost.within, innermost.name)[0]) or innermost
            top = section.heading.paragraph.text[:60]
            above = above if passed and passed.block >= innermost.heading.block else innermost.heading.title
            inside = passed is not None and (passed.block > section.heading.block or innermost is not section)
            inner = above if inside and self.language.bare(above) != self.language.bare(top) else ""
            return (
                top
                if not inner or isinstance(self.document.blocks[location.block], Table)
                else f"{top} / {inner[:40]}"
            )
        if self.title and location.block in {p.location.block for p in self.title.paragraphs}:
            return _("title")
        return above or _("opening paragraph")

    @cached_property
    def _table_titles(self) -> Mapping[int, Sequence[tuple[int, str]]]:
        """Map the blocks of tables to their prescribed titles, where the heading above does not tell which one it is.

        Beside each title stands the row from which it holds: a drawn table may be several prescribed ones.
        """
        sections = [spec.section for spec in self.form.tables]
        titles: dict[int, list[tuple[int, str]]] = {}
        for table in self.tables.values():
            for piece in table.pieces:
                block = piece.location.block
                held = self.outline.holding(block)
                alone = (
                    held is not None and held.name == table.spec.section and sections.count(held.name) == 1
                )
                if table.spec.title and not alone:
                    titles.setdefault(block, []).append((piece.first_row, table.spec.title))
        return {block: sorted(rows) for block, rows in titles.items()}

    @cached_property
    def _headings(self) -> tuple[Heading, ...]:
        return tuple(headings(self.document, self.language))


def _views(filing: Filing, name: str) -> Sequence[Filing]:
    views = [copy(filing) for _found in filing.occurrences.get(name, ())]  # with all that was found already
    for view, found in zip(views, filing.occurrences.get(name, ()), strict=True):
        vars(view)["tables"] = {**filing.tables, name: found}
        vars(view)["_made"] = {}
    return views


def _may_hold_lines(note: Note, found: BoundTable) -> bool:
    """Return whether what a note reports stands after a piece of a table, on a page of it, or just before."""
    blocks = {piece.location.block for piece in found.pieces}
    if note.block is None:
        return note.page in {cell.page for piece in found.pieces for cell in piece.cells} - {None}
    first = found.pieces[0].location
    before = first.block == note.block + 1 and (note.page or 0) < (first.page or 0)
    return note.block in blocks or before


def place(parts: Sequence[object]) -> Message:
    """Join the parts of a place, the outermost first."""
    return join_messages(parts, " › ")
