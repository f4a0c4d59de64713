"""Contact fields: where a text gives address, telephone, fax, mail, postcode and web address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker import Cell, Filing, Language, Location, Paragraph, Table, dataclass, regex
from checker_checks import addresses, phones, postcodes
from checker_checks.contact_labels import ExtraLabels, Field, Label, labels_of
from checker_checks.passages import Passage
from checker_checks.signs import plain_signs

_ENDS = regex(r"[;。|]|\s[•·]\s")
_ENDS_SPACED = regex(r";(?!\s*[+(]?\d)|[。|]|\s[•·]\s")  # several numbers may follow one label
_MAIL = regex(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HIDDEN_MAIL = regex(  # “name (at) example (dot) com”
    r"(?<![\w.+-])[\w.+-]++\s?[\[({]\s?at\s?[\])}]\s?[\w-]+(?:\s?(?:\.|[\[({]\s?dot\s?[\])}])\s?[\w-]+)+",
    re.ASCII | re.IGNORECASE,
)
_NEARLY_MAIL = regex(r"(?<![\w.+-])[\w.+-]++@[\w.-]+", re.ASCII)
_COLON = regex("[:︓﹕：]")
_LINK = regex(r"https?:|www\.", re.IGNORECASE)
_PARTS = regex(r"[^\n,;|*·•●:]+(?!\s*:)(?=[\n,;|*·•●:]|$)")
_FIGURES = regex(r"^\W*\d+\W*$|\d.*\d")  # 3M may be part of a name, 67-502 not, and neither PH2 6QA
_HOST = regex(
    r"(?<![@\w./:-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|mil|int|info|eu|[a-z]{2})(?:/[^\s,;()]*)?(?![\w@.-]*@)(?!\w)"
)


@dataclass(frozen=True)
class ContactField:
    """One field of a contact; `value` is plain text (`plain_signs`)."""

    field: Field
    value: str
    location: Location
    labelled: bool = True
    colon: bool = False

    @property
    def filled(self) -> bool:
        """Return whether something is there, if only signs to be replaced (`leftovers` reports them)."""
        return re.search(r"\w|[?*×✕╳■□▲△●◎◇]{2}", self.value) is not None


@dataclass(frozen=True)
class Wanted:
    """What is looked for: in which section, by the rules of which regions, under which further labels; names, too."""

    section: str = ""
    regions: tuple[str, ...] = ()
    labels: ExtraLabels = ()
    names: bool = False


def contact_fields(filing: Filing, wanted: Wanted = Wanted()) -> tuple[ContactField, ...]:  # noqa: B008  # immutable
    """List the contact fields of a section, or of the opening; those that this lacks may have a label elsewhere."""
    return filing.once(_contact_fields, wanted)


def _contact_fields(filing: Filing, wanted: Wanted) -> tuple[ContactField, ...]:
    regions = wanted.regions or filing.language.contacts.regions
    finder = _Finder(filing.language, replace(wanted, regions=regions))
    if wanted.section:
        return tuple(finder.in_section(filing))
    opening = tuple(finder.in_text(filing.opening))
    known = {contact.field for contact in opening if contact.filled}
    return (*opening, *(contact for contact in finder.elsewhere(filing) if contact.field not in known))


class _Finder:
    """Finds the fields in the texts of a filing."""

    def __init__(self, language: Language, wanted: Wanted) -> None:
        self._language, self._words = language, language.contacts
        self._wanted = wanted
        self._labels = labels_of(self._words, wanted.labels)

    def in_section(self, filing: Filing) -> Iterator[ContactField]:
        """Find the fields of the section, with labels or without, in text and tables."""
        section = filing.section(self._wanted.section)
        heading = section.heading.paragraph
        held = [replace(heading, text=section.heading.run_in, label="")] if section.heading.run_in else []
        for block in section.blocks(filing.document):
            if isinstance(block, Table):
                yield from self.in_text(held)
                held = []
                yield from self._in_table(block)
            elif block.part != "comment":
                held.append(block)
        yield from self.in_text(held)

    def elsewhere(self, filing: Filing) -> Iterator[ContactField]:
        """Find the fields outside the opening that have a label with a colon, or in a cell of their own."""
        opening = {paragraph.location.block for paragraph in filing.opening}
        bound = {piece.location.block for found in filing.tables.values() for piece in found.pieces}
        for block in filing.document.blocks:
            if isinstance(block, Table):
                if block.location.block not in bound:
                    yield from (contact for contact in self._in_table(block) if contact.colon)
            elif block.location.block in opening or block.part == "comment":
                continue
            elif _COLON.search(block.text) and not self._words.of_others.search(block.text):
                yield from (contact for contact in self._in(Passage((block,))) if contact.colon)

    def in_text(self, paragraphs: Sequence[Paragraph]) -> Iterator[ContactField]:
        """Find the fields of consecutive paragraphs."""
        return self._in(Passage(tuple(paragraphs))) if paragraphs else iter(())

    def _in_table(self, table: Table) -> Iterator[ContactField]:
        """Find the fields of a table: beside their labels, below them, or within cells."""
        labels = {cell: self._labels.of_cell(plain_signs(cell.text)) for cell in table.cells}
        values: set[Cell] = set()
        for cell in (cell for cell, fields in labels.items() if fields):
            for value in _values(table, cell, labels):
                values.add(value)
                text, location = plain_signs(value.text), table.locate(value)
                for field in labels[cell]:
                    yield ContactField(self._resolved(field, text), text, location, colon=True)
        for cell in (cell for cell, fields in labels.items() if not fields and cell not in values):
            yield from self.in_text([Paragraph(cell.text, table.locate(cell))])

    def _in(self, passage: Passage) -> Iterator[ContactField]:
        plain = plain_signs(passage.text)
        leading = tuple(self._labels.leading(plain))
        stops = [*(label.start for label in leading[1:]), len(plain)]
        taken: list[tuple[range, Label]] = []
        for label, stop in zip(leading, stops, strict=False):
            end = (_ENDS_SPACED if self._language.spaced else _ENDS).search(plain, label.end, stop)
            value = plain[label.end : end.start() if end else stop]
            taken.append((range(label.start, label.end + len(value)), label))
            yield from self._labelled(label, value, passage)
        for field, start, stop in self._unlabelled(plain):
            if not any(start in labelled and _is_part(field, label) for labelled, label in taken):
                yield ContactField(field, plain[start:stop], passage.at(start), labelled=False)

    def _labelled(self, label: Label, value: str, passage: Passage) -> Iterator[ContactField]:
        for field in label.fields:
            location = passage.at(label.start)
            yield ContactField(self._resolved(field, value), value, location, colon=label.colon)

    def _unlabelled(self, plain: str) -> Iterator[tuple[Field, int, int]]:
        """Find what is a field by its form alone."""
        regions = self._wanted.regions
        yield from (("address", *match.span()) for match in self._words.street.finditer(plain))
        yield from (("phone", *span) for span in phones.bare_phones(plain, self._words, regions))
        yield from (("email", *match.span()) for match in _MAIL.finditer(plain))
        yield from (("url", *span) for span in addresses.urls(plain))
        codes = tuple(postcodes.postcodes(plain, regions))
        yield from (("postcode", *span) for span in codes)
        if self._wanted.section:
            yield from (("address", plain.rfind("\n", 0, start) + 1, stop) for start, stop in codes)
            yield from (("url", *match.span()) for match in _HOST.finditer(plain))
            yield from (("email", *match.span()) for match in _HIDDEN_MAIL.finditer(plain))
            yield from self._names(plain) if self._wanted.names else ()
            yield from self._nearly(plain)

    def _names(self, plain: str) -> Iterator[tuple[Field, int, int]]:
        """Find what may be a name: words with a capital between signs, none of them a number or a label."""
        for part in _PARTS.finditer(plain):
            words = part.group().split()
            named = any(word[0].isupper() and sum(map(str.isalpha, word)) > 1 for word in words)
            figures = any(map(_FIGURES.search, words)) or sum(map(_holds_figure, words)) > 1
            if named and not figures and "@" not in part.group() and not self._labels.is_label(part.group()):
                yield "name", *part.span()

    def _nearly(self, plain: str) -> Iterator[tuple[Field, int, int]]:
        """Find what is meant to be a field, though wrong: a line that is nothing but a number, a mail address cut off."""
        for line in re.finditer(r"[^\n]+", plain):
            found = phones.bare_phones(line.group(), self._words, self._wanted.regions)
            if phones.lone_phone(line.group()) and next(found, None) is None:
                yield "phone", *line.span()
        for match in _NEARLY_MAIL.finditer(plain):
            if not _MAIL.match(plain, match.start()):
                yield "email", *match.span()

    def _resolved(self, field: Field, value: str) -> Field:
        """Distinguish “地址：http://…” from a postal address."""
        return "url" if field == "address" and _LINK.match(value.lstrip()) else field


def _holds_figure(word: str) -> bool:
    return any(map(str.isdigit, word))


def _is_part(field: Field, label: Label) -> bool:
    """Return whether what is found by its form is a part of the labelled value it stands in, not a field beside it."""
    match field:
        case "url" | "postcode":
            return False
        case "email":
            return "email" in label.fields
        case "phone":
            return not {"address", "email"} & set(label.fields) or bool({"phone", "fax"} & set(label.fields))
        case _:
            return True


def _values(table: Table, label: Cell, labels: dict[Cell, tuple[Field, ...]]) -> Iterator[Cell]:
    """Iterate over the cells that a label in a table leads: the one beside it, else those below it."""
    beside = table.at(label.row, label.columns.stop)
    if beside is not None and not labels[beside]:
        yield beside
        return
    for row in range(label.rows.stop, table.height):
        below = table.at(row, label.column)
        if below is None or labels[below]:
            return
        if below.row == row:
            yield below
