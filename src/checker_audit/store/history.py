"""The finished runs of a store: their counts, those of their bodies, and the figures in the filings that count."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, Select, and_, func, or_, select

from checker import CellKey, Outcome, RunCounts, Severity
from checker_audit.store import schema
from checker_audit.store.counts import AuditCounts, audit_counts, judged_claims
from checker_audit.store.decisions import WAIVING
from checker_audit.store.engines import read_transaction

_AT_ONCE = 100  # cells that are read in one query
_Tallies = dict[tuple[str, str], int]  # severity and outcome → findings


class StoreHistory:
    """The runs for the packs of a family, up to one run; an `AuditHistory`."""

    def __init__(self, engine: Engine, number: int, family: str) -> None:
        self._engine, self.number, self._family = engine, number, family

    @cached_property
    def runs(self) -> Sequence[RunCounts]:
        return tuple(history(self._engine, self._family, self.number))

    def bodies(self, number: int) -> Mapping[str, RunCounts]:
        """Map the bodies of a run to their counts."""
        return bodies_of(self._engine, next(one for one in self.runs if one.number == number))

    def figures(
        self, number: int, cells: Sequence[CellKey]
    ) -> Iterator[tuple[str, Mapping[CellKey, Decimal]]]:
        """Yield the bodies of a run that filed, with the numbers in these cells of the filing that counts."""
        claim, submission, fact = schema.claim, schema.submission, schema.fact
        counted = select(claim.c.body, submission.c.report_id).join_from(
            claim, submission, claim.c.submission_id == submission.c.id
        )
        with read_transaction(self._engine) as connection:
            rows = connection.execute(counted.where(*_counting(number))).all()
        for first in range(0, len(rows), _AT_ONCE):
            some = rows[first : first + _AT_ONCE]
            wanted = select(
                fact.c.report_id, fact.c.table_id, fact.c.row_key, fact.c.column_key, fact.c.value
            ).where(
                fact.c.report_id.in_([row.report_id for row in some]),
                or_(
                    *(
                        and_(fact.c.table_id == t, fact.c.row_key == r, fact.c.column_key == c)
                        for t, r, c in cells
                    )
                ),
            )
            found: dict[int, dict[CellKey, Decimal]] = defaultdict(dict)
            with read_transaction(self._engine) as connection:
                for report, table, row, column, value in connection.execute(wanted) if cells else ():
                    if (exact := _decimal(value)) is not None:
                        found[report][table, row, column] = exact
            yield from ((row.body, found.get(row.report_id, {})) for row in some)

    def sums(self, number: int) -> Iterator[tuple[str, str, CellKey, Decimal]]:
        """Yield parent and kind of bodies, a cell, and its sum; equal numbers are counted by the database."""
        body, claim, submission, fact = schema.body, schema.claim, schema.submission, schema.fact
        group = (body.c.parent, body.c.kind, fact.c.table_id, fact.c.row_key, fact.c.column_key)
        wanted = (
            select(*group, fact.c.value, func.count().label("times"))
            .select_from(
                claim.join(body, (body.c.run_id == claim.c.run_id) & (body.c.name == claim.c.body))
                .join(submission, claim.c.submission_id == submission.c.id)
                .join(fact, fact.c.report_id == submission.c.report_id)
            )
            .where(*_counting(number), fact.c.value.is_not(None))
            .group_by(*group, fact.c.value)
        )
        found: dict[tuple[str, str, CellKey], Decimal] = defaultdict(Decimal)
        with read_transaction(self._engine) as connection:
            for parent, kind, table, row, column, value, times in connection.execute(wanted):
                found[parent, kind, (table, row, column)] += (_decimal(value) or 0) * times
        yield from ((*key, number) for key, number in found.items())


def history(engine: Engine, family: str = "", last: int | None = None) -> Iterator[RunCounts]:
    """Yield the counts of all finished runs, the oldest first; those of one family of packs, up to one run."""
    run, body, pack = schema.run, schema.body, schema.pack
    bodies = select(func.count()).where(body.c.run_id == run.c.id).scalar_subquery()
    wanted = (
        select(run.c.id, run.c.period, run.c.finished, pack.c.id.label("pack"), bodies.label("bodies"))
        .join(pack, run.c.pack == pack.c.digest)
        .where(run.c.finished.is_not(None))
        .order_by(run.c.id)
    )
    with read_transaction(engine) as connection:
        rows = connection.execute(wanted).all()
    for row in rows:
        if family in {"", row.pack.partition("/")[0]} and (last is None or row.id <= last):
            yield _of_everybody(row, audit_counts(engine, row.id, row.bodies))


def body_history(engine: Engine, name: str) -> Iterator[RunCounts]:
    """Yield the counts of a body in all finished runs, the oldest first; they are of the filing that counts."""
    for run in history(engine):
        if (found := bodies_of(engine, run, name).get(name)) is not None:
            yield found


def bodies_of(engine: Engine, run: RunCounts, only: str | None = None) -> Mapping[str, RunCounts]:
    """Map the bodies of a run, or one of them, to their counts, which are of the filing that counts."""
    number = run.number
    body, claim, submission, finding = schema.body, schema.claim, schema.submission, schema.finding
    cross, compared, used, decision = schema.cross_finding, schema.compared, schema.decided, schema.decision

    def grouped(table: Any, name: Any, *where: Any, joined: Any) -> Select[Any]:
        about = (*where, *(() if only is None else (name == only,)))
        columns = (name, table.c.severity, table.c.outcome)
        return select(*columns, func.count()).select_from(joined).where(*about).group_by(*columns)

    claimed = claim.join(submission, claim.c.submission_id == submission.c.id)
    own = grouped(
        finding, claim.c.body, *judged_claims(number),
        joined=claimed.join(finding, finding.c.report_id == submission.c.report_id),
    )  # fmt: skip
    across = grouped(
        cross, compared.c.body, compared.c.run_id == number,
        joined=cross.join(compared, compared.c.comparison_id == cross.c.comparison_id),
    )  # fmt: skip
    judged = select(submission.c.path).select_from(claimed).where(*judged_claims(number))
    waived = grouped(
        used, used.c.body, used.c.run_id == number, used.c.honoured, decision.c.kind.in_(WAIVING),
        (used.c.path == "") | used.c.path.in_(judged),
        joined=used.join(decision, (decision.c.run_id == used.c.run_id) & (decision.c.position == used.c.position)),
    )  # fmt: skip
    names = select(body.c.name).where(body.c.run_id == number)
    roles = select(claim.c.body, claim.c.role).where(
        claim.c.run_id == number, claim.c.role.in_(("filing", "unread"))
    )
    if only is not None:
        names, roles = names.where(body.c.name == only), roles.where(claim.c.body == only)
    tallies: dict[str, _Tallies] = defaultdict(dict)
    decided: dict[str, int] = defaultdict(int)
    arrived: dict[str, set[str]] = defaultdict(set)
    with read_transaction(engine) as connection:
        for name, severity, outcome, count in (*connection.execute(own), *connection.execute(across)):
            tallies[name][severity, outcome] = tallies[name].get((severity, outcome), 0) + count
        for name, severity, outcome, count in connection.execute(waived):
            tallies[name][severity, outcome] = tallies[name].get((severity, outcome), 0) - count
            decided[name] += count
        for name, role in connection.execute(roles):
            arrived[name].add(role)
        every = list(connection.scalars(names.order_by(body.c.position)))
    return {name: _of_body(run, arrived[name], tallies[name], decided[name]) for name in every}


def _counting(number: int) -> tuple[Any, ...]:
    """Select the claims of filings that count."""
    claim = schema.claim
    return claim.c.run_id == number, claim.c.role == "filing", claim.c.rank == 0


def _of_everybody(row: Any, counts: AuditCounts) -> RunCounts:
    found = dict.fromkeys(Severity, 0)
    review = 0
    for one in counts.findings:
        if one.outcome is Outcome.REVIEW:
            review += one.count
        else:
            found[one.severity] += one.count
    return RunCounts(
        row.id, row.period, row.finished, counts.filed, counts.missing, counts.unread,
        found[Severity.ERROR], found[Severity.WARNING], found[Severity.INFO], review, sum(counts.decided.values()),
    )  # fmt: skip


def _of_body(run: RunCounts, roles: set[str], tallies: _Tallies, decided: int) -> RunCounts:
    review = sum(count for (_severity, outcome), count in tallies.items() if outcome == Outcome.REVIEW)
    errors, warnings, hints = (tallies.get((one, Outcome.FAIL), 0) for one in Severity)
    filed = "filing" in roles
    return RunCounts(
        run.number, run.period, run.finished, int(filed), int(not roles), int(bool(roles) and not filed),
        errors, warnings, hints, review, decided,
    )  # fmt: skip


def _decimal(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
