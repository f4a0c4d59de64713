"""What a run is to read: the submissions that were found, less those that ended already under the same key."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, func, insert, select, update

from checker.judging.audit_results import SubmissionState
from checker.messages import Message, Messages
from checker_audit.record_json import message_text
from checker_audit.store import paths, schema
from checker_audit.store.engines import reading, writing
from checker_audit.store.keys import report_key, reports_of

_ = Messages(__package__)

TODO = "todo"
_TOGETHER = 500  # submissions that are looked up at once
_WAITING = (TODO, SubmissionState.UNREACHED)


@dataclass(frozen=True, slots=True)
class Walked:
    """A submission that was found; `refused` says why it is not to be opened."""

    path: str
    stamp: str = ""
    refused: Message | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """A submission that waits; `known` is the SHA-256 of a content under its path that is judged already."""

    id: int
    path: str
    known: str | None = None


@dataclass(frozen=True)
class Intake:
    """The submissions of a run on its n-th walk; `digest` stands for all but the content that results depend on.

    Where it is `fresh`, what other runs found out does not count.
    """

    engine: Engine
    run: int
    walk: int
    digest: str
    fresh: bool = False

    def take_in(self, found: Sequence[Walked]) -> None:
        """Take in what was found; what has ended before stays so."""
        ones = {paths.written(one.path): one for one in map(_kept, found)}
        with writing(self.engine) as connection:
            mine = self._mine(connection, ones)
            still = [path for path, row in mine.items() if _has_ended(row, ones[path])]
            anew = {path: one for path, one in ones.items() if path not in still}
            reports = {} if self.fresh else self._judged_before(connection, anew)
            values = {path: self._values(one, reports.get(path)) for path, one in anew.items()}
            submission = schema.submission
            here = submission.c.id == bindparam("number")
            met = [{"number": mine[path].id, "walk": self.walk} for path in still]
            again = [{"number": mine[path].id, **values[path]} for path in anew if path in mine]
            new = [{"run_id": self.run, "path": path, **values[path]} for path in anew if path not in mine]
            if met:
                connection.execute(update(submission).where(here), met)
            if again:
                connection.execute(update(submission).where(here), again)
            if new:
                connection.execute(insert(submission), new)

    def close(self) -> None:
        """Forget what the walk did not meet any more, and count what it met."""
        submission, run = schema.submission, schema.run
        of_run = submission.c.run_id == self.run
        with writing(self.engine) as connection:
            connection.execute(delete(submission).where(of_run, submission.c.walk < self.walk))
            walked = connection.scalar(select(func.count()).where(of_run))
            connection.execute(update(run).where(run.c.id == self.run).values(walked=walked))

    def pending(self) -> Iterator[Pending]:
        """Iterate over what waits to be read, by number; results may be told meanwhile."""
        submission = schema.submission
        waiting = select(submission.c.id, submission.c.path).where(
            submission.c.run_id == self.run, submission.c.state == TODO
        )
        last = 0
        while True:
            with reading(self.engine) as connection:
                some = waiting.where(submission.c.id > last).order_by(submission.c.id).limit(_TOGETHER)
                rows = connection.execute(some).all()
                known = {} if self.fresh else self._known(connection, [row.path for row in rows])
            if not rows:
                return
            yield from (Pending(row.id, paths.read(row.path), known.get(row.path)) for row in rows)
            last = rows[-1].id

    def _mine(self, connection: Connection, ones: Collection[str]) -> Mapping[str, Any]:
        submission = schema.submission
        wanted = select(submission.c.id, submission.c.path, submission.c.stamp, submission.c.state).where(
            submission.c.run_id == self.run, submission.c.path.in_(ones)
        )
        return {row.path: row for row in connection.execute(wanted)}

    def _judged_before(self, connection: Connection, ones: Mapping[str, Walked]) -> Mapping[str, Any]:
        """Map the paths whose stamp is that of a content that was judged to the report of it."""
        told = {
            row.path: row.sha256
            for row in self._told(connection, ones)
            if row.stamp and row.stamp == ones[row.path].stamp
        }
        return self._reports(connection, told)

    def _known(self, connection: Connection, ones: Collection[str]) -> Mapping[str, str]:
        told = {row.path: row.sha256 for row in self._told(connection, ones)}
        return {path: told[path] for path in self._reports(connection, told)}

    def _told(self, connection: Connection, ones: Collection[str]) -> Sequence[Any]:
        """List what was told of paths in any run, the latest last."""
        submission, report = schema.submission, schema.report
        wanted = (
            select(submission.c.path, submission.c.stamp, report.c.sha256)
            .join(report, submission.c.report_id == report.c.id)
            .where(submission.c.path.in_(ones))
        )
        return connection.execute(wanted.order_by(submission.c.id)).all()

    def _reports(self, connection: Connection, told: Mapping[str, str]) -> Mapping[str, Any]:
        keys = {path: report_key(told[path], paths.read(path), self.digest) for path in told}
        reports = reports_of(connection, set(keys.values()))
        return {path: reports[key] for path, key in keys.items() if key in reports}

    def _values(self, one: Walked, report: Any | None) -> dict[str, Any]:
        refused = one.refused is not None
        state = SubmissionState.ERROR if refused else TODO if report is None else report.state
        return {
            "stamp": one.stamp,
            "walk": self.walk,
            "state": state,
            "report_id": None if refused or report is None else report.id,
            "failure": "unreadable" if refused else None,
            "reason": message_text(one.refused) if one.refused is not None else None,
        }


def _kept(one: Walked) -> Walked:
    short = paths.shortened(one.path)
    return one if short is None else Walked(short, refused=_("its path is too long"))


def _has_ended(row: Any, one: Walked) -> bool:
    return one.stamp != "" and row.stamp == one.stamp and row.state not in _WAITING
