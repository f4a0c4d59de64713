"""How each submission counts: as a body's filing for the period or the one before, as unread, or as unmatched."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath

from checker import Body, Message, Messages, Period, RulePack, SubmissionState, fold
from checker_audit.intake import other_files
from checker_audit.intake.matching import BodyMatch, Matcher
from checker_audit.intake.succession import Succession
from checker_audit.intake.versions import Version, submitted_on, version_of
from checker_audit.paths import NUMBERED, is_joined
from checker_audit.period_from_path import PeriodFolders
from checker_audit.store import Claim, NoMatch, SubmissionSummary

_ = Messages(__package__)

ASIDE = "aside"  # the role of a file that no reader reads and nobody filed
_NO_FOLDERS = PeriodFolders()
_NO_SUCCESSION = Succession(())
_NAMED = 5  # files in a note
_FORMATS = ("docx", "pdf", "ofd")  # of several filings, the one that can be corrected counts


@dataclass(frozen=True)
class _Found:
    """A submission with its match; `former` is the body that filed it, where another one took over."""

    submission: SubmissionSummary
    match: BodyMatch
    former: str = ""

    @property
    def is_other_format(self) -> bool:
        return self.submission.failure == other_files.CODE


def claims(
    submissions: Iterable[SubmissionSummary],
    matcher: Matcher,
    period: Period,
    pack: RulePack,
    earlier: Mapping[str, Iterable[int]],
    *,
    folders: PeriodFolders = _NO_FOLDERS,
    succession: Succession = _NO_SUCCESSION,
    roots: Sequence[str] = (),
) -> Iterator[Claim]:
    """Yield a claim for every submission, and for filings for the period before from an earlier audit.

    `earlier` maps bodies to those; they count if this audit has none of the body. `folders` gives the period of what
    cannot be read. The names of `roots` say nothing about who filed what no reader reads.
    """
    claimed: dict[tuple[str, str], list[_Found]] = defaultdict(list)
    for submission in submissions:
        found = _match(submission, matcher, succession, roots)
        role = _role(submission, found.match, period, pack, folders)
        if not isinstance(role, NoMatch):
            claimed[found.match.body, role].append(found)
        elif found.is_other_format and not found.match.claimants and not found.match.body:
            yield Claim(submission.id, None, ASIDE)
        else:
            named = role.code in {"other-year", "other-kind"} and len(role.claimants) == 1
            body = role.claimants[0] if named else None
            yield Claim(submission.id, body, "stray", no_match=role)
    roster = {body.name: body for body in succession.bodies}
    for (body, role), several in claimed.items():
        refused = dict(_refused(several, role, has_read=(body, _READ.get(role, "")) in claimed))
        yield from refused.values()
        kept = [one for one in several if one.submission.id not in refused]
        if kept:
            beside = _beside(claimed.get((body, _UNREAD.get(role, "")), ()))
            ranked = _Ranking(pack, period, roster.get(body, Body(body)), kept, beside)
            yield from ranked.claims(role, succession.former_of(body))
    for body, numbers in earlier.items():
        if (body, "before") not in claimed:
            yield from (Claim(number, body, "before", rank) for rank, number in enumerate(numbers))


def _refused(several: Sequence[_Found], role: str, *, has_read: bool) -> Iterator[tuple[int, Claim]]:
    """Yield claims for files that are no filing of the body: of a doubtful name, or beside one that was read."""
    doubtful = [one for one in several if one.match.by == "near"]
    if role in {"filing", "before"} and (len(doubtful) > 1 or len(doubtful) < len(several)):
        yield from ((one.submission.id, _taken(one)) for one in doubtful)
    if has_read:
        yield from (
            (one.submission.id, Claim(one.submission.id, None, ASIDE))
            for one in several
            if one.is_other_format
        )


_READ = {"unread": "filing", "unread-before": "before"}
_UNREAD = {role: unread for unread, role in _READ.items()}


def _beside(unread: Sequence[_Found]) -> Sequence[str]:
    """Return the paths of the files of a body that no reader reads."""
    return [one.submission.path for one in unread if one.is_other_format]


def _match(
    submission: SubmissionSummary, matcher: Matcher, succession: Succession, roots: Sequence[str]
) -> _Found:
    path = submission.path
    if submission.failure == other_files.CODE:
        root = max((root for root in roots if path.startswith(root.rstrip("/") + "/")), key=len, default="")
        path = path.removeprefix(root)
    match = matcher.match(path, submission.body, submission.opening)
    if match.body in succession.successors:
        return _Found(submission, replace(match, body=succession.successors[match.body]), match.body)
    claimants = dict.fromkeys(succession.successors.get(one, one) for one in match.claimants)
    if len(claimants) == 1:
        return _Found(submission, BodyMatch(next(iter(claimants)), "path"))
    return _Found(submission, match)


def _taken(found: _Found) -> Claim:
    """Refuse a misspelt name: the body that it is nearest to has a filing of its own, or it is not the only such one."""
    submission = found.submission
    unknown = _("no body on the roster is called “{name}”", name=submission.body)
    return Claim(submission.id, None, "stray", no_match=NoMatch("unmatched", unknown, (), found.match.body))


@dataclass(frozen=True)
class _Ranking:
    """The files of a body in one role, the one that counts first: what a person chose, then the latest version.

    A withdrawn version counts only where there is no other; then the day of submission decides, if each has one; then
    what the names call the versions. Of equal ones, complete ones go first, then those with the name of the body in the
    title, then correctable formats: they are one report in several forms, unless their figures differ. `beside` are the
    paths of files that no reader reads.
    """

    pack: RulePack
    period: Period
    body: Body
    found: Sequence[_Found]
    beside: Sequence[str] = ()
    _keys: dict[int, tuple[bool, bool, date, Version]] = field(default_factory=dict)

    def claims(self, role: str, former: Sequence[str]) -> Iterator[Claim]:
        language = self.pack.form.language
        versions = {one.submission.id: version_of(one.submission.path, language) for one in self.found}
        days = {
            one.submission.id: submitted_on(one.submission.path, self.period.end, language)
            for one in self.found
        }
        all_days = {number: day for number, day in days.items() if day is not None}
        lacking = tuple(name for name in former if name not in {one.former for one in self.found})
        dated = len(all_days) == len(days)
        for one in self.found:
            number = one.submission.id
            self._keys[number] = (
                bool(self.body.counts) and one.submission.path.endswith(self.body.counts),
                not versions[number].is_withdrawn,
                all_days[number] if dated else date.min,
                versions[number],
            )
        # stable sorts: the last one decides first
        ordered = sorted(self.found, key=_rank)
        ordered.sort(key=lambda one: self._keys[one.submission.id], reverse=True)
        for rank, one in enumerate(ordered):
            code, reason = self._verdict(one, ordered) if role in {"filing", "before"} else ("", None)
            if role == "before" and len(former) > 1 and lacking:
                missing = _(
                    "merged from several bodies; the filing of {bodies} for the period before is missing",
                    bodies=lacking,
                )
                code, reason = "partial", missing
            note = reason or _origin(one)
            if not rank and self.beside:
                note = _with_unread(note, self.beside)
            no_match = NoMatch(code, note, (), one.former) if note or one.former or code else None
            yield Claim(one.submission.id, self.body.name, role, rank, no_match)
        self._keys.clear()

    def _verdict(self, one: _Found, ordered: Sequence[_Found]) -> tuple[str, Message | None]:
        """Return how a file stands beside the others of the body: a code, and why."""
        first, own, best = ordered[0], self._keys[one.submission.id], self._keys[ordered[0].submission.id]
        if one.former != first.former:
            return "", None
        if own < best:
            return "superseded", self._why(own, best, first)
        twins = [
            other
            for other in ordered
            if self._keys[other.submission.id] == best
            and other.submission.format == first.submission.format
            and other.former == first.former
        ]
        if one is first and len({other.submission.sha256 for other in twins}) > 1:
            return "undecided", _(
                "nothing says which of {count} versions counts: a person must choose", count=len(twins)
            )
        return "", None

    def _why(
        self, own: tuple[bool, bool, date, Version], best: tuple[bool, bool, date, Version], first: _Found
    ) -> Message:
        path = first.submission.path
        if own[0] != best[0]:
            return _("the roster says that {path} counts", path=path)
        if own[1] != best[1]:
            return _("its name says that it is withdrawn; {path} counts", path=path)
        if own[2] != best[2]:
            return _("{path} was submitted later, on {day}, and counts", path=path, day=best[2].isoformat())
        return _("{path} is the later version by its name, and counts", path=path)


def _with_unread(note: Message | None, beside: Sequence[str]) -> Message:
    """Add to a note the files beside a filing that nobody read."""
    names = (
        *(PurePosixPath(path).name for path in beside[:_NAMED]),
        *(["…"] if len(beside) > _NAMED else []),
    )
    unread = _("files beside it that no reader reads: {count} ({names})", count=len(beside), names=names)
    return unread if note is None else _("{note}; {more}", note=note, more=unread)


def _origin(one: _Found) -> Message | None:
    """Say how the body was found, where it is not plain."""
    if one.match.by == "near":
        return _("the title says “{name}”; taken for a misspelling", name=one.submission.body)
    if one.match.by == "opening":
        return _("neither title nor path names the body; its first paragraphs do")
    if is_joined(one.submission.path):
        return _("handed in as several files, and judged as one")
    if one.former:
        return _("filed under the former name “{name}”", name=one.former)
    return None


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
        other_kind = no("other-kind", _("not a document of the kind that is audited"))
        return replace(other_kind, claimants=(match.body,)) if match.body else other_kind
    before = pack.form.cycle.before(period)
    own, last = period.label, before.label if before else ""
    unread = bool(submission.failure) or not submission.label or foreign
    path_period = folders.period(submission.path) if unread else None
    if path_period not in (None, own) and (path_period != last or not match.body):
        unread_other = no(
            "other-year", _("not read, and stored among the reports for {year}", year=path_period)
        )
        return replace(unread_other, claimants=(match.body,)) if match.body else unread_other
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
    foreign_year = no(
        "other-year", _("the report of {body} for {year}", body=match.body, year=submission.label)
    )
    return replace(foreign_year, claimants=(match.body,))


def _is_titled(submission: SubmissionSummary, pack: RulePack) -> bool:
    """Return whether the file name contains a title of the kind that is audited."""
    name = fold(PurePosixPath(submission.path).stem)
    return any(fold(title) in name for title in pack.form.title)


def _rank(found: _Found) -> tuple[bool, bool, bool, int, str]:
    """Order files of one version: complete ones, those with its name in the title, of their own, correctable ones."""
    submission = found.submission
    form = _FORMATS.index(submission.format) if submission.format in _FORMATS else len(_FORMATS)
    is_behind_another = NUMBERED in submission.path.rpartition(".")[2]
    named = found.match.by != "title"
    return submission.state is not SubmissionState.OK, named, is_behind_another, form, submission.path
