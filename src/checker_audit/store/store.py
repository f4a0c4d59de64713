"""The store as a whole: open it, begin or resume runs, merge the parts of an audit."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

from sqlalchemy import Connection, Engine, func, select, update

from checker import AuditError, Messages
from checker.periods import year_named
from checker_audit.store import schema
from checker_audit.store.engines import insert_new, open_database, read_transaction, write_transaction
from checker_audit.store.locks import lock_run, remove_stale_locks
from checker_audit.store.merging import check_complete, copy_parts
from checker_audit.store.runs import Run, run_of

_ = Messages(__package__)


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies an audit, so that it can be resumed.

    `period` is the label of the one that is audited. `options` are texts (paths, roster …); `digest` stands for
    everything but the content that a result depends on: versions, packs, options of reading. `shard` is I/N, empty for
    a whole audit.
    """

    period: str
    options: tuple[str, ...]
    digest: str
    shard: str = ""

    @property
    def year(self) -> int:
        return year_named(self.period)

    @property
    def key(self) -> str:
        text = json.dumps([self.period, self.options, self.digest, self.shard])
        return sha256(text.encode()).hexdigest()


class Store:
    """A database of audits; a context manager."""

    def __init__(self, place: str) -> None:
        self._engine = open_database(place)
        self._releases: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for release in self._releases:
            release()
        self._releases.clear()
        self._engine.dispose()

    def begin(self, identity: Identity, now: datetime) -> Run:
        """Resume the interrupted run of this identity, else begin one.

        Raise AuditError if another process works on it.
        """
        run = schema.run
        remove_stale_locks(self._engine)
        with write_transaction(self._engine) as connection:
            number = self._unfinished(connection, identity)
            if number is None:
                begun = insert_new(connection, run, ["identity"], index_where=schema.UNFINISHED)
                connection.execute(begun.values(_row(identity, now)))
                number = self._unfinished(connection, identity)
            assert number is not None, "the row was inserted"
            release = lock_run(self._engine, number)
            if release is None:
                raise AuditError(
                    _("another process is running this audit: run {number} of the store", number=number)
                )
            self._releases.append(release)
            connection.execute(update(run).where(run.c.id == number).values(walks=run.c.walks + 1))
        return self.run(number)

    def _unfinished(self, connection: Connection, identity: Identity) -> int | None:
        run = schema.run
        wanted = select(run.c.id).where(run.c.identity == identity.key, run.c.finished.is_(None))
        return connection.scalar(wanted.with_for_update())

    def run(self, number: int) -> Run:
        """Return a run by its number; raise AuditError if there is none."""
        return run_of(self._engine, number)

    def runs(self) -> Iterator[tuple[int, str, str, str | None]]:
        """Yield (number, label of the period, begun, finished) of all runs, the oldest first."""
        run = schema.run
        with read_transaction(self._engine) as connection:
            rows = connection.execute(select(run).order_by(run.c.id)).all()
        yield from ((row.id, row.period or str(row.year), row.begun, row.finished) for row in rows)

    def newest(self, year: int | None = None, period: str | None = None) -> Run:
        """Return the latest run, or that of a report year or a period; raise AuditError if there is none."""
        numbers = [
            number
            for number, label, _begun, _finished in self.runs()
            if year in {None, year_named(label)} and period in {None, label}
        ]
        if not numbers:
            raise AuditError(_("the store has no such run"))
        return self.run(numbers[-1])

    @property
    def engine(self) -> Engine:
        return self._engine

    def earlier(self, run: Run) -> Run | None:
        """Return the latest finished run for the same period before this one, with the same rules; else `None`."""
        table = schema.run
        wanted = select(func.max(table.c.id)).where(
            table.c.period == run.period,
            table.c.id < run.id,
            table.c.finished.is_not(None),
            table.c.pack.is_not(None),
        )
        with read_transaction(self._engine) as connection:
            number = connection.scalar(wanted)
        return None if number is None else self.run(number)

    def merge(self, others: Sequence["Store"], period: str, now: datetime) -> Run:
        """Merge the newest runs of other stores for a period into one run of this store.

        Raise AuditError if they are not all parts of one audit.
        """
        parts = [other.newest(period=period) for other in others]
        check_complete(parts)
        merged = self.begin(Identity(period, ("merge", *(part.identity for part in parts)), ""), now)
        copy_parts(merged, parts)
        return merged


def _row(identity: Identity, now: datetime) -> dict[str, object]:
    return {
        "identity": identity.key,
        "year": identity.year,
        "period": identity.period,
        "options": json.dumps(identity.options),
        "judges": identity.digest,
        "shard": identity.shard,
        "walks": 0,
        "walked": 0,
        "begun": now.isoformat(timespec="seconds"),
    }
