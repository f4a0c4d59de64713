"""Whose each submission is, and as what: the filing for the year or the year before, one that nobody can read, a stray."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from checker.judging.audit_results import SubmissionState
from checker.judging.rules import RulePack
from checker.messages import Message, Messages
from checker.text import fold
from checker_audit.intake.matching import Match, Matcher
from checker_audit.store import Claim, Reading
from checker_audit.year_from_path import YearFolders

_ = Messages(__package__)

_NO_SHELVES = YearFolders()
_FORMATS = ("docx", "pdf")  # of several filings, the one that can be mended counts


def placed(
    readings: Iterable[Reading],
    matcher: Matcher,
    year: int,
    pack: RulePack,
    earlier: Mapping[str, Iterable[int]],
    *,
    shelves: YearFolders = _NO_SHELVES,
) -> Iterator[Claim]:
    """Yield a claim for every submission, and for the filings of the year before that an earlier audit left.

    `earlier` maps bodies to those; they count where this audit has none of the body itself. `shelves` tell the year
    of what cannot be read.
    """
    held: dict[tuple[str, str], list[tuple[Match, Reading]]] = defaultdict(list)
    for reading in readings:
        match = matcher.match(reading.path, reading.body)
        role = _role(reading, match, year, pack, shelves)
        if isinstance(role, str):
            held[match.body, role].append((match, reading))
        else:
            code, reason = role
            yield Claim(reading.id, None, "stray", 0, (code, reason, match.claimants, match.near))
    for (body, role), several in held.items():
        for rank, (_match, reading) in enumerate(sorted(several, key=_counts_first)):
            yield Claim(reading.id, body, role, rank)
    for body, submissions in earlier.items():
        if (body, "before") not in held:
            yield from (
                Claim(submission, body, "before", rank) for rank, submission in enumerate(submissions)
            )


def _role(
    reading: Reading, match: Match, year: int, pack: RulePack, shelves: YearFolders
) -> str | tuple[str, Message]:
    """Say as what a submission counts for its body, or as which stray, and why."""
    foreign = reading.failure == "not-this-kind" or (
        reading.pack != "" and reading.pack.partition("/")[0] != pack.family
    )
    if foreign and not (match.body and _is_called_so(reading, pack)):
        return "other-kind", _("is no document of the kind that is audited")
    unread = bool(reading.failure) or reading.year is None or foreign
    told_year = shelves.year(reading.path) if unread else None
    if told_year not in (None, year) and (told_year != year - 1 or not match.body):
        return "other-year", _("was not read, and lies among the reports for {year}", year=told_year)
    if match.claimants:
        told = _("may be that of any of several bodies")
        return "unread" if reading.failure else "contested", told
    if not match.body:
        if reading.failure or reading.year is None:
            return "unread", _("cannot be read, and its path names no body")
        named = _("nobody on the roster is called “{name}”", name=reading.body)
        return "unmatched", named if reading.body else _("names no body, nor does its path")
    if unread:
        return "unread-before" if told_year == year - 1 else "unread"
    if reading.year == year:
        return "filing"
    if reading.year == year - 1:
        return "before"
    return "other-year", _("is the report of {body} for {year}", body=match.body, year=reading.year)


def _is_called_so(reading: Reading, pack: RulePack) -> bool:
    """Tell whether a file's name says that it is a report of the kind that is audited."""
    name = fold(PurePosixPath(reading.path).stem)
    return any(fold(words) in name for words in pack.form.title)


def _counts_first(found: tuple[Match, Reading]) -> tuple[bool, bool, int, str]:
    """Order the filings of a body: those read to the end before others, those titled as its own, mendable ones."""
    match, reading = found
    form = _FORMATS.index(reading.format) if reading.format in _FORMATS else len(_FORMATS)
    return reading.state is not SubmissionState.OK, match.by != "title", form, reading.path
