import pytest

from checker.judging.checks import NotApplicable
from checker.judging.engine import Engine
from checker.judging.reports import Outcome
from checker.judging.rules import Severity
from checker.judging.severity_overrides import SeverityOverride, weakening, with_overrides
from tests.support.audits import audit, body_filings
from tests.support.clean_document import Drop, clean
from tests.support.engine import checker

PACK = next(pack for pack in checker().packs if pack.id == "annual-report/2021")
NAME = "overview-aspects"
OFF = {NAME: SeverityOverride(None, "checker.toml")}


def test_disabled_rule_never_looks_passed() -> None:
    engine = checker()
    broken = Drop("一、", "二、")(clean())
    before = Engine(engine.readers, [PACK]).judge("report", broken)
    after = Engine(engine.readers, [with_overrides(PACK, OFF)]).judge("report", broken)
    assert len(after.assessments) == len(before.assessments)
    (ended,) = [a for a in after.assessments if a.rule.id == NAME]
    assert ended.outcome is Outcome.NOT_APPLICABLE
    assert str(ended.reason) == "switched off by checker.toml"
    assert {f.rule.id for f in before.findings} - {f.rule.id for f in after.findings} <= {NAME}


def test_override_changes_the_severity_of_its_rule_only() -> None:
    info = SeverityOverride(Severity.INFO, "checker.toml")
    rule = with_overrides(PACK, {NAME: info}).rule(NAME)
    assert rule is not None
    assert rule.severity is Severity.INFO
    others = [rule for rule in PACK.rules if rule.id != NAME]
    assert [rule for rule in with_overrides(PACK, {NAME: info}).rules if rule.id != NAME] == others


def test_later_override_enables_a_rule_again() -> None:
    again = with_overrides(with_overrides(PACK, OFF), {NAME: SeverityOverride(Severity.ERROR, "other")})
    rule = PACK.rule(NAME)
    assert rule is not None
    assert again.rule(NAME) == rule


@pytest.mark.parametrize(
    ("first", "then", "weak"),
    [
        (Severity.ERROR, Severity.WARNING, True),
        (Severity.ERROR, None, True),
        (Severity.INFO, None, True),
        (Severity.WARNING, Severity.ERROR, False),
        (Severity.WARNING, Severity.WARNING, False),
        (None, None, False),
        (None, Severity.INFO, False),
    ],
)
def test_weakening_overrides_are_reported(first: Severity | None, then: Severity | None, weak: bool) -> None:
    pack = with_overrides(PACK, {NAME: SeverityOverride(first, "trusted")})
    assert weakening(pack, {NAME: SeverityOverride(then, "tree")}) == ((NAME,) if weak else ())


# --- rules across filings ---

ACROSS = "filing-missing"


def test_disabled_audit_rule_is_not_applicable_to_any_body() -> None:
    (rule,) = (
        rule
        for rule in with_overrides(PACK, {ACROSS: SeverityOverride(None, "checker.toml")}).audit
        if rule.id == ACROSS
    )
    found = list(rule.check.run(ACROSS, audit(body_filings("甲局"), body_filings("乙局"))))
    assert [across.body for across in found] == ["甲局", "乙局"]
    assert all(isinstance(across.observation, NotApplicable) for across in found)
    assert {
        str(across.observation.reason) for across in found if isinstance(across.observation, NotApplicable)
    } == {"switched off by checker.toml"}


def test_audit_rule_takes_overrides_and_can_be_enabled_again() -> None:
    off = with_overrides(PACK, {ACROSS: SeverityOverride(None, "checker.toml")})
    info = with_overrides(off, {ACROSS: SeverityOverride(Severity.INFO, "other")})
    assert [(rule.id, rule.check) for rule in info.audit] == [(rule.id, rule.check) for rule in PACK.audit]
    assert [rule.severity for rule in info.audit if rule.id == ACROSS] == [Severity.INFO]
    assert weakening(PACK, {ACROSS: SeverityOverride(Severity.INFO, "tree")}) == (ACROSS,)
    assert weakening(off, {ACROSS: SeverityOverride(Severity.INFO, "tree")}) == ()


def test_overrides_change_the_digest_of_a_pack() -> None:
    assert with_overrides(PACK, {"no-rule-of-it": SeverityOverride(None, "x")}) == PACK
    assert (
        len(
            {
                PACK.digest,
                with_overrides(PACK, OFF).digest,
                with_overrides(PACK, {NAME: SeverityOverride(None, "y")}).digest,
            }
        )
        == 3
    )
