"""Records: what is kept of one submission when its document is gone; they come from a worker and go into the store.

A worker that a submission has taken over may send anything: a record is made from JSON only if that is exactly of its
shape, and if its sentences do nothing but fill their places.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from json import dumps, loads
from string import Formatter
from typing import Any, TypeVar
from zlib import compress, decompress

from pydantic import ConfigDict, TypeAdapter, ValidationError

from checker.audits import Json
from checker.checks import NotAssessed, Problem
from checker.document import Cell, Location, Note
from checker.engine import broken
from checker.errors import AuditError
from checker.filing import Filing, Form
from checker.messages import Message, Sentences
from checker.reports import Assessment, Failure, Finding, Outcome, Report
from checker.rules import AuditRule, Provision
from checker.tables import BoundCell, BoundTable
from checker.text import clean, is_blank

_ = Sentences(__package__)

T = TypeVar("T")

_UNKEPT = re.compile("[\ud800-\udfff\0]")  # neither UTF-8 nor PostgreSQL can keep them
_DOMAIN = re.compile(r"checker(_[a-z0-9_]+)?")
_DEEPEST = 16  # messages within messages


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """A finding, its rule by its id."""

    rule: str
    problem: Problem
    place: Message


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """How a rule ended, the rule by its id."""

    rule: str
    outcome: Outcome
    reason: Message | None = None
    unread: bool = False


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A cell at its prescribed place."""

    row: str
    column: str
    text: str
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

    sha256: str
    format: str = ""
    pages: int | None = None
    pack: str = ""
    language: str = "en"
    title: str = ""
    body: str = ""
    year: int | None = None
    failure: Failure | None = None
    findings: tuple[FindingRecord, ...] = ()
    assessments: tuple[AssessmentRecord, ...] = ()
    notes: tuple[Note, ...] = ()
    tables: tuple[TableRecord, ...] = ()
    digests: dict[str, Any] = field(
        default_factory=dict
    )  # JSON; a recursive type is none that pydantic follows


# --- in a worker ---------------------------------------------------------------------------------------------


def record(report: Report, filing: Filing | None, rules: Iterable[AuditRule]) -> Record:
    """Keep of a report, and of the filing that it is about, what an audit needs."""
    return Record(
        report.sha256,
        report.format,
        report.pages,
        report.pack,
        report.language,
        report.title,
        report.body,
        report.year,
        None if report.failure is None else Failure(report.failure.code, _kept(report.failure.message)),
        tuple(FindingRecord(f.rule.id, _kept_problem(f.problem), _kept(f.place)) for f in report.findings),
        tuple(
            AssessmentRecord(a.rule.id, a.outcome, _kept(a.reason) if a.reason else None, a.unread)
            for a in report.assessments
        ),
        tuple(replace(note, message=_kept(note.message)) for note in report.notes),
        () if filing is None else tuple(_table(filing, spec.id) for spec in filing.form.tables),
        {} if filing is None else {rule.id: digest for rule in rules if (digest := _digest(rule, filing))},
    )


def _digest(rule: AuditRule, filing: Filing) -> Json:
    try:
        return rule.check.digest(filing)
    except Exception as error:  # noqa: BLE001  # a plugin's own code runs here: anything may come
        said = broken(_("check {name}", name=rule.check.name), error)
        return {"broken": said.render("en")}


def _table(filing: Filing, name: str) -> TableRecord:
    spec, found = filing.form.table(name), filing.tables.get(name)
    section = filing.outline.section(spec.section)
    heading = section.heading.paragraph.text[:60] if section else ""
    if found is None:
        lost = filing.lost_in(spec.section)
        reason = lost[0] if lost else _("table “{title}” is missing", title=spec.title)
        return TableRecord(name, heading, absent=_kept(reason), unread=bool(lost))
    if all(is_blank(bound.cell.text) for bound in found.cells.values()):
        return TableRecord(name, heading, absent=_("table “{title}” is not filled in", title=spec.title))
    cells = found.cells.values()
    kept = (CellRecord(c.row, c.column, clean(c.cell.text), c.cell.certain, c.location) for c in cells)
    return TableRecord(name, heading, tuple(kept))


def _kept_problem(problem: Problem) -> Problem:
    return replace(
        problem,
        message=_kept(problem.message),
        expected=_kept_or(problem.expected),
        actual=_kept_or(problem.actual),
        advice=problem.advice and _kept(problem.advice),
    )


def _kept_or(words: Message | str | None) -> Message | str | None:
    return _kept(words) if isinstance(words, Message) else words


