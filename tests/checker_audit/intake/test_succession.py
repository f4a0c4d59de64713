"""Bodies that were renamed, merged or dissolved report under the names of those that took over."""

from datetime import date

from checker.judging.audit_checks import Body
from checker.periods import calendar_year
from checker_audit.intake.succession import Succession

MERGED = (
    Body("甲局", valid_until=date(2024, 3, 1), successor="丙局"),
    Body("乙局", successor="丙局"),
    Body("丙局", ("新局",)),
    Body("丁局", valid_until=date(2023, 12, 31)),
    Body("戊局", valid_from=date(2025, 1, 1)),
)


def test_a_body_reports_for_those_it_took_over_from() -> None:
    found = Succession.of(MERGED, calendar_year(2024))
    assert [body.name for body in found.bodies] == ["丙局"]
    assert found.former_of("丙局") == ("甲局", "乙局")


def test_before_the_change_the_body_reports_itself() -> None:
    found = Succession.of(MERGED, calendar_year(2023))
    assert [body.name for body in found.bodies] == ["甲局", "丙局", "丁局"]


def test_a_chain_of_names_leads_to_the_last_and_a_circle_to_nobody() -> None:
    chain = [Body("甲", successor="乙"), Body("乙", successor="丙"), Body("丙")]
    assert Succession.of(chain, calendar_year(2024)).successors == {"甲": "丙", "乙": "丙"}
    circle = [Body("甲", successor="乙"), Body("乙", successor="甲")]
    assert Succession.of(circle, calendar_year(2024)).successors == {}
