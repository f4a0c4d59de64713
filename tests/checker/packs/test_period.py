"""A pack says how often filings are due; the period of a filing is the one that its title or its text names."""

from pathlib import Path

import pytest

from checker import App
from checker.errors import PackError
from checker.judging.reports import Outcome, Report
from checker.periods import Cycle
from checker.testing import document

HEAD = """
title: Quarterly internal audit report
language: en
basis: Reporting Manual 3
titles: [Quarterly Report]
sections: [Summary, Scope]
"""
PERIOD = """
rules:
  period: {check: date-range, clause: "{basis}, 3", requirement: The reporting period is the third quarter.,
           category: timeliness, severity: error, phrases: [reporting period], START_AND_END}
  leftovers: {check: leftovers, clause: "{basis}, 4", requirement: No notes., category: form, severity: error,
              placeholders: ['draft of {start}']}
"""
THIRD = PERIOD.replace("START_AND_END", 'start: "{year}-07-01", end: "{year}-09-30"')
OWN = PERIOD.replace(", START_AND_END", "")


def pack(folder: Path, text: str) -> Path:
    path = folder / "quarterly" / "2026.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def judged(path: Path, stated: str, title: str = "Harbour Trust Quarterly Report Q3 2026") -> Report:
    app = App()
    engine = app.engine(str(path))
    read = document(title, stated, "1. Summary", "We did things.", "2. Scope", "All of it.")
    return engine.judge("report.docx", read)


def outcomes(report: Report) -> tuple[Outcome, list[str]]:
    """Return how the rule on the period ended, and the codes of its findings."""
    found = [finding.problem.code for finding in report.findings if finding.rule.id == "period"]
    return next(one.outcome for one in report.assessments if one.rule.id == "period"), found


@pytest.mark.parametrize("rules", [THIRD, OWN])
@pytest.mark.parametrize(
    "stated",
    [
        "Reporting period: 1 July 2026 to 30 September 2026",
        "Reporting period: Q3 2026",
        "The reporting period is the third quarter of 2026.",
        "Reporting period: July–September 2026",
        "Reporting period: 07/01/2026 – 09/30/2026",
        "Reporting period: 01/07/2026 – 30/09/2026",
        "Reporting period: 2026-07-01/2026-09-30",
        "Reporting period: three months ended 30 September 2026",
        "This report covers the third quarter of 2026.",
        "This report is for the period between 1 July 2026 and 30 September 2026.",
    ],
)
def test_period_of_the_quarter_passes_however_it_is_stated(tmp_path: Path, rules: str, stated: str) -> None:
    report = judged(pack(tmp_path, f"{HEAD}period: {{every: quarter}}\n{rules}"), stated)
    assert outcomes(report) == (Outcome.PASS, [])
    assert report.period is not None
    assert (report.period.label, report.year) == ("2026-Q3", 2026)


@pytest.mark.parametrize("rules", [THIRD, OWN])
@pytest.mark.parametrize(
    "stated",
    [
        "Reporting period: 1 October 2026 to 31 December 2026",
        "Reporting period: 1 October to 31 December 2026",
        "Reporting period: Q4 2026",
        "Reporting period: fourth quarter of 2026",
        "Reporting period: October–December 2026",
        "Reporting period: three months ended 31 December 2026",
        "Reporting period: 10/01/2026 – 12/31/2026",
        "Reporting period: Q3 2025",
        "Reporting period: 1 July 2026 to 31 August 2026",
        "Reporting period: first half of 2026",
        "Reporting period: 2026",
    ],
)
def test_another_period_fails_however_it_is_stated(tmp_path: Path, rules: str, stated: str) -> None:
    report = judged(pack(tmp_path, f"{HEAD}period: {{every: quarter}}\n{rules}"), stated)
    assert outcomes(report) == (Outcome.FAIL, ["period-mismatch"])


@pytest.mark.parametrize(
    "stated",
    [
        "Reporting period: 1 July 2026 to 31 September 2026",
        "Reporting period: Q5 2026",
        "Reporting period: three months ended 31 September 2026",
        "Reporting period: 30 September 2026 to 1 July 2026",
        "Reporting period: 01/07/2026 – 12/09/2026",
        "Reporting period: winter 2026",
        "Reporting period: 7.2026 till 9.2026",
    ],
)
def test_period_that_is_impossible_or_not_understood_never_passes(tmp_path: Path, stated: str) -> None:
    outcome, _found = outcomes(judged(pack(tmp_path, f"{HEAD}period: quarter\n{OWN}"), stated))
    assert outcome in {Outcome.NOT_ASSESSED, Outcome.FAIL}


def test_quarter_without_a_title_is_the_one_that_the_text_names(tmp_path: Path) -> None:
    path = pack(tmp_path, f"{HEAD}period: quarter\n{THIRD}")
    wrong = judged(path, "Reporting period: 1 October to 31 December 2026", "Harbour Trust Quarterly Report")
    right = judged(path, "Reporting period: 1 July to 30 September 2026", "Harbour Trust Quarterly Report")
    assert (outcomes(wrong)[1], outcomes(right)[1]) == (["period-mismatch"], [])
    assert (wrong.period and wrong.period.label, right.period and right.period.label) == (
        "2026-Q4",
        "2026-Q3",
    )


