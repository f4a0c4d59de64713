"""One submission: read it, choose the pack that governs it, judge it, report."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePath

from checker.containment import contained, raised
from checker.documents.document import Document, Location
from checker.documents.joining import joined
from checker.documents.readers import PageCutter, Progress, Reader, Rereader, Strip, silent
from checker.errors import ReadError
from checker.forms.filing import Filing
from checker.forms.opened_tables import Opened, opened_for
from checker.forms.report_period import dated_period, report_period
from checker.forms.several_reports import several_reports
from checker.forms.title import Title, find_title
from checker.judging.causes import by_cause
from checker.judging.checks import Check, NotApplicable, NotAssessed, Observation, Problem
from checker.judging.excerpting import excerpts
from checker.judging.fixes import fixes
from checker.judging.observing import observations
from checker.judging.pack_selection import refuse_others, select_pack, superseded
from checker.judging.picturing import Draw, pictured
from checker.judging.reports import Assessment, Failure, Finding, Fix, Outcome, Report
from checker.judging.rules import AuditRule, Provision, Rule, RulePack
from checker.judging.second_reading import Reread, disputed, doubted_if_disputed, doubted_if_guessed
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.periods import Period

_ = Messages(__package__)


@dataclass(frozen=True)
class Engine:
    """Read and judge submissions; `pack` overrides the choice by the filing's period.

    `owners` maps the names of readers to the plugins that provide them. With `fixes`, reports list edits that were
    tried; with `excerpts`, what the document says around its findings, and with `pictures`, how it looks there.
    """

    readers: Callable[[str], Reader | None]
    packs: Sequence[RulePack]
    pack: RulePack | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    fixes: bool = False
    excerpts: bool = False
    pictures: bool = False

    def read(self, name: str, content: bytes, progress: Progress = silent) -> Document:
        """Read a submission with the reader of its name's suffix; raise ReadError."""
        reader = self.readers(PurePath(name).suffix)
        if reader is None:
            suffix = PurePath(name).suffix or name
            raise ReadError("wrong-format", _("no reader for files named {suffix}", suffix=suffix))
        part = self._part(reader)
        with contained(partial(_unreadable, part)):
            document: object = reader.read(content, progress)
        if not isinstance(document, Document):
            returned = _("returned {kind}, not a Document", kind=type(document).__name__)
            raise ReadError("unreadable", blamed(part, returned))
        return document

    def check(
        self, name: str, content: bytes, progress: Progress = silent, previous: Filing | None = None
    ) -> Report:
        """Judge one submission, beside the filing of the period before where there is one.

        Whatever cannot be read ends in the report's failure.
        """
        try:
            return self.examine(name, content, progress, previous)[0]
        except ReadError as error:
            return Report(name, sha256(content).hexdigest(), failure=Failure(error.code, error.message))

    def examine(
        self,
        name: str,
        content: bytes,
        progress: Progress = silent,
        previous: Filing | None = None,
        *,
        parts: Sequence[tuple[str, bytes]] = (),
        number: int = 0,
    ) -> tuple[Report, Filing]:
        """Judge one submission and return what it was read as, too; raise ReadError.

        `parts` are the names and contents of further files of the submission, which are judged together with it. Of
        several reports in the file, the one with this number is judged.
        """
        document = self.read(name, content, progress)
        if parts:
            document = joined((document, *(self.read(*part, progress) for part in parts)))
        return self._examined(name, content, document, previous, number, parted=bool(parts))

    def examine_each(
        self, name: str, content: bytes, progress: Progress = silent
    ) -> Iterator[tuple[Report, Filing]]:
        """Judge each report in a file, which is read once; raise ReadError where one cannot be judged."""
        document = self.read(name, content, progress)
        first = self._examined(name, content, document)
        yield first
        yield from (
            self._examined(name, content, document, number=number)
            for number in range(1, len(first[1].beside) + 1)
        )

    def _examined(
        self,
        name: str,
        content: bytes,
        document: Document,
        previous: Filing | None = None,
        number: int = 0,
        *,
        parted: bool = False,
    ) -> tuple[Report, Filing]:
        """Judge what was read of a submission, which has further files where it is `parted`."""
        document, beside = self._separated(document, number)
        pack, filing = self._filing(name, document, previous, beside)
        report = self._reported(pack, filing, document, None if parted else self._reread(name, content))
        if self.fixes:
            report = replace(report, fixes=self._fixes(report, filing, document))
        if self.excerpts:
            place = opened_for(document, pack.form).original if filing.document is not document else _same
            report = replace(report, excerpts=excerpts(filing, document, report.findings, place))
        draw = self._draw(name, content) if self.pictures and not parted else None
        if draw is not None:
            report = replace(report, excerpts=pictured(report.excerpts, report.findings, draw))
        return replace(report, sha256=sha256(content).hexdigest()), filing

    def _fixes(self, report: Report, filing: Filing, document: Document) -> tuple[Fix, ...]:
        def judged(edited: Document) -> Report:
            pack, after = self._filing(filing.name, edited, filing.previous, filing.beside)
            return self._reported(pack, after, edited, None)

        return fixes(report, document, judged)

    def _reread(self, name: str, content: bytes) -> Reread | None:
        reader = self.readers(PurePath(name).suffix)
        if reader is None or not isinstance(reader, Rereader):
            return None
        second: Rereader = reader
        part = self._part(reader)

        def reread(cells: Sequence[Location]) -> Mapping[Location, str]:
            with contained(partial(_unreadable, part)):
                return dict(second.reread(content, cells))
            raise AssertionError("either returned or raised")

        return reread

    def _draw(self, name: str, content: bytes) -> Draw | None:
        reader = self.readers(PurePath(name).suffix)
        if reader is None or not isinstance(reader, PageCutter):
            return None
        cutter: PageCutter = reader
        part = self._part(reader)

        def draw(strips: Sequence[Strip]) -> Mapping[Strip, bytes]:
            with contained(partial(_unreadable, part)):
                return dict(cutter.cut(content, strips))
            raise AssertionError("either returned or raised")

        return draw

    def _part(self, reader: Reader) -> Message:
        return _(
            "reader {name} of plugin {plugin}", name=reader.name, plugin=self.owners.get(reader.name, "?")
        )

    def filing(self, name: str, content: bytes) -> Filing:
        """Read a submission in the form of its own period, and judge nothing; raise ReadError."""
        document = self.read(name, content)
        pack, period = self.govern(document)
        if (
            period is not None and period.year not in pack.years
        ):  # `pack` is meant for the submission that is judged
            pack, period = replace(self, pack=None).govern(document)
        return Filing(
            document, pack.form.in_period(period), period, superseded=superseded(pack, self.packs), name=name
        )

    def judge(
        self,
        name: str,
        document: Document,
        reread: Reread | None = None,
        previous: Filing | None = None,
    ) -> Report:
        """Judge what was read, with a second reading of cells by `reread`; raise ReadError if no pack governs it."""
        document, beside = self._separated(document, 0)
        pack, filing = self._filing(name, document, previous, beside)
        return self._reported(pack, filing, document, reread)

    def _reported(self, pack: RulePack, filing: Filing, document: Document, reread: Reread | None) -> Report:
        """Judge a filing, and report where findings stand in the document as it was read."""
        if filing.document is document:
            return _judged(pack, filing, reread)
        report = _judged(pack, filing, None)
        opened = opened_for(document, pack.form)
        return replace(
            report, findings=tuple(_placed(finding, opened, document) for finding in report.findings)
        )

    def _separated(self, document: Document, number: int) -> tuple[Document, tuple[Title, ...]]:
        """Return the report of a document that has this number, alone, and the titles of the others."""
        packs = [self.pack] if self.pack is not None else self.packs
        forms = [pack.form for pack in packs if any(rule.separates for rule in pack.rules)]
        found = next(filter(None, (several_reports(document, form) for form in forms)), ())
        if number and number >= len(found):
            raise ReadError("not-this-kind", _("the file has no report number {number}", number=number + 1))
        if not found:
            return document, ()
        others = tuple(one.title for at, one in enumerate(found) if at != number)
        return found[number].alone(document), others

    def _filing(
        self, name: str, document: Document, previous: Filing | None, beside: tuple[Title, ...] = ()
    ) -> tuple[RulePack, Filing]:
        pack, period = self.govern(document)
        read = opened_for(document, pack.form).document
        form = pack.form.in_period(period)
        return pack, Filing(read, form, period, previous, superseded(pack, self.packs), name, beside)

    def govern(self, document: Document) -> tuple[RulePack, Period | None]:
        """Choose the pack that governs a document, and the period it is for; raise ReadError where none does."""
        if self.pack is not None:
            refuse_others(document, self.pack)
            form = self.pack.form
            title = find_title(document, form.title, form.language)
            period = dated_period(document, form) or report_period(document, title, form.language, form.cycle)
            return self.pack, period
        return select_pack(document, self.packs)


