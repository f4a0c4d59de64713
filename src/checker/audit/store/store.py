"""The store as a whole: opened, its runs begun or gone on with, shards put together."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Self

from sqlalchemy import insert, select, update

from checker.audit.store import schema
from checker.audit.store.engines import opened, writing
from checker.audit.store.runs import Run
from checker.errors import AuditError
from checker.messages import Sentences

_ = Sentences("checker")


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes an audit this one: its report year, what was asked for, and what judges.

    `options` are words that tell it from others (paths, roster, shard …); `digest` stands for everything but the
    content that a result depends on: versions, packs, options of reading.
    """

    year: int
    options: tuple[str, ...]
    digest: str

    @property
    def key(self) -> str:
        return sha256(json.dumps([self.year, self.options, self.digest]).encode()).hexdigest()


class Store:
    """A database of audits; a context manager."""

    def __init__(self, place: str) -> None:
        self._engine = opened(place)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._engine.dispose()

    def begin(self, identity: Identity, now: datetime) -> Run:
        """Go on with the run of this identity that was interrupted, else begin one."""
        run = schema.run
        with writing(self._engine) as connection:
            unfinished = select(run.c.id).where(run.c.identity == identity.key, run.c.finished.is_(None))
            number = connection.scalar(unfinished.order_by(run.c.id.desc()).limit(1))
            if number is None:
                begun = {
                    "identity": identity.key,
                    "year": identity.year,
                    "pack": "",
                    "options": json.dumps(identity.options, ensure_ascii=True),
                    "walks": 0,
                    "begun": now.isoformat(timespec="seconds"),
                }
                number = connection.scalar(insert(run).values(begun).returning(run.c.id))
            assert number is not None, "a row that was inserted has a number"
            connection.execute(update(run).where(run.c.id == number).values(walks=run.c.walks + 1))
        return self.run(number)

    def run(self, number: int) -> Run:
        """Return a run by its number; raise AuditError where there is none."""
        run = schema.run
        with self._engine.connect() as connection:
            row = connection.execute(
                select(run.c.year, run.c.walks, run.c.identity).where(run.c.id == number)
            ).first()
        if row is None:
            raise AuditError(_("the store has no run {number}", number=number))
        return Run(self._engine, number, row.year, row.walks, row.identity)

    def runs(self) -> Iterator[tuple[int, int, str, str | None]]:
        """Iterate over (number, year, begun, finished) of all runs, the oldest first."""
        run = schema.run
        with self._engine.connect() as connection:
            for row in connection.execute(select(run).order_by(run.c.id)).all():
                yield row.id, row.year, row.begun, row.finished

    def newest(self, year: int | None = None) -> Run:
        """Return the run that was begun last, of a report year where that is given; raise AuditError without one."""
        numbers = [number for number, of, _begun, _finished in self.runs() if year in {None, of}]
        if not numbers:
            raise AuditError(_("the store has no such run"))
        return self.run(numbers[-1])

    def merge(self, others: Sequence["Store"], year: int, now: datetime) -> Run:
        """Put the newest runs of other stores for a year together as one run of this store."""
        runs = [other.newest(year) for other in others]
        identity = Identity(year, ("merge", *(run.identity for run in runs)), "")
        merged = self.begin(identity, now)
        merged.take_in(runs)
        return merged
