"""Records: what the store keeps of a submission, without its document; workers make them."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from json import dumps
from math import isfinite
from typing import Annotated, Any

from pydantic import Field

from checker import (
    Assessment,
    AuditRule,
    Entry,
    Failure,
    FilePart,
    Filing,
    Finding,
    Json,
    Location,
    Message,
    Messages,
    Note,
    Outcome,
    Period,
    Problem,
    Provision,
    Report,
    TableSpec,
    clean,
)
from checker.containment import ContainedError, contained

_ = Messages(__package__)

_LONGEST_TITLE = 500  # characters; PostgreSQL has no index of longer names
_OPENING_PARAGRAPHS = 4
_DEEPEST = 64  # entries within one another: codes are not longer
_LONGEST_TEXT = 32_000  # characters of a cell; a cell of a workbook can hold few more

LONGEST_DIGEST = 1_000_000  # characters of JSON of one digest

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
LanguageCode = Annotated[str, Field(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Code = Annotated[str, Field(pattern=r"^[\w.-]{1,100}$")]
Title = Annotated[str, Field(max_length=_LONGEST_TITLE)]
Number = Annotated[int, Field(gt=-(2**31), lt=2**31)]  # what any database can store


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding, with the id of its rule."""

    rule: Code
    problem: Problem
    place: Message


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """An assessment, with the id of its rule."""

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
class EntryRecord:
    """One of any number of rows: the key of the prescribed label, and as in `Entry`."""

    label: str
    text: str
    inside: int | None = None


@dataclass(frozen=True, slots=True)
class TableRecord:
    """A prescribed table: the heading above it and its cells, or why there are none to compare.

    `entries` are the rows of any number that the table has; the cells have their keys.
    """

    id: str
    heading: str = ""
    cells: tuple[CellRecord, ...] = ()
    absent: Message | None = None
    unread: bool = False
    entries: tuple[EntryRecord, ...] = ()

    def spec(self, prescribed: TableSpec) -> TableSpec:
        """Return the prescribed table with the entries of this one; raise ValueError if they cannot be its own."""
        known = {label.key for label in prescribed.repeated}
        entries = {entry.label: self.entries_of(entry.label) for entry in self.entries}
        for label, found in entries.items():
            if label not in known or not all(_is_nested(entry.inside, found) for entry in found):
                raise ValueError(label)
        return prescribed.with_entries(entries)

    def entries_of(self, label: str) -> tuple[Entry, ...]:
        """List the entries of a label."""
        return tuple(Entry(one.text, one.inside) for one in self.entries if one.label == label)


def _is_nested(inside: int | None, entries: Sequence[Entry]) -> bool:
    """Return whether an entry lies within others that are there, and not too deep."""
    for _depth in range(_DEEPEST):
        if inside is None:
            return True
        if not 0 <= inside < len(entries):
            return False
        inside = entries[inside].inside
    return False


@dataclass(frozen=True)
class Record:
    """Everything the store keeps of a submission except its path; fields as in `Report` and `StoredFiling`."""

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
    period: Period | None = None
    opening: Title = ""  # of a report whose title names no body
    beside: Number = 0  # other reports in its file
    files: tuple[FilePart, ...] = ()


def record(report: Report, filing: Filing | None, rules: Iterable[AuditRule]) -> Record:
    """Make the record of a report and of the filing that it is about."""
    return Record(
        report.sha256,
        report.format,
        report.pages,
        report.pack,
        report.language,
        report.title[:_LONGEST_TITLE],
        report.body[:_LONGEST_TITLE],
        report.year,
        None if report.failure is None else Failure(report.failure.code, storable(report.failure.message)),
        tuple(finding_record(finding) for finding in report.findings),
        tuple(map(assessment_record, report.assessments)),
        tuple(replace(note, message=storable(note.message)) for note in report.notes),
        () if filing is None else tuple(_table(filing, spec.id) for spec in filing.form.tables),
        {} if filing is None else _digests(filing, rules),
        report.period,
        "" if filing is None or report.body else _opening(filing),
        0 if filing is None else len(filing.beside),
        report.files,
    )


