"""Safety data sheets: each fault alone is found by its rules and no others, whatever carries the headings."""

import re
from collections.abc import Sequence

import pytest

from checker import Outcome
from checker.judging.reports import Fix, Report
from tests.support.engine import app, checker
from tests.support.paths import EXAMPLES
from tests.support.safety_cases import SheetCase, faults, variations
from tests.support.safety_sheets import Style, edition, replaced, without, word_file

PACKS = {2024: "eu-2020-878", 2018: "eu-2015-830", 2013: "eu-453-2010"}
STYLES: tuple[Style, ...] = ("styled", "cells")


def _judged(text: str, style: Style = "styled") -> Report:
    report = checker().check("sheet.docx", word_file(text, style))
    assert report.failure is None
    return report


def _fixes(text: str, style: Style = "styled") -> Sequence[Fix]:
    return app().engine(fixes=True).check("sheet.docx", word_file(text, style)).fixes


def _found(report: Report) -> list[tuple[str, str]]:
    return sorted({(finding.rule.id, finding.problem.code) for finding in report.findings})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("year", PACKS)
def test_the_sheet_of_each_form_is_judged_by_it_and_passes(year: int, style: Style) -> None:
    report = _judged(edition(year), style)
    assert report.pack == f"safety-data-sheet/{PACKS[year]}"
    assert report.year == year
    assert report.findings == ()
    assert {assessment.outcome for assessment in report.assessments} <= {Outcome.PASS, Outcome.NOT_APPLICABLE}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", tuple(faults(2024)), ids=lambda case: case.stem)
def test_each_fault_is_found_by_its_rules_and_no_others(case: SheetCase, style: Style) -> None:
    found = _found(_judged(case.applied(edition(2024)), style))
    assert found == sorted({(one.rule, one.code) for one in case.finds})


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", tuple(variations()), ids=lambda case: case.stem)
def test_harmless_variations_are_not_reported(case: SheetCase, style: Style) -> None:
    assert _found(_judged(case.applied(edition(2024)), style)) == []


def test_a_sheet_of_another_country_is_refused_in_one_sentence() -> None:
    text = replaced(
        "according to Regulation (EC) No 1907/2006 (REACH), Annex II", "acc. to 29 CFR 1910.1200 App D"
    )(edition(2024))
    report = checker().check("sheet.docx", word_file(text))
    assert report.failure is not None
    assert report.failure.code == "not-this-kind"
    assert "United States" in str(report.failure.message)
    both = replaced("App D", "App D and Regulation (EC) No 1907/2006")(text)
    assert checker().check("sheet.docx", word_file(both)).failure is None


@pytest.mark.parametrize(
    "basis",
    [
        "No ingredients are hazardous according to OSHA criteria.",
        "GHS Classification in accordance with 29 CFR 1910 (OSHA HCS)",
    ],
)
def test_a_sheet_that_names_another_basis_below_and_none_of_the_eu_is_refused(basis: str) -> None:
    text = edition(2024).replace("according to Regulation (EC) No 1907/2006 (REACH), Annex II\n", "")
    bare = re.sub(r"[^\n]*(1907/2006|1272/2008)[^\n]*\n", "None.\n", text)
    assert checker().check("sheet.docx", word_file(bare)).failure is None
    report = checker().check("sheet.docx", word_file(replaced("Heat, sparks.", basis)(bare)))
    assert report.failure is not None
    assert "United States" in str(report.failure.message)
    cited = replaced("Heat, sparks.", f"{basis} See Regulation (EC) No 1272/2008.")(bare)
    assert checker().check("sheet.docx", word_file(cited)).failure is None


def test_a_sheet_without_subsections_is_judged_only_if_it_declares_the_form() -> None:
    bare = re.sub(r"(?m)^\d+\.\d\. [^\n]*\n", "", edition(2024))
    report = checker().check("sheet.docx", word_file(bare))
    assert report.failure is None
    assert {finding.rule.id for finding in report.findings} >= {"sections"}
    undeclared = replaced("according to Regulation (EC) No 1907/2006 (REACH), Annex II\n", "")(bare)
    refused = checker().check("sheet.docx", word_file(undeclared))
    assert refused.failure is not None
    assert refused.failure.code == "not-this-kind"
    assert "few of its sections" in str(refused.failure.message)


def test_between_2020_and_2022_headings_tell_the_form() -> None:
    old = edition(2018).replace("2018", "2021").replace("2017", "2020")
    new = edition(2024).replace("2024", "2021").replace("2023", "2020")
    assert _judged(old).pack == "safety-data-sheet/eu-2015-830"
    assert _judged(new).pack == "safety-data-sheet/eu-2020-878"
    assert not _judged(old).findings
    assert not _judged(new).findings


@pytest.mark.parametrize("style", STYLES)
def test_subsections_of_one_section_that_are_missing_are_one_finding(style: Style) -> None:
    report = _judged(without("12.1.", "SECTION 13")(edition(2024)), style)
    assert [str(finding.problem.message) for finding in report.findings] == [
        "7 sections are missing: 12.1, 12.2, 12.3, 12.4, 12.5, 12.6, 12.7"
    ]


