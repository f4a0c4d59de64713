import pytest

from annual_report import Drop, checker, clean
from audits import audit, body_filings
from checker.judging.checks import NotApplicable
from checker.judging.engine import Engine
from checker.judging.reports import Outcome
from checker.judging.rules import Severity
from checker.judging.severity_overrides import SeverityOverride, weakening, with_overrides

PACK = next(pack for pack in checker().packs if pack.id == "annual-report/2021")
NAME = "overview-aspects"
OFF = {NAME: SeverityOverride(None, "checker.toml")}


def test_rule_that_is_switched_off_never_looks_passed() -> None:
    engine = checker()
    broken = Drop("一、", "二、")(clean())
    before = Engine(engine.readers, [PACK]).judge("report", broken)
    after = Engine(engine.readers, [with_overrides(PACK, OFF)]).judge("report", broken)
    assert len(after.assessments) == len(before.assessments)
    (ended,) = [a for a in after.assessments if a.rule.id == NAME]
    assert ended.outcome is Outcome.NOT_APPLICABLE
    assert str(ended.reason) == "switched off by checker.toml"
    assert {f.rule.id for f in before.findings} - {f.rule.id for f in after.findings} <= {NAME}


def test_rule_is_graded_anew_and_others_stay() -> None:
    info = SeverityOverride(Severity.INFO, "checker.toml")
    rule = with_overrides(PACK, {NAME: info}).rule(NAME)
    assert rule is not None
    assert rule.severity is Severity.INFO
    others = [rule for rule in PACK.rules if rule.id != NAME]
    assert [rule for rule in with_overrides(PACK, {NAME: info}).rules if rule.id != NAME] == others


def test_later_grade_switches_a_rule_on_again() -> None:
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
def test_weakening_is_told(first: Severity | None, then: Severity | None, weak: bool) -> None:
    pack = with_overrides(PACK, {NAME: SeverityOverride(first, "trusted")})
    assert weakening(pack, {NAME: SeverityOverride(then, "tree")}) == ((NAME,) if weak else ())


# --- rules across filings ---

ACROSS = "filing-missing"


def test_rule_across_filings_that_is_switched_off_is_not_applicable_to_anybody() -> None:
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


def test_rule_across_filings_is_graded_anew_and_switched_on_again() -> None:
    off = with_overrides(PACK, {ACROSS: SeverityOverride(None, "checker.toml")})
    info = with_overrides(off, {ACROSS: SeverityOverride(Severity.INFO, "other")})
    assert [(rule.id, rule.check) for rule in info.audit] == [(rule.id, rule.check) for rule in PACK.audit]
    assert [rule.severity for rule in info.audit if rule.id == ACROSS] == [Severity.INFO]
    assert weakening(PACK, {ACROSS: SeverityOverride(Severity.INFO, "tree")}) == (ACROSS,)
    assert weakening(off, {ACROSS: SeverityOverride(Severity.INFO, "tree")}) == ()


def test_a_graded_pack_is_told_from_the_pack_itself() -> None:
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