def _kept(message: Message) -> Message:
    """Say the values of a message as far as they are no messages themselves."""
    return replace(message, values=tuple((name, _kept_value(value)) for name, value in message.values))


def _kept_value(value: object) -> object:
    if isinstance(value, Message):
        return _kept(value)
    if isinstance(value, tuple):
        return tuple(map(_kept_value, value))
    return clean(str(value))


# --- JSON ----------------------------------------------------------------------------------------------------


_STRICT = ConfigDict(
    extra="forbid", allow_inf_nan=False
)  # tuples of one carry it down to the dataclasses within
_RECORDS = TypeAdapter(tuple[Record], config=_STRICT)
_FINDINGS = TypeAdapter(tuple[FindingRecord], config=_STRICT)
_MESSAGES = TypeAdapter(tuple[Message], config=_STRICT)


def _written(kept: T, adapter: TypeAdapter[tuple[T]]) -> Json:
    (json,) = adapter.dump_python((kept,), mode="json")
    scrubbed: Json = _scrubbed(json)
    return scrubbed


def _read(json: object, adapter: TypeAdapter[tuple[T]]) -> T:
    try:
        (kept,) = adapter.validate_python((_scrubbed(json),))
    except (ValidationError, RecursionError) as error:
        raise AuditError(_("what a worker sent is no record: {kind}", kind=type(error).__name__)) from error
    return kept


def to_json(kept: Record) -> dict[str, Json]:
    """Write a record as JSON."""
    json = _written(kept, _RECORDS)
    assert isinstance(json, dict), "a record is an object"
    return json


def _scrubbed(json: Any) -> Any:  # JSON goes in, JSON comes out
    if isinstance(json, str):
        return _UNKEPT.sub("\N{REPLACEMENT CHARACTER}", json)
    if isinstance(json, list):
        return list(map(_scrubbed, json))
    if isinstance(json, dict):
        return {
            _UNKEPT.sub("\N{REPLACEMENT CHARACTER}", key): _scrubbed(value) for key, value in json.items()
        }
    return json


def from_json(json: object) -> Record:
    """Make a record of what a worker sent; raise AuditError where that is none."""
    kept = _read(json, _RECORDS)
    return replace(
        kept,
        failure=kept.failure and Failure(kept.failure.code, trusted(kept.failure.message)),
        findings=tuple(
            replace(f, problem=_trusted_problem(f.problem), place=trusted(f.place)) for f in kept.findings
        ),
        assessments=tuple(replace(a, reason=a.reason and trusted(a.reason)) for a in kept.assessments),
        notes=tuple(replace(note, message=trusted(note.message)) for note in kept.notes),
        tables=tuple(replace(table, absent=table.absent and trusted(table.absent)) for table in kept.tables),
    )


def _trusted_problem(problem: Problem) -> Problem:
    return replace(
        problem,
        message=trusted(problem.message),
        expected=_trusted_or(problem.expected),
        actual=_trusted_or(problem.actual),
        advice=problem.advice and trusted(problem.advice),
    )


def _trusted_or(words: Message | str | None) -> Message | str | None:
    return trusted(words) if isinstance(words, Message) else words


def trusted(message: Message, depth: int = 0) -> Message:
    """Return a message whose template has nothing but places, all of them filled; raise AuditError for any other."""
    places = _places(message.text)
    if places is None or not places <= {name for name, _value in message.values} or depth > _DEEPEST:
        raise AuditError(
            _("what a worker sent is no sentence of the checker: {text}", text=clean(message.text))
        )
    if not _DOMAIN.fullmatch(message.domain):
        raise AuditError(_("what a worker sent is no sentence of the checker: {text}", text=message.domain))
    return replace(
        message, values=tuple((name, _trusted_value(value, depth)) for name, value in message.values)
    )


@cache
def _places(template: str) -> frozenset[str] | None:
    """List the places of a template; `None` where it has anything beside plain ones."""
    try:
        parts = [part[1:] for part in Formatter().parse(template) if part[1] is not None]
    except ValueError:
        return None
    plain = all(str(name).isidentifier() and not spec and not conversion for name, spec, conversion in parts)
    return frozenset(str(name) for name, _spec, _conversion in parts) if plain else None


