"""Headings of plain English documents: found by title, number or wording, and sentences are none."""

import pytest

from checker import Problem
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.testing import document, observed, sections
from checker_checks.sections import RequiredSections
from checker_languages.en import ENGLISH

TITLES = ("Summary", "Scope", "Findings", "Terms and Conditions", "Contact")
FORM = Form(("Quarterly Report",), sections(*TITLES, language=ENGLISH), language=ENGLISH)
TEXTS = {
    "Summary": "We looked at twelve sites.",
    "Scope": "All sites of the trust.",
    "Findings": "Two doors were open.",
    "Terms and Conditions": "None changed.",
    "Contact": "Write to us.",
}


def judged(*lines: str, wordings: dict[str, tuple[str, ...]] | None = None) -> list[tuple[str, str]]:
    filing = Filing(document("Quarterly Report Q3 2026", *lines), FORM)
    check = RequiredSections(wordings=wordings or {})
    return [(one.code, one.subject[0]) for one in observed(check, filing) if isinstance(one, Problem)]


def lines(numbered: bool = False, **headings: str) -> list[str]:  # a switch of a test
    """Write the report; some headings are replaced, by the first word of their titles, "" leaves a section out."""
    written = []
    for position, title in enumerate(TITLES, start=1):
        heading = headings.get(title.split()[0], title)
        if heading:
            written += [f"{position}. {heading}" if numbered else heading, TEXTS[title]]
    return written


@pytest.mark.parametrize("numbered", [True, False])
def test_plain_lines_are_headings(numbered: bool) -> None:
    assert judged(*lines(numbered)) == []


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("Findings", "FINDINGS"),
        ("Findings", "Findings:"),
        ("Terms", "Terms & Conditions"),
        ("Terms", "Terms and conditions"),
        ("Terms", "Terms-and-Conditions"),
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_case_signs_and_hyphens_do_not_matter(section: str, heading: str, numbered: bool) -> None:
    assert judged(*lines(numbered, **{section: heading})) == []


@pytest.mark.parametrize(
    ("section", "heading", "title"),
    [
        ("Findings", "Finding", "Findings"),
        ("Findings", "Detailed Findings", "Findings"),
        ("Summary", "Executive Summary", "Summary"),
        ("Scope", "Scope of the audit", "Scope"),
        ("Terms", "Conditions and Terms", "Terms and Conditions"),
        ("Contact", "Contacts", "Contact"),
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_reworded_heading_is_a_wrong_title_and_not_missing(
    section: str, heading: str, title: str, numbered: bool
) -> None:
    assert judged(*lines(numbered, **{section: heading})) == [("section-title", title)]


@pytest.mark.parametrize(
    ("section", "line", "title"),
    [
        ("Findings", "The findings of the year are listed in the register of the trust.", "Findings"),
        ("Findings", "Findings are listed in the register.", "Findings"),
        ("Scope", "Compass", "Scope"),
        ("Contact", "Content", "Contact"),
        ("Scope", "", "Scope"),
    ],
)
@pytest.mark.parametrize("numbered", [True, False])
def test_sentence_or_other_heading_leaves_the_section_missing(
    section: str, line: str, title: str, numbered: bool
) -> None:
    assert ("section-missing", title) in judged(*lines(numbered, **{section: line}))


def test_scope_is_no_summary() -> None:
    assert judged(*lines(Summary="")) == [("section-missing", "Summary")]
    assert ENGLISH.title_similarity("Scope", "Summary") == 0
    assert ENGLISH.title_similarity("Contact", "Content") < 0.6


@pytest.mark.parametrize(
    "entry", ["{number}. {title} ........ {number}", "{title}\t{number}", "{number}. {title}"]
)
@pytest.mark.parametrize("numbered", [True, False])
def test_table_of_contents_holds_no_headings(entry: str, numbered: bool) -> None:
    listed = [entry.format(number=number, title=title) for number, title in enumerate(TITLES, start=1)]
    assert judged("Contents", *listed, *lines(numbered)) == []


def test_list_in_the_last_section_is_no_further_section() -> None:
    items = [
        f"{number}. {name}" for number, name in enumerate(("Post", "Phone", "Fax", "Mail", "Web", "Door"), 1)
    ]
    assert judged(*lines(numbered=True), *items) == []


def test_text_may_follow_a_numbered_heading_on_its_line() -> None:
    run_in = [f"{at}. {title}. {TEXTS[title]}" for at, title in enumerate(TITLES, start=1)]
    assert judged(*run_in) == []
    assert judged(*run_in[:2], *run_in[3:])[0] == ("section-missing", "Findings")


@pytest.mark.parametrize(
    "line",
    [
        "2026 Review of the sites",
        "1.5 million people",
        "30 June 2026",
        "A report of each site",
        "J. Smith, Director",
    ],
)
def test_lines_that_begin_like_numbers_are_no_headings(line: str) -> None:
    assert judged(*lines(numbered=True), line) == []
    assert judged(*lines(numbered=True)[:4], line, *lines(numbered=True)[4:]) == []


def test_lists_by_letters_and_roman_numbers_go_on_past_h() -> None:
    letters = [f"({sign}) item of the list" for sign in "abcdefghijk"]
    capitals = [f"{sign}. Item of the list" for sign in "ABCDEFGHIJK"]
    assert judged(*lines(), *letters, *capitals) == []
    assert judged(*lines(), *letters[:3], *letters[4:]) == [("numbering", "Contact")]
