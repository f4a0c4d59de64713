"""What a report may vary changes no finding: a clean one stays clean, a faulty one keeps exactly its findings."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.clean_drafts import clean, judged
from tests.support.draft_reports import Draft, changed, figure, label, lines, text, without_row
from tests.support.variations import GROUPS, Variation

FAULTS = (
    text("及改进情况", "及改进措施"),
    text("442799", "44279"),
    text("2024年，青屏县水务局认真", "2023年，青屏县水务局认真"),
    text("结转下年度继续办理2件", "结转下年度继续办理3件"),
    label("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
    figure("（一）予以公开", 1, "6"),
    figure("", 11, "/"),
    without_row("行政强制"),
)
ALL = [variation for group in GROUPS.values() for variation in group]
REPORTS = {"clean": clean(), "faulty": changed(clean(), *FAULTS), "of 2020": clean("2019")}


def findings(report: Draft) -> list[tuple[str, str, str]]:
    """List rule, code and fingerprint, which survives every way of writing a report."""
    outcome = judged(report)
    assert outcome.failure is None
    assert not outcome.unread
    return sorted(
        (finding.rule.id, finding.problem.code, finding.fingerprint) for finding in outcome.findings
    )


@cache
def wanted(name: str) -> list[tuple[str, str, str]]:
    return findings(REPORTS[name])


def test_the_faulty_report_breaks_rules_of_every_kind() -> None:
    assert [rule for rule, _code, _fingerprint in wanted("faulty")] == [
        "applications-labels",
        "applications-results",  # and what else the same cell breaks
        "applications-told",
        "contact-valid",
        "disclosure-present",
        "review-blanks",
        "sections-wording",
        "text-year",
    ]


@pytest.mark.parametrize("name", ["clean", "faulty"])
@pytest.mark.parametrize("variation", ALL, ids=[variation.name for variation in ALL])
def test_variation_changes_no_finding(name: str, variation: Variation) -> None:
    assert findings(variation.change(REPORTS[name])) == wanted(name)


@given(
    name=st.sampled_from(list(REPORTS)),
    chosen=st.tuples(*(st.sampled_from((None, *group)) for group in GROUPS.values())),
)
@settings(max_examples=50, deadline=None, derandomize=True, database=None)
def test_variations_together_change_no_finding(name: str, chosen: tuple[Variation | None, ...]) -> None:
    together = [variation.change for variation in chosen if variation is not None]
    assert findings(changed(REPORTS[name], *together)) == wanted(name)


def test_report_without_opening_lacks_period_and_contacts_only() -> None:
    missed = ["contact-absent", "period-stated"]
    assert [rule for rule, _code, _fingerprint in findings(changed(clean(), lines("根据《")))] == missed
