"""What the lists of bodies and of findings need of each: a few numbers; the words come in chunks."""

from array import array
from dataclasses import dataclass, field

from checker import Finding, Outcome, Severity, clean
from checker_reporters.audit.body_status import Arrival, Judged, counts
from checker_reporters.audit.dashboard.chunks import Chunks, Json
from checker_reporters.counts import Verdict
from checker_reporters.wording import WHOLE

TEXTS = 400  # findings whose words make a chunk
COLUMNS = (
    "name", "aliases", "kind", "parent", "arrival", "verdict",
    "errors", "warnings", "hints", "review", "submitted", "rules",
)  # fmt: skip
VERDICTS = ("missing", Verdict.UNREAD, Verdict.FAILS, Verdict.CONFORMS)  # worst first
ARRIVALS = (Arrival.MISSING, Arrival.UNREAD, Arrival.LATE, Arrival.FILED)


@dataclass
class Names:
    """Number names as they are met."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return the number of a name."""
        return self.numbers.setdefault(clean(name, WHOLE), len(self.numbers))

    def json(self) -> Json:
        """List the names by number."""
        return list(self.numbers)


@dataclass
class BodyIndex:
    """The list of bodies, a list for each column."""

    kinds: Names = field(default_factory=Names)
    parents: Names = field(default_factory=Names)
    columns: dict[str, list[Json]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, judged: Judged, rules: list[int]) -> None:
        """Add a body and the rules that it has findings of."""
        body = judged.dossier.body
        errors, warnings, hints, review, _waived = counts(judged.tally)
        row: dict[str, Json] = {
            "name": clean(body.name, WHOLE),
            "aliases": " ".join(clean(alias, WHOLE) for alias in body.aliases),
            "kind": self.kinds.number(body.kind),
            "parent": self.parents.number(body.parent),
            "arrival": ARRIVALS.index(judged.arrival),
            "verdict": VERDICTS.index(judged.verdict),
            "errors": errors,
            "warnings": warnings,
            "hints": hints,
            "review": review,
            "submitted": str(body.submitted or ""),
            "rules": list(dict.fromkeys(rules)),
        }
        for name, value in row.items():
            self.columns[name].append(value)

    def json(self) -> Json:
        """Write the list down."""
        return {"kinds": self.kinds.json(), "parents": self.parents.json(), **self.columns}


@dataclass
class _Group:
    """The findings of one rule and severity: whose they are, how they ended, in which chunks their words are."""

    rule: int
    severity: Severity
    bodies: "array[int]" = field(default_factory=lambda: array("L"))
    outcomes: bytearray = field(default_factory=bytearray)
    chunks: list[int] = field(default_factory=list)
    waiting: list[Json] = field(default_factory=list)


@dataclass
class FindingIndex:
    """The list of findings, in groups of one rule and severity, so that a filtered list needs few chunks."""

    chunks: Chunks
    groups: dict[tuple[int, Severity], _Group] = field(default_factory=dict)
    written: int = 0

    def add(self, body: int, rule: int, finding: Finding, words: Json) -> None:
        """Add a finding of a body; `words` are its place and what was seen, as its dossier writes them."""
        key = (rule, finding.severity)
        group = self.groups.setdefault(key, _Group(*key))
        group.bodies.append(body)
        group.outcomes.append(_outcome(finding))
        group.waiting.append(words)
        if len(group.waiting) == TEXTS:
            self._flush(group)

    def json(self) -> Json:
        """Write what is still waiting, and list the groups, worst and largest first."""
        groups = sorted(
            self.groups.values(), key=lambda group: (group.severity.rank, -len(group.bodies), group.rule)
        )
        for group in groups:
            self._flush(group)
        return {"size": TEXTS, "groups": list(map(_group, groups))}

    def _flush(self, group: _Group) -> None:
        if group.waiting:
            self.chunks.write(f"findings-{self.written:04}", group.waiting)
            group.chunks.append(self.written)
            group.waiting = []
            self.written += 1


def _group(group: _Group) -> Json:
    return {
        "rule": group.rule,
        "severity": group.severity,
        "bodies": list(group.bodies),
        "outcomes": group.outcomes.decode("ascii"),
        "chunks": group.chunks,
    }


def _outcome(finding: Finding) -> int:
    """Say how a finding ended in one letter: failed, for review, accepted."""
    if finding.waiver is not None:
        return ord("a")
    return ord("r" if finding.outcome is Outcome.REVIEW else "f")
