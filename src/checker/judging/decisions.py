"""Decisions: what a person decided about findings of an audit, and what became of each decision."""

from datetime import date
from enum import StrEnum

from checker.lazy_dataclasses import dataclass
from checker.messages import Message


class DecisionKind(StrEnum):
    """What was decided: the finding is wrong, it is accepted, or the report was sent back for correction."""

    FALSE_ALARM = "false-alarm"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class DecisionState(StrEnum):
    """What became of a decision in an audit."""

    HONOURED = "honoured"
    UNUSED = "unused"  # there is no such finding
    VOID = "void"  # what it was about has changed
    EXPIRED = "expired"
    MALFORMED = "malformed"  # the row does not say which finding or what was decided


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of a table of decisions: about a fingerprint, or about all findings of a rule in a body's report.

    `kind` is `None` where the row does not name one. `found` is what the finding showed when it was decided, `until`
    the last day of an acceptance, `day` that of the decision or of sending the report back. `period` is a label;
    empty for any.
    """

    line: int
    kind: DecisionKind | None
    body: str = ""
    rule: str = ""
    fingerprint: str = ""
    found: str = ""
    reason: str = ""
    by: str = ""
    until: date | None = None
    day: date | None = None
    note: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class DecidedFinding:
    """A finding that a decision is about; `path` is empty for one between filings. Not `honoured` if it changed."""

    body: str
    path: str
    rule: str
    fingerprint: str
    honoured: bool = True


@dataclass(frozen=True, slots=True)
class DecisionResult:
    """What became of a decision; `code` and `reason` say why it was not honoured, or not for all of `findings`."""

    decision: Decision
    source: str
    state: DecisionState
    findings: tuple[DecidedFinding, ...] = ()
    code: str = ""
    reason: Message | None = None
