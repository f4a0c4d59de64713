"""Records as JSON, between worker, audit and store.

A worker that runs malicious code may send anything: a record is made only from JSON of exactly its shape, whose messages
do nothing but fill placeholders, and whose rules and tables are those of its pack.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from json import dumps, loads
from re import compile as pattern
from typing import TypeVar
from zlib import compress, decompress
from zlib import error as ZlibError  # noqa: N812  # “error” says too little

from pydantic import ConfigDict, TypeAdapter, ValidationError

from checker import (
    AuditError,
    Failure,
    Finding,
    Json,
    Message,
    Messages,
    Note,
    Problem,
    Provision,
    RulePack,
    TableSpec,
    message_from_json,
)
from checker_audit.conclusions import Conclusions
from checker_audit.records import (
    AssessmentRecord,
    Code,
    FindingRecord,
    Record,
    TableRecord,
    is_small,
    storable,
)

_ = Messages(__package__)

T = TypeVar("T")

_UNSTORABLE = pattern("[\ud800-\udfff\0]")  # not in UTF-8, or not in PostgreSQL
_NUL = "\\u0000"  # as JSON writes it


_STRICT = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)
# in a tuple, because the configuration is passed down to dataclasses without one of their own
_RECORD = TypeAdapter(tuple[Record], config=_STRICT)
_TABLES = TypeAdapter(tuple[tuple[TableRecord, ...]], config=_STRICT)
_FINDING = TypeAdapter(tuple[FindingRecord], config=_STRICT)
_CONCLUSIONS = TypeAdapter(tuple[tuple[Conclusions, ...]], config=_STRICT)
_MESSAGE = TypeAdapter(tuple[Message], config=_STRICT)
_CODE = TypeAdapter(Code)


# --- writing ---


def to_json(record: Record) -> dict[str, Json]:
    """Write a record as JSON."""
    (json,) = _RECORD.dump_python((record,), mode="json")
    assert isinstance(json, dict), "a record is an object"
    return json


def packed(record: Record) -> tuple[bytes, bytes]:
    """Compress a record for the store: without tables and digests, and its tables, which are rarely needed."""
    rest = replace(record, tables=(), digests={})
    return _packed(_RECORD.dump_json((rest,))), _packed(_TABLES.dump_json((record.tables,)))


def digest_packed(digest: Json) -> bytes:
    """Compress a digest for the store."""
    return _packed(dumps(digest, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _packed(json: bytes) -> bytes:
    return compress(json, 1)


def finding_text(finding: FindingRecord) -> str:
    """Write a finding across filings as JSON text, without its rule."""
    (json,) = _FINDING.dump_python((finding,), mode="json")
    return _text(json)


def conclusions_json(conclusions: Sequence[Conclusions]) -> Json:
    """Write conclusions as JSON."""
    json: Json = _CONCLUSIONS.dump_python((tuple(conclusions),), mode="json")[0]
    return json


def message_text(message: Message) -> str:
    """Write a message as JSON text."""
    (json,) = _MESSAGE.dump_python((storable(message),), mode="json")
    return _text(json)


# --- reading ---


def from_json(json: object) -> Record:
    """Read the record that a worker sent; raise AuditError if it is invalid."""
    return _trusted_record(_read(json, _RECORD))


def unpacked(record: bytes) -> Record:
    """Read a compressed record without tables and digests; raise AuditError if it is invalid."""
    return _trusted_record(_read_text(_inflated(record), _RECORD))


def tables_unpacked(tables: bytes) -> tuple[TableRecord, ...]:
    """Read the compressed tables of a record; raise AuditError if they are invalid."""
    read: tuple[TableRecord, ...] = _read_text(_inflated(tables), _TABLES)
    return tuple(map(_trusted_table, read))


def digest_unpacked(digest: bytes) -> Json:
    """Read a compressed digest."""
    json: Json = loads(_inflated(digest))
    return json


def finding_of(text: str, rule: Provision) -> Finding:
    """Read a finding from JSON text."""
    read = _read_text(f"[{text}]", _FINDING)
    return Finding(rule, _trusted_problem(read.problem), trusted(read.place))


def conclusions_of(json: object, rules: Collection[str]) -> tuple[Conclusions, ...]:
    """Read the conclusions of these rules that a worker sent; raise AuditError if they are invalid."""
    read = _read(json, _CONCLUSIONS)
    for one in read:
        if [assessment.rule for assessment in one.assessments] != list(rules):
            raise _invalid("assessments")
        if not {cross.found.rule for cross in one.findings} <= set(rules):
            raise _invalid("findings")
    return tuple(map(_trusted_conclusions, read))


def message_of(text: str) -> Message:
    """Read a message from JSON text; raise AuditError if it is invalid."""
    return trusted(_read_text(f"[{text}]", _MESSAGE))


def _inflated(packed: bytes) -> bytes:
    try:
        return decompress(packed)
    except ZlibError as error:
        raise AuditError(_("the store is damaged: {reason}", reason=str(error))) from error


def _read(json: object, adapter: TypeAdapter[tuple[T]]) -> T:
    try:
        return _read_text(_text([json]), adapter)
    except (TypeError, ValueError, RecursionError) as error:
        raise _invalid(type(error).__name__) from error


def _read_text(text: str | bytes, adapter: TypeAdapter[tuple[T]]) -> T:
    try:
        (read,) = adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise _invalid(".".join(map(str, first["loc"][1:])) + f": {first['type']}") from error
    return read


def _text(json: object) -> str:
    """Write JSON without characters that cannot be stored; they are rare, so that it is slow only with them."""
    text = dumps(json, ensure_ascii=False, allow_nan=False)
    if _UNSTORABLE.search(text) or _NUL in text:
        return dumps(_scrubbed(json), ensure_ascii=False, allow_nan=False)
    return text


def storable_text(text: str) -> str:
    """Return a text with replacements for what databases cannot store."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def _scrubbed(json: object) -> object:
    if isinstance(json, str):
        return storable_text(json)
    if isinstance(json, list):
        return list(map(_scrubbed, json))
    if isinstance(json, dict):
        return {str(_scrubbed(key)): _scrubbed(value) for key, value in json.items()}
    return json


