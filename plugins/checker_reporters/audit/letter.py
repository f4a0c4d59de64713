"""The text of an official letter to a body: what it must correct or file again, by when, and who says so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count

from checker import (
    AuditedSubmission,
    AuditResults,
    BodyReport,
    CrossFinding,
    Finding,
    Message,
    Messages,
    Outcome,
    RulePack,
    Severity,
    Style,
    SubmissionState,
    clean,
)
from checker_reporters.audit.body_status import Arrival, JudgedBody, judge_body
from checker_reporters.audit.words import period_name
from checker_reporters.wording import ReportWording

_ = Messages(__package__)

_TOGETHER = " + "  # between the files of a submission in parts
FIELDS = ("issuer", "date", "reply-by", "contact")  # of letters, from options

_TITLES = {
    Arrival.MISSING: _("Request to file the {name} for {year}"),
    Arrival.UNREAD: _("Request to file the {name} for {year} again"),
}
_TITLE = _("Request to correct the {name} for {year}")
_OPENINGS = {
    Arrival.MISSING: _(
        "We have found no {name} for {year} from you. Under {basis}, it must be published. Please file it, or let us "
        "know where it has been published."
    ),
    Arrival.UNREAD: _(
        "Your {name} for {year} has been received, but the file cannot be read ({reason}), so that it could not be "
        "examined. Please file it again as a document with selectable text and without a password."
    ),
}
_OPENING = _("We have examined your {name} for {year} against {basis}. The following must be corrected:")
_UNREAD_PARTS = _("Parts of the file cannot be read ({reason}). Please file it again with selectable text.")
_REPLY = _("Please do so, and reply in writing, by {day}.")
_REPLY_SOON = _("Please do so soon, and reply in writing.")


class LineKind(StrEnum):
    """The kind of a line in a letter; templates may define a style with each name."""

    TITLE = "Letter Title"
    GREETING = "Letter Greeting"
    TEXT = "Letter Text"
    FINDING = "Letter Finding"
    DETAIL = "Letter Detail"
    SIGNATURE = "Letter Signature"


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A paragraph of a letter, with an optional label in front."""

    kind: LineKind
    text: str
    label: str = ""


def letter(
    body_report: BodyReport,
    results: AuditResults,
    style: Style,
    wording: ReportWording,
    placed: frozenset[str] = frozenset(),
) -> tuple[LetterLine, ...]:
    """Write the letter to a body; empty if there is nothing that it must do. The template has the fields `placed`."""
    body = judge_body(body_report, style)
    writer = _LetterWriter(
        body, results.pack, period_name(results.period, results.pack), wording, style, placed
    )
    return tuple(writer.lines()) if writer.is_needed else ()


