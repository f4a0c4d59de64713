"""Safety data sheets as PDF: printed by LibreOffice, and eight published ones."""

from collections import Counter
from pathlib import Path

import pytest

from tests.support.engine import checker
from tests.support.paths import SHARED
from tests.support.quarterly_reports import print_all
from tests.support.safety_cases import SheetCase, faults
from tests.support.safety_sheets import Style, edition, word_file

STYLES: tuple[Style, ...] = ("styled", "cells")
PRINTED = ("same-heads", "pages", "nothing-blank", "identifiers")
PUBLISHED = {
    "EU03": ("eu-2015-830", {"classification": 1, "sections": 1, "label-agrees": 1, "metric-units": 1}),
    "EU06": ("eu-2015-830", {"category-of-eu": 2, "sections-numbered": 1, "edition-declared": 1, "emergency-hours": 1}),
    "EU07": ("eu-2020-878", {"pages": 1}),  # the sample is cut to its first 12 of 265 pages
    "EU08": ("eu-2015-830", {"nothing-blank": 1, "sections-numbered": 1}),
    "EU11": ("eu-453-2010", {"safety-assessment": 1, "supplier-fields-filled": 2}),
    "EU13": (
        "eu-2015-830",
        {"pages": 1, "first-page-date": 1, "supplier-contact": 1, "statements-in-16": 1, "classification": 1, "sections": 1,
         "sections-numbered": 1, "label-agrees": 1},
    ),
    "EU15": (
        "eu-2015-830",
        {"first-page-date": 1, "classification": 1, "no-risk-phrases": 1, "sections": 10, "safety-assessment": 1,
         "label-agrees": 1},
    ),
}  # fmt: skip


@pytest.mark.needs("soffice")
def test_printed_sheets_show_what_word_files_show(tmp_path: Path) -> None:
    found = {case.rule: case for case in faults(2024) if case.rule in PRINTED}
    cases = {"clean": SheetCase("clean", "clean"), **found}
    files = {
        f"{style}-{name}": word_file(case.applied(edition(2024)), style)
        for style in STYLES
        for name, case in cases.items()
    }
    for name, content in print_all(files, tmp_path).items():
        report = checker().check(f"{name}.pdf", content)
        wanted = {(one.rule, one.code) for one in cases[name.partition("-")[2]].finds}
        assert {(finding.rule.id, finding.problem.code) for finding in report.findings} == wanted, name


@pytest.mark.needs("shared")
@pytest.mark.parametrize("sheet", PUBLISHED)
def test_published_sheets_show_what_a_person_sees(sheet: str) -> None:
    path = next((SHARED / "samples" / "sds").glob(f"{sheet}-*.pdf"))
    report = checker().check(path.name, path.read_bytes())
    pack, rules = PUBLISHED[sheet]
    assert report.pack == f"safety-data-sheet/{pack}"
    assert Counter(finding.rule.id for finding in report.findings) == rules


@pytest.mark.needs("shared")
def test_a_published_sheet_of_the_united_states_is_refused() -> None:
    path = next((SHARED / "samples" / "sds").glob("US08-*.pdf"))
    report = checker().check(path.name, path.read_bytes())
    assert report.failure is not None
    assert report.failure.code == "not-this-kind"
    assert not report.findings
