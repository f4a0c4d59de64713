"""How what checks yield becomes findings in order and one assessment a rule."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from checker.documents.document import Location
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Check, NotApplicable, NotAssessed, Observation, Problem
from checker.judging.engine import judge
from checker.judging.reports import Assessment, Finding, Outcome
from checker.judging.rules import Category, Rule, Severity
from checker.messages import Message
from checker.testing import document

FAILS = Problem("wrong", Message("wrong"), location=Location(2))
DOUBTFUL = Problem("perhaps", Message("perhaps"), location=Location(1), doubtful=True)
UNREAD = NotAssessed(Message("page 1 is a picture"), unread=True)
EXEMPT = NotApplicable(Message("exempt"))


@dataclass(frozen=True)
class Yields(Check):
    """Yields given observations."""

    name = "yields"
    observations: tuple[Observation, ...]

    def run(self, filing: Filing) -> Iterator[Observation]:  # noqa: ARG002  # whatever the filing holds
        yield from self.observations


def judged(
    *observations: Observation, severity: Severity = Severity.WARNING
) -> tuple[tuple[Finding, ...], Assessment]:
    """Judge a small filing by one rule whose check yields these observations."""
    rule = Rule("rule", severity, Category.FORM, "clause", "requirement", Yields(observations))
    findings, (assessment,) = judge(Filing(document("one", "two", "three"), Form()), [rule])
    return findings, assessment


@pytest.mark.parametrize(
    ("observations", "outcome"),
    [
        ((), Outcome.PASS),
        ((EXEMPT,), Outcome.NOT_APPLICABLE),
        ((EXEMPT, DOUBTFUL), Outcome.REVIEW),
        ((DOUBTFUL, UNREAD), Outcome.NOT_ASSESSED),
        ((DOUBTFUL, UNREAD, FAILS), Outcome.FAIL),
    ],
    ids=["pass", "not applicable", "review", "not assessed", "fail"],
)
def test_failure_outweighs_unread_text_and_unread_text_outweighs_doubt(
    observations: tuple[Observation, ...], outcome: Outcome
) -> None:
    assert judged(*observations)[1].outcome is outcome


def test_failed_rule_that_could_not_read_everything_is_marked_as_unread() -> None:
    assert (judged(FAILS, UNREAD)[1].unread, judged(FAILS, UNREAD)[1].reason) == (True, UNREAD.reason)
    assert (judged(FAILS)[1].unread, judged(FAILS)[1].reason) == (False, None)


def test_first_reason_why_a_rule_was_not_assessed_is_reported() -> None:
    later = NotAssessed(Message("page 2 is a picture"))
    assert str(judged(UNREAD, later)[1].reason) == "page 1 is a picture"


def test_certain_findings_precede_those_for_review_of_the_same_severity() -> None:
    findings, _ = judged(DOUBTFUL, FAILS)
    assert [finding.outcome for finding in findings] == [Outcome.FAIL, Outcome.REVIEW]


def test_findings_of_one_severity_stand_in_the_order_of_the_document() -> None:
    places = [Location(2), Location(1, row=1, column=0), Location(1, row=0, column=1), Location(1), None]
    findings, _ = judged(*(replace(FAILS, location=place) for place in places))
    assert [finding.problem.location for finding in findings] == places[::-1]


def test_finding_for_review_is_a_warning_at_most() -> None:
    findings, _ = judged(DOUBTFUL, severity=Severity.ERROR)
    assert [finding.severity for finding in findings] == [Severity.WARNING]
