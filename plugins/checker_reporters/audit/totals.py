"""Totals of an audit, counted body by body: bodies, findings, rules, sums of tables."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from checker import Assessment, BodyReport, Finding, NotAssessed, Outcome, Provision, TableSpec, Unmatched
from checker_reporters.audit.body_status import JudgedBody
from checker_reporters.audit.tables import MAX_AMOUNT

WAIVED = "waived"
Kind = str  # a severity, else “review” or “waived”


@dataclass
class TableSum:
    """The sum of a prescribed table over the filings that count; `left_out` of them lack the table.

    `gaps` counts the filings in which a cell is missing or not a number.
    """

    spec: TableSpec
    values: dict[tuple[str, str], Decimal] = field(default_factory=dict)
    gaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    filings: int = 0
    left_out: int = 0

    def add(self, body_report: BodyReport) -> None:
        """Add the table of the filing that counts."""
        filing = body_report.filings.filing
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
            if value is None or abs(value) >= MAX_AMOUNT:
                self.gaps[keys] += 1
            else:
                self.values[keys] = self.values.get(keys, Decimal(0)) + value


@dataclass
class RuleCounts:
    """The counts of a rule: its findings by kind, the bodies with findings, and those for which it was not judged."""

    rule: Provision
    findings: Counter[Kind] = field(default_factory=Counter)
    bodies: int = 0
    not_judged: int = 0


@dataclass
class AuditTotals:
    """The counts of an audit; its findings are those in filings that count and between filings."""

    sums: tuple[TableSum, ...]
    arrivals: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    categories: dict[str, Counter[Kind]] = field(default_factory=dict)
    rules: dict[str, RuleCounts] = field(default_factory=dict)
    unmatched: Counter[str] = field(default_factory=Counter)

    @property
    def findings(self) -> Counter[Kind]:
        """Count all findings by kind."""
        return sum(self.categories.values(), Counter[Kind]())

    def add(self, body: JudgedBody) -> None:
        """Count a body."""
        self.arrivals[body.arrival] += 1
        self.verdicts[body.verdict] += 1
        for finding in body.findings:
            self.categories.setdefault(finding.rule.category, Counter())[kind_of(finding)] += 1
            self._rule_counts(finding.rule).findings[kind_of(finding)] += 1
        for name in {finding.rule.id for finding in body.findings if finding.waiver is None}:
            self.rules[name].bodies += 1
        for assessment in self._assessments(body):
            counts = self._rule_counts(assessment.rule)
            counts.not_judged += assessment.outcome is Outcome.NOT_ASSESSED
        for one in self.sums:
            one.add(body.body_report)

    def add_unmatched(self, unmatched: Unmatched) -> None:
        """Count an unmatched submission."""
        self.unmatched[unmatched.code] += 1

    def _assessments(self, body: JudgedBody) -> tuple[Assessment, ...]:
        own = body.report.assessments if body.report else ()
        return (*own, *body.body_report.assessments)

    def _rule_counts(self, rule: Provision) -> RuleCounts:
        return self.rules.setdefault(rule.id, RuleCounts(rule))


def kind_of(finding: Finding) -> Kind:
    """Return how a finding counts: waived, for review, else its severity."""
    if finding.waiver is not None:
        return WAIVED
    return Outcome.REVIEW if finding.outcome is Outcome.REVIEW else finding.severity