def _trusted_value(value: object, depth: int) -> object:
    if isinstance(value, Mapping):
        try:
            values = tuple((str(name), inner) for name, inner in value["values"])
            return trusted(Message(str(value["text"]), values, str(value["domain"])), depth + 1)
        except (KeyError, TypeError, ValueError) as error:
            raise AuditError(
                _("what a worker sent is no sentence of the checker: {text}", text="")
            ) from error
    if isinstance(value, (list, tuple)):
        return tuple(_trusted_value(inner, depth + 1) for inner in value) if depth <= _DEEPEST else ()
    return str(value)


def _message(json: Mapping[str, Any], depth: int = 0) -> Message:
    try:
        values = tuple((str(name), inner) for name, inner in json["values"])
        return trusted(Message(str(json["text"]), values, str(json["domain"])), depth)
    except (KeyError, TypeError, ValueError) as error:
        raise AuditError(_("what a worker sent is no sentence of the checker: {text}", text="")) from error


def finding_text(finding: Finding) -> str:
    """Write a finding across filings as JSON text, but for its rule."""
    kept = FindingRecord(finding.rule.id, _kept_problem(finding.problem), _kept(finding.place))
    return dumps(_written(kept, _FINDINGS), ensure_ascii=False)


def finding_of(text: str, rule: Provision) -> Finding:
    """Make the text of a finding one again."""
    kept = _read(loads(text), _FINDINGS)
    return Finding(rule, _trusted_problem(kept.problem), trusted(kept.place))


def message_text(message: Message) -> str:
    """Write a message as JSON text."""
    return dumps(_written(_kept(message), _MESSAGES), ensure_ascii=False)


def message_of(text: str) -> Message:
    """Make the text of a message one again."""
    return _message(loads(text))


# --- in the store --------------------------------------------------------------------------------------------


def stored(kept: Record) -> tuple[bytes, bytes]:
    """Pack a record for the store: all but its tables and digests; and its tables, which few who read it need."""
    json = to_json(kept)
    tables = json.pop("tables")
    json.pop("digests")  # they have a table of their own
    return _packed(json), _packed(tables)


def _packed(json: Json) -> bytes:
    return compress(dumps(json, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def restored(packed: bytes) -> Record:
    """Unpack a record without its tables and digests."""
    return from_json(loads(decompress(packed)))


# --- back again ----------------------------------------------------------------------------------------------


def report(kept: Record, path: str, provisions: Mapping[str, Provision]) -> Report:
    """Make a record a report again; raise KeyError for a rule that is not among the provisions."""
    return Report(
        path,
        kept.sha256,
        kept.format,
        kept.pages,
        kept.pack,
        kept.language,
        kept.title,
        kept.body,
        kept.year,
        kept.failure,
        tuple(Finding(provisions[f.rule], f.problem, f.place) for f in kept.findings),
        tuple(Assessment(provisions[a.rule], a.outcome, a.reason, a.unread) for a in kept.assessments),
        kept.notes,
    )


class Lazy(Mapping[str, T]):
    """A mapping whose names and values are unpacked when they are asked for."""

    def __init__(self, names: Callable[[], Iterable[str]], load: Callable[[str], T]) -> None:
        self._names, self._load = cache(names), cache(load)

    def __getitem__(self, name: str) -> T:
        if name not in self._names():
            raise KeyError(name)
        return self._load(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(tuple(self._names()))


def tables_of(packed: bytes, form: Form) -> tuple[Lazy[BoundTable | NotAssessed], Lazy[str]]:
    """Unpack the tables of a filing, by their ids, and the headings that they stand under."""

    @cache
    def kept() -> dict[str, dict[str, Any]]:
        known = {spec.id for spec in form.tables}
        return {table["id"]: table for table in loads(decompress(packed)) if table["id"] in known}

    return (
        Lazy(lambda: kept().keys(), lambda name: _bound(kept()[name], form)),
        Lazy(lambda: kept().keys(), lambda name: str(kept()[name]["heading"])),
    )


def _bound(table: dict[str, Any], form: Form) -> BoundTable | NotAssessed:
    if table["absent"] is not None:
        return NotAssessed(_message(table["absent"]), bool(table["unread"]))
    cells = (_cell(cell) for cell in table["cells"])
    return BoundTable(form.table(table["id"]), (), {(cell.row, cell.column): cell for cell in cells})


def _cell(kept: dict[str, Any]) -> BoundCell:
    at = kept["location"]
    box = at["bbox"] and tuple(at["bbox"])
    location = Location(at["block"], at["page"], at["row"], at["column"], box)
    cell = Cell(
        kept["text"], at["row"] or 0, at["column"] or 0, certain=kept["certain"], page=at["page"], bbox=box
    )
    return BoundCell(kept["row"], kept["column"], cell, location)
