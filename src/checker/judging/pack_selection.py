"""Which pack governs a document: by its kind, which title and sections tell, and by the period it is for."""

from collections.abc import Sequence
from functools import partial

from checker.documents.document import Document
from checker.errors import ReadError
from checker.forms.form import Edition, Form
from checker.forms.outline import outline
from checker.forms.report_period import report_period
from checker.forms.title import find_title
from checker.judging.rules import RulePack
from checker.messages import Messages
from checker.periods import Period

_ = Messages(__package__)

_TELLING = 2  # labels that only one edition has; so many identify it


def select_pack(document: Document, packs: Sequence[RulePack]) -> tuple[RulePack, Period | None]:
    """Choose the pack that governs a document, and the period it is for; raise ReadError where none does.

    A document without a period is judged by the newest edition.
    """
    family = _family(document, packs)
    newest = family[-1]
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
    found = outline(document, pack.form.sections, pack.form.language).levels[0].sections
    return bool(found) and len(found) * 2 >= sum(not spec.optional for spec in pack.form.sections)
