"""Audits for programs: `checker_audit.audit(…)`."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from checker import App, Report
from checker_audit.auditing import Auditing, Plan
from checker_audit.decision_table import read_decisions
from checker_audit.intake.roster import read_roster
from checker_audit.period_choice import chosen_period
from checker_audit.store import Store
from checker_audit.worker import LIMITS, PREPARE, WorkerOptions
from checker_audit.workers.fork_client import fork_server_command
from checker_audit.workers.pool import WorkerPool


def audit(
    *paths: str | Path,
    year: int | None = None,
    period: str | None = None,
    roster: str | Path | None = None,
    store: str | Path = "audit.db",
    workers: int | None = None,
    pack: str | None = None,
    decisions: str | Path | None = None,
) -> Iterator[Report]:
    """Audit submissions for a year or a period, and yield the report of each, by path, when all are read and compared.

    The options are those of `checker audit`. Files that have not changed since the store was written are not read
    again; findings across filings are in the store. The audit runs when the first report is asked for; raise
    CheckerError if an argument cannot be used.
    """
    options = WorkerOptions(pack=pack)
    app = App()
    bodies = read_roster(Path(roster), app.host.languages).bodies if roster is not None else None
    table = read_decisions(Path(decisions), app.host.languages) if decisions is not None else None
    plan = Plan(tuple(map(str, paths)), chosen_period(year, period), bodies, options)
    size = workers or os.cpu_count() or 1
    with (
        Store(str(store)) as results,
        WorkerPool(fork_server_command(PREPARE), options.json, workers=size, limits=LIMITS) as pool,
    ):
        auditing = Auditing(plan, app, results)
        run = auditing.begin(datetime.now().astimezone())
        auditing.find(run, pool, lambda _message: None)
        for _path in auditing.read(run, pool):
            pass
        yield from auditing.compare(run, pool, table).reports()
