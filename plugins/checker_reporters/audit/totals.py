"""What an audit comes to, counted while its dossiers pass by: bodies, findings, rules, the sums of tables."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from checker import Assessment, BodyReport, Finding, NotAssessed, Outcome, Provision, TableSpec, Unmatched
from checker_reporters.audit.body_status import Judged
from checker_reporters.audit.tables import MOST

WAIVED = "waived"
Kind = str  # a severity, or what takes its place: for review, waived


@dataclass
class Sum:
    """The sum of a prescribed table over the filings that count; `left_out` of them have no such table.

    A cell that is no number, or that a filing lacks, is counted in `gaps`.
    """

    spec: TableSpec
    values: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    filings: int = 0
    left_out: int = 0

    def add(self, dossier: BodyReport) -> None:
        """Add the table of a body's filing that counts."""
        filing = dossier.filings.filing
        if filing is None:
            return
        table = filing.tables.get(self.spec.id)
        if table is None or isinstance(table, NotAssessed):
            self.left_out += 1
            return
        self.filings += 1
        for keys in self.spec.cell_keys():
            cell = table.cells.get(keys)
            value = cell.value if cell else None
            if value is None or abs(value) >= MOST:
                self.gaps[keys] += 1
            else:
                self.values[keys] = self.values.get(keys, Decimal(0)) + value


@dataclass
class Ruled:
    """What became of a rule: its findings by kind, and how many bodies it was found at or not judged for."""

    rule: Provision
    findings: Counter[Kind] = field(default_factory=Counter)
    bodies: int = 0
    not_judged: int = 0


@dataclass
class Totals:
    """The counts of an audit; findings are those of filings that count and across filings."""

    sums: tuple[Sum, ...]
    arrivals: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    categories: dict[str, Counter[Kind]] = field(default_factory=dict)
    rules: dict[str, Ruled] = field(default_factory=dict)
    strays: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> Counter[Kind]:
        """Count all findings by kind."""
        return sum(self.categories.values(), Counter[Kind]())

    def add(self, body: Judged) -> None:
        """Count a body."""
        self.arrivals[body.arrival] += 1
        self.verdicts[body.verdict] += 1
        for finding in body.findings:
            self.categories.setdefault(finding.rule.category, Counter())[kind_of(finding)] += 1
            self._ruled(finding.rule).findings[kind_of(finding)] += 1
        for name in {finding.rule.id for finding in body.findings if finding.waiver is None}:
            self.rules[name].bodies += 1
        for assessment in self._assessments(body):
            ruled = self._ruled(assessment.rule)
            ruled.not_judged += assessment.outcome is Outcome.NOT_ASSESSED
        for one in self.sums:
            one.add(body.dossier)

    def add_stray(self, stray: Unmatched) -> None:
        """Count a stray."""
        self.strays[stray.code] += 1

    def _assessments(self, body: Judged) -> tuple[Assessment, ...]:
        own = body.report.assessments if body.report else ()
        return (*own, *body.dossier.assessments)

    def _ruled(self, rule: Provision) -> Ruled:
        return self.rules.setdefault(rule.id, Ruled(rule))


def kind_of(finding: Finding) -> Kind:
    """Say as what a finding counts: waived, for review, else its severity."""
    if finding.waiver is not None:
        return WAIVED
    return Outcome.REVIEW if finding.outcome is Outcome.REVIEW else finding.severity
