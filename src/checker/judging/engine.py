"""One submission: read it, choose the pack that governs it, judge it, report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePath

from checker.documents.document import Document, Location
from checker.documents.readers import Progress, Reader, Rereader, silent
from checker.errors import ReadError
from checker.forms.filing import Filing
from checker.forms.title import find_title, report_year
from checker.judging.checks import NotApplicable, NotAssessed, Observation, Problem
from checker.judging.pack_selection import govern, superseded
from checker.judging.reports import Assessment, Failure, Finding, Outcome, Report
from checker.judging.rules import Provision, Rule, RulePack
from checker.judging.second_reading import Reread, disputed, guessed, weighed
from checker.messages import Message, Messages

_ = Messages(__package__)


@dataclass(frozen=True)
class Engine:
    """Read and judge submissions; `pack` overrules the choice by the filing's year."""

    readers: Callable[[str], Reader | None]
    packs: Sequence[RulePack]
    pack: RulePack | None = None

    def read(self, name: str, content: bytes, progress: Progress = silent) -> Document:
        """Read a submission with the reader of its name's suffix; raise ReadError."""
        reader = self.readers(PurePath(name).suffix)
        if reader is None:
            suffix = PurePath(name).suffix or name
            raise ReadError("wrong-format", _("no reader for files named {suffix}", suffix=suffix))
        try:
            return reader.read(content, progress)
        except ReadError:
            raise
        except MemoryError as error:
            raise ReadError("too-large", _("needs more memory to be read than there is")) from error
        except Exception as error:  # a plugin's own code runs here: anything may come
            raise ReadError("unreadable", broken(_("reader {name}", name=reader.name), error)) from error

    def check(
        self, name: str, content: bytes, progress: Progress = silent, previous: Filing | None = None
    ) -> Report:
        """Judge one submission, beside the filing of the year before where there is one.

        Whatever cannot be read ends in the report's failure.
        """
        try:
            return self.examine(name, content, progress, previous)[0]
        except ReadError as error:
            return Report(name, sha256(content).hexdigest(), failure=Failure(error.code, error.message))

    def examine(
        self, name: str, content: bytes, progress: Progress = silent, previous: Filing | None = None
    ) -> tuple[Report, Filing]:
        """Judge one submission and return what it was read as, too; raise ReadError."""
        document = self.read(name, content, progress)
        pack, filing = self._filing(name, document, previous)
        report = _judged(pack, filing, self._reread(name, content))
        return replace(report, sha256=sha256(content).hexdigest()), filing

    def _reread(self, name: str, content: bytes) -> Reread | None:
        reader = self.readers(PurePath(name).suffix)
        return partial(reader.reread, content) if isinstance(reader, Rereader) else None

    def filing(self, name: str, content: bytes) -> Filing:
        """Read a submission in the form of its own year, and judge nothing; raise ReadError."""
        document = self.read(name, content)
        pack, year = self.govern(document)
        if year is not None and year not in pack.years:  # `pack` is meant for the submission that is judged
            pack, year = replace(self, pack=None).govern(document)
        return Filing(document, pack.form, year, superseded=superseded(pack, self.packs), name=name)

    def judge(
        self,
        name: str,
        document: Document,
        reread: Reread | None = None,
        previous: Filing | None = None,
    ) -> Report:
        """Judge what was read, and read doubtful cells again if told how; raise ReadError where no pack governs it."""
        return _judged(*self._filing(name, document, previous), reread)

    def _filing(self, name: str, document: Document, previous: Filing | None) -> tuple[RulePack, Filing]:
        pack, year = self.govern(document)
        return pack, Filing(document, pack.form, year, previous, superseded(pack, self.packs), name)

    def govern(self, document: Document) -> tuple[RulePack, int | None]:
        """Choose the pack that governs a document, and the year it is for; raise ReadError where none does."""
        if self.pack is not None:
            form = self.pack.form
            title = find_title(document, form.title, form.language)
            return self.pack, report_year(document, title, form.language)
        return govern(document, self.packs)


