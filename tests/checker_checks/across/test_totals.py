"""A body's figures hold those of the bodies below it."""

from dataclasses import replace

from checker.judging.audit_checks import Audit, Body, StoredFiling
from checker.judging.checks import NotApplicable, NotAssessed
from tests.support.audits import (
    audit,
    body_filings,
    observations,
    pack,
    problems,
    report,
    rule,
)
from tests.support.draft_reports import figure

COUNTY, WATER, FOREST = "青屏县人民政府", "青屏县水务局", "青屏县林业局"
RULE = "disclosure-roll-up"


def filing(body: str, licences: int) -> StoredFiling:
    return report(
        body,
        figure("行政许可", 1, str(licences)),
        *(figure(row, 1, "0") for row in ("行政处罚", "行政强制", "行政事业性收费")),
    )


def county(own: int, *below: int | None) -> Audit:
    """Put an audit together of a county, which is on the roster as its own parent, and of bodies below it."""
    names = (WATER, FOREST, "青屏县民政局")
    parts = [
        body_filings(Body(name, parent=COUNTY), *([] if part is None else [filing(name, part)]))
        for name, part in zip(names, below, strict=False)
    ]
    return audit(body_filings(Body(COUNTY, parent=COUNTY), filing(COUNTY, own)), *parts)


def of_county(over: Audit) -> list[object]:
    return [across.observation for across in observations(RULE, over) if across.body == COUNTY]


def test_figure_of_at_least_the_sum_passes() -> None:
    assert of_county(county(30, 10, 20)) == []
    assert of_county(county(35, 10, 20)) == []


def test_figure_below_the_sum_is_for_review() -> None:
    over = county(25, 10, 20)
    ((body, problem),) = problems(RULE, over)
    assert body == COUNTY
    assert (problem.code, problem.actual, problem.expected) == ("roll-up", "25", "≥ 30")
    assert problem.doubtful
    assert "行政许可" in problem.within
    assert "difference of 5" in str(problem.message)
    assert "青屏县林业局 20" in str(problem.message)
    assert [a.other for a in observations(RULE, over) if a.body == COUNTY] == ["2024/青屏县林业局.docx"]


def test_exact_rule_reports_figures_above_the_sum_too() -> None:
    check = replace(rule(RULE).check, exact=True)  # type: ignore[type-var]  # every check is a dataclass
    found = [across.observation for across in check.run(RULE, county(35, 10, 20)) if across.body == COUNTY]
    assert [getattr(problem, "expected", None) for problem in found] == ["30"]
    assert [a for a in check.run(RULE, county(30, 10, 20)) if a.body == COUNTY] == []


def test_sum_is_not_assessed_while_a_subordinate_body_has_not_filed() -> None:
    (reason,) = of_county(county(1, 10, None, 20))
    assert isinstance(reason, NotAssessed)
    assert "of 3 bodies below, 1 have no figures here: 青屏县林业局" in str(reason.reason)


def test_rule_on_sums_does_not_apply_to_a_body_without_subordinates() -> None:
    over = county(30, 10, 20)
    assert all(isinstance(a.observation, NotApplicable) for a in observations(RULE, over) if a.body != COUNTY)


def test_misspelt_rows_and_columns_are_refused() -> None:
    check = replace(rule(RULE).check, rows=("licences", "permits"), columns=("本年",))  # type: ignore[type-var]  # likewise
    assert [mistake.path for mistake in check.mistakes(pack().form)] == [("rows", 1), ("columns", 0)]