def _same(location: Location) -> Location:
    return location


def _placed(finding: Finding, opened: Opened, document: Document) -> Finding:
    problem = finding.problem
    if problem.location is None:
        return finding
    placed = replace(
        problem,
        location=opened.original(problem.location),
        cells=tuple(map(opened.original, problem.cells)),
        edits=opened.original_edits(problem.edits, document),
    )
    return replace(finding, problem=placed)


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
        period=filing.period,
        findings=findings,
        assessments=assessments,
        notes=filing.document.notes,
        files=filing.document.files,
    )


@dataclass
class RuleResult:
    """What the check of one rule yielded so far."""

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
    """Run each distinct check once: findings in order of severity, place and rule, one assessment a rule."""
    results = [RuleResult() for _rule in rules]
    for check, sharing in _distinct(rules):
        run = observations(check, filing, dated=rules[sharing[0]].is_dated)
        for at in sharing:
            _share_out(run.seen, rules[at], results[at], filing)
            if run.broken is not None:  # outweighs every reason that the check itself gave
                results[at].not_assessed = NotAssessed(blamed(part_of(rules[at]), run.broken), unread=True)
    if reread is not None:
        found = [finding for result in results for finding in result.findings]
        disputes = disputed(filing.document, found, reread)
        for result in results:
            result.findings = [doubted_if_disputed(finding, disputes) for finding in result.findings]
    findings = sorted((finding for result in results for finding in result.findings), key=_order)
    assessments = map(assess, rules, results)
    return tuple(by_cause(findings)), tuple(assessments)