def _judged(pack: RulePack, filing: Filing, reread: Reread | None) -> Report:
    findings, assessments = judge(filing, pack.rules, reread)
    return Report(
        filing.name,
        format=filing.document.format,
        pages=filing.document.pages,
        pack=pack.id,
        language=pack.language,
        title=filing.title.text if filing.title else "",
        body=filing.body,
        year=filing.year,
        findings=findings,
        assessments=assessments,
        notes=filing.document.notes,
    )


@dataclass
class Ruling:
    """What one rule's check yielded so far."""

    findings: list[Finding] = field(default_factory=list)
    not_assessed: NotAssessed | None = None
    not_applicable: NotApplicable | None = None

    def withhold(self, reason: NotAssessed | NotApplicable) -> None:
        """Take in why there is nothing to find; the first reason counts."""
        if isinstance(reason, NotAssessed):
            self.not_assessed = self.not_assessed or reason
        else:
            self.not_applicable = self.not_applicable or reason


def judge(
    filing: Filing, rules: Sequence[Rule], reread: Reread | None = None
) -> tuple[tuple[Finding, ...], tuple[Assessment, ...]]:
    """Run every rule over a filing: findings in order of gravity, place and rule, one assessment a rule."""
    rulings = [_rule(filing, rule) for rule in rules]
    if reread is not None:
        found = [finding for ruling in rulings for finding in ruling.findings]
        disputes = disputed(filing.document, found, reread)
        for ruling in rulings:
            ruling.findings = [weighed(finding, disputes) for finding in ruling.findings]
    findings = (finding for ruling in rulings for finding in ruling.findings)
    assessments = map(assess, rules, rulings)
    return tuple(sorted(findings, key=_order)), tuple(assessments)


def _rule(filing: Filing, rule: Rule) -> Ruling:
    ruling = Ruling()
    for seen in _run(filing, rule):
        if isinstance(seen, Problem):
            finding = Finding(rule, seen, filing.describe(seen.location, seen.within))
            ruling.findings.append(guessed(finding, filing.document))
        else:
            ruling.withhold(seen)
    return ruling


def _run(filing: Filing, rule: Rule) -> Iterator[Observation]:
    """Run a rule's check; one that breaks down leaves its own rule unjudged and the others alone."""
    try:
        yield from rule.check.run(filing)
    except Exception as error:  # noqa: BLE001  # a plugin's own code runs here: anything may come
        yield NotAssessed(broken(_("check {name}", name=rule.check.name), error), unread=True)


def broken(part: Message, error: Exception) -> Message:
    """Say that a part of a plugin raised what it must not raise."""
    return _("{part} broke down: {kind}: {error}", part=part, kind=type(error).__name__, error=str(error))


def assess(rule: Provision, ruling: Ruling) -> Assessment:
    """Say how a rule ended: what fails counts most, then what could not be judged."""
    outcomes = {finding.outcome for finding in ruling.findings}
    unread = ruling.not_assessed is not None and ruling.not_assessed.unread
    if Outcome.FAIL in outcomes:
        return Assessment(rule, Outcome.FAIL, unread=unread)
    if ruling.not_assessed is not None:
        return Assessment(rule, Outcome.NOT_ASSESSED, ruling.not_assessed.reason, unread)
    if Outcome.REVIEW in outcomes:
        return Assessment(rule, Outcome.REVIEW)
    if ruling.not_applicable is not None:
        return Assessment(rule, Outcome.NOT_APPLICABLE, ruling.not_applicable.reason)
    return Assessment(rule, Outcome.PASS)


def _order(finding: Finding) -> tuple[object, ...]:
    at = finding.problem.location or Location(0)
    return (
        finding.severity.rank,
        finding.outcome is Outcome.REVIEW,
        at.block,
        at.row if at.row is not None else -1,
        at.column if at.column is not None else -1,
    )


def fingerprints(findings: Sequence[Finding]) -> Iterator[str]:
    """Iterate over the findings' fingerprints, equal ones told apart by a running suffix."""
    seen: dict[str, int] = {}
    for finding in findings:
        count = seen[finding.fingerprint] = seen.get(finding.fingerprint, 0) + 1
        yield finding.fingerprint if count == 1 else f"{finding.fingerprint}-{count}"