def _opening(filing: Filing) -> str:
    """Return the beginning of the text, which may say whose report it is."""
    texts = (paragraph.text.strip() for paragraph in islice(filing.document.paragraphs, _OPENING_PARAGRAPHS))
    return "\n".join(filter(None, texts))[:_LONGEST_TITLE]


def assessment_record(assessment: Assessment) -> AssessmentRecord:
    """Make the record of an assessment."""
    reason = assessment.reason and storable(assessment.reason)
    return AssessmentRecord(assessment.rule.id, assessment.outcome, reason, assessment.unread)


def finding_record(finding: Finding) -> FindingRecord:
    """Make the record of a finding, without its waiver."""
    problem = finding.problem
    stored_problem = replace(
        problem,
        message=storable(problem.message),
        location=problem.location and _finite(problem.location),
        expected=_storable_or(problem.expected),
        actual=_storable_or(problem.actual),
        advice=problem.advice and storable(problem.advice),
        cells=tuple(map(_finite, problem.cells)),
        statements=tuple(replace(one, message=storable(one.message)) for one in problem.statements),
    )
    return FindingRecord(finding.rule.id, stored_problem, storable(finding.place))


def storable(message: Message) -> Message:
    """Return a message whose values are texts, messages or tuples of these."""
    return replace(message, values=tuple((name, _storable_value(value)) for name, value in message.values))


def _storable_value(value: object) -> object:
    if isinstance(value, Message):
        return storable(value)
    if isinstance(value, tuple):
        return tuple(map(_storable_value, value))
    return clean(str(value))


def _storable_or(value: Message | str | None) -> Message | str | None:
    return storable(value) if isinstance(value, Message) else value


def _finite(location: Location) -> Location:
    """Drop a position on the page that is not finite, which JSON cannot express."""
    if location.bbox is None or all(map(isfinite, location.bbox)):
        return location
    return replace(location, bbox=None)


def _table(filing: Filing, name: str) -> TableRecord:
    spec, found = filing.form.table(name), filing.tables.get(name)
    section = filing.outline.section(spec.section) if spec.section else None
    heading = section.heading.paragraph.text[:60] if section else ""
    if found is None:
        lost = filing.unread_in(spec.section)
        reason = lost[0] if lost else _("table “{title}” is missing", title=spec.name)
        return TableRecord(name, heading, absent=storable(reason), unread=bool(lost))
    cells = found.cells.values()
    if all(bound.is_blank for bound in cells):
        return TableRecord(name, heading, absent=_("table “{title}” is not filled in", title=spec.name))
    return TableRecord(
        name,
        heading,
        tuple(
            CellRecord(c.row, c.column, c.cell.text[:_LONGEST_TEXT], c.cell.certain, _finite(c.location))
            for c in cells
        ),
        entries=tuple(
            EntryRecord(label, clean(entry.text, _LONGEST_TEXT), entry.inside)
            for label, entries in found.entries.items()
            for entry in entries
        ),
    )


def _digests(filing: Filing, rules: Iterable[AuditRule]) -> dict[str, Json]:
    """Return the digests of audit checks; one that fails, or is too large, is left out, which `run` must handle."""
    digests: dict[str, Json] = {}
    for rule in rules:
        with suppress(ContainedError), contained():
            digest = rule.check.digest(filing)
            if digest is not None and is_small(digest):
                digests[rule.id] = digest
    return digests


def is_small(digest: Json) -> bool:
    """Return whether a digest is small enough to be stored."""
    return len(dumps(digest, ensure_ascii=False)) <= LONGEST_DIGEST


def report(record: Record, path: str, provisions: Mapping[str, Provision]) -> Report:
    """Make the report of a record; raise KeyError for a rule that is not among the provisions."""
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
        period=record.period,
        files=record.files,
    )
