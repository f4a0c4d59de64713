"""Second reading: cells on which findings rest, read again in another way."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from checker.documents.document import Cell, Document, Location, Table
from checker.judging.reports import Finding
from checker.messages import Message, Messages
from checker.text import fold

_ = Messages(__package__)

_EDGE = 1.0  # points; a cell this near to the end of the table's part on a page may go on on the next
_NAMED = 3  # readings that one finding quotes


# Reads cells of a submission in another way than the first time; leaves out those that it cannot read.
Reread = Callable[[Sequence[Location]], Mapping[Location, str]]


def disputed(
    document: Document, findings: Iterable[Finding], reread: Reread
) -> Mapping[Location, tuple[str, str]]:
    """Map the cells on which findings rest and that two readings do not agree on to both readings.

    Nothing is read again where no finding rests on a cell.
    """
    places = dict.fromkeys(place for finding in findings for place in finding.problem.cells)
    if not places:
        return {}
    again = reread(tuple(places))
    read = {place: (_text(document, place), again[place]) for place in places if place in again}
    return {
        place: (one, other)
        for place, (one, other) in read.items()
        if fold(one) != fold(other) and not _goes_on(document, place, one, other)
    }


def doubted_if_disputed(finding: Finding, disputes: Mapping[Location, tuple[str, str]]) -> Finding:
    """Leave a finding that rests on a disputed cell to a person, and say what each reading has."""
    both = [disputes[place] for place in finding.problem.cells if place in disputes]
    if not both:
        return finding
    readings = tuple(_("“{one}” and “{other}”", one=one, other=other) for one, other in both[:_NAMED])
    advice = _("two readings of the file differ: {readings}; look at the page itself", readings=readings)
    return replace(finding, problem=replace(finding.problem, doubtful=True, advice=_after(finding, advice)))


def _after(finding: Finding, advice: Message) -> Message:
    first = finding.problem.advice
    return advice if first is None else _("{dispute}; else: {advice}", dispute=advice, advice=first)


def _text(document: Document, place: Location) -> str:
    cell = _cell(document, place)
    return cell.text if cell else ""


def _cell(document: Document, place: Location) -> Cell | None:
    table = document.blocks[place.block]
    if not isinstance(table, Table) or place.row is None or place.column is None:
        return None
    return table.at(place.row, place.column)


def _goes_on(document: Document, place: Location, one: str, other: str) -> bool:
    """Tell whether a page break cuts the cell, so that its place holds only the beginning of its text."""
    table, cell = document.blocks[place.block], _cell(document, place)
    if not isinstance(table, Table) or cell is None or cell.page is None or cell.bbox is None:
        return False
    beside = [c.bbox[3] for c in table.cells if c.page == cell.page and c.bbox is not None]
    cut = cell.bbox[3] > max(beside) - _EDGE and any((c.page or 0) > cell.page for c in table.cells)
    return cut and fold(one).startswith(fold(other))


def doubted_if_guessed(finding: Finding, document: Document) -> Finding:
    """Leave a finding to a person that rests on guessed text, or misses what a guess may have spoilt."""
    pages = {note.page for note in document.notes if note.doubtful}
    at = finding.problem.location
    rests = at is None or at.page is None or at.page in pages or finding.problem.code.endswith("-missing")
    if not pages or not rests:
        return finding
    return replace(finding, problem=replace(finding.problem, doubtful=True))
