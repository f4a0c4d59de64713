"""The data of the lists of bodies and findings: a few numbers each; the texts are in chunks."""

from array import array
from dataclasses import dataclass, field

from checker import Finding, Outcome, Severity, clean
from checker_reporters.audit.body_status import UNCLEAR, Arrival, JudgedBody, arrival_code, list_counts
from checker_reporters.audit.dashboard.chunks import Chunks, Json
from checker_reporters.counts import Verdict
from checker_reporters.wording import UNCUT

TEXTS = 400  # findings whose texts make a chunk
COLUMNS = (
    "name", "aliases", "kind", "parent", "arrival", "verdict",
    "errors", "warnings", "hints", "review", "submitted", "rules", "reason",
)  # fmt: skip
VERDICTS = ("missing", Verdict.UNREAD, Verdict.FAILS, Verdict.CONFORMS)  # worst first
ARRIVALS = (Arrival.MISSING, Arrival.UNREAD, Arrival.LATE, Arrival.FILED, UNCLEAR)


@dataclass
class NameIndex:
    """Number names in the order of their first use."""

    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """Return the number of a name."""
        return self.numbers.setdefault(clean(name, UNCUT), len(self.numbers))

    def json(self) -> Json:
        """List the names by number."""
        return list(self.numbers)


@dataclass
class BodyIndex:
    """The list of bodies, one list per column."""

    kinds: NameIndex = field(default_factory=NameIndex)
    parents: NameIndex = field(default_factory=NameIndex)
    columns: dict[str, list[Json]] = field(default_factory=lambda: {name: [] for name in COLUMNS})

    def add(self, judged: JudgedBody, rules: list[int], reason: Json) -> None:
        """Add a body with the rules of its findings, and the reason why its file cannot be read."""
        body = judged.body_report.body
        errors, warnings, hints, review, _waived = list_counts(judged.counts)
        row: dict[str, Json] = {
            "name": clean(body.name, UNCUT),
            "aliases": " ".join(clean(alias, UNCUT) for alias in body.aliases),
            "kind": self.kinds.number(body.kind),
            "parent": self.parents.number(body.parent),
            "arrival": ARRIVALS.index(arrival_code(judged)),
            "verdict": VERDICTS.index(judged.verdict),
            "errors": errors,
            "warnings": warnings,
            "hints": hints,
            "review": review,
            "submitted": str(body.submitted or ""),
            "rules": list(dict.fromkeys(rules)),
            "reason": reason,
        }
        for name, value in row.items():
            self.columns[name].append(value)

    def json(self) -> Json:
        """Return the list of bodies as JSON."""
        return {"kinds": self.kinds.json(), "parents": self.parents.json(), **self.columns}


@dataclass
class _FindingGroup:
    """The findings of one rule and severity: their bodies, their outcomes, and the chunks with their texts."""

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
    prefix: str = "findings"
    groups: dict[tuple[int, Severity], _FindingGroup] = field(default_factory=dict)
    written: int = 0

    def add(self, body: int, rule: int, severity: Severity, outcome: str, texts: Json) -> None:
        """Add a finding of a body; `texts` are its place and message, as on the page of the body."""
        key = (rule, severity)
        group = self.groups.setdefault(key, _FindingGroup(*key))
        group.bodies.append(body)
        group.outcomes.append(ord(outcome))
        group.waiting.append(texts)
        if len(group.waiting) == TEXTS:
            self._flush(group)

    def json(self) -> Json:
        """Write the last chunks, and list the groups, the most severe and largest first."""
        groups = sorted(
            self.groups.values(), key=lambda group: (group.severity.rank, -len(group.bodies), group.rule)
        )
        for group in groups:
            self._flush(group)
        return {"size": TEXTS, "prefix": self.prefix, "groups": list(map(_group_json, groups))}

    def _flush(self, group: _FindingGroup) -> None:
        if group.waiting:
            self.chunks.write(f"{self.prefix}-{self.written:04}", group.waiting)
            group.chunks.append(self.written)
            group.waiting = []
            self.written += 1


def _group_json(group: _FindingGroup) -> Json:
    return {
        "rule": group.rule,
        "severity": group.severity,
        "bodies": list(group.bodies),
        "outcomes": group.outcomes.decode("ascii"),
        "chunks": group.chunks,
    }


def outcome_code(finding: Finding) -> str:
    """Return the code of an outcome: f(ailed), for r(eview), a(ccepted)."""
    if finding.waiver is not None:
        return "a"
    return "r" if finding.outcome is Outcome.REVIEW else "f"
