"""The tables of an audit, their columns and rows; the names are stable, as programs rely on them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from checker import (
    AuditResults,
    BodyReport,
    Finding,
    Message,
    Messages,
    Outcome,
    Report,
    Severity,
    Style,
    Unmatched,
)
from checker_reporters.audit import table_rows
from checker_reporters.audit.body_status import JudgedBody, judge_body, unread_reason
from checker_reporters.audit.table_rows import AssessmentRow, CellRow, FindingRow, SubmissionRow
from checker_reporters.audit.words import (
    ARRIVALS,
    BODY_VERDICTS,
    CATEGORIES,
    OUTCOMES,
    ROLES,
    SEVERITIES,
    STATES,
    UNMATCHED_CODES,
    WAIVERS,
    Words,
)
from checker_reporters.wording import ReportWording

_ = Messages(__package__)

SCHEMA = "checker-audit/1"
MAX_AMOUNT = Decimal(10) ** 15  # below it, spreadsheets and doubles keep every digit of an integer

_CACHED_LENGTH = 200  # characters; names, paths and labels recur, quoted texts do not

Value = None | str | bool | int | Decimal | date
RowT = TypeVar("RowT")
RowValues = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column(Generic[RowT]):
    """A column: its name for programs, its heading for people, and how to get its value from a row.

    `kind` is the type of its values, which may also be `None`; `words` are what people read for codes; `width` is
    in characters.
    """

    name: str
    heading: Message
    get: Callable[[RowT], Value | Message]
    kind: type = str
    width: int = 14
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditTable(Generic[RowT]):
    """A table: its columns, and its rows for a body, for an unmatched submission and for the audit as a whole."""

    name: str
    title: Message
    columns: tuple[Column[RowT], ...]
    of_body: Callable[[BodyReport, Style], Iterator[RowT]]
    of_unmatched: Callable[[Unmatched], Iterator[RowT]]
    of_results: Callable[[AuditResults], Iterator[RowT]] = lambda _results: iter(())

    def rows(self, body_report: BodyReport, style: Style, wording: ReportWording) -> Iterator[RowValues]:
        """Iterate over the values of the rows of a body."""
        return (self._values(row, wording) for row in self.of_body(body_report, style))

    def unmatched_rows(self, unmatched: Unmatched, wording: ReportWording) -> Iterator[RowValues]:
        """Iterate over the values of the rows of an unmatched submission."""
        return (self._values(row, wording) for row in self.of_unmatched(unmatched))

    def audit_rows(self, results: AuditResults, wording: ReportWording) -> Iterator[RowValues]:
        """Iterate over the values of the rows that are about the audit as a whole."""
        return (self._values(row, wording) for row in self.of_results(results))

    def _values(self, row: RowT, wording: ReportWording) -> RowValues:
        return tuple(_plain(column.get(row), wording) for column in self.columns)


class RowSink(Protocol):
    """An open file or sheet that takes the rows of one table."""

    def write(self, row: RowValues) -> None:
        """Write a row."""
        ...


def write_rows(rows: Iterator[RowValues], sink: RowSink) -> None:
    """Write rows into a sink."""
    for row in rows:
        sink.write(row)


def _plain(value: Value | Message, wording: ReportWording) -> Value:
    """Make a value safe to write: texts are clean, numbers fit into a double."""
    if isinstance(value, str):
        return _recurring(value, wording) if len(value) <= _CACHED_LENGTH else wording.render(value)
    if isinstance(value, Message):
        return wording.render(value)
    if isinstance(value, Decimal):
        return value if abs(value) < MAX_AMOUNT else None
    return value


@lru_cache(maxsize=16384)
def _recurring(text: str, wording: ReportWording) -> str:
    return wording.render(str(text))


# --- the tables ---


def _waived(finding: Finding) -> str | None:
    return None if finding.waiver is None else "known" if finding.waiver.known else "accepted"


def _page(finding: Finding) -> int | None:
    return finding.problem.location.page if finding.problem.location else None


def _joined(names: tuple[str, ...]) -> str:
    return "; ".join(names)


def _count(severity: Severity) -> Callable[[JudgedBody], int]:
    return lambda body: body.counts.findings[severity]


BODIES: AuditTable[JudgedBody] = AuditTable(
    "bodies",
    _("bodies"),
    (
        Column("body", _("body"), lambda b: b.body_report.body.name, width=28),
        Column("kind", _("kind of body"), lambda b: b.body_report.body.kind),
        Column("parent", _("superior body"), lambda b: b.body_report.body.parent, width=22),
        Column("arrival", _("filing status"), lambda b: b.arrival, words=ARRIVALS),
        Column("verdict", _("verdict"), lambda b: b.verdict, words=BODY_VERDICTS),
        Column("errors", _("errors"), _count(Severity.ERROR), int, 10),
        Column("warnings", _("warnings"), _count(Severity.WARNING), int, 10),
        Column("hints", _("hints"), _count(Severity.INFO), int, 10),
        Column("review", _("to review"), lambda b: b.counts.review, int, 10),
        Column("waived", _("accepted or known"), lambda b: b.counts.waived, int, 12),
        Column("across", _("of these between filings"), lambda b: len(b.body_report.findings), int, 12),
        Column("not_judged", _("rules not judged"), lambda b: b.counts.outcomes[Outcome.NOT_ASSESSED], int, 12),
        Column("path", _("file"), lambda b: b.report.path if b.report else "", width=36),
        Column(
            "state", _("reading status"),
            lambda b: b.body_report.submissions[0].state if b.body_report.submissions else None, words=STATES,
        ),
        Column("year", _("report year"), lambda b: b.report.year if b.report else None, int, 10),
        Column("filings", _("files for the year"), lambda b: len(b.body_report.submissions), int, 10),
        Column("deadline", _("deadline"), lambda b: b.body_report.body.deadline, date, 12),
        Column("submitted", _("filed on"), lambda b: b.body_report.body.submitted, date, 12),
        Column("contact", _("contact"), lambda b: b.body_report.body.contact, width=28),
        Column("aliases", _("also called"), lambda b: _joined(b.body_report.body.aliases), width=20),
        Column("unread", _("why it cannot be read"), unread_reason, width=36),
    ),
    lambda body_report, style: iter((judge_body(body_report, style),)),
    lambda _unmatched: iter(()),
)  # fmt: skip

REPORTS: AuditTable[SubmissionRow] = AuditTable(
    "reports",
    _("submissions"),
    (
        Column("body", _("body"), lambda p: p.body, width=28),
        Column("role", _("role"), lambda p: p.role, width=20, words=ROLES),
        Column("path", _("file"), lambda p: p.submission.report.path, width=40),
        Column("state", _("reading status"), lambda p: p.submission.state, words=STATES),
        Column("failure_code", _("code"), lambda p: f.code if (f := p.submission.report.failure) else None),
        Column(
            "failure", _("why it could not be judged"),
            lambda p: f.message if (f := p.submission.report.failure) else None, width=36,
        ),
        Column("year", _("report year"), lambda p: p.submission.report.year, int, 10),
        Column("title", _("title of the document"), lambda p: p.submission.report.title, width=40),
        Column("titled_body", _("body named in the title"), lambda p: p.submission.report.body, width=24),
        Column("format", _("format"), lambda p: p.submission.report.format, width=8),
        Column("pages", _("pages"), lambda p: p.submission.report.pages, int, 10),
        Column("pack", _("rule pack"), lambda p: p.submission.report.pack, width=20),
        Column("findings", _("findings"), lambda p: len(p.submission.report.findings), int, 10),
        Column("sha256", _("SHA-256"), lambda p: p.submission.report.sha256, width=20),
        Column("period", _("period"), lambda p: _label(p.submission.report), width=10),
        Column("note", _("note"), lambda p: p.submission.note, width=36),
    ),
    lambda body_report, _style: table_rows.submission_rows(body_report),
    lambda unmatched: iter((table_rows.unmatched_row(unmatched),)),
)  # fmt: skip

FINDINGS: AuditTable[FindingRow] = AuditTable(
    "findings",
    _("findings"),
    (
        Column("body", _("body"), lambda f: f.body, width=24),
        Column("role", _("role"), lambda f: f.role, width=20, words=ROLES),
        Column("severity", _("severity"), lambda f: f.finding.severity, width=10, words=SEVERITIES),
        Column("outcome", _("outcome"), lambda f: f.finding.outcome, words=OUTCOMES),
        Column("waived", _("accepted or known"), lambda f: _waived(f.finding), width=10, words=WAIVERS),
        Column("category", _("category"), lambda f: f.finding.rule.category, width=10, words=CATEGORIES),
        Column("place", _("place"), lambda f: f.finding.place, width=44),
        Column("page", _("page"), lambda f: _page(f.finding), int, 8),
        Column("message", _("what is wrong"), lambda f: f.finding.problem.message, width=60),
        Column("found", _("found"), lambda f: f.finding.problem.actual, width=18),
        Column("expected", _("expected"), lambda f: f.finding.problem.expected, width=18),
        Column("advice", _("what to do"), lambda f: f.finding.problem.advice, width=36),
        Column("path", _("file"), lambda f: f.path, width=36),
        Column("other_path", _("compared with"), lambda f: f.other, width=36),
        Column("clause", _("clause"), lambda f: f.finding.rule.clause, width=36),
        Column("requirement", _("requirement"), lambda f: f.finding.rule.requirement, width=36),
        Column("rule", _("rule"), lambda f: f.finding.rule.id, width=24),
        Column("code", _("code"), lambda f: f.finding.problem.code, width=18),
        Column("fingerprint", _("fingerprint"), lambda f: f.fingerprint, width=18),
        Column("rule_name", _("name of the rule"), lambda f: f.finding.rule.name, width=24),
    ),
    lambda body_report, _style: _finding_rows(body_report),
    lambda unmatched: table_rows.finding_rows(table_rows.unmatched_row(unmatched)),
)

ASSESSMENTS: AuditTable[AssessmentRow] = AuditTable(
    "assessments",
    _("rules"),
    (
        Column("body", _("body"), lambda e: e.body, width=28),
        Column("role", _("role"), lambda e: e.role, width=20, words=ROLES),
        Column("path", _("file"), lambda e: e.path, width=40),
        Column("rule", _("rule"), lambda e: e.assessment.rule.id, width=26),
        Column("outcome", _("outcome"), lambda e: e.assessment.outcome, words=OUTCOMES),
        Column("reason", _("reason"), lambda e: e.assessment.reason, width=60),
        Column("unread", _("not readable"), lambda e: e.assessment.unread, bool, 10),
        Column("requirement", _("requirement"), lambda e: e.assessment.rule.requirement, width=44),
        Column("rule_name", _("name of the rule"), lambda e: e.assessment.rule.name, width=24),
    ),
    lambda body_report, _style: _assessment_rows(body_report),
    lambda unmatched: table_rows.assessment_rows(table_rows.unmatched_row(unmatched)),
)

FACTS: AuditTable[CellRow] = AuditTable(
    "facts",
    _("figures"),
    (
        Column("body", _("body"), lambda f: f.body, width=28),
        Column("role", _("role"), lambda f: f.role, width=20, words=ROLES),
        Column("path", _("file"), lambda f: f.filing.path, width=36),
        Column("year", _("report year"), lambda f: f.filing.year, int, 10),
        Column("table", _("table"), lambda f: f.table, width=14),
        Column("row", _("row"), lambda f: f.row, width=52),
        Column("column", _("column"), lambda f: f.column, width=40),
        Column("text", _("as printed"), lambda f: f.cell.cell.text, width=10),
        Column("value", _("number"), lambda f: f.cell.value, Decimal, 10),
        Column("certain", _("read reliably"), lambda f: f.cell.cell.certain, bool, 10),
        Column("row_key", _("row key"), lambda f: f.cell.row, width=18),
        Column("column_key", _("column key"), lambda f: f.cell.column, width=30),
        Column("period", _("period"), lambda f: f.filing.period.label if f.filing.period else None, width=10),
    ),
    lambda body_report, _style: (
        fact for one in table_rows.submission_rows(body_report) for fact in table_rows.cell_rows(one)
    ),
    lambda unmatched: table_rows.cell_rows(table_rows.unmatched_row(unmatched)),
)

UNMATCHED: AuditTable[Unmatched] = AuditTable(
    "strays",
    _("unassigned files"),
    (
        Column("path", _("file"), lambda u: u.submission.report.path, width=44),
        Column("code", _("reason code"), lambda u: u.code, width=22, words=UNMATCHED_CODES),
        Column("reason", _("reason"), lambda u: u.reason, width=48),
        Column("claimants", _("may belong to"), lambda u: _joined(u.claimants), width=36),
        Column("near", _("most similar name"), lambda u: u.near, width=28),
        Column("state", _("reading status"), lambda u: u.submission.state, words=STATES),
        Column("title", _("title of the document"), lambda u: u.submission.report.title, width=44),
        Column("year", _("report year"), lambda u: u.submission.report.year, int, 10),
    ),
    lambda _body_report, _style: iter(()),
    lambda unmatched: iter((unmatched,)),
)


def _label(report: Report) -> str | None:
    return report.period.label if report.period else None


def _finding_rows(body_report: BodyReport) -> Iterator[FindingRow]:
    for one in table_rows.submission_rows(body_report):
        yield from table_rows.finding_rows(one)
    yield from table_rows.cross_finding_rows(body_report)


def _assessment_rows(body_report: BodyReport) -> Iterator[AssessmentRow]:
    for one in table_rows.submission_rows(body_report):
        yield from table_rows.assessment_rows(one)
    yield from table_rows.cross_assessment_rows(body_report)
