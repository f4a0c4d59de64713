"""Re-grading: a pack as a configuration wants it, where rules that are switched off stay in sight."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from checker.checks import Check, NotApplicable, Seen
from checker.filing import Filing
from checker.messages import Sentences
from checker.rules import Rule, RulePack, Severity

_ = Sentences(__package__)


@dataclass(frozen=True, slots=True)
class Grade:
    """How grave a rule is to be, `None` for switched off, and which file or option says so."""

    severity: Severity | None
    origin: str


@dataclass(frozen=True)
class SwitchedOff(Check):
    """Nothing must be true: a configuration switched the rule off."""

    name: ClassVar[str] = "switched-off"
    check: Check
    origin: str

    def run(self, filing: Filing) -> Iterator[Seen]:  # noqa: ARG002  # it looks at nothing
        """Say who switched the rule off, so that it never looks like one that passed."""
        yield NotApplicable(_("switched off by {origin}", origin=self.origin))


def regraded(pack: RulePack, grades: Mapping[str, Grade]) -> RulePack:
    """Grade a pack's rules anew; those that the grades do not name stay as they are."""
    rules = tuple(_regraded(rule, grades[rule.id]) if rule.id in grades else rule for rule in pack.rules)
    return replace(pack, rules=rules)


def weakening(pack: RulePack, grades: Mapping[str, Grade]) -> tuple[str, ...]:
    """List the rules of a pack that grades would make less grave."""
    return tuple(
        rule.id
        for rule in pack.rules
        if rule.id in grades and _weight(grades[rule.id].severity) > _weight(_severity(rule))
    )


def _regraded(rule: Rule, grade: Grade) -> Rule:
    check = rule.check.check if isinstance(rule.check, SwitchedOff) else rule.check
    if grade.severity is None:
        return replace(rule, check=SwitchedOff(check, grade.origin))
    return replace(rule, check=check, severity=grade.severity)


def _severity(rule: Rule) -> Severity | None:
    return None if isinstance(rule.check, SwitchedOff) else rule.severity


def _weight(severity: Severity | None) -> int:
    return len(Severity) if severity is None else severity.rank
