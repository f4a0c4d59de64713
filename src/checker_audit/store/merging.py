"""Merge the parts of an audit from other stores."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, func, insert, select, update

from checker import AuditError, Messages
from checker_audit.store import schema
from checker_audit.store.engines import insert_new, read_transaction, write_transaction
from checker_audit.store.keys import reports_of
from checker_audit.store.results import OF_REPORT, Values
from checker_audit.store.runs import Run

_ = Messages(__package__)

_BATCH = 100  # submissions copied at once


def check_complete(runs: Sequence[Run]) -> None:
    """Raise AuditError unless the runs are all parts of one audit, with the same versions and options."""
    if len({run.judges for run in runs}) > 1:
        raise AuditError(_("the parts were judged by different versions of the checker, packs or options"))
    parts = [run.shard for run in runs if run.shard]
    if not parts:
        return
    count = int(parts[0].partition("/")[2])
    wanted = [f"{number}/{count}" for number in range(1, count + 1)]
    if sorted(parts) != sorted(wanted):
        missing = tuple(part for part in wanted if part not in parts) or tuple(parts)
        raise AuditError(_("these are not all parts of one audit, each once: {parts}", parts=missing))


def copy_parts(run: Run, parts: Sequence[Run]) -> None:
    """Copy the submissions of runs of other stores, with their reports and packs."""
    for part in parts:
        for batch in _batches(part):
            with write_transaction(run.engine) as connection:
                _write(connection, run, batch)
    of_run = schema.submission.c.run_id == run.id
    with write_transaction(run.engine) as connection:
        walked = connection.scalar(select(func.count()).where(of_run))
        connection.execute(update(schema.run).where(schema.run.c.id == run.id).values(walked=walked))


@dataclass(frozen=True)
class _Batch:
    """Submissions of a store, with their reports, by their ids in that store."""

    submissions: Sequence[Values]
    reports: Mapping[int, Values]
    packs: Sequence[Values]
    parts: Mapping[str, Mapping[int, Sequence[Values]]]


def _batches(run: Run) -> Iterator[_Batch]:
    submission = schema.submission
    wanted = select(submission).where(submission.c.run_id == run.id).order_by(submission.c.path)
    last = ""
    while submissions := _all(run.engine, wanted.where(submission.c.path > last).limit(_BATCH)):
        numbers = {one["report_id"] for one in submissions} - {None}
        reports = _all(run.engine, select(schema.report).where(schema.report.c.id.in_(numbers)))
        digests = {report["pack"] for report in reports} - {None}
        packs = _all(run.engine, select(schema.pack).where(schema.pack.c.digest.in_(digests)))
        parts: dict[str, defaultdict[int, list[Values]]] = {}
        for table in OF_REPORT:
            of_table = parts[table.name] = defaultdict[int, list[Values]](list)
            for row in _all(run.engine, select(table).where(table.c.report_id.in_(numbers))):
                of_table[row["report_id"]].append(row)
        yield _Batch(submissions, {report["id"]: report for report in reports}, packs, parts)
        last = submissions[-1]["path"]


def _all(engine: Engine, wanted: Any) -> list[Values]:
    with read_transaction(engine) as connection:
        return [dict(row) for row in connection.execute(wanted).mappings()]


def _write(connection: Connection, run: Run, batch: _Batch) -> None:
    for pack in sorted(batch.packs, key=lambda pack: str(pack["digest"])):
        connection.execute(insert_new(connection, schema.pack, ["digest"]).values(pack))
    for report in sorted(batch.reports.values(), key=lambda report: str(report["key"])):
        values = {name: value for name, value in report.items() if name != "id"}
        inserted = insert_new(connection, schema.report, ["key"]).values(values)
        number = connection.scalar(inserted.returning(schema.report.c.id))
        for table in OF_REPORT if number is not None else ():
            if rows := batch.parts[table.name].get(report["id"]):
                connection.execute(insert(table), [{**row, "report_id": number} for row in rows])
    here = reports_of(connection, {report["key"] for report in batch.reports.values()})
    for one in batch.submissions:
        number = here[batch.reports[one["report_id"]]["key"]].id if one["report_id"] is not None else None
        values = {name: value for name, value in one.items() if name != "id"}
        values |= {"run_id": run.id, "walk": 0, "report_id": number}
        connection.execute(insert_new(connection, schema.submission, ["run_id", "path"]).values(values))