def _distinct(rules: Sequence[Rule]) -> Sequence[tuple[Check, list[int]]]:
    """List the checks that differ in kind or options, each with the positions of its rules."""
    checks: list[tuple[Check, list[int]]] = []
    of_kind: dict[type, list[tuple[Check, list[int]]]] = {}
    for position, rule in enumerate(rules):
        alike = of_kind.setdefault(type(rule.check), [])
        sharing = next((positions for check, positions in alike if check == rule.check), None)
        if sharing is None:
            alike.append((rule.check, [position]))
            checks.append(alike[-1])
        else:
            sharing.append(position)
    return checks


def _share_out(seen: Sequence[Observation], rule: Rule, result: RuleResult, filing: Filing) -> None:
    """Add to a rule's result what concerns its codes."""
    for one in seen:
        if not rule.is_about(one):
            continue
        if isinstance(one, Problem):
            finding = Finding(rule, one, filing.describe(one.location, one.within, one.code))
            result.findings.append(doubted_if_guessed(finding, filing.document))
        else:
            result.withhold(one)


def part_of(rule: Rule | AuditRule) -> Message:
    """Name a rule's check, its plugin and the rule itself."""
    return _(
        "check {check} of plugin {plugin} (rule {rule})",
        check=rule.check.name,
        plugin=rule.plugin or "?",
        rule=rule.id,
    )


def _unreadable(part: Message, error: BaseException) -> Exception:
    match error:
        case ReadError():
            return error
        case MemoryError():
            return ReadError("too-large", _("needs more memory to be read than there is"))
        case _:
            return ReadError("unreadable", blamed(part, raised(error).message))


def blamed(part: Message, fault: Message) -> Message:
    """Report a fault of a part of a plugin."""
    return _("{part} {fault}", part=part, fault=fault)


def assess(rule: Provision, result: RuleResult) -> Assessment:
    """Conclude how a rule ended: what fails counts most, then what could not be judged."""
    outcomes = {finding.outcome for finding in result.findings}
    unread = result.not_assessed is not None and result.not_assessed.unread
    if Outcome.FAIL in outcomes:
        reason = result.not_assessed.reason if result.not_assessed is not None and unread else None
        return Assessment(rule, Outcome.FAIL, reason, unread)
    if result.not_assessed is not None:
        return Assessment(rule, Outcome.NOT_ASSESSED, result.not_assessed.reason, unread)
    if Outcome.REVIEW in outcomes:
        return Assessment(rule, Outcome.REVIEW)
    if result.not_applicable is not None:
        return Assessment(rule, Outcome.NOT_APPLICABLE, result.not_applicable.reason)
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
