"""Audits for programs: `checker_audit.audit(…)`."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from checker.app import App
from checker.judging.reports import Report
from checker_audit.auditing import Auditing, Plan
from checker_audit.intake.roster import read_roster
from checker_audit.store import Store
from checker_audit.worker import LIMITS, PREPARE, WorkerOptions
from checker_audit.workers.fork_client import fork_server_command
from checker_audit.workers.pool import WorkerPool


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
    outfit = WorkerOptions(pack=pack)
    app = App()
    bodies = read_roster(Path(roster), app.host.languages).bodies if roster is not None else None
    plan = Plan(tuple(map(str, paths)), year, bodies, outfit)
    command, most = fork_server_command(PREPARE), workers or os.cpu_count() or 1
    with (
        Store(str(store)) as kept,
        WorkerPool(command, outfit.options, workers=most, limits=LIMITS, slow_lane=False) as crew,
    ):
        auditing = Auditing(plan, app, kept)
        run = auditing.begin(datetime.now().astimezone())
        auditing.enlist(run, crew, lambda _message: None)
        for _path in auditing.work(run, crew):
            pass
        yield from auditing.conclude(run, datetime.now().astimezone()).reports()
