"""A filing: a submission that was read, with the year and the body it is for, its sections and its tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.documents.document import Document, Location, Note, Paragraph, Table
from checker.forms.binding import bind_tables
from checker.forms.form import Edition, Form
from checker.forms.outline import Heading, Outline, headings, outline
from checker.forms.tables import BoundTable
from checker.forms.title import Title, find_title
from checker.languages import Language
from checker.messages import Message, Messages

_ = Messages(__package__)

_PICTURE = "picture"  # the code of notes on pictures


@dataclass(frozen=True)
class Filing:
    """What checks look at: the document, and what the form prescribes, found in it once for all checks.

    `previous` is the same body's filing of the year before, where one was given, in the form of its own year.
    `superseded` are the form's older editions, so that an outdated template is known as such. `name` is the
    submission's.
    """

    document: Document
    form: Form
    year: int | None = None
    previous: "Filing | None" = None
    superseded: tuple[Edition, ...] = ()
    name: str = ""

    @property
    def language(self) -> Language:
        """Return the language that the form's documents are written in."""
        return self.form.language

    @cached_property
    def title(self) -> Title | None:
        return find_title(self.document, self.form.title, self.language)

    @property
    def body(self) -> str:
        """Name the organisation that files, as its title does; empty where the title does not say."""
        return self.title.body if self.title else ""

    @cached_property
    def outline(self) -> Outline:
        return outline(self.document, self.form.sections, self.language)

    @cached_property
    def tables(self) -> Mapping[str, BoundTable]:
        """Map the ids of prescribed tables to those that were found."""
        return bind_tables(self.document, self.form.tables, self._section_name, self.language)

    def _section_name(self, block: int) -> str | None:
        section = self.outline.holding(block)
        return section.name if section else None

    @cached_property
    def opening(self) -> tuple[Paragraph, ...]:
        """List the paragraphs between the title and the first section."""
        first = min((s.heading.block for s in self.outline.sections), default=len(self.document.blocks))
        after = self.title.last if self.title else -1
        return tuple(p for p in self.document.paragraphs if after < p.location.block < first)

    def lost_in(self, section: str | None = None) -> tuple[Message, ...]:
        """List what the reader could not read, in a section or anywhere: there, “missing” cannot be concluded.

        A section that was not found would stand between its neighbours, below the title.
        """
        return tuple(note.message for note in self._lost(section))

    def lost_text_in(self, section: str | None = None) -> tuple[Message, ...]:
        """List what running text the reader could not read: there, “nothing wrong” cannot be concluded.

        A picture may be a table or a section that is missing; beside text that was read it is none.
        """
        return tuple(note.message for note in self._lost(section) if note.code != _PICTURE)

    @property
    def lost_above(self) -> tuple[Message, ...]:
        """List what the reader could not read above the first section: there a title cannot be called missing."""
        first = min((s.heading.block for s in self.outline.sections), default=len(self.document.blocks))
        return tuple(note.message for note in self._lost_between(0, first))

    def _lost(self, section: str | None) -> Iterator[Note]:
        if section is None:
            return (note for note in self.document.notes if note.lost)
        return self._lost_between(*self._extent(section))

    def _lost_between(self, first: int, last: int) -> Iterator[Note]:
        return (note for note in self.document.notes if note.lost and self._may_lie(note, first, last))

    def _may_lie(self, note: Note, first: int, last: int) -> bool:
        """Return whether what a note reports as lost may lie below block `first` and above block `last`."""
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
        if (found := self.outline.section(name)) is not None:
            return found.heading.block, found.stop
        rank = self.form.sections.index(name)
        marks = {s.name: s.heading.block for s in self.outline.sections}
        before = [marks[other] for other in self.form.sections[:rank] if other in marks]
        after = [marks[other] for other in self.form.sections[rank + 1 :] if other in marks]
        top = self.title.last if self.title else 0
        first, last = max(before, default=top), min(after, default=len(self.document.blocks))
        if first >= last:  # the sections that were found are out of order: this one may be anywhere
            return top, len(self.document.blocks)
        return first, last

    def describe(self, location: Location | None, within: str = "") -> Message:
        """Describe where something stands in the document's own words: heading, place in the table, page."""
        parts: list[object] = []
        if location is not None:
            parts.append(self._above(location))
        if within:
            parts.append(within)
        if location is not None and location.page is not None:
            parts.append(_("page {page}", page=location.page))
        return place(parts)

    def _above(self, location: Location) -> object:
        if location.block >= len(self.document.blocks):
            return _("document")
        passed = [h for h in self._headings if h.block <= location.block]
        above = passed[-1].paragraph.text if passed else ""
        if section := self.outline.holding(location.block):
            top = section.heading.paragraph.text[:60]
            inside = bool(passed) and passed[-1].block > section.heading.block
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
    def _headings(self) -> tuple[Heading, ...]:
        return tuple(headings(self.document, self.language))


def place(parts: Sequence[object]) -> Message:
    """Join the parts of a place, the outermost first."""
    names = {f"part{position}": part for position, part in enumerate(parts)}
    return Message(" › ".join(f"{{{name}}}" for name in names), tuple(sorted(names.items())))
