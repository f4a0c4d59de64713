"""What a pattern needs is told rightly, or not at all: a text without it has no match."""

import random

import pytest
import re2  # type: ignore[import-untyped]  # google-re2 ships no types

from checker.needed_words import needed_words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("复议(申请|案件)*(和|及)", [{"复议"}, {"和", "及"}]),
        ("(收到?|受理)了*[0-9]+件?", [{"收", "受理"}]),
        (
            "(本年(收到|受理))+[^。]{0,9}(共计|合计)([一二三]|[0-9])件",
            [{"本年"}, {"收到", "受理"}, {"共计", "合计"}, {"件"}],
        ),
        ("(甲乙|丙(丁|戊)己)(己庚)?", [{"甲乙", "丙"}]),
        ("[0-9]+元|块", [{"元", "块"}]),
        ("vapou?r density", [{"r density"}, {"vapo"}]),
        ("(?P<mark>ab|cd)+e", [{"ab", "cd"}, {"e"}]),
        (r"a\.b\d", [{"a.b"}]),
        ("(?i)Ab", [{"ab"}]),
        ("(a|)x?", []),
        ("[^a]{2}", []),
        ("(" * 5000, []),
    ],
)
def test_words_are_those_of_every_way_to_match(pattern: str, words: list[set[str]]) -> None:
    assert [*needed_words(pattern)] == words


def test_a_text_that_matches_has_a_word_of_each_set() -> None:
    choice, matches = random.Random(7), 0  # noqa: S311  # no secret
    signs = [*"abc年月()[]|?*+^$.\\", "(?:", "{2}", "{0,2}", "[^a]", r"\d", "(?i)", r"\."]
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = False
    for _turn in range(10_000):
        pattern = "".join(choice.choices(signs, k=choice.randint(1, 9)))
        try:
            compiled = re2.compile(pattern, options)
        except re2.error:
            continue
        needed = needed_words(pattern)
        for text in ("".join(choice.choices("abc年月.1", k=choice.randint(0, 7))) for _text in range(4)):
            if compiled.search(text):
                matches += 1
                assert all(any(word in text for word in words) for words in needed), (pattern, text)
    assert matches > 1000