def test_a_sheet_without_numbers_of_subsections_has_one_finding() -> None:
    bare = re.sub(r"(?m)^(?!3)\d{1,2}\.\d\. ", "", edition(2024))
    report = _judged(bare)
    assert _found(report) == [("sections-numbered", "numbering")]
    (finding,) = report.findings
    assert "49 sections have no number" in str(finding.problem.message)
    (fix,) = _fixes(bare)
    assert len(fix.edits) == 49


@pytest.mark.parametrize("style", STYLES)
def test_a_missing_number_has_a_fix_wherever_its_heading_stands(style: Style) -> None:
    (fix,) = _fixes(replaced("13.1. Waste", "Waste")(edition(2024)), style)
    assert [edit.new for edit in fix.edits] == ["13.1. Waste treatment methods"]


def test_transport_that_is_blank_for_each_mode_is_one_finding() -> None:
    mode = "14.1. UN number or ID number\nUN 1993\n14.5. Environmental hazards\n--\n"
    report = _judged(replaced("14.7.", f"{mode}{mode}14.7.")(edition(2024)))
    assert [finding.rule.id for finding in report.findings] == ["nothing-blank"]


def test_of_sections_of_which_one_is_due_all_are_named() -> None:
    report = _judged(replaced("3.2. Mixtures\n", "")(edition(2024)))
    (finding,) = report.findings
    assert str(finding.problem.message) == "section “Substances or Mixtures” is missing"
    assert finding.problem.expected == "3.1. Substances / 3.2. Mixtures"


def test_the_un_number_is_known_as_un_id_no() -> None:
    report = _judged(replaced("14.1. UN number or ID number", "UN/ID No")(edition(2024)))
    assert _found(report) == [("sections-numbered", "numbering")]


def test_before_2016_risk_phrases_are_a_classification() -> None:
    classified = (
        "Flam. Liq. 2, H225; Eye Irrit. 2, H319; STOT SE 3, H336, according to Regulation (EC) No 1272/2008"
    )
    phrases = replaced(classified, "F, Xi; R11, R36, R67 according to Directive 1999/45/EC")
    found = {year: _found(_judged(phrases(edition(year)))) for year in (2013, 2015, 2018)}
    for year in (2013, 2015):
        assert {rule for rule, _code in found[year]}.isdisjoint({"classification", "no-risk-phrases"})
    assert ("classification", "text-missing") in found[2018]


def test_a_paper_with_numbered_sections_is_no_sheet_and_not_refused_as_one() -> None:
    heads = [
        "Introduction",
        "Related work",
        "Method",
        "Data",
        "Results",
        "Discussion",
        "Limits",
        "Ethics",
        "Outlook",
    ]
    text = "\n".join(f"{at}. {head}\nWe write about it." for at, head in enumerate(heads, 1))
    report = checker().check("paper.docx", word_file(f"A study of papers\n{text}\n10. Conclusion\nDone."))
    assert report.failure is not None
    assert "no pack knows this kind" in str(report.failure.message)


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ("H318", "H318 is used in “Composition/information on ingredients”, but explained nowhere"),
        (
            "H318; H290",
            "H318, H290 are used in “Composition/information on ingredients”, but explained nowhere",
        ),
    ],
)
def test_codes_that_nothing_explains_are_one_sentence(codes: str, message: str) -> None:
    (finding,) = _judged(replaced("STOT SE 3, H336\n", f"STOT SE 3, H336; {codes}\n")(edition(2024))).findings
    assert str(finding.problem.message) == message


def test_codes_of_two_sections_that_nothing_explains_are_one_finding() -> None:
    text = replaced("STOT SE 3, H336, according", "STOT SE 3, H336; Met. Corr. 1, H290, according")(
        edition(2024)
    )
    (finding,) = _judged(replaced("STOT SE 3, H336\n", "STOT SE 3, H336; H318\n")(text)).findings
    assert finding.problem.expected == "H290, H318"


def test_each_regime_beside_that_of_the_eu_is_named_in_one_finding() -> None:
    text = replaced("SAFETY DATA SHEET\n", "SAFETY DATA SHEET\nWHMIS\nOSHA HCS 2012\n")(edition(2024))
    assert [finding.rule.id for finding in _judged(text).findings] == ["one-regime"]


def test_a_class_that_only_signs_stand_for_is_there_where_nothing_is_regulated() -> None:
    text = replaced("14.3. Transport hazard class(es)\n3\n", "Class: ----\n")(edition(2024))
    assert "sections" not in {rule for rule, _code in _found(_judged(text))}


def test_a_sheet_of_russia_is_refused_in_one_sentence() -> None:
    text = edition(2024).replace("according to Regulation (EC) No 1907/2006 (REACH), Annex II\n", "")
    text = re.sub(r"[^\n]*(1907/2006|1272/2008)[^\n]*\n", "None.\n", text)
    russian = replaced("SAFETY DATA SHEET\n", "SAFETY DATA SHEET\nGOST 30333-2007\n")(text)
    report = checker().check("sheet.docx", word_file(russian))
    assert report.failure is not None
    assert "Russia" in str(report.failure.message)


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_the_example_shows_its_three_mistakes(suffix: str) -> None:
    path = EXAMPLES / f"brightline-40-2024.{suffix}"
    assert sorted(rule for rule, _code in _found(checker().check(path.name, path.read_bytes()))) == [
        "identifiers",
        "nothing-blank",
        "statements-explained",
    ]
