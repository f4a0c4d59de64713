"""A filing: a submission that was read, with the year and the body it is for, its sections and its tables."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker.dates import ranges
from checker.documents.document import Document, Location, Note, Paragraph, Table
from checker.forms.binding import bind_tables
from checker.forms.outline import Heading, Outline, Section, headings, outline
from checker.forms.relations import Relation
from checker.forms.tables import BoundTable, TableSpec
from checker.messages import Message, Messages, join_messages
from checker.text import bare, chinese_number, fold, number

_ = Messages(__package__)

_TITLE_LINES = 4  # a title may be broken over so many paragraphs
_TITLE_LENGTH = 80  # folded characters; a longer paragraph that holds the title's words is running text
_BEFORE_SECTIONS = 30  # paragraphs searched for a title
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2}|[二][0〇○零一二三四五六七八九]{3})年")
_SPACED = re.compile(r"(?<![!-~])\s+|\s+(?![!-~])")  # titles are letter-spaced; Western words keep theirs
_IDEOGRAPH = re.compile("[\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf]")
_WESTERN_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d{2}(?![\d/-]|\.\d)")
_BESIDE_BODY = re.compile(r"^\W*(?:(?:of|for|by) )?(?:the )?\W*|(?: (?:for|of|in))?[^\w)]*$", re.IGNORECASE)
_ONLY_YEAR = re.compile(r"\W*(?:fortheyear)?(?:(?:19|20)\d\d|二[0零一二三四五六七八九]{3})(?:年度?)?\W*")
_PICTURE = "picture"  # the code of notes on pictures
_OF_AN_EDITION = 2  # so many labels of an older edition tell its template from a slip
_ABOVE_THE_TEXT = "title-missing"  # the code of problems that belong where no text stands yet
_WHOLE_YEAR = 360  # days; a shorter range of dates is no report's period
_PERIOD = re.compile(r"(?<!\d)(20\d{2})年0?1月0?1日.{0,6}?(?:(20\d{2})年)?12月31日")


@dataclass(frozen=True)
class Form:
    """What a pack prescribes: the words of the title, the sections in order, the tables, their relations.

    `language` is the one that its documents are written in.
    """

    title: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    tables: tuple[TableSpec, ...] = ()
    relations: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    language: str = "zh"

    def titled(self, body: str, year: int | str) -> str:
        """Write the title that a body's report for a year should have."""
        return f"{body}{year}年{self.title[0]}" if self.language == "zh" else f"{body} {self.title[0]} {year}"

    def joined(self, names: Iterable[str]) -> str:
        """Write a list as the form's documents do."""
        return ("、" if self.language == "zh" else ", ").join(names)

    def year(self, year: int) -> str:
        """Write a year as the form's documents do."""
        return f"{year}年" if self.language == "zh" else str(year)

    def table(self, name: str) -> TableSpec:
        """Return the prescribed table of that id."""
        return next(spec for spec in self.tables if spec.id == name)


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title, joined from the paragraphs over which it is broken; `words` is the form it uses."""

    paragraphs: tuple[Paragraph, ...]
    words: str

    @property
    def text(self) -> str:
        return _SPACED.sub("", " ".join(paragraph.text.strip() for paragraph in self.paragraphs))

    @property
    def location(self) -> Location:
        return self.paragraphs[0].location

    @property
    def last(self) -> int:
        """Return the block of its last line."""
        return self.paragraphs[-1].location.block

    @property
    def years(self) -> tuple[int, ...]:
        return years(self.text)

    @property
    def body(self) -> str:
        """Return what is left of the title without year and words: the name of the body."""
        if not _IDEOGRAPH.search(self.text):
            return _western_body(self.text, self.words)
        rest = fold(self.text).replace(fold(self.words), "")
        rest = re.sub(
            r"\d{4,6}年度?|二[0〇零一二三四五六七八九]{3}年度?|关于|《|》|[\"'()\[\]:,.-]", "", rest
        )
        return rest.removesuffix("的")


def _western_body(title: str, words: str) -> str:
    rest = re.sub(r"\s+".join(map(re.escape, words.split())), " ", title, flags=re.IGNORECASE)
    rest = " ".join(_WESTERN_YEAR.sub(" ", rest).split())
    return _BESIDE_BODY.sub("", rest)


def years(text: str) -> tuple[int, ...]:
    """List the years that a text names, in order (2024年, 二〇二四年; 2024 where it has no ideographs)."""
    if not _IDEOGRAPH.search(text):
        return tuple(int(match.group()) for match in _WESTERN_YEAR.finditer(text))
    found = (match.group(1) for match in YEAR.finditer(fold(text)))
    return tuple(int(year) if year.isdecimal() else chinese_number(year) for year in found)


def find_title(document: Document, words: Sequence[str]) -> Title | None:
    """Find the title by its words (the first are the prescribed ones), broken over lines or not."""
    opening = document.paragraphs[:_BEFORE_SECTIONS]
    for end in range(len(opening)):
        if number(opening[end].text).style == "一、":
            return None
        for start in range(end, max(end - _TITLE_LINES, -1), -1):
            joined = fold("".join(paragraph.text for paragraph in opening[start : end + 1]))
            said = next((said for said in words if fold(said) in joined), None)
            if said is None or len(joined) > _TITLE_LENGTH:
                continue
            title = _whole(Title(opening[start : end + 1], said), opening[:start])
            below = opening[end + 1 : end + 2]
            if not title.years and below and _ONLY_YEAR.fullmatch(fold(below[0].text)):
                return Title((*title.paragraphs, *below), said)
            return title
    return None


def _whole(title: Title, before: Sequence[Paragraph]) -> Title:
    """Take in the lines above a title that has no body yet, or no year while they have one."""
    if not before or not _may_lead(before[-1]):
        return title
    if title.body and (title.years or not years(before[-1].text)):
        return title
    return _whole(Title((before[-1], *title.paragraphs), title.words), before[:-1])


def _may_lead(paragraph: Paragraph) -> bool:
    text = fold(paragraph.text)
    return len(text) < _TITLE_LENGTH / 2 and not text.endswith((".", ",", ";", ":"))


def report_year(
    document: Document, title: Title | None, fits: Callable[[int], bool] = lambda _year: True
) -> int | None:
    """Find the year on which title, period sentence and text agree; where all differ, the first of them that fits.

    None fits: the first counts, which is the title's.
    """
    bodies = [paragraph.text for paragraph in document.paragraphs]
    western = not any(map(_IDEOGRAPH.search, bodies))
    titled = Counter(title.years if title else ())
    period = Counter(
        year for text in bodies for year in (_western_period(text) if western else _period(text))
    )
    told = Counter(year for text in bodies for year in _years_told(text, western=western))
    votes = [year for votes in (titled, period, told) if (year := _clear_winner(votes)) is not None]
    if not votes:
        return None
    year, count = Counter(votes).most_common(1)[0]
    return year if count > 1 else next(filter(fits, votes), votes[0])


def _years_told(text: str, *, western: bool) -> tuple[int, ...]:
    """List the years of a paragraph; in a Chinese document, a bare number is none."""
    return years(text) if western or _IDEOGRAPH.search(text) else ()


def _period(text: str) -> Iterator[int]:
    return (int(match.group(2) or match.group(1)) for match in _PERIOD.finditer(fold(text)))


def _western_period(text: str) -> Iterator[int]:
    for found in ranges(text):
        if found.begins and found.ends and (found.ends - found.begins).days >= _WHOLE_YEAR:
            yield found.ends.year


def _clear_winner(votes: Counter[int]) -> int | None:
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the form that no longer governs, and the title of its pack."""

    title: str
    form: Form


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

    @cached_property
    def title(self) -> Title | None:
        return find_title(self.document, self.form.title)

    @property
    def body(self) -> str:
        """Name the organisation that files, as its title does; empty where the title does not say."""
        return self.title.body if self.title else ""

    @cached_property
    def outline(self) -> Outline:
        return outline(self.document, self.form.sections)

    @cached_property
    def tables(self) -> Mapping[str, BoundTable]:
        """Map the ids of prescribed tables to those that were found."""
        return bind_tables(self.document, self.form.tables, self._section_name)

    def _section_name(self, block: int) -> str | None:
        section = self.outline.holding(block)
        return section.name if section else None

    @cached_property
    def opening(self) -> tuple[Paragraph, ...]:
        """List the paragraphs between the title and the first section."""
        first = min((s.heading.block for s in self.outline.sections), default=len(self.document.blocks))
        after = self.title.last if self.title else -1
        return tuple(p for p in self.document.paragraphs if after < p.location.block < first)

    def section(self, name: str) -> Section:
        """Return a prescribed section that was found; raise KeyError for one that was not."""
        found = self.outline.section(name)
        if found is None:
            raise KeyError(name)
        return found

    def older_edition(self, found: BoundTable) -> str | None:
        """Return the title of the older edition whose labels a table bears; `None` where it bears none."""
        printed = {bare(cell.text) for piece in found.pieces for cell in piece.cells}
        for edition in self.superseded:
            old = next((spec for spec in edition.form.tables if spec.id == found.spec.id), None)
            if old is not None and len((old.labels - found.spec.labels) & printed) >= _OF_AN_EDITION:
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

    def unread_cells(self, found: BoundTable) -> tuple[Message, ...]:
        """List what the reader could not read of a table: its blank cells cannot be called empty then."""
        notes = (note for note in self.document.notes if note.lost and _may_hold_lines(note, found))
        return tuple(note.message for note in notes)

    def unread_lines(self, found: BoundTable) -> tuple[Message, ...]:
        """List what was not read of a table with missing rows or columns, which cannot be called missing then."""
        return self.unread_cells(found) if found.missing_rows or found.missing_columns else ()

    def _unread(self, section: str | None) -> Iterator[Note]:
        if section is None:
            return (note for note in self.document.notes if note.lost)
        return self._unread_between(*self._extent(section))

    def _unread_between(self, first: int, last: int) -> Iterator[Note]:
        return (note for note in self.document.notes if note.lost and self._may_lie(note, first, last))

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
        passed = [h for h in self._headings if h.block <= location.block]
        above = passed[-1].paragraph.text if passed else ""
        if section := self.outline.holding(location.block):
            top = section.heading.paragraph.text[:60]
            inside = bool(passed) and passed[-1].block > section.heading.block
            inner = above if inside and bare(above) != bare(top) else ""
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
        return tuple(headings(self.document))


def _may_hold_lines(note: Note, found: BoundTable) -> bool:
    """Return whether what a note reports stands after a piece of a table, on a page of it, or just before."""
    blocks = {piece.location.block for piece in found.pieces}
    if note.block is None:
        return note.page in {cell.page for piece in found.pieces for cell in piece.cells} - {None}
    first = found.pieces[0].location
    before = first.block == note.block + 1 and (note.page or 0) < (first.page or 0)
    return note.block in blocks or before


def place(parts: Sequence[object]) -> Message:
    """Say where something stands, the outermost part first."""
    return join_messages(parts, " › ")
