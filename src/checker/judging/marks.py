"""Marks: what annotators write beside the places of a document, one for each correction."""

from collections.abc import Iterator

from checker.documents.document import Location
from checker.documents.edits import Edit
from checker.judging.checks import Problem
from checker.judging.corrections import Correction, Urgency, corrections, place_of
from checker.judging.reports import Report
from checker.judging.rules import Severity
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages, join_messages
from checker.text import clean

_ = Messages(__package__)

_WAYS = 3  # ways to correct that a mark lists
_CELLS = 5  # edits of one way that a mark lists


@dataclass(frozen=True, slots=True)
class Mark:
    """A place and what to write beside it, the most important line first.

    `location` is `None` for the whole document; `place` names it in words. `quote` is the text to mark there, from
    `start` on; empty for all of the paragraph or cell. `id` is the fingerprint of the gravest finding.
    """

    id: str
    location: Location | None
    place: str
    lines: tuple[str, ...]
    start: int = 0
    quote: str = ""
    urgency: Urgency = Urgency.REQUIRED


def marks(report: Report, threshold: Severity | None, language: str = "") -> Iterator[Mark]:
    """Iterate over the marks of a report, the most urgent first."""
    language = language or report.language
    for correction in corrections(report, threshold):
        edit = _single_edit(correction)
        location = edit.location if edit else correction.problem.location
        lines = tuple(message.render(language) for message in _lines(correction))
        start, quote = (edit.start, edit.old) if edit else (0, _quote(correction.problem))
        place = place_of(correction.findings[0], language)
        yield Mark(correction.fingerprints[0], location, place, lines, start, quote, correction.urgency)


def _single_edit(correction: Correction) -> Edit | None:
    """Return the edit of a correction that is certain and changes one place."""
    if len(correction.fixes) == 1 and correction.fixes[0].certain and len(correction.fixes[0].edits) == 1:
        return correction.fixes[0].edits[0]
    return None


def _quote(problem: Problem) -> str:
    """Return the text that a problem quotes of its own place."""
    literal = isinstance(problem.actual, str) and not problem.target
    return problem.actual.strip() if literal and isinstance(problem.actual, str) else ""


def _lines(correction: Correction) -> Iterator[Message]:
    edit, problem = _single_edit(correction), correction.problem
    if correction.urgency is Urgency.CHECK:
        yield _("please check")
    if edit is not None:
        yield _change(edit)
    messages = list(dict.fromkeys(finding.problem.message for finding in correction.findings))
    yield from messages
    if edit is None and (ways := [fix.edits for fix in correction.fixes]):
        yield from _listed(ways)
    elif edit is None and problem.advice is not None:
        yield problem.advice
    clauses = dict.fromkeys(clean(finding.rule.clause) for finding in correction.findings)
    yield _("basis: {clauses}", clauses=tuple(clauses))


def _listed(ways: list[tuple[Edit, ...]]) -> Iterator[Message]:
    """List the ways to correct something, or all edits of the only one."""
    if len(ways) == 1:
        yield _together(ways[0])
        return
    for number, edits in enumerate(ways[:_WAYS], start=1):
        yield _("either ({number}): {changes}", number=number, changes=_together(edits))
    if len(ways) > _WAYS:
        yield _("and {count} more ways", count=len(ways) - _WAYS)


def _together(edits: tuple[Edit, ...]) -> Message:
    shown = [_change(edit) for edit in dict.fromkeys(edits[:_CELLS])]
    joined = join_messages(tuple(dict.fromkeys(shown)), "; ")
    return (
        joined
        if len(edits) <= _CELLS
        else _("{changes} … ({count} places)", changes=joined, count=len(edits))
    )


def _change(edit: Edit) -> Message:
    old, new = clean(edit.old.strip()), clean(edit.new.strip())
    if edit.adds:
        return _("add a paragraph: “{new}”", new=new)
    if not old:
        return _("type {new}", new=new)
    if not new:
        return _("delete “{old}”", old=old)
    return _("change “{old}” to “{new}”", old=old, new=new)
