"""Earlier runs on the page: the history of every body, and what became of its findings since."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from checker import AuditResults, BodyReport, Change, ChangedFinding, ChangesSince, RunCounts, clean
from checker_reporters.audit.dashboard.chunks import Chunks, Json
from checker_reporters.audit.dashboard.indexes import FindingIndex
from checker_reporters.audit.dashboard.numbered_messages import NumberedMessages
from checker_reporters.audit.dashboard.rule_index import RuleIndex
from checker_reporters.wording import UNCUT

_ROUNDS = 3  # earlier runs of the period with which this one is compared
_RUNS = 12  # of the period, in the history of a body
CHANGES = tuple(Change)


@dataclass(frozen=True)
class PastRuns:
    """The runs that the page shows: those of the period, and the last one of each other period."""

    results: AuditResults

    @cached_property
    def shown(self) -> Sequence[RunCounts]:
        """List the runs, the oldest first; this one is the last."""
        runs, label = self.results.history.runs, self.results.period.label
        own = [run for run in runs if run.period == label][-_RUNS:]
        others = {run.period: run for run in runs if run.period != label}
        return sorted((*own, *others.values()), key=lambda run: run.number)

    @cached_property
    def _bodies(self) -> Sequence[Mapping[str, RunCounts]]:
        if len(self.shown) < 2:  # this run alone is no history
            return ()
        return [self.results.history.bodies(run.number) for run in self.shown]

    def of_body(self, name: str) -> Json:
        """List the runs of a body: number of the run in `json`, filed, missing, unread, then counts of findings."""
        return [
            [at, *_counts(counts)]
            for at, bodies in enumerate(self._bodies)
            if (counts := bodies.get(name)) is not None
        ]

    def json(self) -> Json:
        """List the runs: number, period, day on which they ended, then counts."""
        listed: list[Json] = []
        for at, run in enumerate(self.shown):
            counted = self._bodies[at].values() if self._bodies else [run]
            sums = map(sum, zip(*(_counts(one) for one in counted), strict=True))
            listed.append([run.number, run.period, run.finished[:10], *(sums if counted else _counts(run))])
        return listed

    @property
    def rounds(self) -> Sequence[RunCounts]:
        """List the earlier runs of the period, the latest first."""
        label, number = self.results.period.label, self.results.history.number
        return [run for run in reversed(self.shown) if run.period == label and run.number < number][:_ROUNDS]

    def since(self, chunks: Chunks, rules: RuleIndex, messages: NumberedMessages) -> Sequence["RoundSince"]:
        """Begin to compare this run with each of the earlier ones, body by body."""
        return [
            RoundSince(
                run, ChangesSince(self.results.run(run.number)),
                FindingIndex(chunks, f"round-{run.number}-findings"), rules, messages,
            )
            for run in self.rounds
        ]  # fmt: skip


@dataclass
class RoundSince:
    """What became of the findings of an earlier run; those that are still open are only counted."""

    run: RunCounts
    changes: ChangesSince
    index: FindingIndex
    rules: RuleIndex
    messages: NumberedMessages
    bodies: dict[int, Counter[Change]] = field(default_factory=dict)
    total: Counter[Change] = field(default_factory=Counter)

    def add(self, number: int, report: BodyReport) -> None:
        """Compare a body of this run, which has this number on the page."""
        for one in self.changes.of(report):
            self._count(number, one)

    def write(self, chunks: Chunks, known: int) -> Json:
        """Write what changed, and return the number of the run, its day and the counts; `known` bodies are on the page."""
        left: dict[str, int] = {}  # bodies that left the roster
        for one in self.changes.left():
            self._count(left.setdefault(one.body, known + len(left)), one)
        bodies = {str(at): [counts[change] for change in CHANGES] for at, counts in self.bodies.items()}
        names: list[Json] = [clean(name, UNCUT) for name in left]
        chunks.write(
            f"round-{self.run.number}", {"bodies": bodies, "findings": self.index.json(), "names": names}
        )
        return [self.run.number, self.run.finished[:10], [self.total[change] for change in CHANGES]]

    def _count(self, number: int, one: ChangedFinding) -> None:
        self.bodies.setdefault(number, Counter())[one.change] += 1
        self.total[one.change] += 1
        if one.change is not Change.OPEN:
            finding = one.finding
            texts = [self.messages.encode(finding.place), self.messages.encode(finding.problem.message)]
            rule = self.rules.number(finding.rule)
            self.index.add(number, rule, finding.severity, one.change.value[0], texts)


def _counts(counts: RunCounts) -> Sequence[int]:
    found = counts.errors, counts.warnings, counts.hints, counts.review, counts.decided
    return counts.filed, counts.missing, counts.unread, *found
