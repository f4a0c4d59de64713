"""Audit results for tests of audit reporters: an example with every case of a body, and results of many bodies."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256

from checker.documents.document import Location, Note
from checker.formats import Style
from checker.forms.statistics import CellKey
from checker.forms.tables import BoundCell, BoundTable
from checker.judging.audit_checks import Body, BodyFilings, StoredFiling, UnreadSubmission
from checker.judging.audit_history import RunCounts
from checker.judging.audit_results import (
    AuditedSubmission,
    BodyReport,
    CrossFinding,
    SubmissionCounts,
    SubmissionState,
    Unmatched,
)
from checker.judging.checks import NotAssessed, Problem
from checker.judging.decisions import (
    DecidedFinding,
    Decision,
    DecisionKind,
    DecisionResult,
    DecisionState,
)
from checker.judging.reports import Assessment, Failure, Finding, Outcome, Report, Waiver
from checker.judging.rules import Category, Provision, RulePack, Severity
from checker.messages import Message
from checker.periods import Period, calendar_year
from checker_reporters.audit.body_status import Arrival, judge_body, list_counts
from tests.support.clean_drafts import clean
from tests.support.draft_reports import Change, changed, figure, label, lines, text, without, word_file
from tests.support.engine import checker

YEAR = 2024
_PACK = "annual-report/2021"
_BALANCE = "四、结转下年度继续办理"
_DUE = date(2025, 1, 31)
_REGULATION = "《中华人民共和国政府信息公开条例》"
_OWN = "青屏县水务局"  # whose report the clean one is


@dataclass(frozen=True)
class KeptHistory:
    """Runs in memory: for each its results, the earliest first; the last is the one whose history this is."""

    results: tuple["KeptResults", ...]
    days: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return len(self.results)

    @property
    def runs(self) -> Sequence[RunCounts]:
        return [
            _counted(number, one, list(one.body_reports()))
            for number, one in enumerate(self.results, start=1)
        ]

    def bodies(self, number: int) -> Mapping[str, RunCounts]:
        results = self.results[number - 1]
        return {one.body.name: _counted(number, results, [one]) for one in results.body_reports()}

    def figures(
        self, number: int, cells: Sequence[CellKey]
    ) -> Iterator[tuple[str, Mapping[CellKey, Decimal]]]:
        for one in self.results[number - 1].body_reports():
            if (filing := one.filings.filing) is not None:
                tables = {
                    name: table for name, table in filing.tables.items() if isinstance(table, BoundTable)
                }
                found = {cell: tables[cell[0]].cells.get(cell[1:]) for cell in cells if cell[0] in tables}
                values = {cell: bound.value for cell, bound in found.items() if bound is not None}
                yield one.body.name, {cell: value for cell, value in values.items() if value is not None}

    def sums(self, number: int) -> Iterator[tuple[str, str, CellKey, Decimal]]:
        bodies = {one.name: one for one in self.results[number - 1].bodies}
        specs = self.results[number - 1].pack.form.tables
        cells = [(spec.id, row, column) for spec in specs for row, column in spec.cell_keys()]
        for name, values in self.figures(number, cells):
            yield from ((bodies[name].parent, bodies[name].kind, *pair) for pair in values.items())


def _counted(number: int, results: "KeptResults", some: Sequence[BodyReport]) -> RunCounts:
    judged = [judge_body(one, Style()) for one in some]
    arrivals = Counter(one.arrival for one in judged)
    counts = [sum(numbers) for numbers in zip(*(list_counts(one.counts) for one in judged), strict=True)]
    filed = arrivals[Arrival.FILED] + arrivals[Arrival.LATE]
    return RunCounts(
        number, results.period.label, f"2025-02-{number:02}T09:00:00", filed, arrivals[Arrival.MISSING],
        arrivals[Arrival.UNREAD], *(counts or [0] * 5),
    )  # fmt: skip


@dataclass(frozen=True)
class KeptResults:
    """Audit results in memory; with `count`, the bodies are repeated under other names until there are so many."""

    year: int
    pack: RulePack
    counts: SubmissionCounts
    kept: tuple[BodyReport, ...]
    not_matched: tuple[Unmatched, ...] = ()
    count: int | None = None
    decisions: tuple[DecisionResult, ...] = ()
    earlier: tuple["KeptResults", ...] = ()

    @property
    def period(self) -> Period:
        return calendar_year(self.year)

    @property
    def bodies(self) -> Sequence[Body]:
        return tuple(one.body for one in self.body_reports())

    def body_reports(self) -> Iterator[BodyReport]:
        for place in range(len(self.kept) if self.count is None else self.count):
            again, position = divmod(place, len(self.kept))
            yield self.kept[position] if not again else _renamed(self.kept[position], f"（{again}）")

    def report_of(self, body: str) -> BodyReport | None:
        return next((one for one in self.body_reports() if one.body.name == body), None)

    @property
    def history(self) -> KeptHistory:
        return KeptHistory((*self.earlier, self))

    def run(self, number: int) -> "KeptResults":
        return (*self.earlier, self)[number - 1]

    def unmatched(self) -> Iterator[Unmatched]:
        yield from self.not_matched


def _renamed(body_report: BodyReport, ending: str) -> BodyReport:
    body = replace(body_report.body, name=body_report.body.name + ending)
    return replace(body_report, filings=replace(body_report.filings, body=body))


def results_of(
    kept: Sequence[BodyReport],
    unmatched: Sequence[Unmatched] = (),
    count: int | None = None,
    *,
    lost: int = 0,
) -> KeptResults:
    """Return audit results with their counts; `lost` submissions have no state, so that the counts do not add up."""
    submitted = [s for d in kept for s in (*d.submissions, *d.before)] + [s.submission for s in unmatched]
    states = [s.state for s in submitted]
    ended = {str(state): states.count(state) for state in SubmissionState}
    pack = next(pack for pack in checker().packs if pack.id == _PACK)
    return KeptResults(
        YEAR, pack, SubmissionCounts(len(states) + lost, **ended), tuple(kept), tuple(unmatched), count
    )


@cache
def example() -> KeptResults:
    """Return an audit of ten bodies: one clean and one faulty, missing, late, unread, dead, copied and partial ones."""
    results = results_of((
        _government(), _clean(), _faulty(), _missing(), _late(), _encrypted(), _dead(), _twice(), _copied(),
        _unreached(),
    ), tuple(_unmatched()))  # fmt: skip
    return replace(results, decisions=tuple(_decisions()))


def _decisions() -> Iterator[DecisionResult]:
    alarm = Decision(2, DecisionKind.FALSE_ALARM, "石河镇人民政府", found="0719-5550", by="李", day=_DUE)
    yield DecisionResult(
        alarm, "decisions.csv", DecisionState.UNUSED, (), "no-finding", Message("there is none")
    )
    back = Decision(3, DecisionKind.RETURNED, "青屏县交通运输局", day=_DUE, until=_DUE, note="已电话通知")
    finding = DecidedFinding(
        "青屏县交通运输局", "2024/青屏县交通运输局.docx", "title-year", "0123456789abcdef"
    )
    yield DecisionResult(back, "decisions.csv", DecisionState.HONOURED, (finding,))


def many(count: int) -> KeptResults:
    """Return an audit of so many bodies, each with a filing of 188 cells and a few findings."""
    return results_of([_faulty(), _late(), _twice()], count=count)


def filled(text: str, *, figures: bool = True) -> KeptResults:
    """Return an audit of one body and one unmatched file, with `text` as every name and text; `figures` fills the tables."""
    words = Message("{text}", (("text", text),))
    twice = _twice()
    first = twice.submissions[0]
    report = twice.submissions[1].report
    finding = report.findings[0]
    problem = replace(
        finding.problem, message=words, subject=(text,), within=text, expected=text, actual=text, advice=words
    )
    rule = Provision(text, Severity.ERROR, Category.FORM, text, text)
    wrong = Finding(rule, problem, words, Waiver(text, text, text))
    report = replace(
        report, path=text, format=text, title=text, body=text, findings=(wrong,),
        assessments=(Assessment(rule, Outcome.NOT_ASSESSED, words, unread=True),), notes=(Note(text, words),),
    )  # fmt: skip
    assert first.filing is not None, "it is for the year"
    tables = {
        name: replace(table, cells={at: _with_text(cell, text) for at, cell in table.cells.items()})
        if isinstance(table, BoundTable) else table
        for name, table in first.filing.tables.items()
        if figures
    }  # fmt: skip
    own = replace(first.filing, path=text, title=text, body=text, format=text, tables=tables)
    lost = AuditedSubmission(replace(report, failure=Failure(text, words)), SubmissionState.ERROR)
    body = Body(text, (text,), text, text, _DUE, text, _DUE)
    across = CrossFinding(text, wrong, text, text)
    unread = (UnreadSubmission(text, words),)
    kept = body_report(
        body,
        (AuditedSubmission(report, SubmissionState.OK, own), lost),
        (AuditedSubmission(report, SubmissionState.OK, own),),
        (across,),
        unread,
    )
    whole = results_of([kept], [Unmatched(lost, text, words, (text, text), text)])
    decision = Decision(2, DecisionKind.ACCEPTED, text, text, text, text, text, text, note=text)
    result = DecisionResult(decision, text, DecisionState.VOID, (), text, words)
    return replace(whole, pack=replace(whole.pack, title=text), decisions=(result,))


def _with_text(cell: BoundCell, text: str) -> BoundCell:
    return replace(cell, cell=replace(cell.cell, text=text))


# --- bodies ---


def _body(name: str, kind: str = "部门", submitted: date | None = date(2025, 1, 15)) -> Body:
    parent = "" if name == "青屏县人民政府" else "青屏县人民政府"
    return Body(
        name, (name.replace("青屏县", "县"),), kind, parent, _DUE, f"{name}办公室 0719-5550100", submitted
    )


def _government() -> BodyReport:
    body = replace(_body("青屏县人民政府", "县级政府"), aliases=("青屏县人民政府办公室",))
    filing = submitted("2024/青屏县人民政府.docx", body.name)
    text = "各下属单位之和为 64，本报告为 16，相差 48"
    found = cross(body.name, ROLL_UP, text, filing.report.path, within="一、本年新收 / 总计", actual="16")
    return body_report(body, (filing,), (last_year(body.name),), (found,))


def _clean() -> BodyReport:
    body = _body("青屏县水务局")
    filing = submitted("2024/青屏县水务局2024年报告.docx", body.name)
    return body_report(body, (filing,), (last_year(body.name),))


def _faulty() -> BodyReport:
    body = _body("青屏县交通运输局")
    filing = submitted(
        "2024/青屏县交通运输局.docx", body.name,
        figure("（七）总计", 1, "14"), figure("一、本年新收政府信息公开申请数量", 2, "若干"),
        label("行政强制", "行政强制措施"), without("五、存在的主要问题", "六、其他"),
        lines("（四）政府信息公开平台", "（四）平台建设情况。联系电话：0719-555。"),
    )  # fmt: skip
    before = last_year(body.name, figure(_BALANCE, 1, "4"), figure(_BALANCE, 7, "4"))
    found = cross(
        body.name, CARRY_OVER, "本报告填 1，上年报告的“四、结转下年度继续办理”填 4",
        filing.report.path, before.report.path, within="二、上年结转政府信息公开申请数量 / 自然人",
        expected="4", actual="1", advice="与上年报告核对，改正本年的数字，或者说明原因",
    )  # fmt: skip
    return body_report(body, (filing,), (before,), (found,))


def _missing() -> BodyReport:
    body = _body("青屏县教育局", submitted=None)
    text = "2024 年的报告没有找到，应于 2025-01-31 前公布"
    found = cross(body.name, MISSING, text, advice="补报，并核对文件中的单位名称")
    report = body_report(body, (), (last_year(body.name),), (found,))
    notice = UnreadSubmission("2024/通知.docx", Message("不是政府信息公开工作年度报告"))
    return replace(report, filings=replace(report.filings, others=(notice,)))


def _late() -> BodyReport:
    body = _body("青屏县财政局", submitted=date(2025, 2, 14))
    filing = submitted("2024/财政局/青屏县财政局.docx", body.name, label("16", "l6"))
    text = "2025-02-14 报送，限期 2025-01-31，晚 14 天"
    found = cross(body.name, LATE, text, filing.report.path, expected="2025-01-31", actual="2025-02-14")
    return body_report(body, (filing,), (), (found,))


def _encrypted() -> BodyReport:
    body = _body("青屏县档案馆", "事业单位")
    reason = Message("the file is encrypted")
    unread = failed("2024/青屏县档案馆.pdf", SubmissionState.ERROR, "encrypted", reason)
    return body_report(body, (unread,), (), unread=(UnreadSubmission(unread.report.path, reason),))


def _dead() -> BodyReport:
    body = _body("青屏县司法局")
    reason = Message("the process that read it died twice (signal 11)")
    unread = failed("2024/青屏县司法局.pdf", SubmissionState.FAILED, "crashed", reason)
    return body_report(
        body, (unread,), (last_year(body.name),), unread=(UnreadSubmission(unread.report.path, reason),)
    )


def _unreached() -> BodyReport:
    body = _body("青屏县林业局", submitted=None)
    reason = Message("time ran out before it was read")
    unread = failed("2024/青屏县林业局.pdf", SubmissionState.UNREACHED, "unreached", reason)
    return body_report(body, (unread,), (), unread=(UnreadSubmission(unread.report.path, reason),))


def _twice() -> BodyReport:
    body = _body("石河镇人民政府", "乡镇")
    filing = submitted("2024/石河镇人民政府.docx", body.name)
    second = submitted("2024/石河镇人民政府（修改）.docx", body.name, figure("（七）总计", 1, "13"))
    text = "本年有 2 份报告，内容不同；以最先列出的一份为准"
    found = cross(body.name, DUPLICATE, text, filing.report.path, second.report.path)
    accepted = replace(
        second.report.findings[0],
        waiver=Waiver("已电话核实，另行更正", "checker-waivers.yaml", "县政务公开办"),
    )
    waived = replace(second, report=replace(second.report, findings=(accepted, *second.report.findings[1:])))
    return body_report(body, (filing, waived), (last_year(body.name),), (found,))


def _copied() -> BodyReport:
    """Return a body that copied the text of another, with its last pages unread."""
    body = _body("青山镇人民政府", "乡镇")
    filing = submitted("2024/青山镇人民政府.docx", body.name)
    assert filing.filing is not None, "it is for the year"
    late = Note(
        "timeout",
        Message("time ran out after page {page} of {pages}", (("page", 4), ("pages", 9))),
        lost=True,
    )
    unread = NotAssessed(late.message, unread=True)
    partial = replace(
        filing,
        state=SubmissionState.PARTIAL,
        report=replace(
            filing.report,
            notes=(late,),
            assessments=tuple(
                replace(a, outcome=Outcome.NOT_ASSESSED, reason=late.message, unread=True)
                if a.rule.id.startswith("review") else a
                for a in filing.report.assessments
            ),
        ),
        filing=replace(filing.filing, tables={**filing.filing.tables, "review": unread}),
    )  # fmt: skip
    found = cross(
        body.name, SIMILAR, "与石河镇人民政府的报告有 92% 相同：“政策解读形式单一，群众不易看懂……”",
        filing.report.path, "2024/石河镇人民政府.docx", doubtful=True,
    )  # fmt: skip
    return body_report(body, (partial,), (last_year(body.name),), (found,))


def _unmatched() -> Iterator[Unmatched]:
    unmatched = submitted("2024/青萍县水务局.docx", "青萍县水务局")
    yield Unmatched(unmatched, "unmatched", Message("名册中没有“青萍县水务局”"), near="青屏县水务局")
    contested = submitted("2024/人民政府.docx", "人民政府")
    claimants = ("石河镇人民政府", "青山镇人民政府")
    yield Unmatched(contested, "contested", Message("几个单位都可能是报送者"), claimants)
    older = submitted("2024/旧/水务局2021.docx", _OWN, text("2024", "2021"))
    yield Unmatched(replace(older, filing=None), "other-year", Message("是 2021 年的报告"))
    other = failed(
        "2024/通知.docx", SubmissionState.ERROR, "not-this-kind", Message("not a report of this kind")
    )
    yield Unmatched(other, "other-kind", Message("不是政府信息公开工作年度报告"))
    scan = failed(
        "2024/扫描件.pdf", SubmissionState.ERROR, "no-text-layer", Message("no page has a text layer")
    )
    yield Unmatched(scan, "unread", Message("读不出，也看不出是谁的"))


# --- what bodies are made of ---


def body_report(
    body: Body,
    submissions: Sequence[AuditedSubmission] = (),
    before: Sequence[AuditedSubmission] = (),
    findings: Sequence[CrossFinding] = (),
    unread: Sequence[UnreadSubmission] = (),
) -> BodyReport:
    """Return the report of a body; the rules across filings are assessed by its findings."""
    own = tuple(s.filing for s in submissions if s.filing is not None)
    filings = BodyFilings(body, own, tuple(s.filing for s in before if s.filing is not None), tuple(unread))
    found = {f.finding.rule.id: f.finding.outcome for f in findings}
    blind = None if not unread else Assessment(MISSING, Outcome.NOT_ASSESSED, unread[0].reason, unread=True)
    assessments = (
        blind if blind and rule is MISSING else Assessment(rule, found.get(rule.id, Outcome.PASS))
        for rule in ACROSS
    )
    return BodyReport(filings, tuple(submissions), tuple(before), tuple(findings), tuple(assessments))


@cache
def submitted(path: str, body: str, *changes: Change) -> AuditedSubmission:
    """Write the clean report of a body with changes, and judge it."""
    content = word_file(changed(clean(), text(_OWN, body), *changes))
    report = checker().check(path, content)
    assert report.failure is None, report.failure
    return AuditedSubmission(report, SubmissionState.OK, filed(path, content, report))


def last_year(body: str, *changes: Change) -> AuditedSubmission:
    """Write the report of a body for the year before, which carries out what the clean one carries in."""
    carried = (figure(_BALANCE, place, "0") for place in range(1, 8))
    path = f"2023/{body}.docx"
    return submitted(
        path,
        body,
        text("2024", "2023"),
        *carried,
        figure(_BALANCE, 1, "1"),
        figure(_BALANCE, 7, "1"),
        *changes,
    )


def filed(path: str, content: bytes, report: Report) -> StoredFiling:
    """Return the stored filing of a report."""
    filing = checker().filing(path, content)
    lost = NotAssessed(Message("表没有找到"))
    tables = {spec.id: filing.tables.get(spec.id, lost) for spec in filing.form.tables}
    found = ((spec.id, filing.outline.section(spec.section)) for spec in filing.form.tables)
    return StoredFiling(
        path, report.sha256, report.format, report.title, report.body, report.year or YEAR, filing.form, tables,
        {}, {name: section.heading.paragraph.text for name, section in found if section},
    )  # fmt: skip


def failed(path: str, state: SubmissionState, code: str, reason: Message) -> AuditedSubmission:
    """Return a submission that could not be judged."""
    digest = "" if state is SubmissionState.UNREACHED else sha256(path.encode()).hexdigest()
    return AuditedSubmission(Report(path, digest, language="zh", failure=Failure(code, reason)), state)


def cross(
    body: str,
    rule: Provision,
    text: str,
    filing: str = "",
    other: str = "",
    *,
    within: str = "",
    expected: str | None = None,
    actual: str | None = None,
    advice: str | None = None,
    doubtful: bool = False,
) -> CrossFinding:
    """Return a finding across filings, with `text` and `advice` as its texts."""
    problem = Problem(
        rule.id, Message("{text}", (("text", text),)), (within or body,), Location(0) if within else None, within,
        expected, actual, Message("{text}", (("text", advice),)) if advice else None, doubtful,
    )  # fmt: skip
    return CrossFinding(
        body, Finding(rule, problem, Message("{at}", (("at", within or filing or body),))), filing, other
    )


def _provision(
    name: str, severity: Severity, category: Category, requirement: str, article: str
) -> Provision:
    return Provision(name, severity, category, f"{_REGULATION}{article}", requirement)


MISSING = _provision(
    "filing-missing",
    Severity.ERROR,
    Category.TIMELINESS,
    "公布上一年度政府信息公开工作年度报告",
    "第四十九条",
)
LATE = _provision("filing-late", Severity.ERROR, Category.TIMELINESS, "应当在每年1月31日前公布", "第四十九条")
DUPLICATE = _provision(
    "filing-duplicate", Severity.WARNING, Category.FORM, "一个单位一年一份报告", "第四十九条"
)
CARRY_OVER = _provision(
    "carry-over",
    Severity.ERROR,
    Category.ACCURACY,
    "上年结转数等于上年报告的结转下年度继续办理数",
    "第五十条",
)
SIMILAR = _provision(
    "similar-text", Severity.WARNING, Category.ORIGINALITY, "内容应当具体、有针对性", "第五十条"
)
ROLL_UP = _provision("roll-up", Severity.INFO, Category.ACCURACY, "上级的数与所属单位之和相符", "第五十条")
ACROSS = (MISSING, LATE, DUPLICATE, CARRY_OVER, SIMILAR, ROLL_UP)
