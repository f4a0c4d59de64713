"""What a run concluded by comparing filings; a comparison of the same things is kept once, for all runs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, func, insert, literal, select, update

from checker import Finding, RulePack, fingerprints
from checker_audit.conclusions import Conclusions
from checker_audit.record_json import finding_text, message_text
from checker_audit.store import schema
from checker_audit.store.engines import insert_new, read_transaction, write_transaction
from checker_audit.store.results import Values, rendered


@dataclass(frozen=True, slots=True)
class Compared:
    """A body in a part of the rules, with the key of what was compared, and what was concluded if it is not known yet."""

    body: str
    part: int
    key: str
    conclusions: Conclusions | None = None


@dataclass(frozen=True)
class Comparisons:
    """The comparisons of a run by the rules of a pack; a `fresh` run replaces what was concluded before."""

    engine: Engine
    run: int
    pack: RulePack
    fresh: bool = False

    def begin(self) -> None:
        """Forget what an interrupted run has compared: the conclusions are kept, and found by their keys."""
        run = schema.run
        with write_transaction(self.engine) as connection:
            connection.execute(delete(schema.compared).where(schema.compared.c.run_id == self.run))
            connection.execute(update(run).where(run.c.id == self.run).values(compared=None))

    def copy(self, key: str) -> bool:
        """Take everything from an earlier run that compared the same; return whether there is one."""
        run, compared = schema.run, schema.compared
        with write_transaction(self.engine) as connection:
            same = connection.scalar(
                select(func.max(run.c.id)).where(run.c.compared == key, run.c.id != self.run)
            )
            if self.fresh or same is None:
                return False
            theirs = select(literal(self.run), compared.c.body, compared.c.part, compared.c.comparison_id)
            names = ["run_id", "body", "part", "comparison_id"]
            connection.execute(insert(compared).from_select(names, theirs.where(compared.c.run_id == same)))
        self.end(key)
        return True

    def known(self, keys: Collection[str]) -> frozenset[str]:
        """Return those of the keys whose conclusions are known."""
        if self.fresh:
            return frozenset()
        with read_transaction(self.engine) as connection:
            return frozenset(_numbers(connection, keys))

    def write(self, some: Sequence[Compared]) -> None:
        """Write what was compared about bodies, in one transaction."""
        findings: list[Values] = []
        assessments: list[Values] = []
        with write_transaction(self.engine) as connection:
            new = {one.key: one.conclusions for one in some if one.conclusions is not None}
            for key in sorted(new):  # always in the same order, so that two audits cannot deadlock
                if (number := self._comparison(connection, key)) is None:
                    continue
                findings += self._findings(number, new[key])
                assessments += _assessments(number, new[key])
            for table, rows in ((schema.cross_finding, findings), (schema.cross_assessment, assessments)):
                if rows:
                    connection.execute(insert(table), rows)
            numbers = _numbers(connection, {one.key for one in some})
            connection.execute(
                insert(schema.compared),
                [
                    {
                        "run_id": self.run,
                        "body": one.body,
                        "part": one.part,
                        "comparison_id": numbers[one.key],
                    }
                    for one in some
                ],
            )

    def _findings(self, number: int, conclusions: Conclusions) -> Iterator[Values]:
        rules, language = {rule.id: rule for rule in self.pack.audit}, self.pack.language
        found = [
            Finding(rules[one.found.rule], one.found.problem, one.found.place) for one in conclusions.findings
        ]
        numbered = zip(conclusions.findings, found, fingerprints(found), strict=True)
        for at, (cross, finding, mark) in enumerate(numbered):
            yield {
                "comparison_id": number,
                "position": at,
                "rule": finding.rule.id,
                "code": finding.problem.code,
                "severity": finding.severity,
                "outcome": finding.outcome,
                "filing": cross.filing,
                "other": cross.other,
                "message": finding.problem.message.render(language),
                "content": finding_text(cross.found),
                "category": finding.rule.category,
                "fingerprint": mark,
                "place": finding.place.render(language),
                "actual": rendered(finding.problem.actual, language),
                "expected": rendered(finding.problem.expected, language),
            }

    def _comparison(self, connection: Connection, key: str) -> int | None:
        """Return the number of a comparison that has no conclusions yet; `None` if it has."""
        table = schema.comparison
        inserted = insert_new(connection, table, ["key"]).values(key=key)
        number: int | None = connection.scalar(inserted.returning(table.c.id))
        if number is None and self.fresh:
            number = _numbers(connection, {key})[key]
            for conclusions in (schema.cross_finding, schema.cross_assessment):
                connection.execute(delete(conclusions).where(conclusions.c.comparison_id == number))
        return number

    def end(self, key: str) -> None:
        """Note that everything is compared; another run that compares the same takes its conclusions."""
        run = schema.run
        with write_transaction(self.engine) as connection:
            connection.execute(update(run).where(run.c.id == self.run).values(compared=key))


def _assessments(number: int, conclusions: Conclusions) -> Iterator[Values]:
    for one in conclusions.assessments:
        yield {
            "comparison_id": number,
            "rule": one.rule,
            "outcome": one.outcome,
            "unread": one.unread,
            "reason": message_text(one.reason) if one.reason else None,
        }


def _numbers(connection: Connection, keys: Collection[str]) -> Mapping[str, int]:
    table = schema.comparison
    rows = connection.execute(select(table.c.key, table.c.id).where(table.c.key.in_(keys)))
    return {row.key: row.id for row in rows} if keys else {}