@dataclass(frozen=True, slots=True)
class _LetterWriter:
    body: JudgedBody
    pack: RulePack
    period: str
    wording: ReportWording
    style: Style
    placed: frozenset[str]

    @property
    def is_needed(self) -> bool:
        """Return whether the body must do anything; what could not be processed here is not its concern."""
        if self.body.arrival is Arrival.UNREAD:
            return any(one.state is not SubmissionState.UNREACHED for one in self._submissions)
        if self.body.arrival is Arrival.MISSING:
            return True
        return bool(self._unread_parts()) or any(True for _one in self._required())

    @property
    def _submissions(self) -> tuple[AuditedSubmission, ...]:
        return self.body.body_report.submissions

    def lines(self) -> Iterator[LetterLine]:
        arrival = self.body.arrival
        yield self._line(LineKind.TITLE, _TITLES.get(arrival, _TITLE), **self._about)
        yield self._line(LineKind.GREETING, _("{body}:"), body=self.body.body_report.body.name)
        numbers = count(1)
        found = [] if arrival in _OPENINGS else list(self._required())
        if arrival in _OPENINGS:
            yield self._line(LineKind.TEXT, _OPENINGS[arrival], **self._about, reason=self._failure())
        elif found:
            yield self._line(LineKind.TEXT, _OPENING, **self._about)
        for finding in found:
            yield from self._finding(next(numbers), finding)
        if parts := self._unread_parts():
            yield self._line(LineKind.TEXT, _UNREAD_PARTS, reason=parts)
        day = self.style.fields.get("reply-by", "")
        yield self._line(LineKind.TEXT, _REPLY if day else _REPLY_SOON, day=day)
        if found:
            yield self._line(LineKind.TEXT, _("If you see no need for a correction, please say why."))
        yield from self._signature()

    @property
    def _about(self) -> Mapping[str, str]:
        name = self.pack.form.title[0] if self.pack.form.title else self.pack.title
        return {"name": name, "year": self.period, "basis": self._basis}

    @property
    def _basis(self) -> str:
        """Return what obliges the body: the clause by which a report is missing, else what reports are examined by."""
        if self.body.arrival is Arrival.MISSING:
            for one in self._required():
                if isinstance(one, CrossFinding) and not one.filing:
                    return self.wording.render(one.finding.rule.clause)
        return self.pack.title

    def _line(self, kind: LineKind, text: Message, **values: object) -> LetterLine:
        return LetterLine(kind, self.wording.render(text.with_values(**values)))

    def _signature(self) -> Iterator[LetterLine]:
        fields = self.style.fields
        if (contact := fields.get("contact")) and "contact" not in self.placed:
            yield self._line(LineKind.TEXT, _("Contact: {contact}"), contact=contact)
        for name in ("issuer", "date"):
            if (text := fields.get(name)) and name not in self.placed:
                yield LetterLine(LineKind.SIGNATURE, self.wording.render(text))

    # --- findings ---

    def _required(self) -> Iterator[Finding | CrossFinding]:
        """Yield what must be corrected: findings at or above the threshold, and hints never."""
        least = min(self.style.threshold or Severity.ERROR, Severity.WARNING, key=lambda one: one.rank)
        everything: tuple[Finding | CrossFinding, ...] = (
            *(self.body.report.findings if self.body.report else ()),
            *self.body.body_report.findings,
        )
        for one in everything:
            finding = one.finding if isinstance(one, CrossFinding) else one
            failed = finding.outcome is Outcome.FAIL and finding.waiver is None
            if failed and finding.severity.rank <= least.rank:
                yield one

    def _finding(self, number: int, one: Finding | CrossFinding) -> Iterator[LetterLine]:
        finding = one.finding if isinstance(one, CrossFinding) else one
        paths = self._paths(one)
        place = self.wording.render(finding.place)
        parts = [] if place in {*paths, self.body.body_report.body.name, ""} else [place]
        problem = finding.problem
        first, *others = problem.stated
        text = self.wording.colon.join([*parts, self.wording.render(first.message)])
        yield LetterLine(LineKind.FINDING, _named(text, paths), f"{number}. ")
        for other in others:
            words = [clean(other.within), self.wording.render(other.message)]
            yield self._detail(
                _("for the same reason"), _named(self.wording.colon.join(filter(None, words)), paths)
            )
        for label, value in ((_("found"), problem.actual), (_("expected"), problem.expected)):
            if shown := self.wording.quote(value):
                yield self._detail(label, _named(shown, paths))
        if problem.advice is not None:
            yield self._detail(_("what to do"), _named(self.wording.render(problem.advice), paths))
        yield self._detail(_("clause"), self.wording.render(finding.rule.clause))

    def _detail(self, label: Message, text: str) -> LetterLine:
        name = self.wording.render(label)
        return LetterLine(LineKind.DETAIL, text, f"{name[:1].upper()}{name[1:]}{self.wording.colon}")

    def _paths(self, one: Finding | CrossFinding) -> tuple[str, ...]:
        """Return the paths that texts about a finding may contain, the longest first."""
        report = self.body.body_report
        known = {sub.report.path for sub in (*report.submissions, *report.before)}
        if isinstance(one, CrossFinding):
            known |= {one.filing, one.other}
        return tuple(sorted(map(self.wording.render, known - {""}), key=len, reverse=True))

    # --- what cannot be read ---

    def _failure(self) -> str:
        """Say why the file cannot be read, as far as that is the file's own fault."""
        failures = (one.report.failure for one in self._submissions if one.state is SubmissionState.ERROR)
        reasons = dict.fromkeys(self.wording.render(one.message) for one in failures if one is not None)
        joined = self.wording.render(_("; ")).join(reasons)
        paths = tuple(sorted((one.report.path for one in self._submissions), key=len, reverse=True))
        return _named(joined, paths) or self.wording.render(_("it could not be processed"))

    def _unread_parts(self) -> str:
        """Say what could not be read in a report that was read otherwise; running out of time is not its fault."""
        own = self.body.report
        if own is None or own.failure is not None:
            return ""
        notes = dict.fromkeys(
            self.wording.note(note) for note in own.notes if note.lost and note.code != "timeout"
        )
        return self.wording.render(_("; ")).join(notes)


def _named(text: str, paths: tuple[str, ...]) -> str:
    """Replace paths by the names of the files: where they are kept is nobody's business."""
    for path in paths:
        text = text.replace(path, _TOGETHER.join(map(_name, path.split(_TOGETHER))))
    return text


def _name(path: str) -> str:
    return re.split(r"[/!\\]", path.rstrip("/!\\"))[-1] or path
