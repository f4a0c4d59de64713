"""What a run must read: the submissions that were found, without those that have a result under the same key already."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from checker import Messages, SubmissionState
from checker_audit import paths
from checker_audit.intake.sources import FoundFile
from checker_audit.record_json import message_text
from checker_audit.store import schema
from checker_audit.store.engines import read_transaction, write_transaction
from checker_audit.store.keys import report_key, reports_of

_ = Messages(__package__)

TODO = "todo"
_BATCH = 500  # submissions that are looked up at once
_WAITING = (TODO, SubmissionState.UNREACHED)


@dataclass(frozen=True, slots=True)
class Pending:
    """A submission that waits to be read; `known` is the SHA-256 of a content under its path that has a report."""

    id: int
    path: str
    known: str | None = None


@dataclass(frozen=True)
class Backlog:
    """The submissions of a run on its n-th walk; `digest` stands for all but the content that results depend on.

    If `fresh`, results of other runs are not used.
    """

    engine: Engine
    run: int
    walk: int
    digest: str
    fresh: bool = False

    def add(self, found: Sequence[FoundFile]) -> None:
        """Add files that were found; unchanged ones that have a result keep it."""
        files = {paths.written(one.path): one for one in map(_storable, found)}
        with write_transaction(self.engine) as connection:
            rows = self._rows(connection, files)
            unchanged = [path for path, row in rows.items() if _has_result(row, files[path])]
            changed = {path: one for path, one in files.items() if path not in unchanged}
            reports = {} if self.fresh else self._reports_by_stamp(connection, changed)
            values = {path: self._values(one, reports.get(path)) for path, one in changed.items()}
            submission = schema.submission
            here = submission.c.id == bindparam("number")
            touch = [{"number": rows[path].id, "walk": self.walk} for path in unchanged]
            again = [{"number": rows[path].id, **values[path]} for path in changed if path in rows]
            new = [{"run_id": self.run, "path": path, **values[path]} for path in changed if path not in rows]
            if touch:
                connection.execute(update(submission).where(here), touch)
            if again:
                connection.execute(update(submission).where(here), again)
            if new:
                connection.execute(insert(submission), new)

    def close(self) -> None:
        """Delete submissions that this walk did not find any more, and count the others."""
        submission, run = schema.submission, schema.run
        of_run = submission.c.run_id == self.run
        with write_transaction(self.engine) as connection:
            connection.execute(delete(submission).where(of_run, submission.c.walk < self.walk))
            walked = connection.scalar(select(func.count()).where(of_run))
            connection.execute(update(run).where(run.c.id == self.run).values(walked=walked))

    def pending(self) -> Iterator[Pending]:
        """Yield what waits to be read, by number; results may be added meanwhile."""
        submission = schema.submission
        waiting = select(submission.c.id, submission.c.path).where(
            submission.c.run_id == self.run, submission.c.state == TODO
        )
        last = 0
        while True:
            with read_transaction(self.engine) as connection:
                batch = waiting.where(submission.c.id > last).order_by(submission.c.id).limit(_BATCH)
                rows = connection.execute(batch).all()
                known = {} if self.fresh else self._known(connection, [row.path for row in rows])
            if not rows:
                return
            yield from (Pending(row.id, paths.read(row.path), known.get(row.path)) for row in rows)
            last = rows[-1].id

    def _rows(self, connection: Connection, files: Collection[str]) -> Mapping[str, Any]:
        submission = schema.submission
        wanted = select(submission.c.id, submission.c.path, submission.c.stamp, submission.c.state).where(
            submission.c.run_id == self.run, submission.c.path.in_(files)
        )
        return {row.path: row for row in connection.execute(wanted)}

    def _reports_by_stamp(self, connection: Connection, files: Mapping[str, FoundFile]) -> Mapping[str, Any]:
        """Map paths to the report of the content that had the same path and stamp in any run."""
        contents = {
            row.path: row.sha256
            for row in self._contents(connection, files)
            if row.stamp and row.stamp == files[row.path].stamp
        }
        return self._reports(connection, contents)

    def _known(self, connection: Connection, files: Collection[str]) -> Mapping[str, str]:
        contents = {row.path: row.sha256 for row in self._contents(connection, files)}
        return {path: contents[path] for path in self._reports(connection, contents)}

    def _contents(self, connection: Connection, files: Collection[str]) -> Sequence[Any]:
        """Return path, stamp and SHA-256 of what any run read at these paths, the latest last."""
        submission, report = schema.submission, schema.report
        wanted = (
            select(submission.c.path, submission.c.stamp, report.c.sha256)
            .join(report, submission.c.report_id == report.c.id)
            .where(submission.c.path.in_(files))
        )
        return connection.execute(wanted.order_by(submission.c.id)).all()

    def _reports(self, connection: Connection, contents: Mapping[str, str]) -> Mapping[str, Any]:
        keys = {path: report_key(sha256, paths.read(path), self.digest) for path, sha256 in contents.items()}
        reports = reports_of(connection, set(keys.values()))
        return {path: reports[key] for path, key in keys.items() if key in reports}

    def _values(self, one: FoundFile, report: Any | None) -> dict[str, Any]:
        refused = one.refused is not None
        state = SubmissionState.ERROR if refused else TODO if report is None else report.state
        return {
            "stamp": one.stamp,
            "walk": self.walk,
            "state": state,
            "report_id": None if refused or report is None else report.id,
            "failure": one.code if refused else None,
            "reason": message_text(one.refused) if one.refused is not None else None,
        }


def _storable(one: FoundFile) -> FoundFile:
    short = paths.shortened(one.path)
    return one if short is None else FoundFile(short, refused=_("its path is too long"))


def _has_result(row: Any, one: FoundFile) -> bool:
    return one.stamp != "" and row.stamp == one.stamp and row.state not in _WAITING
