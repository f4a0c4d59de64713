"""Audits for programs: `checker.audit(…)`."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from checker.audit.auditing import Auditing, Plan
from checker.audit.crew import Crew
from checker.audit.nursery import zygote_of
from checker.audit.roster import read_roster
from checker.audit.store import Store
from checker.audit.worker import LIMITS, PREPARE, Outfit
from checker.kit import Kit
from checker.reports import Report


def audit(
    *paths: str | Path,
    year: int,
    roster: str | Path | None = None,
    store: str | Path = "audit.db",
    workers: int | None = None,
    pack: str | None = None,
) -> Iterator[Report]:
    """Audit submissions for a report year, and yield the report of each, by path, when all are read and compared.

    Options as those of `checker audit`. What is unchanged since the store was written is not read again; what was
    found across filings is in the store, too. Raise CheckerError where an argument cannot be used.
    """
    outfit = Outfit(pack=pack)
    bodies = read_roster(Path(roster)).bodies if roster is not None else None
    plan = Plan(tuple(map(str, paths)), year, bodies, outfit)
    command, most = zygote_of(PREPARE), workers or os.cpu_count() or 1
    with (
        Store(str(store)) as kept,
        Crew(command, outfit.options, workers=most, limits=LIMITS, slow_lane=False) as crew,
    ):
        auditing = Auditing(plan, Kit(), kept)
        run = auditing.begin(datetime.now().astimezone())
        auditing.enlist(run, crew, lambda _message: None)
        for _path in auditing.work(run, crew):
            pass
        yield from auditing.conclude(run, datetime.now().astimezone()).reports()
