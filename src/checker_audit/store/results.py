"""Write results into the store: reports, and their findings, assessments and facts as rows for queries."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from checker import Failure, Finding, Form, Message, Rule, RulePack, SubmissionState, cell_value, fingerprints
from checker_audit.record_json import digest_packed, message_text, packed, storable_text
from checker_audit.records import Record
from checker_audit.store import schema
from checker_audit.store.engines import insert_new
from checker_audit.store.keys import reports_of

Values = dict[str, Any]
OF_REPORT = (schema.finding, schema.assessment, schema.fact, schema.digest)


@dataclass(frozen=True, slots=True)
class SubmissionResult:
    """The result of a submission: a record, or the key of an existing report, or a failure.

    Without a submission it is a report that one will use.
    """

    submission: int | None
    state: SubmissionState
    key: str = ""
    record: Record | None = None
    pack: RulePack | None = None
    failure: Failure | None = None


def write_results(
    connection: Connection, results: Sequence[SubmissionResult], *, replace_reports: bool
) -> None:
    """Write the results of submissions; an existing report with the same key is kept unless `replace_reports`."""
    # always in the same order, so that two audits that write the same reports cannot deadlock
    recorded = sorted((one for one in results if one.record is not None), key=lambda one: one.key)
    for pack in sorted({one.pack.digest: one.pack for one in recorded if one.pack}.items()):
        write_pack(connection, pack[1])
    rows: dict[Any, list[Values]] = {table: [] for table in OF_REPORT}
    for one in recorded:
        assert one.record is not None, "others were filtered out"
        number = _report(connection, one, one.record, replace_report=replace_reports)
        if number is not None and one.pack is not None:
            for table, some in _rows(number, one.record, one.pack).items():
                rows[table] += some
    for table, some in rows.items():
        if some:
            connection.execute(insert(table), some)
    reports = reports_of(connection, {one.key for one in results if one.key})
    values = [
        {
            "number": one.submission,
            "state": one.state,
            "report_id": reports[one.key].id if one.key else None,
            "failure": one.failure.code if one.failure else None,
            "reason": message_text(one.failure.message) if one.failure else None,
        }
        for one in sorted(results, key=lambda one: one.submission or 0)
        if one.submission is not None
    ]
    if values:
        here = schema.submission.c.id == bindparam("number")
        connection.execute(update(schema.submission).where(here), values)


def write_pack(connection: Connection, pack: RulePack) -> None:
    """Write the provisions of a pack, unless the store has them."""
    provisions = [
        [one.id, one.severity, one.category, one.clause, one.requirement, one.name and message_text(one.name)]
        for one in (*pack.rules, *pack.audit)
    ]
    values = {"digest": pack.digest, "id": pack.id, "provisions": json.dumps(provisions, ensure_ascii=False)}
    connection.execute(insert_new(connection, schema.pack, ["digest"]).values(values))


def _report(
    connection: Connection, one: SubmissionResult, record: Record, *, replace_report: bool
) -> int | None:
    """Write a report and return its id; `None` if the store keeps an existing one."""
    rest, tables = packed(record)
    values = {
        "key": one.key,
        "sha256": record.sha256,
        "state": one.state,
        "pack": one.pack.digest if one.pack else None,
        "format": record.format,
        "pages": record.pages,
        "title": record.title,
        "body": record.body,
        "year": record.year,
        "period": record.period.label if record.period else None,
        "failure": record.failure.code if record.failure else None,
        "beside": record.beside,
        "record": rest,
        "tables": tables,
    }
    report = schema.report
    if not replace_report:
        inserted = insert_new(connection, report, ["key"]).values(values)
        new: int | None = connection.scalar(inserted.returning(report.c.id))
        return new
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    upserted = dialect.insert(report).values(values)
    upserted = upserted.on_conflict_do_update(index_elements=["key"], set_=values)
    number: int = connection.execute(upserted.returning(report.c.id)).scalar_one()
    for table in OF_REPORT:
        connection.execute(delete(table).where(table.c.report_id == number))
    return number


def _rows(number: int, record: Record, pack: RulePack) -> Mapping[Any, Iterable[Values]]:
    return {
        schema.finding: _findings(number, record, {rule.id: rule for rule in pack.rules}),
        schema.assessment: (
            {
                "report_id": number,
                "rule": one.rule,
                "outcome": one.outcome,
                "unread": one.unread,
                "reason": rendered(one.reason, record.language),
            }
            for one in record.assessments
        ),
        schema.fact: _facts(number, record, pack.form),
        schema.digest: (
            {"report_id": number, "rule": rule, "content": digest_packed(digest)}
            for rule, digest in record.digests.items()
        ),
    }


def _findings(number: int, record: Record, rules: Mapping[str, Rule]) -> Iterator[Values]:
    findings = [Finding(rules[one.rule], one.problem, one.place) for one in record.findings]
    for position, (finding, mark) in enumerate(zip(findings, fingerprints(findings), strict=True)):
        yield {
            "report_id": number,
            "position": position,
            "rule": finding.rule.id,
            "code": finding.problem.code,
            "severity": finding.severity,
            "category": finding.rule.category,
            "outcome": finding.outcome,
            "fingerprint": mark,
            "place": finding.place.render(record.language),
            "message": finding.problem.message.render(record.language),
            "actual": rendered(finding.problem.actual, record.language),
            "expected": rendered(finding.problem.expected, record.language),
        }


def _facts(number: int, record: Record, form: Form) -> Iterator[Values]:
    specs = {spec.id: spec for spec in form.tables}
    for table in record.tables:
        for cell in table.cells:
            kind = specs[table.id].cell_type(cell.row, cell.column) if table.id in specs else None
            value = cell_value(cell.text, kind, form.language)
            yield {
                "report_id": number,
                "table_id": table.id,
                "row_key": cell.row,
                "column_key": cell.column,
                "text": cell.text,
                "value": None if value is None else f"{value:f}",
                "certain": cell.certain,
            }


def rendered(value: Message | str | None, language: str) -> str | None:
    """Return a text in a language, as it can be stored."""
    if isinstance(value, Message):
        return value.render(language)
    return value and storable_text(value)
