"""A language is tables: one that nobody has written before reads documents from the first day."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis.strategies import lists, sampled_from

from checker.dates import ISO_DATE, DateForm, DateGrammar
from checker.grammar import TitleGrammar
from checker.language import NEUTRAL, Language
from checker.languages import Languages
from checker.periods import calendar_year

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
FRENCH = Language(
    code="fr",
    nothing=frozenset({"néant"}),
    dates=DateGrammar(
        forms=(
            DateForm(rf"(?P<day>\d{{1,2}})(?:er)? (?P<name>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"),
            ISO_DATE,
        ),
        joint=" (?:au|–) ",
        months=MONTHS,
        written="{day} {month_name} {year}",
        range_joint=" au ",
    ),
    titles=TitleGrammar(lines=("{words} {year}", "{body}")),
)


def test_dates_are_read_and_written() -> None:
    (period,) = FRENCH.dates.ranges("du 1er janvier 2024 au 31 décembre 2024")
    assert (period.begins, period.ends) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (
        FRENCH.dates.written_range(date(2024, 1, 1), date(2024, 12, 31))
        == "1 janvier 2024 au 31 décembre 2024"
    )
    assert list(FRENCH.whole_years("du 1er janvier 2024 au 31 décembre 2024")) == [2024]


def test_title_is_composed_and_gives_the_body_back() -> None:
    title = FRENCH.title("Société du Port", calendar_year(2024), "Rapport annuel")
    assert title == "Rapport annuel 2024 Société du Port"
    assert (FRENCH.body(title, "Rapport annuel"), FRENCH.years_in(title)) == ("Société du Port", (2024,))


def test_what_every_language_has_needs_no_table() -> None:
    assert [NEUTRAL.number(text).style for text in ("1. A", "（2）B", "3) C", "④D", "E")] == [
        "1.", "（1）", "1)", "①", "",
    ]  # fmt: skip
    assert NEUTRAL.amount("１,234.5") == Decimal("1234.5")
    assert NEUTRAL.is_blank("—")
    assert NEUTRAL.amount("5件") is None
    assert NEUTRAL.bare("1. A-B") == NEUTRAL.bare("a b")


def test_languages_together_read_what_any_of_them_reads() -> None:
    both = Languages({"fr": FRENCH, "": NEUTRAL})
    assert [mention.value for mention in both.dates("2 mars 2024")] == [date(2024, 3, 2)]
    assert both.number("2. Bilan").value == 2
    assert (both.is_value("3"), both.is_value("/"), both.is_value("trois")) == (True, True, False)


WORDS = sampled_from(
    ("finding", "findings", "contact", "content", "risk", "of", "a", "financial", "review", "x")
)


@given(lists(WORDS, max_size=6), lists(lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_most_similar_title_is_that_of_a_comparison_with_each(
    line: list[str], titles: list[list[str]]
) -> None:
    text, names = " ".join(line), [" ".join(words) for words in titles]
    alike = {name: NEUTRAL.title_similarity(text, name) for name in names}
    best = max(alike, key=alike.__getitem__)
    assert NEUTRAL.most_similar_title(text, names, 0.8) == (best if alike[best] >= 0.8 else "")
