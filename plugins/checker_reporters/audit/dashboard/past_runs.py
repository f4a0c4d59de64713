"""Earlier runs on the page: the history of every body, and what became of its findings since."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker import AuditResults, Change, RunCounts, changes, clean
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

    def write(
        self, chunks: Chunks, rules: RuleIndex, messages: NumberedMessages, numbers: Mapping[str, int]
    ) -> Json:
        """Write what changed since each of the earlier runs, and list them; `numbers` are those of the bodies."""
        listed: list[Json] = []
        for run in self.rounds:
            writer = _RoundWriter(
                FindingIndex(chunks, f"round-{run.number}-findings"), rules, messages, dict(numbers)
            )
            counts = writer.write(self.results.run(run.number), self.results)
            names = writer.names[len(numbers) :]  # of bodies that left the roster
            chunks.write(f"round-{run.number}", {**writer.json(), "names": names})
            listed.append([run.number, run.finished[:10], [counts[change] for change in CHANGES]])
        return listed


class _RoundWriter:
    """Write the findings that changed between two runs; those that are still open are only counted."""

    def __init__(
        self, index: FindingIndex, rules: RuleIndex, messages: NumberedMessages, numbers: dict[str, int]
    ) -> None:
        self._index, self._rules, self._messages, self._numbers = index, rules, messages, numbers
        self._bodies: dict[int, Counter[Change]] = {}

    @property
    def names(self) -> list[Json]:
        return [clean(name, UNCUT) for name in self._numbers]

    def write(self, before: AuditResults, after: AuditResults) -> Counter[Change]:
        """Compare two runs, and count what changed."""
        total: Counter[Change] = Counter()
        for one in changes(before, after):
            number = self._numbers.setdefault(one.body, len(self._numbers))
            self._bodies.setdefault(number, Counter())[one.change] += 1
            total[one.change] += 1
            if one.change is not Change.OPEN:
                finding = one.finding
                texts = [self._messages.encode(finding.place), self._messages.encode(finding.problem.message)]
                rule = self._rules.number(finding.rule)
                self._index.add(number, rule, finding.severity, one.change.value[0], texts)
        return total

    def json(self) -> dict[str, Json]:
        """Return the findings that changed, and the counts of each body."""
        bodies = {str(at): [counts[change] for change in CHANGES] for at, counts in self._bodies.items()}
        return {"bodies": bodies, "findings": self._index.json()}


def _counts(counts: RunCounts) -> Sequence[int]:
    found = counts.errors, counts.warnings, counts.hints, counts.review, counts.decided
    return counts.filed, counts.missing, counts.unread, *found
