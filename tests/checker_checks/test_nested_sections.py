"""Sections within sections: each level is judged like the outermost one, and one cause is reported once."""

from collections.abc import Callable

import pytest

from checker import NotAssessed, Problem, needs
from checker.app import App
from checker.documents.document import Paragraph
from checker.forms.filing import Filing
from checker.judging.rules import RulePack
from checker.packs.blank_form import blank
from checker.periods import calendar_year
from checker.testing import document, observed

PACK = """\
title: FOIA report
language: en
basis: Handbook
titles: [Annual Report]
sections:
  - I. BASIC INFORMATION
  - V. FOIA REQUESTS:
      - A. Received, Processed and Pending Requests
      - B. Disposition of Requests:
          - (1) All Processed Requests
          - (2) Other Reasons
  - title: VI. APPEALS
    also: [Administrative Appeals, Appeals of Initial Determinations]
    sections: [A. Received, B. Disposition]
  - {title: VII. Notes, optional: true}
rules:
  sections:
    {check: required-sections, clause: "{basis}, 1", requirement: All sections., category: completeness, severity: error}
"""
TEXT = """\
Annual Report 2025
I. BASIC INFORMATION
Write to us.
V. FOIA REQUESTS
A. Received, Processed and Pending Requests
There were ten.
B. Disposition of Requests
(1) All Processed Requests
Five were granted.
(2) Other Reasons
None applied.
VI. APPEALS
A. Received
There were two.
B. Disposition
Both were denied."""

REQUESTS = [line + "\n" for line in TEXT.splitlines()[3:11] if not line.endswith(".")]


@pytest.fixture(name="pack", scope="module")
def written_pack(tmp_path_factory: pytest.TempPathFactory) -> RulePack:
    path = tmp_path_factory.mktemp("packs") / "foia.yaml"
    path.write_text(PACK, encoding="utf-8")
    return App().pack(str(path))


Judge = Callable[..., list[tuple[str, str]]]


@pytest.fixture(name="judge")
def judging(pack: RulePack) -> Judge:
    def judge(*changes: tuple[str, str]) -> list[tuple[str, str]]:
        text = TEXT
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        filing = Filing(document(*filter(None, text.splitlines())), pack.form, calendar_year(2025))
        seen = observed(pack.rules[0].check, filing)
        return [(one.code, one.subject[0]) for one in seen if isinstance(one, Problem)]

    return judge


def test_complete_report_has_no_finding(judge: Judge) -> None:
    assert judge() == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I. BASIC", "I: Basic"),
        ("V. FOIA REQUESTS", "SECTION V – FOIA REQUESTS"),
        ("V. FOIA REQUESTS", "5. FOIA requests"),
        ("VI. APPEALS", "VI. Administrative Appeals"),
        ("A. Received, Processed and", "A. RECEIVED, PROCESSED &"),
        ("(1) All", "B.(1). All"),
        ("Both were denied.", "Both were denied.\nVII. Notes\nWe counted twice."),
        ("A. Received\n", "Received\n"),
    ],
)
def test_numbers_case_signs_and_accepted_wordings_do_not_matter(judge: Judge, old: str, new: str) -> None:
    assert judge((old, new)) == []


@pytest.mark.parametrize(
    ("changes", "code", "section"),
    [
        ([("I. BASIC INFORMATION\nWrite to us.\n", "")], "section-missing", "BASIC INFORMATION"),
        ([("(2) Other Reasons\nNone applied.\n", "")], "section-missing", "Other Reasons"),
        ([("A. Received\nThere were two.\nB.", "A.")], "section-missing", "Received"),
        ([(line, "") for line in REQUESTS], "section-missing", "FOIA REQUESTS"),
        ([("There were two.\n", "")], "section-empty", "Received"),
        ([("Five were granted.\n", "") ], "section-empty", "All Processed Requests"),
        ([("A. Received\nThere were two.\n", ""),
          ("denied.", "denied.\nA. Received\nTwo.")], "section-order", "Disposition"),
        ([("(2) Other Reasons", "(2) The Other Reasons Given")], "section-title", "Other Reasons"),
        ([("Both were denied.", "Both were denied.\nC. Outlook\nAll is well.")], "section-extra", "Outlook"),
        ([("B. Disposition\n", "C. Disposition\n")], "numbering", "Disposition"),
    ],
)  # fmt: skip
def test_each_level_is_judged(judge: Judge, changes: list[tuple[str, str]], code: str, section: str) -> None:
    assert judge(*changes) == [(code, section)]


def test_parts_of_a_missing_section_are_found_but_not_missed(pack: RulePack) -> None:
    lines = [line for line in TEXT.splitlines() if "FOIA REQUESTS" not in line]
    filing = Filing(document(*lines), pack.form, calendar_year(2025))
    found = filing.find_section("FOIA REQUESTS / A. Received, Processed and Pending Requests")
    assert found is not None
    assert found.text(filing.document) == "There were ten."


def test_sections_are_called_by_title_or_path(pack: RulePack) -> None:
    assert pack.form.section_titles == (
        "BASIC INFORMATION", "FOIA REQUESTS", "Received, Processed and Pending Requests", "Disposition of Requests",
        "All Processed Requests", "Other Reasons", "APPEALS", "Received", "Disposition", "Notes",
    )  # fmt: skip
    for name in ("V. FOIA REQUESTS", "FOIA REQUESTS", "VI. APPEALS / A. Received", "APPEALS / Received"):
        assert pack.form.section(name) is not None
    assert pack.form.section("Elsewhere") is None


def test_checks_may_need_a_nested_section(pack: RulePack) -> None:
    filing = Filing(document(*TEXT.splitlines()), pack.form, calendar_year(2025))
    assert needs.Section("APPEALS / Received").missing(filing) is None
    assert filing.section("VI. APPEALS / A. Received").text(filing.document) == "There were two."
    without = Filing(
        document(*TEXT.replace("There were two.\n", "").splitlines()), pack.form, calendar_year(2025)
    )
    assert isinstance(needs.Section("APPEALS / Received").missing(without), NotAssessed)


def test_place_of_a_finding_names_the_sections_around_it(pack: RulePack) -> None:
    filing = Filing(document(*TEXT.splitlines()), pack.form, calendar_year(2025))
    five = next(p for p in filing.document.paragraphs if p.text.startswith("Five"))
    assert "V. FOIA REQUESTS / (1) All Processed Requests" in str(filing.describe(five.location))


def test_blank_form_prints_each_number_once(pack: RulePack) -> None:
    texts = [block.text for block in blank(pack).blocks if isinstance(block, Paragraph)]
    assert texts[:4] == [
        "I. BASIC INFORMATION",
        "V. FOIA REQUESTS",
        "A. Received, Processed and Pending Requests",
        "B. Disposition of Requests",
    ]
