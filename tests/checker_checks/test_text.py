"""A text says what it must, not what it must not, as often as it should, in one spelling."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.documents.document import Document, Location, Note, Paragraph
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import NotAssessed, Problem
from checker.messages import Message
from checker.periods import calendar_year
from checker.testing import Rows, document, observed, sections
from checker_checks.text import Text
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

IN_ENGLISH = Form(("Report",), sections("Summary", "Risks"), language=ENGLISH)
IN_CHINESE = Form(("报告",), sections("总体情况", "存在问题"), language=CHINESE)


def english(
    *risks: str | Rows, opening: Sequence[str] = (), summary: str = "We did things.", lost: bool = False
) -> Filing:
    notes = [Note("no-text-layer", Message("page 2 is a picture"), 2, lost=True)] if lost else []
    text = document("Trust Report 2024", *opening, "1. Summary", summary, "2. Risks", *risks, notes=notes)
    return Filing(text, IN_ENGLISH, calendar_year(2024))


def chinese(*problems: str) -> Filing:
    return Filing(
        document("某局2024年报告", "一、总体情况", "平稳。", "二、存在问题", *problems),
        IN_CHINESE,
        calendar_year(2024),
    )


def problems(filing: Filing, **options: Any) -> list[Problem]:  # of any type, as in a pack
    seen = observed(Text(**options), filing)
    assert all(isinstance(one, Problem) for one in seen)
    return [one for one in seen if isinstance(one, Problem)]


def found(filing: Filing, **options: Any) -> list[tuple[str, str | None, str | None]]:  # likewise
    """List (code, expected, actual)."""
    return [
        (one.code, str(one.expected) if one.expected else None, str(one.actual) if one.actual else None)
        for one in problems(filing, **options)
    ]


# --- must ---


@pytest.mark.parametrize("options", [{"must": ["fraud risk"], "words": True}, {"must": ["fraud ?risks?"]}])
def test_text_that_must_be_there_passes_where_it_is(options: dict[str, Any]) -> None:
    assert found(english("There is a fraud risk."), section="Risks", **options) == []
    assert found(english("There is a FRAUD\nrisk."), section="Risks", **options) == []


def test_text_that_is_not_there_is_missing() -> None:
    (problem,) = problems(english("None."), section="Risks", must=["fraud risk"], words=True)
    assert (problem.code, problem.expected) == ("text-missing", "fraud risk")
    assert problem.location == Location(3)
    assert str(problem.message) == "section “Risks” does not say “fraud risk”"


def test_each_text_must_be_there() -> None:
    filing = english("We accept this.")
    assert [each[1] for each in found(filing, must=["accept", "mitigate"])] == ["mitigate"]


def test_text_must_stand_in_the_section_that_is_named() -> None:
    filing = english("None.", summary="There is a fraud risk.")
    assert found(filing, must=["fraud"]) == []
    assert len(found(filing, must=["fraud"], section="Risks")) == 1


def test_text_may_go_over_the_end_of_a_paragraph_and_stand_in_a_table() -> None:
    assert found(english("There is a fraud", "risk."), must=["fraud risk"], words=True, section="Risks") == []
    assert found(english([["Kind", "fraud risk"]]), must=["fraud risk"], words=True, section="Risks") == []


def test_opening_must_say_it_even_if_there_is_none() -> None:
    options: dict[str, Any] = {
        "opening": True,
        "must": ["we confirm"],
        "words": True,
        "example": "We confirm it.",
    }
    assert found(english("None.", opening=["We confirm that this is right."]), **options) == []
    wanted = [("text-missing", "We confirm it.", None)]
    assert found(english("We confirm it.", opening=["Hello."]), **options) == wanted
    assert found(english("We confirm it."), **options) == wanted


# --- must not ---


def test_whole_words_are_found_and_quoted() -> None:
    filing = english("Every fetch is very etc. and so on.")
    assert found(filing, must_not=["very", "etc."], words=True) == [
        ("text-forbidden", None, "Every fetch is very etc. and so on."),
        ("text-forbidden", None, "Every fetch is very etc. and so on."),
    ]
    assert found(english("Every fetch."), must_not=["very", "etc."], words=True) == []


@pytest.mark.parametrize("word", ["C++", "(a)", "100%", "a.b", "[x]", "don't"])
def test_words_are_no_patterns(word: str) -> None:
    assert len(found(english(f"We say {word.replace(chr(39), '’')} here."), must_not=[word], words=True)) == 1
    assert found(english("Caab 100 axb x dont."), must_not=[word], words=True) == []


def test_capitals_matter_only_if_asked() -> None:
    filing = english("The internet and the Internet.")
    assert len(found(filing, must_not=["internet"], words=True)) == 2
    assert len(found(filing, must_not=["internet"], words=True, case=True)) == 1


def test_forbidden_text_is_found_in_cells_and_footnotes_at_its_place() -> None:
    text = document("Trust Report", "1. Summary", "Fine.", "2. Risks", [["Kind", "TBD"]])
    note = Paragraph("TBD later", Location(5), part="footnote")
    comment = Paragraph("TBD, I think", Location(6), part="comment")
    filing = Filing(Document((*text.blocks, note, comment)), IN_ENGLISH)
    places = [one.location for one in problems(filing, must_not=["TBD"], words=True)]
    assert [(at.block, at.row, at.column) for at in places if at] == [(4, 0, 1), (5, None, None)]


def test_what_to_write_in_its_place_is_expected() -> None:
    options: dict[str, Any] = {"instead": {"utilise": "use", "in order to": "to"}, "words": True}
    filing = english("We utilise it in order  to win.")
    assert [each[:2] for each in found(filing, **options)] == [
        ("text-forbidden", "use"),
        ("text-forbidden", "to"),
    ]
    assert found(english("We use it to win."), **options) == []


def test_what_a_pattern_marks_is_the_place() -> None:
    (problem,) = problems(english("By and large, we won."), must_not=["large(?P<mark>,)we"])
    assert "“,”" in str(problem.message)


def test_exception_in_the_same_paragraph_makes_it_right() -> None:
    options: dict[str, Any] = {"must_not": ["personal data"], "unless": ["redacted"], "words": True}
    assert found(english("The personal data are redacted."), **options) == []
    assert len(found(english("The personal data are here.", "We redacted it."), **options)) == 1


def test_twenty_places_are_reported_and_then_a_number() -> None:
    filing = english(*[f"This is very good {number}." for number in range(25)])
    seen = problems(filing, must_not=["very"], words=True)
    assert len(seen) == 21
    assert "5 further places" in str(seen[-1].message)
    assert len({one.subject for one in seen}) == 21


def test_chinese_words_need_no_gaps() -> None:
    options: dict[str, Any] = {"must_not": ["等等", "KPI"], "words": True}
    assert len(found(chinese("存在人手不足等等问题，ＫＰＩ未完成。"), **options)) == 2
    assert found(chinese("存在人手不足等问题，SKPIX。"), **options) == []
    (problem,) = problems(chinese("前文存在人手不足等等问题，须整改到位并报告结果。"), must_not=["等等"])
    assert problem.actual == "前文存在人手不足等等问题，须整改到位并报告结"


# --- counts ---


@pytest.mark.parametrize(("count", "right"), [(1, False), (2, True), (3, True)])
def test_text_must_be_there_so_many_times(count: int, *, right: bool) -> None:
    seen = found(english("risk " * count), at_least={"risk": 2}, words=True, section="Risks")
    assert seen == ([] if right else [("text-missing", "risk", None)])


@pytest.mark.parametrize(("count", "right"), [(0, True), (2, True), (3, False)])
def test_text_may_be_there_so_many_times(count: int, *, right: bool) -> None:
    seen = problems(english("We won.", "risk " * count), at_most={"risk": 2}, words=True, section="Risks")
    assert [(one.code, str(one.expected)) for one in seen] == ([] if right else [("text-count", "at most 2")])


def test_none_at_all_may_be_allowed() -> None:
    assert [each[0] for each in found(english("A risk."), at_most={"risk": 0}, section="Risks")] == [
        "text-count"
    ]


# --- one spelling ---


def test_spelling_that_is_used_less_is_reported() -> None:
    options: dict[str, Any] = {"one_of": [["email", "e-mail"]], "words": True}
    filing = english("Send an e‑mail.", "By email.", "An E-mail came.")
    seen = problems(filing, **options)
    assert [(one.code, one.expected, one.location and one.location.block) for one in seen] == [
        ("text-inconsistent", "e‑mail", 5)
    ]
    assert found(english("An e-mail.", "Another e-mail."), **options) == []
    assert found(english("An email.", "Another email."), **options) == []


def test_of_two_spellings_used_alike_the_first_one_is_right() -> None:
    (problem,) = problems(english("A web site, a website."), one_of=[["website", "web site"]], words=True)
    assert problem.expected == "website"


def test_spelling_within_another_does_not_count() -> None:
    assert found(english("The web page."), one_of=[["web", "web page"]], words=True) == []


# --- places ---


def test_year_and_body_are_filled_in() -> None:
    filing = english("The Trust works in 2024.", "In 2023 we rested.")
    options: dict[str, Any] = {"section": "Risks", "words": True}
    assert filing.body == "Trust"
    assert found(filing, must=["{body}", "{year}", "{last_year}"], **options) == []
    assert [each[1] for each in found(filing, must=["{next_year}"], **options)] == ["2025"]
    assert found(filing, must=[r"in {year}\."], section="Risks") == []


def test_without_a_year_it_is_not_assessed() -> None:
    filing = Filing(document("Report", "1. Summary", "Fine.", "2. Risks", "None."), IN_ENGLISH)
    (answer,) = observed(Text(must=("{year}",)), filing)
    assert isinstance(answer, NotAssessed)


def test_name_of_the_body_is_no_pattern() -> None:
    text = document("A+B (C) Report 2024", "1. Summary", "We are A+B (C).", "2. Risks", "None.")
    filing = Filing(text, IN_ENGLISH, calendar_year(2024))
    assert found(filing, must=["we are {body}"], section="Summary") == []


# --- what was not read ---


def test_missing_section_is_not_assessed() -> None:
    filing = Filing(document("Report", "1. Summary", "Fine."), IN_ENGLISH)
    (answer,) = observed(Text(section="Risks", must=("a",), must_not=("b",)), filing)
    assert isinstance(answer, NotAssessed)


def test_nothing_is_missing_where_a_page_was_not_read() -> None:
    (answer,) = observed(Text(must=("fraud",)), english("None.", lost=True))
    assert isinstance(answer, NotAssessed)
    assert answer.unread


def test_text_that_was_found_passes_though_a_page_was_not_read() -> None:
    assert observed(Text(must=("none",)), english("None.", lost=True)) == []


def test_text_is_not_free_of_what_is_forbidden_where_a_page_was_not_read() -> None:
    seen = observed(Text(must_not=("fraud",)), english("None.", lost=True))
    assert [isinstance(one, NotAssessed) and one.codes for one in seen] == [("text-forbidden",)]


# --- messages and mistakes ---


def test_message_is_that_of_the_pack() -> None:
    (problem,) = problems(english("Very good."), must_not=["very"], message="no “{text}”, please")
    assert str(problem.message) == "no “Very”, please"
    both = {"zh": "不要写“{text}”", "en": "no “{text}”"}
    (problem,) = problems(english("Very {0} good."), must_not=["very{0}"[:4]], message=both)
    assert problem.message.render("en") == "no “Very”"
    assert problem.message.render("zh") == "不要写“Very”"


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"section": "Nowhere", "must": ("a",)}, ("section",)),
        ({"section": "Risks", "opening": True, "must": ("a",)}, ("opening",)),
        ({"must": ("a",), "case": True}, ("case",)),
        ({}, ()),
        ({"must": ("(a",)}, ("must", 0)),
        ({"must_not": (" ",)}, ("must_not", 0)),
        ({"must_not": ("{yaer}",)}, ("must_not", 0)),
        ({"at_least": {"a": 0}}, ("at_least", "a")),
        ({"at_most": {"a": -1}}, ("at_most", "a")),
        ({"one_of": (("a",),)}, ("one_of", 0)),
        ({"one_of": (("web site", "website"),)}, ("one_of", 0)),
    ],
)
def test_options_that_cannot_mean_anything_are_mistakes(
    options: dict[str, Any], path: tuple[object, ...]
) -> None:
    assert [mistake.path for mistake in Text(**options).mistakes(IN_ENGLISH)] == [path]


def test_words_may_be_what_no_pattern_can() -> None:
    assert list(Text(must=("(a",), words=True, case=True).mistakes(IN_ENGLISH)) == []
    assert list(Text(one_of=(("web site", "website"),), words=True).mistakes(IN_ENGLISH)) == []


@given(st.text("ab -.\n'’（(", max_size=40), st.text("ab -.'(", min_size=1, max_size=6).filter(str.strip))
def test_word_that_stands_apart_is_always_found(text: str, word: str) -> None:
    filing = english(f"{text} \n {word} \n {text}")
    assert found(filing, must=[word], words=True) == []
    assert found(filing, must_not=[word], words=True)


@pytest.mark.parametrize("text", ["a " * 40_000, "a" + " " * 80_000, "aaa" * 20_000])
def test_long_texts_take_linear_time(text: str) -> None:
    found(english(text), must_not=["a a b", "aab"], one_of=[["a  a", "aa"]], words=True)
    found(english(text), must_not=["a.*a.*b"])
