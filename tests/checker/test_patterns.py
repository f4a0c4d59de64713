"""Patterns are written as people write, compared folded, and found in the text as written."""

import json
import pickle
import string
import time
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from checker import patterns
from checker.app import App
from checker.judging.filling import patterns_in
from checker.patterns import Match, Pattern, Texts, write_prepared
from checker.periods import calendar_year
from checker.text import fold

# what folding changes: widths, spaces, composition, case, several letters for one, and what stays
TRICKY = "a Ab1.（)一二其它㈠①½℃ﬁßẞıİΣς…〇•´¨ ゙́̈̊ﾞﾟカガ가각ㅏᄀ\u1161\u11a8"
TEXT = st.text(st.one_of(st.sampled_from(TRICKY), st.integers(0, 0x10FFFF).map(chr)), max_size=12)


def find(pattern: str, text: str) -> Match:
    found = Pattern(pattern).search(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("（一）予以公开", "( 一 ）予以 公开"),
        ("第[（〔]一", "第〔一"),
        ("\\（一\\）", "(一)"),
        ("其它", "其 它"),
        ("。$", "完。"),
        ("[０-９]{4}年", "二千 2024年"),
        ("[、；]", "甲、乙"),
        ("“三安全”", "「三安全」"),
        ("〔 *2019 *〕 *60 *号", "〔2019〕60号"),
        ("annual  report", "Annual\nReport"),
        ("(?i)é+", "E\u0301É"),
        ("…", "..."),
        ("x…?y", "xy"),
        ("\\p{Han}{2}", "甲 乙"),
        ("[[:digit:]]+件", "３件"),
        ("[]）]件", "］件"),
        ("[^　]", "甲"),
    ],
)
def test_pattern_matches_every_way_to_type_the_text(pattern: str, text: str) -> None:
    assert Pattern(pattern).search(text) is not None


@pytest.mark.parametrize(("pattern", "text"), [("（一）", "一"), ("。", "x"), ("其它?", "它"), ("……+", "..")])
def test_characters_outside_ascii_are_not_syntax(pattern: str, text: str) -> None:
    assert Pattern(pattern).search(text) is None


def test_quantifier_binds_to_the_last_character_as_written() -> None:
    assert find("共其它?件", "共其件").groups == ("共其件",)
    assert find("^…{2}$", "……").groups == ("......",)


def test_match_is_a_span_of_the_original_text() -> None:
    found = find("收到(?P<n>[0-9]+)件(?P<more>多)?", "本年  收 到　１ ２件。")
    assert (found.text, found.start, found.end) == ("收 到　１ ２件", 4, 12)
    assert (found.group("n"), found.span("n"), found.group(1)) == ("12", (8, 11), "12")
    assert (found.group("more"), found.span("more")) == ("", (12, 12))


def test_match_of_a_part_of_a_ligature_spans_the_ligature() -> None:
    assert find("一", "甲㈠乙").text == "㈠"


def test_text_beside_unpaired_surrogates_is_matched() -> None:
    assert find("乙", "甲\ud800\udc00乙").span() == (3, 4)


def test_year_placeholder_is_replaced() -> None:
    pattern = Pattern("{last_year}.{0,3}{year}|{next_year}[0-9]{1,3}\\x{4e00}\\p{Han}")
    assert pattern.placeholders == {"year", "last_year", "next_year"}
    filled = pattern.fill(calendar_year(2021).places)
    assert filled.source == "2020.{0,3}2021|2022[0-9]{1,3}\\x{4e00}\\p{Han}"
    assert filled.placeholders == frozenset()
    assert filled.fill(calendar_year(1999).places) == filled


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("（一", None),
        ("(一", "bad pattern: missing )"),
        ("a(?<!b)", "bad pattern: invalid perl operator"),
        ("(a)\\1", "bad pattern: invalid escape sequence"),
        ("(((a{1,1000}){1,1000}){1,1000})", "bad pattern: invalid repetition size"),
        ("[z-a]", "bad pattern: invalid character class range"),
        ("{yaer}年", "unknown placeholder {yaer}; did you mean “{year}”"),
        ("({year}", "bad pattern: missing )"),
        (" ", "an empty pattern"),
        ("\\Qa（\\E", "bad pattern: \\\\Q is not supported"),
        ("\ud800", "bad pattern: an unpaired surrogate"),
        ("a\\", "bad pattern: trailing"),
    ],
)
def test_bad_pattern_is_refused_with_the_reason(
    source: str, reason: str | None, capfd: pytest.CaptureFixture[str]
) -> None:
    if reason is None:
        Pattern.proved(source)
    else:
        with pytest.raises(ValueError, match=reason.replace("(", "\\(").replace(")", "\\)")):
            Pattern.proved(source)
    assert capfd.readouterr() == ("", "")


