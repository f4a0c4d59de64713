"""Sections known by their numbers: whatever order, gaps and repeats a document has, what is missing is what was left out."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.documents.document import Document
from checker.forms.form import Form
from checker.forms.numbered_outline import form_outline
from checker.forms.opened_tables import opened_for
from checker.forms.outline import Outline
from checker.forms.section_specs import named, section
from checker.testing import document
from checker_languages.en import ENGLISH

PRINTED = {
    "SECTION 1: Harbour dues": ["1.1. Tonnage of ships", "1.2. Rates for pilots", "1.3. Unpaid invoices"],
    "SECTION 2: Lighthouse": ["2.1. Lamp oil", "2.2. Fog signals"],
    "SECTION 3: Quay walls": ["3.1. Inspection by divers", "3.2. Repair of bollards", "3.3. Dredging depth"],
    "SECTION 4: Complaints": [],
}
FORM = Form(
    ("Harbour Report",),
    named(
        [
            section(top, ENGLISH, children=[section(sub, ENGLISH) for sub in subs])
            for top, subs in PRINTED.items()
        ],
        ENGLISH,
    ),
    language=ENGLISH,
    numbered=True,
)
SUBS = [sub for subs in PRINTED.values() for sub in subs]
TOPS = list(PRINTED)
TEXT = "We looked at it in spring."
quick = settings(max_examples=60, deadline=None)


def written(tops: Sequence[str], kept: Sequence[str]) -> list[str]:
    """Write sections in an order, each with those of its subsections that are kept, in their order."""
    return [
        line
        for top in tops
        for heading in (top, *(sub for sub in kept if sub in PRINTED[top]))
        for line in (heading, TEXT)
    ]


def outline(lines: Sequence[str]) -> Outline:
    return bound(document("Harbour Report", *lines))


def bound(read: Document) -> Outline:
    return form_outline(opened_for(read, FORM).document, FORM)


def missing(found: Outline) -> set[str]:
    return {spec.printed for level in found.levels for spec in level.missing}


@quick
@given(st.permutations(TOPS), st.permutations(SUBS), st.sets(st.sampled_from(SUBS)))
def test_in_any_order_exactly_what_was_left_out_is_missing(
    tops: list[str], subs: list[str], left_out: set[str]
) -> None:
    found = outline(written(tops, [sub for sub in subs if sub not in left_out]))
    assert missing(found) == left_out
    assert len(found.sections) == len(TOPS) + len(SUBS) - len(left_out)


@quick
@given(st.sets(st.sampled_from(TOPS), max_size=len(TOPS) - 1))
def test_a_section_that_is_left_out_is_missing_once_and_not_its_parts(left_out: set[str]) -> None:
    found = outline(written([top for top in TOPS if top not in left_out], SUBS))
    assert missing(found) == left_out


@quick
@given(st.lists(st.sampled_from(SUBS), min_size=1, max_size=6), st.sampled_from(["at once", "at the end"]))
def test_headings_that_are_there_again_are_no_further_sections(again: list[str], place: str) -> None:
    lines = written(TOPS, SUBS)
    for sub in again:
        at = lines.index(sub) + 2 if place == "at once" else len(lines)
        lines[at:at] = [sub, TEXT]
    found = outline(lines)
    assert missing(found) == set()
    assert len(found.sections) == len(TOPS) + len(SUBS)


@quick
@given(
    st.sampled_from(SUBS), st.integers(1, 9), st.sampled_from(["Divers", "Of our own", "Lamp oil", "2024"])
)
def test_headings_of_a_third_level_are_text(sub: str, number: int, title: str) -> None:
    lines = written(TOPS, SUBS)
    at = lines.index(sub) + 1
    lines.insert(at, f"{sub.partition(' ')[0]}{number}. {title}")
    found = outline(lines)
    assert missing(found) == set()
    assert [one.name for one in found.sections] == [one.name for one in outline(written(TOPS, SUBS)).sections]


@quick
@given(st.sets(st.sampled_from(SUBS)), st.sets(st.sampled_from(SUBS)))
def test_headings_in_cells_are_found_like_those_of_paragraphs(left_out: set[str], celled: set[str]) -> None:
    blocks = [
        [[line, TEXT]] if line in celled else line
        for line in written(TOPS, [sub for sub in SUBS if sub not in left_out])
    ]
    assert missing(bound(document("Harbour Report", *blocks))) == left_out


@quick
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*TOPS, *SUBS]),
            st.from_regex(r"\A[0-9. –-]{0,12}[A-Za-z :]{0,20}\Z"),
            st.text(max_size=30),
        )
    )
)
def test_no_text_breaks_it_and_every_section_ends_behind_its_heading(lines: list[str]) -> None:
    found = outline(lines)
    assert all(one.heading.block < one.stop for one in (*found.sections, *found.repeats))
    names = [one.name for one in found.sections]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("line", "title", "run_in"),
    [
        ("3.2. Repair of bollards", "Repair of bollards", ""),
        ("3.2 REPAIR OF BOLLARDS: none", "REPAIR OF BOLLARDS", "none"),
        (
            "3.2 Repair of Two were replaced in spring. bollards",
            "Repair of",
            "Two were replaced in spring. bollards",
        ),
        ("3.2 Repair of Broken bollards", "Repair of Broken bollards", ""),  # other words, and no value
    ],
)
def test_a_line_is_a_title_and_what_follows_it(line: str, title: str, run_in: str) -> None:
    read = FORM.lines.numbered(line)
    assert read is not None
    assert (read.spec.printed, read.title, read.run_in) == ("3.2. Repair of bollards", title, run_in)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("1.1 – 1.3 Not applicable.", ["Tonnage of ships", "Rates for pilots", "Unpaid invoices"]),
        ("1.2. to 1.3: none", ["Rates for pilots", "Unpaid invoices"]),
        ("1.1 – 2.2 Not applicable.", []),
        ("1.3 – 1.1 Not applicable.", []),
        ("1.1 – 1.3", []),
        ("2.5 - 3.9 % of them", []),
    ],
)
def test_one_line_may_stand_for_several_sections_of_one_parent(line: str, names: list[str]) -> None:
    assert [read.spec.title for read in FORM.lines.ranged(line)] == names


def test_a_title_behind_that_of_the_section_around_it_is_found_in_the_same_cell() -> None:
    lines: list[str | list[list[str]]] = [*written(TOPS, SUBS)]
    at = lines.index("SECTION 3: Quay walls")
    lines[at : at + 3] = [[["SECTION 3: Quay walls 3.1. Inspection by divers They looked.", "Twice."]], TEXT]
    assert missing(bound(document("Harbour Report", *lines))) == set()


@pytest.mark.parametrize(("value", "text"), [("None so far.", "None so far."), ("", "")])
def test_a_title_that_ends_its_cell_has_its_text_in_the_cell_beside_it(value: str, text: str) -> None:
    lines: list[str | list[list[str]]] = [*written(TOPS, SUBS)]
    at = lines.index("3.2. Repair of bollards")
    lines[at : at + 2] = [[["Further advice 3.2. Repair of bollards", value], ["Ladders", "7"]]]
    read = document("Harbour Report", *lines)
    found = bound(read)
    assert missing(found) == set()
    (section,) = (one for one in found.sections if one.name == "Repair of bollards")
    assert section.heading.run_in == text
