"""The tables of an audit: which columns they have, and which rows; their names are stable, programs rely on them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Generic, TypeVar

from checker import BodyReport, Finding, Message, Messages, Outcome, Severity, Style, Unmatched
from checker_reporters.audit import row_records as things
from checker_reporters.audit.body_status import Judged, judged
from checker_reporters.audit.row_records import Ended, Fact, Found, Placed
from checker_reporters.audit.words import (
    ARRIVALS,
    BODY_VERDICTS,
    CATEGORIES,
    OUTCOMES,
    ROLES,
    SEVERITIES,
    STATES,
    STRAYS,
    WAIVERS,
    Words,
)
from checker_reporters.wording import Voice

_ = Messages(__package__)

SCHEMA = "checker-audit/1"
MOST = Decimal(10) ** 15  # what a spreadsheet and a double can hold to the last digit

_REMEMBERED = 200  # characters; names, paths and labels recur, what is quoted does not

Value = None | str | bool | int | Decimal | date
Thing = TypeVar("Thing")
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Column(Generic[Thing]):
    """A column: its name for programs, its heading for people, how to get its value of a row's thing.

    `kind` is the type of its values, each of which may also be `None`; `words` are what people are told for codes;
    `width` counts letters.
    """

    name: str
    heading: Message
    get: Callable[[Thing], Value | Message]
    kind: type = str
    width: int = 14
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table(Generic[Thing]):
    """A table: its columns, and the things of its rows that a body has, and that a stray has."""

    name: str
    title: Message
    columns: tuple[Column[Thing], ...]
    of_body: Callable[[BodyReport, Style], Iterator[Thing]]
    of_stray: Callable[[Unmatched], Iterator[Thing]]

    def rows(self, dossier: BodyReport, style: Style, said: Voice) -> Iterator[Row]:
        """Iterate over the rows of a body."""
        return (self._row(thing, said) for thing in self.of_body(dossier, style))

    def stray_rows(self, stray: Unmatched, said: Voice) -> Iterator[Row]:
        """Iterate over the rows of a stray."""
        return (self._row(thing, said) for thing in self.of_stray(stray))

    def _row(self, thing: Thing, said: Voice) -> Row:
        return tuple(_plain(column.get(thing), said) for column in self.columns)


def _plain(value: Value | Message, said: Voice) -> Value:
    """Make a value safe to write: texts are clean, numbers such as a double can hold."""
    if isinstance(value, str):
        return _recurring(value, said) if len(value) <= _REMEMBERED else said.say(value)
    if isinstance(value, Message):
        return said.say(value)
    if isinstance(value, Decimal):
        return value if abs(value) < MOST else None
    return value


@lru_cache(maxsize=16384)
def _recurring(text: str, said: Voice) -> str:
    return said.say(str(text))


# --- the tables ---


def _waived(finding: Finding) -> str | None:
    return None if finding.waiver is None else "known" if finding.waiver.known else "accepted"


def _page(finding: Finding) -> int | None:
    return finding.problem.location.page if finding.problem.location else None


def _joined(names: tuple[str, ...]) -> str:
    return "; ".join(names)


def _count(severity: Severity) -> Callable[[Judged], int]:
    return lambda body: body.tally.findings[severity]


BODIES: Table[Judged] = Table(
    "bodies",
    _("bodies"),
    (
        Column("body", _("body"), lambda b: b.dossier.body.name, width=28),
        Column("kind", _("kind of body"), lambda b: b.dossier.body.kind),
        Column("parent", _("superior body"), lambda b: b.dossier.body.parent, width=22),
        Column("arrival", _("state of filing"), lambda b: b.arrival, words=ARRIVALS),
        Column("verdict", _("verdict"), lambda b: b.verdict, words=BODY_VERDICTS),
        Column("errors", _("errors"), _count(Severity.ERROR), int, 10),
        Column("warnings", _("warnings"), _count(Severity.WARNING), int, 10),
        Column("hints", _("hints"), _count(Severity.INFO), int, 10),
        Column("review", _("to be checked"), lambda b: b.tally.review, int, 10),
        Column("waived", _("accepted or known"), lambda b: b.tally.waived, int, 12),
        Column("across", _("of these across filings"), lambda b: len(b.dossier.findings), int, 12),
        Column("not_judged", _("rules not judged"), lambda b: b.tally.outcomes[Outcome.NOT_ASSESSED], int, 12),
        Column("path", _("file"), lambda b: b.report.path if b.report else "", width=36),
        Column(
            "state", _("how it was read"),
            lambda b: b.dossier.submissions[0].state if b.dossier.submissions else None, words=STATES,
        ),
        Column("year", _("report year"), lambda b: b.report.year if b.report else None, int, 10),
        Column("filings", _("files for the year"), lambda b: len(b.dossier.submissions), int, 10),
        Column("deadline", _("deadline"), lambda b: b.dossier.body.deadline, date, 12),
        Column("submitted", _("filed on"), lambda b: b.dossier.body.submitted, date, 12),
        Column("contact", _("contact"), lambda b: b.dossier.body.contact, width=28),
        Column("aliases", _("also called"), lambda b: _joined(b.dossier.body.aliases), width=20),
    ),
    lambda dossier, style: iter((judged(dossier, style),)),
    lambda _stray: iter(()),
)  # fmt: skip

REPORTS: Table[Placed] = Table(
    "reports",
    _("submissions"),
    (
        Column("body", _("body"), lambda p: p.body, width=28),
        Column("role", _("role"), lambda p: p.role, width=20, words=ROLES),
        Column("path", _("file"), lambda p: p.submitted.report.path, width=40),
        Column("state", _("how it was read"), lambda p: p.submitted.state, words=STATES),
        Column("failure_code", _("code"), lambda p: f.code if (f := p.submitted.report.failure) else None),
        Column(
            "failure", _("why it could not be judged"),
            lambda p: f.message if (f := p.submitted.report.failure) else None, width=36,
        ),
        Column("year", _("report year"), lambda p: p.submitted.report.year, int, 10),
        Column("title", _("title of the document"), lambda p: p.submitted.report.title, width=40),
        Column("titled_body", _("body in the title"), lambda p: p.submitted.report.body, width=24),
        Column("format", _("format"), lambda p: p.submitted.report.format, width=8),
        Column("pages", _("pages"), lambda p: p.submitted.report.pages, int, 10),
        Column("pack", _("rule pack"), lambda p: p.submitted.report.pack, width=20),
        Column("findings", _("findings"), lambda p: len(p.submitted.report.findings), int, 10),
        Column("sha256", _("SHA-256"), lambda p: p.submitted.report.sha256, width=20),
    ),
    lambda dossier, _style: things.placed(dossier),
    lambda stray: iter((things.astray(stray),)),
)  # fmt: skip

FINDINGS: Table[Found] = Table(
    "findings",
    _("findings"),
    (
        Column("body", _("body"), lambda f: f.body, width=24),
        Column("role", _("role"), lambda f: f.role, width=20, words=ROLES),
        Column("severity", _("gravity"), lambda f: f.finding.severity, width=10, words=SEVERITIES),
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
        Column("fingerprint", _("mark"), lambda f: f.fingerprint, width=18),
    ),
    lambda dossier, _style: _all_found(dossier),
    lambda stray: things.found(things.astray(stray)),
)

ASSESSMENTS: Table[Ended] = Table(
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
    ),
    lambda dossier, _style: _all_ended(dossier),
    lambda stray: things.ended(things.astray(stray)),
)

FACTS: Table[Fact] = Table(
    "facts",
    _("figures"),
    (
        Column("body", _("body"), lambda f: f.body, width=28),
        Column("role", _("role"), lambda f: f.role, width=20, words=ROLES),
        Column("path", _("file"), lambda f: f.filed.path, width=36),
        Column("year", _("report year"), lambda f: f.filed.year, int, 10),
        Column("table", _("table"), lambda f: f.table, width=14),
        Column("row", _("row"), lambda f: f.row, width=52),
        Column("column", _("column"), lambda f: f.column, width=40),
        Column("text", _("as printed"), lambda f: f.cell.cell.text, width=10),
        Column("value", _("number"), lambda f: f.cell.value, Decimal, 10),
        Column("certain", _("read for certain"), lambda f: f.cell.cell.certain, bool, 10),
        Column("row_key", _("key of the row"), lambda f: f.cell.row, width=18),
        Column("column_key", _("key of the column"), lambda f: f.cell.column, width=30),
    ),
    lambda dossier, _style: (fact for one in things.placed(dossier) for fact in things.facts(one)),
    lambda stray: things.facts(things.astray(stray)),
)

ASTRAY: Table[Unmatched] = Table(
    "strays",
    _("files of no body"),
    (
        Column("path", _("file"), lambda s: s.submission.report.path, width=44),
        Column("code", _("why"), lambda s: s.code, width=22, words=STRAYS),
        Column("reason", _("reason"), lambda s: s.reason, width=48),
        Column("claimants", _("may belong to"), lambda s: _joined(s.claimants), width=36),
        Column("near", _("most alike"), lambda s: s.near, width=28),
        Column("state", _("how it was read"), lambda s: s.submission.state, words=STATES),
        Column("title", _("title of the document"), lambda s: s.submission.report.title, width=44),
        Column("year", _("report year"), lambda s: s.submission.report.year, int, 10),
    ),
    lambda _dossier, _style: iter(()),
    lambda stray: iter((stray,)),
)


def _all_found(dossier: BodyReport) -> Iterator[Found]:
    for one in things.placed(dossier):
        yield from things.found(one)
    yield from things.found_across(dossier)


def _all_ended(dossier: BodyReport) -> Iterator[Ended]:
    for one in things.placed(dossier):
        yield from things.ended(one)
    yield from things.ended_across(dossier)