def test_exponential_patterns_take_linear_time() -> None:
    start = time.process_time()
    for source in ("^(a+)+$", "(\\pZ*\\PZ*)*x", "(.*a){25}"):
        list(Pattern(source).finditer("a" * 5000 + "!"))
    assert time.process_time() - start < 5


def test_pydantic_builds_patterns_and_reports_bad_ones() -> None:
    adapter = TypeAdapter(tuple[Pattern, ...])
    assert adapter.validate_python(["（一）"]) == (Pattern("（一）"),)
    assert adapter.json_schema()["items"] == {"type": "string"}
    with pytest.raises(ValidationError, match="bad pattern: missing \\)"):
        adapter.validate_python(["("])


def test_patterns_and_matches_can_be_pickled() -> None:
    pattern = Pattern("（一）")
    match = pattern.search("(一)")
    assert pickle.loads(pickle.dumps((pattern, match))) == (pattern, match)  # noqa: S301  # our own bytes


def folded(text: str) -> str:
    """Fold as patterns see it: what UTF-8 cannot hold is replaced."""
    return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in fold(text))


@given(TEXT)
def test_every_folded_character_is_matched_once(text: str) -> None:
    assert "".join(match.group() for match in Pattern("(?s).").finditer(text)) == folded(text)


@given(TEXT)
def test_text_of_a_span_folds_to_the_match(text: str) -> None:
    for match in Pattern("(?s)..?").finditer(text):
        found, seen = match.group(), folded(match.text)
        assert found in seen
        assert 0 <= match.start < match.end <= len(text)


@given(TEXT, TEXT)
def test_spans_follow_one_another(one: str, other: str) -> None:
    """A span ends where the next begins, or they share the character that folds to several."""
    for left, right in pairwise(Pattern("(?s).").finditer(one + other)):
        assert left.end <= right.start or left.span() == right.span()


def test_long_runs_of_combining_marks_take_little_time() -> None:
    start = time.process_time()
    assert find("b", "a" + "\u0301" * 200_000 + "b").end == 200_002
    assert time.process_time() - start < 5


@given(st.text(st.sampled_from("（）［一①㈠½…。、“é甲其它ﬁß×"), min_size=1, max_size=6))
def test_text_outside_ascii_matches_itself(text: str) -> None:
    match = find(text, f"乙 {text} 乙")
    assert (match.start, match.text) == (2, text)


@given(st.text(st.sampled_from(string.printable + "（）［］一。{}　"), max_size=12))
def test_any_source_is_a_pattern_or_is_refused(source: str) -> None:
    with suppress(ValueError):
        list(Pattern.proved(source).fill(calendar_year(2024).places).finditer("甲（一）2024年 abc"))


MANY = (
    *map(
        Pattern,
        (
            "(?P<mark>甲)乙",
            "丙(?P<mark>丁)",
            "(a|b)c",
            "x{2,}",
            r"\(?P<q>",
            "[(?P<m>]z",
            "^头",
            "尾$",
            r"\A甲",
            r"乙\z",
            "[^b]*c",
            "丁*",
            r"(?-m)^x",
        ),
    ),
)


@given(st.lists(st.text(st.sampled_from("甲乙丙丁abcxz头尾(P<q> \n"), max_size=12), max_size=4))
def test_matches_in_many_texts_are_those_in_each(written: list[str]) -> None:
    texts = Texts(written)
    for one in MANY:
        assert list(texts.matches(one)) == [
            (at, found) for at, text in enumerate(written) for found in one.finditer(text)
        ]


def test_patterns_of_languages_are_right() -> None:
    for language in App().host.languages.values():
        for pattern in patterns_in(language):
            assert Pattern.proved(pattern.source) == pattern


def test_what_is_known_of_patterns_in_code_is_written_down(tmp_path: Path) -> None:
    write_prepared(
        [Pattern("子丑(寅|卯)+[0-9]"), Pattern("{year}年"), Pattern("a?")], file := tmp_path / "known"
    )
    assert json.loads(file.read_bytes()) == {
        "a?": ["a?", [], []],
        "子丑(寅|卯)+[0-9]": ["子丑(寅|卯)+[0-9]", ["子丑"], [["卯", "寅"]]],
    }


def test_what_was_written_down_is_not_found_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file := tmp_path / "known").write_text(json.dumps({"辰巳": ["辰巳", ["午"], []]}))
    monkeypatch.setattr(patterns, "KNOWN", file)
    assert Pattern("辰巳").search("辰巳") is None
    assert Pattern("辰巳").search("午辰巳") is not None
    assert Pattern("巳辰").search("巳辰") is not None
