"""A pack with other severities, as a configuration sets them; rules that are switched off stay listed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import ClassVar, TypeVar

from checker.forms.filing import Filing
from checker.judging.audit_checks import Audit, AuditCheck, Body, BodyCheck, BodyFilings, CrossProblem, Json
from checker.judging.checks import Check, Need, NotApplicable, Observation
from checker.judging.needs import Nothing
from checker.judging.rules import AuditRule, Rule, RulePack, Severity
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages
from checker.periods import Period

_ = Messages(__package__)

_AnyRule = TypeVar("_AnyRule", Rule, AuditRule)


@dataclass(frozen=True, slots=True)
class SeverityOverride:
    """The severity of a rule, `None` for switched off, and the file or option that sets it."""

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
        """Report who switched the rule off, so that it never looks like a pass."""
        yield NotApplicable(_("switched off by {origin}", origin=self.origin))


@dataclass(frozen=True)
class SwitchedOffAcross(BodyCheck):
    """Nothing must be true: a configuration switched the rule across filings off."""

    name: ClassVar[str] = "switched-off"
    check: AuditCheck
    origin: str

    def digest(self, filing: Filing) -> Json:
        """Keep what the rule's check keeps, which another audit may need."""
        return self.check.digest(filing)

    def deadline(self, body: Body, period: Period) -> date | None:
        """Return the deadline that the rule's check knows, which is none the less known."""
        return self.check.deadline(body, period)

    def compare(self, rule: str, filings: BodyFilings, audit: Audit) -> Iterator[CrossProblem]:  # noqa: ARG002  # it looks at nothing
        """Report who switched the rule off."""
        yield CrossProblem(
            filings.body.name, NotApplicable(_("switched off by {origin}", origin=self.origin))
        )


def with_overrides(pack: RulePack, overrides: Mapping[str, SeverityOverride]) -> RulePack:
    """Return a pack with other severities for the rules that are named.

    Its digest differs from that of the pack itself, and so do the results of audits.
    """
    if not overrides:
        return pack
    mine = [f"{rule.id} {overrides[rule.id]}" for rule in (*pack.rules, *pack.audit) if rule.id in overrides]
    if not mine:
        return pack
    return replace(
        pack,
        rules=tuple(_overridden(rule, overrides.get(rule.id)) for rule in pack.rules),
        audit=tuple(_overridden(rule, overrides.get(rule.id)) for rule in pack.audit),
        digest=sha256("\0".join([pack.digest, *mine]).encode("utf-8", "surrogateescape")).hexdigest(),
    )


def weakening(pack: RulePack, overrides: Mapping[str, SeverityOverride]) -> tuple[str, ...]:
    """List the rules of a pack that overrides would make less severe."""
    rules: tuple[Rule | AuditRule, ...] = (*pack.rules, *pack.audit)
    return tuple(
        rule.id
        for rule in rules
        if rule.id in overrides and _weight(overrides[rule.id].severity) > _weight(_severity(rule))
    )


def _overridden(rule: _AnyRule, override: SeverityOverride | None) -> _AnyRule:
    if override is None:
        return rule
    check = rule.check.check if isinstance(rule.check, SwitchedOff | SwitchedOffAcross) else rule.check
    if override.severity is not None:
        return replace(rule, check=check, severity=override.severity)
    off = SwitchedOff if isinstance(rule, Rule) else SwitchedOffAcross
    return replace(rule, check=off(check, override.origin))


def _severity(rule: Rule | AuditRule) -> Severity | None:
    return None if isinstance(rule.check, SwitchedOff | SwitchedOffAcross) else rule.severity


def _weight(severity: Severity | None) -> int:
    return len(Severity) if severity is None else severity.rank
