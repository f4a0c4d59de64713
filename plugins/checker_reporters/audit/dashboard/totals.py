"""The totals of an audit for the dashboard, counted body by body."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checker import BoundTable, Category, Finding, Outcome, Severity, clean
from checker_reporters.audit.body_status import UNCLEAR, Arrival, JudgedBody, arrival_code, list_counts
from checker_reporters.audit.dashboard.chunks import Json
from checker_reporters.audit.dashboard.grids import FormGrid
from checker_reporters.audit.dashboard.rule_index import RuleIndex
from checker_reporters.counts import Verdict
from checker_reporters.wording import UNCUT

_ARRIVALS = (*Arrival, UNCLEAR)
_VERDICTS = (Verdict.CONFORMS, Verdict.FAILS, Verdict.UNREAD)
_COUNTS = 5  # errors, warnings, hints, for review, accepted


@dataclass
class BodyCounts:
    """The counts of a group of bodies: by arrival, by verdict, of their findings."""

    bodies: int = 0
    arrivals: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    findings: list[int] = field(default_factory=lambda: [0] * _COUNTS)

    def add(self, judged: JudgedBody) -> None:
        """Count a body."""
        self.bodies += 1
        self.arrivals[arrival_code(judged)] += 1
        self.verdicts[judged.verdict] += 1
        self.findings = [a + b for a, b in zip(self.findings, list_counts(judged.counts), strict=True)]

    def json(self) -> dict[str, Json]:
        """Return the counts as JSON."""
        return {
            "bodies": self.bodies,
            "arrivals": {arrival: self.arrivals[arrival] for arrival in _ARRIVALS},
            "verdicts": {verdict: self.verdicts[verdict] for verdict in _VERDICTS},
            "findings": self.findings,
        }


@dataclass
class DashboardTotals:
    """Totals over all bodies, by kind and parent, by rule and category, and for this year and last year."""

    rules: RuleIndex
    everyone: BodyCounts = field(default_factory=BodyCounts)
    kinds: defaultdict[str, BodyCounts] = field(default_factory=lambda: defaultdict(BodyCounts))
    parents: defaultdict[str, BodyCounts] = field(default_factory=lambda: defaultdict(BodyCounts))
    categories: defaultdict[str, list[int]] = field(
        default_factory=lambda: defaultdict(lambda: [0] * _COUNTS)
    )
    found: Counter[int] = field(default_factory=Counter)
    review: Counter[int] = field(default_factory=Counter)
    affected: Counter[int] = field(default_factory=Counter)
    compared: int = 0
    now: Counter[str] = field(default_factory=Counter)
    then: Counter[str] = field(default_factory=Counter)

    def add(self, judged: JudgedBody, numbers: Sequence[int]) -> None:
        """Count a body; `numbers` are those of the rules of its findings."""
        body = judged.body_report.body
        for group in (self.everyone, self.kinds[clean(body.kind)], self.parents[clean(body.parent, UNCUT)]):
            group.add(judged)
        for finding, number in zip(judged.findings, numbers, strict=True):
            self.categories[finding.rule.category][_column(finding)] += 1
            if finding.waiver is None:
                self.found[number] += 1
                self.review[number] += finding.outcome is Outcome.REVIEW
        self.affected.update({n for f, n in zip(judged.findings, numbers, strict=True) if f.waiver is None})
        self._compare(judged)

    def _compare(self, judged: JudgedBody) -> None:
        """Count the findings within reports for both years, of bodies that filed in both."""
        body_report = judged.body_report
        if (
            body_report.filings.filing is None
            or body_report.filings.previous is None
            or not body_report.before
        ):
            return
        self.compared += 1
        self.now.update(_ids(body_report.submissions[0].report.findings))
        self.then.update(_ids(body_report.before[0].report.findings))

    def json(self) -> dict[str, Json]:
        """Return the totals as JSON."""
        return {
            "everyone": self.everyone.json(),
            "kinds": [[name, group.json()] for name, group in self.kinds.items()],
            "parents": [[name, group.json()] for name, group in self.parents.items()],
            "categories": [[category, self.categories[category]] for category in Category],
            "found": [[n, count, self.affected[n], self.review[n]] for n, count in self._worst()],
            "years": {
                "bodies": self.compared,
                "rules": [[name, self.now[name], self.then[name]] for name in sorted(self.now | self.then)],
            },
        }

    def _worst(self) -> list[tuple[int, int]]:
        return sorted(self.found.items(), key=lambda pair: (-pair[1], pair[0]))


@dataclass
class SumsByKind:
    """The sums of the prescribed tables, by kind of body, for the year and the year before."""

    grids: tuple[FormGrid, ...]
    filings: dict[str, list[int]] = field(default_factory=dict)
    sums: dict[tuple[str, int, int], dict[int, Decimal]] = field(default_factory=dict)

    def add(self, judged: JudgedBody) -> None:
        """Add the numbers of a body's filings."""
        body_report = judged.body_report
        kind = clean(body_report.body.kind)
        counts = self.filings.setdefault(kind, [0, 0])
        for year, filed in enumerate((body_report.filings.filing, body_report.filings.previous)):
            counts[year] += filed is not None
            for index, grid in enumerate(self.grids):
                if isinstance(table := grid.found(filed), BoundTable):
                    sums = self.sums.setdefault((kind, index, year), {})
                    for place, number in grid.numbers(table):
                        if number or place not in sums:  # most are 0
                            sums[place] = sums.get(place, Decimal(0)) + number

    def json(self) -> Json:
        """List the sums by kind of body, the tables in the order of the form."""
        return [
            {
                "kind": kind,
                "filings": filings,
                "tables": [
                    {"now": self._listed(kind, at, 0), "then": self._listed(kind, at, 1)}
                    for at in range(len(self.grids))
                ],
            }
            for kind, filings in self.filings.items()
        ]

    def _listed(self, kind: str, at: int, year: int) -> Json:
        sums = self.sums.get((kind, at, year))
        if sums is None:
            return None
        return [_number(sums.get(index)) for index in range(len(self.grids[at].places))]


def _column(finding: Finding) -> int:
    if finding.waiver is not None:
        return _COUNTS - 1
    return _COUNTS - 2 if finding.outcome is Outcome.REVIEW else list(Severity).index(finding.severity)


def _ids(findings: Iterable[Finding]) -> Iterable[str]:
    return (clean(finding.rule.id) for finding in findings if finding.waiver is None)


def _number(value: Decimal | None) -> Json:
    return None if value is None else [f"{value:f}", f"{value:f}"]
