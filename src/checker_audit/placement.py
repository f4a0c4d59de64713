"""How each submission counts: as a body's filing for the period or the one before, as unread, or as unmatched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from checker import Message, Messages, Period, RulePack, SubmissionState, fold
from checker_audit.intake.matching import BodyMatch, Matcher
from checker_audit.period_from_path import PeriodFolders
from checker_audit.store import Claim, NoMatch, SubmissionSummary

_ = Messages(__package__)

_NO_FOLDERS = PeriodFolders()
_FORMATS = ("docx", "pdf", "ofd")  # of several filings, the one that can be corrected counts


def claims(
    submissions: Iterable[SubmissionSummary],
    matcher: Matcher,
    period: Period,
    pack: RulePack,
    earlier: Mapping[str, Iterable[int]],
    *,
    folders: PeriodFolders = _NO_FOLDERS,
) -> Iterator[Claim]:
    """Yield a claim for every submission, and for filings for the period before from an earlier audit.

    `earlier` maps bodies to those; they count if this audit has none of the body. `folders` gives the period of what
    cannot be read.
    """
    claimed: dict[tuple[str, str], list[tuple[BodyMatch, SubmissionSummary]]] = defaultdict(list)
    for submission in submissions:
        match = matcher.match(submission.path, submission.body)
        role = _role(submission, match, period, pack, folders)
        if isinstance(role, NoMatch):
            yield Claim(submission.id, None, "stray", no_match=role)
        else:
            claimed[match.body, role].append((match, submission))
    for (body, role), several in claimed.items():
        for rank, (_match, submission) in enumerate(sorted(several, key=_rank)):
            yield Claim(submission.id, body, role, rank)
    for body, numbers in earlier.items():
        if (body, "before") not in claimed:
            yield from (Claim(number, body, "before", rank) for rank, number in enumerate(numbers))


def _role(
    submission: SubmissionSummary, match: BodyMatch, period: Period, pack: RulePack, folders: PeriodFolders
) -> str | NoMatch:
    """Return the role of a submission for its body, or why it has none."""

    def no(code: str, reason: Message) -> NoMatch:
        return NoMatch(code, reason, match.claimants, match.near)

    foreign = submission.failure == "not-this-kind" or (
        submission.pack != "" and submission.pack.partition("/")[0] != pack.family
    )
    if foreign and not (match.body and _is_titled(submission, pack)):
        return no("other-kind", _("not a document of the kind that is audited"))
    before = pack.form.cycle.before(period)
    own, last = period.label, before.label if before else ""
    unread = bool(submission.failure) or not submission.label or foreign
    path_period = folders.period(submission.path) if unread else None
    if path_period not in (None, own) and (path_period != last or not match.body):
        return no("other-year", _("not read, and stored among the reports for {year}", year=path_period))
    if match.claimants:
        ambiguous = _("may belong to any of several bodies")
        return no("unread" if submission.failure else "contested", ambiguous)
    if not match.body:
        if submission.failure or not submission.label:
            return no("unread", _("cannot be read, and its path names no body"))
        unknown = _("no body on the roster is called “{name}”", name=submission.body)
        return no("unmatched", unknown if submission.body else _("neither title nor path names a body"))
    if unread:
        return "unread-before" if path_period is not None and path_period == last else "unread"
    if submission.label == own:
        return "filing"
    if submission.label == last:
        return "before"
    return no("other-year", _("the report of {body} for {year}", body=match.body, year=submission.label))


def _is_titled(submission: SubmissionSummary, pack: RulePack) -> bool:
    """Return whether the file name contains a title of the kind that is audited."""
    name = fold(PurePosixPath(submission.path).stem)
    return any(fold(title) in name for title in pack.form.title)


def _rank(found: tuple[BodyMatch, SubmissionSummary]) -> tuple[bool, bool, int, str]:
    """Order the filings of a body: complete ones, then those with its name in the title, then correctable formats."""
    match, submission = found
    form = _FORMATS.index(submission.format) if submission.format in _FORMATS else len(_FORMATS)
    return submission.state is not SubmissionState.OK, match.by != "title", form, submission.path