def test_period_may_stand_in_a_table_beside_its_label(tmp_path: Path) -> None:
    engine = App().engine(str(pack(tmp_path, f"{HEAD}period: quarter\n{OWN}")))
    for stated, wanted in (("Q3 2026", []), ("Q4 2026", ["period-mismatch"])):
        rows = [["Reporting period", stated], ["Author", "A. Smith"]]
        read = document(
            "Harbour Trust Quarterly Report Q3 2026", rows, "1. Summary", "We did.", "2. Scope", "All."
        )
        assert outcomes(engine.judge("report.docx", read))[1] == wanted


def test_places_in_patterns_are_filled_with_days_as_the_language_writes_them(tmp_path: Path) -> None:
    path = pack(tmp_path, f"{HEAD}period: quarter\n{OWN}")
    report = judged(path, "Reporting period: Q3 2026. Draft of 1 July 2026.")
    assert [finding.rule.id for finding in report.findings] == ["leftovers"]
    unknown = judged(path, "We report.", "Harbour Trust Quarterly Report")
    assert {one.outcome for one in unknown.assessments} == {Outcome.NOT_ASSESSED}


@pytest.mark.parametrize(
    ("written", "cycle"),
    [
        ("", Cycle()),
        ("period: quarter", Cycle("quarter")),
        ("period: {every: half-year}", Cycle("half-year")),
        ("period: {every: fiscal-year, begins: 10-01}", Cycle("fiscal-year", (10, 1))),
        ("period: {every: fiscal-year, begins: 4-6}", Cycle("fiscal-year", (4, 6))),
        ('period: {every: quarter, begins: "07-01"}', Cycle("quarter", (7, 1))),
        ("period: none", Cycle("none")),
    ],
)
def test_packs_say_how_often_filings_are_due(tmp_path: Path, written: str, cycle: Cycle) -> None:
    assert App().pack(str(pack(tmp_path, f"{HEAD}{written}\n{OWN}"))).form.cycle == cycle


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ("period: quarterly", "did you mean “quarter”"),
        ("period: {every: fiscal-year}", "begins: 10-01"),
        ("period: {every: fiscal-year, begins: 02-30}", "from 1 to 28"),
        ("period: {every: fiscal-year, begins: October}", "a month and a day"),
        ("period: {every: none, begins: 10-01}", "no day of their own"),
        ("period: {begins: 10-01}", "every"),
    ],
)
def test_mistakes_in_the_period_are_explained(tmp_path: Path, written: str, mistake: str) -> None:
    with pytest.raises(PackError, match=mistake):
        App().pack(str(pack(tmp_path, f"{HEAD}{written}\n{OWN}")))


@pytest.mark.parametrize(
    ("options", "mistake"),
    [
        ('start: "{year}-09-30", end: "{year}-07-01"', "ends before it begins"),
        ('start: "{yaer}-07-01", end: "{year}-09-30"', "is not a date"),
        ('start: "{year}-07-01", end: "{year}-09-31"', "is not a date"),
        ("section: Summry", "not a prescribed section"),
    ],
)
def test_options_of_a_period_that_cannot_be_are_refused(tmp_path: Path, options: str, mistake: str) -> None:
    with pytest.raises(PackError, match=mistake):
        App().pack(str(pack(tmp_path, f"{HEAD}{PERIOD.replace('START_AND_END', options)}")))


def test_period_is_inherited(tmp_path: Path) -> None:
    pack(tmp_path, f"{HEAD}period: quarter\n{OWN}")
    child = tmp_path / "quarterly" / "2027.yaml"
    child.write_text("title: Child\nextends: quarterly/2026\nyears: {from: 2027}\n", encoding="utf-8")
    assert App().pack(str(child)).form.cycle == Cycle("quarter")


def test_labels_of_tables_name_the_years_and_days_of_the_period(tmp_path: Path) -> None:
    tables = """
tables:
  cases:
    section: Scope
    stub: Cases
    columns: {before: "{last_year}", now: "{year}", due: "After {end}"}
    rows: {new: New cases}
"""
    rules = """
rules:
  cases: {check: table-shape, table: cases, clause: "1", requirement: The table., category: completeness,
          severity: error}
"""
    engine = App().engine(str(pack(tmp_path, f"{HEAD}period: quarter\n{tables}{rules}")))
    for year, wanted in (("2025", set()), ("2024", {"table-column-missing"})):
        rows = [["Cases", year, "2026", "After 30 September 2026"], ["New cases", "1", "2", "3"]]
        read = document("Harbour Trust Quarterly Report Q3 2026", "1. Summary", "We did.", "2. Scope", rows)
        assert {finding.problem.code for finding in engine.judge("report.docx", read).findings} == wanted


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("", Outcome.NOT_ASSESSED),
        (", dates: day-first", Outcome.FAIL),
        (", dates: month-first", Outcome.FAIL),
    ],
)
def test_packs_say_in_which_order_figures_name_day_and_month(
    tmp_path: Path, order: str, wanted: Outcome
) -> None:
    path = pack(tmp_path, f"{HEAD}period: {{every: quarter{order}}}\n{OWN}")
    assert outcomes(judged(path, "Reporting period: 01/07/2026 – 12/09/2026"))[0] is wanted


def test_order_of_figures_decides_between_two_months(tmp_path: Path) -> None:
    for order, label in (("day-first", "2026-07-01/2026-09-12"), ("month-first", "2026-01-07/2026-12-09")):
        path = pack(tmp_path, f"{HEAD}period: {{every: none, dates: {order}}}\n{OWN}")
        report = judged(path, "Reporting period: 01/07/2026 – 12/09/2026", "Harbour Trust Quarterly Report")
        assert report.period is not None
        assert report.period.label == label
