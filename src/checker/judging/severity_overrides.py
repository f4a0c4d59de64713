"""Re-grading: a pack as a configuration wants it, where rules that are switched off stay in sight."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import ClassVar, TypeVar

from checker.forms.filing import Filing
from checker.judging.audit_checks import Audit, AuditCheck, CrossProblem, Json
from checker.judging.checks import Check, Need, NotApplicable, Observation
from checker.judging.needs import Nothing
from checker.judging.rules import AuditRule, Rule, RulePack, Severity
from checker.messages import Messages

_ = Messages(__package__)

_AnyRule = TypeVar("_AnyRule", Rule, AuditRule)


@dataclass(frozen=True, slots=True)
class SeverityOverride:
    """How grave a rule is to be, `None` for switched off, and which file or option says so."""

    severity: Severity | None
    origin: str


@dataclass(frozen=True)
class SwitchedOff(Check):
    """Nothing must be true: a configuration switched the rule off."""

    name: ClassVar[str] = "switched-off"
    check: Check
    origin: str

    def needs(self) -> Sequence[Need]:
        """Need nothing: it looks at nothing."""
        return (Nothing(),)

    def run(self, filing: Filing) -> Iterator[Observation]:  # noqa: ARG002  # it looks at nothing
        """Say who switched the rule off, so that it never looks like one that passed."""
        yield NotApplicable(_("switched off by {origin}", origin=self.origin))


@dataclass(frozen=True)
class SwitchedOffAcross(AuditCheck):
    """Nothing must be true: a configuration switched the rule across filings off."""

    name: ClassVar[str] = "switched-off"
    check: AuditCheck
    origin: str

    def digest(self, filing: Filing) -> Json:
        """Keep what the rule's check keeps, which another audit may need."""
        return self.check.digest(filing)

    def run(self, rule: str, audit: Audit) -> Iterator[CrossProblem]:  # noqa: ARG002  # it looks at nothing
        """Say of every body who switched the rule off."""
        off = NotApplicable(_("switched off by {origin}", origin=self.origin))
        yield from (CrossProblem(filings.body.name, off) for filings in audit.body_filings())


def with_overrides(pack: RulePack, grades: Mapping[str, SeverityOverride]) -> RulePack:
    """Grade a pack's rules anew; those that the grades do not name stay as they are.

    The pack's digest is another one then: what was judged by it is told from what the pack itself says.
    """
    mine = [f"{rule.id} {grades[rule.id]}" for rule in (*pack.rules, *pack.audit) if rule.id in grades]
    if not mine:
        return pack
    return replace(
        pack,
        rules=tuple(_regraded(rule, grades.get(rule.id)) for rule in pack.rules),
        audit=tuple(_regraded(rule, grades.get(rule.id)) for rule in pack.audit),
        digest=sha256("\0".join([pack.digest, *mine]).encode("utf-8", "surrogateescape")).hexdigest(),
    )


def weakening(pack: RulePack, grades: Mapping[str, SeverityOverride]) -> tuple[str, ...]:
    """List the rules of a pack that grades would make less grave."""
    rules: tuple[Rule | AuditRule, ...] = (*pack.rules, *pack.audit)
    return tuple(
        rule.id
        for rule in rules
        if rule.id in grades and _weight(grades[rule.id].severity) > _weight(_severity(rule))
    )


def _regraded(rule: _AnyRule, grade: SeverityOverride | None) -> _AnyRule:
    if grade is None:
        return rule
    check = rule.check.check if isinstance(rule.check, SwitchedOff | SwitchedOffAcross) else rule.check
    if grade.severity is not None:
        return replace(rule, check=check, severity=grade.severity)
    off = SwitchedOff if isinstance(rule, Rule) else SwitchedOffAcross
    return replace(rule, check=off(check, grade.origin))


def _severity(rule: Rule | AuditRule) -> Severity | None:
    return None if isinstance(rule.check, SwitchedOff | SwitchedOffAcross) else rule.severity


def _weight(severity: Severity | None) -> int:
    return len(Severity) if severity is None else severity.rank