# --- validating ---


def validate(record: Record, pack: RulePack | None) -> None:
    """Raise AuditError if a record does not fit the rules and tables of its pack."""
    rules = [] if pack is None else [rule.id for rule in pack.rules]
    audit = set() if pack is None else {rule.id for rule in pack.audit}
    specs = {} if pack is None else {spec.id: spec for spec in pack.form.tables}
    if (pack is None) != (record.failure is not None) or record.pack != (pack.id if pack else ""):
        raise _invalid("pack")
    if record.period is not None and not _is_of(record, pack):
        raise _invalid("period")
    if sorted(assessment.rule for assessment in record.assessments) != sorted(rules):
        raise _invalid("assessments")
    if not {finding.rule for finding in record.findings} <= set(rules):
        raise _invalid("findings")
    if not record.digests.keys() <= audit or not all(map(is_small, record.digests.values())):
        raise _invalid("digests")
    if [table.id for table in record.tables] != list(specs):
        raise _invalid("tables")
    if not all(_fits(table, specs[table.id]) for table in record.tables):
        raise _invalid("cells")


def _is_of(record: Record, pack: RulePack | None) -> bool:
    """Return whether a record's period is one of its pack, and its year names it."""
    period = record.period
    known = None if pack is None or period is None else pack.form.cycle.read(period.label)
    return known is not None and (known, known.year) == (period, record.year)


def _fits(table: TableRecord, spec: TableSpec) -> bool:
    keys = [(cell.row, cell.column) for cell in table.cells]
    try:
        spec = table.spec(spec)
    except ValueError:
        return False
    known = all(row in spec.rows and column in spec.columns for row, column in keys)
    return known and len(keys) == len(set(keys))


def _invalid(what: str) -> AuditError:
    return AuditError(_("a worker sent an invalid record: {what}", what=what))


def _trusted_record(record: Record) -> Record:
    return replace(
        record,
        failure=record.failure and Failure(_valid_code(record.failure.code), trusted(record.failure.message)),
        findings=tuple(map(_trusted_finding, record.findings)),
        assessments=tuple(map(_trusted_assessment, record.assessments)),
        notes=tuple(map(_trusted_note, record.notes)),
        tables=tuple(map(_trusted_table, record.tables)),
    )


def _trusted_conclusions(conclusions: Conclusions) -> Conclusions:
    return replace(
        conclusions,
        findings=tuple(replace(one, found=_trusted_finding(one.found)) for one in conclusions.findings),
        assessments=tuple(map(_trusted_assessment, conclusions.assessments)),
    )


def _trusted_finding(found: FindingRecord) -> FindingRecord:
    return replace(found, problem=_trusted_problem(found.problem), place=trusted(found.place))


def _trusted_assessment(assessment: AssessmentRecord) -> AssessmentRecord:
    return replace(assessment, reason=trusted(assessment.reason)) if assessment.reason else assessment


def _trusted_note(note: Note) -> Note:
    return replace(note, code=_valid_code(note.code), message=trusted(note.message))


def _trusted_table(table: TableRecord) -> TableRecord:
    return replace(table, absent=trusted(table.absent)) if table.absent else table


def _trusted_problem(problem: Problem) -> Problem:
    return replace(
        problem,
        code=_valid_code(problem.code),
        message=trusted(problem.message),
        expected=_trusted_or(problem.expected),
        actual=_trusted_or(problem.actual),
        advice=problem.advice and trusted(problem.advice),
        statements=tuple(replace(one, message=trusted(one.message)) for one in problem.statements),
    )


def _trusted_or(value: Message | str | None) -> Message | str | None:
    return trusted(value) if isinstance(value, Message) else value


def _valid_code(code: str) -> str:
    try:
        return _CODE.validate_python(code)
    except ValidationError as error:
        raise _invalid("code") from error


def trusted(message: Message) -> Message:
    """Return a message that does nothing but fill placeholders; raise AuditError for any other."""
    json = {"text": message.text, "values": message.values, "domain": message.domain}
    try:
        return message_from_json(json)
    except ValueError as error:
        raise AuditError(_("a worker sent an invalid message: {text}", text=message.text)) from error
