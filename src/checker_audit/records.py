"""Records: what is kept of one submission when its document is gone; they come from a worker and go into the store."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from json import dumps
from math import isfinite
from typing import Annotated, Any

from pydantic import Field

from checker.documents.document import Location, Note
from checker.forms.filing import Filing
from checker.judging.audit_checks import Json
from checker.judging.checks import Problem
from checker.judging.reports import Assessment, Failure, Finding, Outcome, Report
from checker.judging.rules import AuditRule, Provision
from checker.messages import Message, Messages
from checker.text import clean

_ = Messages(__package__)

_LONGEST_TITLE = 500  # characters; PostgreSQL has no index of longer names
_LONGEST_TEXT = 32_000  # characters of a cell; a workbook's cell holds not many more

LONGEST_DIGEST = 1_000_000  # characters of JSON that an audit check may keep of one filing

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
LanguageCode = Annotated[str, Field(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Code = Annotated[str, Field(pattern=r"^[\w.-]{1,100}$")]
Title = Annotated[str, Field(max_length=_LONGEST_TITLE)]
Number = Annotated[int, Field(gt=-(2**31), lt=2**31)]  # what any database keeps


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding, its rule by its id."""

    rule: Code
    problem: Problem
    place: Message


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """How a rule ended, the rule by its id."""

    rule: Code
    outcome: Outcome
    reason: Message | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A cell at its prescribed place."""

    row: str
    column: str
    text: Annotated[str, Field(max_length=_LONGEST_TEXT)]
    certain: bool
    location: Location


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A prescribed table: the heading above it and its cells, or why there are none to compare."""

    id: str
    heading: str = ""
    cells: tuple[CellRecord, ...] = ()
    absent: Message | None = None
    unread: bool = False


@dataclass(frozen=True)
class Record:
    """Everything that is kept of a submission but its path; fields as in `Report`, tables and digests as in `Filed`."""

    sha256: Sha256
    format: str = ""
    pages: Number | None = None
    pack: str = ""
    language: LanguageCode = "en"
    title: Title = ""
    body: Title = ""
    year: Number | None = None
    failure: Failure | None = None
    findings: tuple[FindingRecord, ...] = ()
    assessments: tuple[AssessmentRecord, ...] = ()
    notes: tuple[Note, ...] = ()
    tables: tuple[TableRecord, ...] = ()
    digests: dict[str, Any] = field(
        default_factory=dict
    )  # JSON, a recursive type that pydantic does not follow


def record(report: Report, filing: Filing | None, rules: Iterable[AuditRule]) -> Record:
    """Keep of a report, and of the filing that it is about, what an audit needs."""
    return Record(
        report.sha256,
        report.format,
        report.pages,
        report.pack,
        report.language,
        report.title[:_LONGEST_TITLE],
        report.body[:_LONGEST_TITLE],
        report.year,
        None if report.failure is None else Failure(report.failure.code, kept(report.failure.message)),
        tuple(finding_record(finding) for finding in report.findings),
        tuple(
            AssessmentRecord(a.rule.id, a.outcome, a.reason and kept(a.reason), a.unread)
            for a in report.assessments
        ),
        tuple(replace(note, message=kept(note.message)) for note in report.notes),
        () if filing is None else tuple(_table(filing, spec.id) for spec in filing.form.tables),
        {} if filing is None else _digests(filing, rules),
    )


def finding_record(finding: Finding) -> FindingRecord:
    """Keep of a finding all but its rule and who accepted it."""
    problem = finding.problem
    kept_problem = replace(
        problem,
        message=kept(problem.message),
        location=problem.location and _located(problem.location),
        expected=_kept_or(problem.expected),
        actual=_kept_or(problem.actual),
        advice=problem.advice and kept(problem.advice),
        cells=tuple(map(_located, problem.cells)),
    )
    return FindingRecord(finding.rule.id, kept_problem, kept(finding.place))


def kept(message: Message) -> Message:
    """Say the values of a message as far as they are no messages themselves."""
    return replace(message, values=tuple((name, _kept_value(value)) for name, value in message.values))


def _kept_value(value: object) -> object:
    if isinstance(value, Message):
        return kept(value)
    if isinstance(value, tuple):
        return tuple(map(_kept_value, value))
    return clean(str(value))


def _kept_or(words: Message | str | None) -> Message | str | None:
    return kept(words) if isinstance(words, Message) else words


def _located(location: Location) -> Location:
    """Leave out a place on the page that is no place: JSON has no word for infinity."""
    if location.bbox is None or all(map(isfinite, location.bbox)):
        return location
    return replace(location, bbox=None)


def _table(filing: Filing, name: str) -> TableRecord:
    spec, found = filing.form.table(name), filing.tables.get(name)
    section = filing.outline.section(spec.section)
    heading = section.heading.paragraph.text[:60] if section else ""
    if found is None:
        lost = filing.lost_in(spec.section)
        reason = lost[0] if lost else _("table “{title}” is missing", title=spec.title)
        return TableRecord(name, heading, absent=kept(reason), unread=bool(lost))
    cells = found.cells.values()
    if all(bound.is_blank for bound in cells):
        return TableRecord(name, heading, absent=_("table “{title}” is not filled in", title=spec.title))
    return TableRecord(
        name,
        heading,
        tuple(
            CellRecord(c.row, c.column, c.cell.text[:_LONGEST_TEXT], c.cell.certain, _located(c.location))
            for c in cells
        ),
    )


def _digests(filing: Filing, rules: Iterable[AuditRule]) -> dict[str, Json]:
    """Keep what audit checks must remember, as far as it is small.

    Of one that breaks down, or would keep too much, nothing is known, which its `run` must say.
    """
    digests: dict[str, Json] = {}
    for rule in rules:
        with suppress(Exception):  # a plugin's own code runs here: anything may come
            digest = rule.check.digest(filing)
            if digest is not None and is_small(digest):
                digests[rule.id] = digest
    return digests


def is_small(digest: Json) -> bool:
    """Tell whether a store may keep what an audit check remembers of a filing."""
    return len(dumps(digest, ensure_ascii=False)) <= LONGEST_DIGEST


def report(record: Record, path: str, provisions: Mapping[str, Provision]) -> Report:
    """Make a record a report again; raise KeyError for a rule that is not among the provisions."""
    return Report(
        path,
        record.sha256,
        record.format,
        record.pages,
        record.pack,
        record.language,
        record.title,
        record.body,
        record.year,
        record.failure,
        tuple(Finding(provisions[f.rule], f.problem, f.place) for f in record.findings),
        tuple(Assessment(provisions[a.rule], a.outcome, a.reason, a.unread) for a in record.assessments),
        record.notes,
    )
