"""Bodies write their own text."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.forms.filing import Filing
from checker.judging.audit_checks import Body, BodyFilings, Json
from checker.judging.checks import NotApplicable, NotAssessed
from checker.periods import calendar_year
from checker.testing import document, filed
from checker_checks.across.minhash import SimilarTexts, widespread
from checker_checks.across.originality import SimilarText, _Texts
from checker_checks.across.wordings import Wording, neutral, short_names
from checker_languages.zh import CHINESE
from tests.support.audits import (
    SCANNED,
    audit,
    body_filings,
    narrative,
    observations,
    pack,
    problems,
    rule,
)

RULE = "narrative-original"
WATER, FOREST = "青屏县水务局", "青屏县林业局"
PRESCRIBED = "本机关坚持以公开为常态、不公开为例外的原则，依法依规开展政府信息公开各项工作。"


def own(seed: str, count: int = 12) -> list[str]:
    """Write sentences that occur in no other text."""
    random = Random(seed)  # noqa: S311  # texts, no secrets
    signs = [chr(0x4E00 + place) for place in range(3000)]
    return ["".join(random.choices(signs, k=30)) + "。" for _ in range(count)]


def bodies(*texts: Sequence[str]) -> list[BodyFilings]:
    return [body_filings(narrative(f"第{chr(0x7532 + at)}局", *text)) for at, text in enumerate(texts)]


def found(over: list[BodyFilings]) -> list[tuple[str, str]]:
    """List the bodies whose text is not theirs, and those of which it is."""
    return [(body, problem.subject[-1]) for body, problem in problems(RULE, audit(*over))]


def test_bodies_that_write_their_own_text_pass() -> None:
    assert observations(RULE, audit(*bodies(*(own(str(at)) for at in range(8))))) == []


def test_bodies_that_share_a_text_are_reported_with_each_other() -> None:
    text = own("shared")
    water, forest = narrative(WATER, *text), narrative(FOREST, *text)
    over = audit(
        body_filings(water), body_filings(narrative("青屏县民政局", *own("else"))), body_filings(forest)
    )
    across = observations(RULE, over)
    assert [(a.body, a.filing, a.other) for a in across] == [
        (WATER, water.path, forest.path),
        (FOREST, forest.path, water.path),
    ]
    (_water, problem), _other = problems(RULE, over)
    assert problem.code == "similar-text"
    assert (problem.actual, str(problem.expected)) == ("100%", "less than 50%")
    assert f"by “{FOREST}”" in str(problem.message)
    assert str(problem.message).count("。”") == 3
    assert any(sentence in str(problem.message) for sentence in text), "quoted as written"


def test_copied_text_with_other_figures_dates_and_names_is_reported() -> None:
    water = [
        f"2024年5月，{WATER}{start[:20]}共公开信息{at}条，县水务局{start[20:]}"
        for at, start in enumerate(own("x"))
    ]
    forest = [
        sentence.replace("水务局", "林业局")
        .replace("2024年5月", "二〇二四年六月")
        .replace("条", "1条")
        .replace("六月", "6月")
        for sentence in water
    ]
    over = audit(body_filings(narrative(WATER, *water)), body_filings(narrative(FOREST, *forest)))
    assert [problem.actual for _body, problem in problems(RULE, over)] == ["100%", "100%"]


def test_siblings_are_called_siblings() -> None:
    text = own("shared")
    over = [
        body_filings(Body(name, parent="青屏县人民政府"), narrative(name, *text)) for name in (WATER, FOREST)
    ]
    assert all("below “青屏县人民政府”" in str(p.message) for _b, p in problems(RULE, audit(*over)))


def test_each_body_is_reported_with_its_most_similar_copy_only() -> None:
    text = own("shared", 20)
    over = bodies(text, [*text[:12], *own("a", 8)], [*text[:18], *own("b", 2)])
    partners = dict(found(over))
    first, half, most = (s.body.name for s in over)
    assert partners == {first: most, most: first, half: first}


def test_short_text_copied_from_a_long_one_is_reported_and_the_long_one_passes() -> None:
    text = own("short", 8)
    over = bodies(text, [*text, *own("long", 20)])
    assert found(over) == [(over[0].body.name, over[1].body.name)]


def test_share_below_the_threshold_passes() -> None:
    text = own("shared", 12)
    assert found(bodies([*text[:5], *own("a", 7)], [*text[:5], *own("b", 7)])) == []
    assert len(found(bodies([*text[:7], *own("a", 5)], [*text[:7], *own("b", 5)]))) == 2


def test_text_copied_from_last_year_is_reported_beside_that_of_others() -> None:
    text = own("shared")
    last = narrative(WATER, *text, year=2023)
    over = audit(body_filings(narrative(WATER, *text), before=last), body_filings(narrative(FOREST, *text)))
    subjects = [(body, problem.subject) for body, problem in problems(RULE, over)]
    assert subjects == [(WATER, ("previous",)), (WATER, ("others", FOREST)), (FOREST, ("others", WATER))]
    assert next(across.other for across in observations(RULE, over)) == last.path


def test_new_text_passes_beside_last_years() -> None:
    last = narrative(WATER, *own("old"), year=2023)
    assert observations(RULE, audit(body_filings(narrative(WATER, *own("new")), before=last))) == []


def test_wording_shared_by_very_many_bodies_passes() -> None:
    shared = own("prescribed", 14)
    assert observations(RULE, audit(*bodies(*([*shared, *own(str(at))] for at in range(6))))) == []
    few = bodies(*([*shared, *own(str(at))] for at in range(4)))
    assert len(found(few)) == 4, "four bodies prescribe nothing"


def test_boilerplate_and_short_sentences_pass() -> None:
    phrases = [
        "根据《中华人民共和国政府信息公开条例》第四十九条和上级有关要求编制本报告。",
        "本报告所列数据的统计期限自2024年1月1日起至2024年12月31日止，电子版见门户网站。",
        "（一）主动公开。",
        "（二）依申请公开。",
    ] * 10
    assert found(bodies([*phrases, *own("a")], [*phrases, *own("b")])) == []


def test_text_that_is_too_short_is_not_compared() -> None:
    (across, _other) = observations(RULE, audit(*bodies(own("x", 3), own("x", 3))))
    assert isinstance(across.observation, NotApplicable)


def test_text_that_could_not_be_read_never_passes() -> None:
    scanned = narrative(WATER, notes=(SCANNED,))
    partly = narrative(FOREST, *own("x"), notes=(SCANNED,))
    for across in observations(RULE, audit(body_filings(scanned), body_filings(partly))):
        assert isinstance(across.observation, NotAssessed)
        assert across.observation.unread


def test_scanned_report_of_last_year_is_not_assessed() -> None:
    last = narrative(WATER, year=2023, notes=(SCANNED,))
    (across,) = observations(RULE, audit(body_filings(narrative(WATER, *own("x")), before=last)))
    assert isinstance(across.observation, NotAssessed)
    assert across.observation.unread
    assert last.path in str(across.observation.reason)


def test_filing_without_the_sections_is_not_assessed() -> None:
    read = document(f"{WATER}2024年政府信息公开工作年度报告", *own("x"))
    empty = filed(Filing(read, pack().form, calendar_year(2024), name="a.docx"), pack().audit)
    (across,) = observations(RULE, audit(body_filings(empty)))
    assert isinstance(across.observation, NotAssessed)
    assert not across.observation.unread


def test_filing_without_stored_text_never_passes() -> None:
    broken: Json = {"broken": "check similar-text broke down"}
    for kept in (None, broken):
        (across,) = observations(
            RULE, audit(body_filings(replace(narrative(WATER, *own("x")), digests={RULE: kept})))
        )
        assert isinstance(across.observation, NotAssessed)
        assert across.observation.unread


def test_stored_wording_of_a_filing_is_bounded() -> None:
    kept = narrative(WATER, *(own("x", 3000)), "长" * 100_000).digests[RULE]
    assert len(str(kept)) < 250_000


def test_same_audit_gives_the_same_findings() -> None:
    text = own("shared", 20)
    over = bodies(*([*text[:10], *own(str(at), 5)] for at in range(4)))
    assert observations(RULE, audit(*over)) == observations(RULE, audit(*over))


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"sections": ("概况",)}, ("sections", 0)),
        ({"threshold": 50.0}, ("threshold",)),
        ({"prescribed": 0.0}, ("prescribed",)),
        ({"piece": 13}, ("piece",)),
        ({"least": 0}, ("least",)),
    ],
)
def test_meaningless_options_are_refused(options: dict[str, object], path: tuple[str | int, ...]) -> None:
    check = rule(RULE).check
    assert isinstance(check, SimilarText)
    changed = replace(check, **options)  # type: ignore[arg-type]  # one option at a time
    assert [mistake.path for mistake in changed.mistakes(pack().form)] == [path]
    assert list(check.mistakes(pack().form)) == []


def test_short_names_of_bodies_are_not_compared() -> None:
    names = short_names([WATER], CHINESE)
    assert neutral("青屏县水务局和县水务局、水务局在青屏县公开。", names, CHINESE) == "和,在公开."
    assert neutral("青屏县林业局公开。", names, CHINESE) == "林业局公开."


# --- measures ---

SENTENCES = st.lists(st.text("甲乙丙丁戊己", min_size=4, max_size=12), min_size=1, max_size=6)


def wording(sentences: Sequence[str]) -> Wording:
    return Wording(tuple((sentence, sentence) for sentence in sentences), 3)


@given(SENTENCES, SENTENCES)
def test_share_of_a_text_in_one_that_contains_it_is_one(one: list[str], other: list[str]) -> None:
    left, right, both = wording(one), wording(other), wording([*one, *other])
    assert 0 <= left.share_in(right) <= 1
    assert left.share_in(left) == left.share_in(both) == 1
    assert left.share_in(right) * len(left.pieces) == pytest.approx(right.share_in(left) * len(right.pieces))
    assert bool(left.passages_in(right)) == (left.share_in(right) > 0)


@given(SENTENCES, SENTENCES, st.text("子丑寅卯", min_size=4, max_size=12))
def test_removing_a_shared_sentence_never_makes_texts_more_similar(
    one: list[str], other: list[str], shared: str
) -> None:
    with_it = wording([*one, shared]).share_in(wording([*other, shared]))
    assert wording(one).share_in(wording(other)) <= with_it


def test_pairs_are_found_among_many_texts() -> None:
    random = Random(7)  # noqa: S311  # texts, no secrets
    similar = SimilarTexts()
    texts = [[str(random.getrandbits(40)) for _ in range(300)] for _ in range(400)]
    for at, text in enumerate(texts):
        copied = at % 10 == 1
        similar.add(frozenset([*texts[at - 1][:180], *text[:120]] if copied else text))
    partners = dict(similar.partners(0.45))
    assert {one: partners[one][0] for one in partners} == {
        **{at: at - 1 for at in range(1, 400, 10)},
        **{at - 1: at for at in range(1, 400, 10)},
    }


def test_mass_of_equal_texts_gives_each_a_few_partners() -> None:
    similar = SimilarTexts()
    for _ in range(500):
        similar.add(frozenset(map(str, range(100))))
    partners = dict(similar.partners(0.5))
    assert len(partners) == 500
    assert max(map(len, partners.values())) <= 4


def test_wording_is_widespread_from_a_share_of_texts_and_a_least_count() -> None:
    marks = [{1, 2}, {1}, {1}, {1}, {1, 3}]
    assert widespread(marks, 0.2, 5) == {1}
    assert widespread(marks, 0.2, 1) == {1, 2, 3}
    assert widespread([], 0.2, 5) == frozenset()


def test_comparison_is_bounded_by_the_stored_wording() -> None:
    filing = narrative(WATER, *own("a"))
    much: Json = {"sentences": [*["长" * 10**5] * 10**3, *own("b")], "lost": False}
    forged = replace(filing, digests={RULE: much})
    check = rule(RULE).check
    assert isinstance(check, SimilarText)
    compared = _Texts(check, RULE).wording(forged, Body(WATER))
    assert sum(len(written) for written, _folded in compared.sentences) <= 400 * 500
