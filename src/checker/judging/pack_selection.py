"""Which pack governs a document: by its kind, which title and sections tell, and by the period it is for."""

from collections.abc import Iterator, Sequence
from functools import partial

from checker.documents.document import Document, Paragraph
from checker.errors import ReadError
from checker.forms.form import Edition, Form
from checker.forms.numbered_outline import form_outline
from checker.forms.opened_tables import opened_for
from checker.forms.outline import Section
from checker.forms.report_period import dated_period, report_period
from checker.forms.section_specs import every
from checker.forms.title import find_title
from checker.judging.rules import Declaration, RulePack
from checker.messages import Messages
from checker.periods import Period

_ = Messages(__package__)

_OPENING = 40  # blocks of a document without pages that say of which kind it is
_ALIKE = 0.6  # titles of a section under its number
_TELLING = 2  # labels that only one edition has; so many identify it


def select_pack(document: Document, packs: Sequence[RulePack]) -> tuple[RulePack, Period | None]:
    """Choose the pack that governs a document, and the period it is for; raise ReadError where none does.

    A document without a period is judged by the newest edition.
    """
    family = _family(document, packs)
    newest = family[-1]
    refuse_others(document, newest)
    if newest.form.dated:
        return _dated(document, family)
    fits = partial(_fits, document, family)
    form = newest.form
    title = find_title(document, form.title, form.language)
    period = report_period(document, title, form.language, form.cycle, fits)
    if period is None:
        return newest, None
    governing = next((pack for pack in family if period.year in pack.years), None)
    if governing is None:
        raise ReadError(
            "not-this-kind",
            _("report year {year} is not governed by any edition of {family}",
              year=period.year, family=newest.family),
        )  # fmt: skip
    return governing, period


def refuse_others(document: Document, pack: RulePack) -> None:
    """Raise ReadError for a document that says that it is of another kind, or not that it is of this one."""
    if not pack.not_for and pack.only_for is None:
        return
    first = tuple(_first_texts(document))
    for one in pack.not_for:
        texts = tuple(_texts(document)) if one.anywhere else first
        unless = any(pattern.search(text) for pattern in one.unless for text in texts)
        if not unless and any(one.pattern.search(text) for text in texts):
            raise ReadError("not-this-kind", one.because)
    if pack.only_for is not None and not _declares(first, pack.only_for):
        specs = [spec for spec in every(pack.form.sections) if not spec.optional]
        found = [one for one in _found_sections(document, pack.form) if one.heading.number.lead]
        if len(found) * 2 < len(specs):  # titles without numbers are those of many forms
            raise ReadError("not-this-kind", pack.only_for.because)


def _declares(texts: Sequence[str], declaration: Declaration) -> bool:
    return any(pattern.search(text) for pattern in declaration.patterns for text in texts)


def _first_texts(document: Document) -> Iterator[str]:
    """Iterate over the texts of the first page and of all page heads."""
    for block in document.blocks:
        place = block.location
        first = place.page == 1 or (place.page is None and place.block < _OPENING)
        if isinstance(block, Paragraph):
            if first or block.part == "header":
                yield block.text
        elif first:
            yield from (cell.text for cell in block.cells)


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        yield from [block.text] if isinstance(block, Paragraph) else (cell.text for cell in block.cells)


def _found_sections(document: Document, form: Form) -> tuple[Section, ...]:
    return form_outline(opened_for(document, form).document, form).sections


def _dated(document: Document, family: Sequence[RulePack]) -> tuple[RulePack, Period | None]:
    """Choose the edition by the document's date, and by the headings that only one has where several are in force.

    A document without a date is judged by the edition whose headings it has.
    """
    period = dated_period(document, family[-1].form)
    candidates = [pack for pack in family if period is None or period.year in pack.years]
    if not candidates:
        raise ReadError(
            "not-this-kind",
            _("report year {year} is not governed by any edition of {family}",
              year=period.year if period else "?", family=family[-1].family),
        )  # fmt: skip
    if len(candidates) == 1:
        return candidates[0], period
    telling = {pack.id: _telling_headings(document, pack, family) for pack in candidates}
    return max(reversed(candidates), key=lambda pack: telling[pack.id]), period


def _telling_headings(document: Document, pack: RulePack, family: Sequence[RulePack]) -> int:
    """Count the headings that no other edition has."""
    plain = pack.form.language.plain
    titles = {
        other.id: {plain(w) for spec in every(other.form.sections) for w in spec.wordings} for other in family
    }
    others = set[str]().union(*(titles[other.id] for other in family if titles[other.id] != titles[pack.id]))
    return sum(
        plain(section.heading.title) in titles[pack.id] - others
        for section in _found_sections(document, pack.form)
    )


def superseded(pack: RulePack, packs: Sequence[RulePack]) -> tuple[Edition, ...]:
    """List the editions before a pack's, those of the packs that it extends included."""
    first = pack.years.first
    families = {pack.family, *(parent.partition("/")[0] for parent in pack.parents)}
    return tuple(
        Edition(other.title, other.form)
        for other in packs
        if other.family in families
        if first is not None and other.years.last is not None and other.years.last < first
    )


def _family(document: Document, packs: Sequence[RulePack]) -> Sequence[RulePack]:
    """List the packs of the kind that the document is, oldest first: by its title, else by half its sections."""
    ordered = sorted(packs, key=lambda pack: pack.years.first or 0)
    newest = {pack.family: pack for pack in ordered}
    kinds = [family for family, pack in newest.items() if _is_titled(document, pack.form)]
    kinds = kinds or [family for family, pack in newest.items() if _half_of_sections(document, pack)]
    if not kinds:
        raise ReadError(
            "not-this-kind",
            _("no pack knows this kind of document: neither its title nor its sections are prescribed ones"),
        )
    if len(kinds) > 1:
        raise ReadError(
            "not-this-kind",
            _("several packs know this kind of document: {families}; choose one with --pack",
              families=tuple(kinds)),
        )  # fmt: skip
    return [pack for pack in ordered if pack.family == kinds[0]]


def _is_titled(document: Document, form: Form) -> bool:
    return find_title(document, form.title, form.language) is not None


def _fits(document: Document, family: Sequence[RulePack], year: int) -> bool:
    """Return whether the document's tables bear labels that only the edition of a year has."""
    pack = next((pack for pack in family if year in pack.years), None)
    if pack is None:
        return False
    elsewhere = {label for other in family if other is not pack for label in _labels(other)}
    bare = pack.form.language.bare
    texts = {bare(cell.text) for table in document.tables for cell in table.cells}
    return len((_labels(pack) - elsewhere) & texts) >= _TELLING


def _labels(pack: RulePack) -> set[str]:
    return {label for spec in pack.form.tables for label in spec.labels}


def _half_of_sections(document: Document, pack: RulePack) -> bool:
    """Return whether a document has half of a form's sections: any paper has numbers, so that only titles tell."""
    found = [
        section
        for section in _found_sections(document, pack.form)
        if not section.within and (not pack.form.numbered or _is_named(section, pack.form))
    ]
    return bool(found) and len(found) * 2 >= sum(not spec.optional for spec in pack.form.sections)


def _is_named(section: Section, form: Form) -> bool:
    spec = form.section(section.name)
    wordings = spec.wordings if spec else ()
    alike = (form.language.title_similarity(section.heading.title, words) for words in wordings)
    return max(alike, default=0.0) >= _ALIKE
