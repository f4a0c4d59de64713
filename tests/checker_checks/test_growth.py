"""Judging takes time that grows with a document and no faster: rows, columns, wrong sums, and runs of one word."""

from dataclasses import replace

import pytest

from checker import Form, Language, Observation, TableSpec
from checker.forms.filing import Filing
from checker.judging.fixes import most_tried
from checker.testing import document, observed, sections
from checker_checks.arithmetic import TableArithmetic
from checker_checks.cells import TableCells
from checker_checks.leftovers import Leftovers
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE
from tests.support.growth import cpu_seconds, grows_within
from tests.support.prescribed import prescribed_tables

SUMS = TableArithmetic(relations=("sum(each) == total",), table="t", per="column")
ROWS = TableArithmetic(relations=("c0 == c1 + c2", "c3 == c4 + c5", "c0 >= c1"), table="t", per="row")


def _spec(columns: int) -> TableSpec:
    heads = ", ".join(f"c{at}: {{label: Figure number {at}, type: integer}}" for at in range(columns))
    text = f"t: {{section: One, title: T, stub: Unit, columns: {{{heads}}}, rows: {{each: {{any: true}}, total: Total}}}}"
    (spec,) = prescribed_tables(text)
    return spec


def _filing(rows: int, columns: int, off: int) -> Filing:
    """Write a table whose rows are right and whose totals are off by so much."""
    figures = [[(at * 7 + n * 3) % 90 + 1 for n in range(columns)] for at in range(rows)]
    for row in figures:
        row[0], row[3] = row[1] + row[2], row[4] + row[5]
    total = [str(sum(column) + off) for column in zip(*figures, strict=True)]
    body = [[f"Office {at}", *map(str, row)] for at, row in enumerate(figures)]
    head = ["Unit", *(f"Figure number {at}" for at in range(columns))]
    form = Form(sections=sections("One", language=ENGLISH), tables=(_spec(columns),), language=ENGLISH)
    relations = tuple(relation for check in (SUMS, ROWS) for _table, relation in check.prescribes(form))
    form = replace(form, relations={"t": relations})
    return Filing(document("1. One", [head, *body, ["Total", *total]]), form)


def _seconds(rows: int, columns: int, off: int = 0) -> float:
    filing = _filing(rows, columns, off)
    found: list[Observation] = []
    checks = (SUMS, ROWS, TableCells(table="t"))
    seconds = cpu_seconds(lambda: found.extend(seen for check in checks for seen in observed(check, filing)))
    assert len(found) == (columns + 2 if off else 0)  # the row of totals breaks two relations of its own
    return seconds


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ((300, 8), (1500, 8)),
        ((150, 10), (150, 50)),
        ((300, 8, 1), (1500, 8, 1)),
    ],
    ids=["rows", "columns", "all totals wrong"],
)
def test_five_times_the_cells_take_about_five_times_as_long(
    small: tuple[int, ...], large: tuple[int, ...]
) -> None:
    _seconds(20, 8)
    # 25 times, if it were quadratic
    assert grows_within(12, 0.3, lambda: _seconds(*small), lambda: _seconds(*large))


WORDS = (
    "a", "1", " ", "\n", "(", "（", "[", "{", "_", "-", "、", "1,", "1.", "a.", "a@", "www.", "12/", "Q1 ", "Jan ", "the ",
    "一", "十", "年", "月", "号", "20", "2024年", "1月", "截至", "至", "自", "第", "（一）",
    "电话", "地址：", "《", "“", "。", "<", "×",
    "of 2024 ", "for the ", "fiscal ", "to ", "as of ",
)  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_a_run_of_one_word_is_read_in_linear_time(word: str, language: Language) -> None:
    form = Form(sections=sections("One", language=language), language=language)

    def seconds(length: int) -> float:
        run = word * (length // len(word))
        filing = Filing(document("1. One", f"2024 {run}!", f"电话：{run}"), form)

        def read() -> None:
            list(language.dates.mentions(run))
            list(language.periods_in(run))
            language.number(run)
            language.quantity(run)
            language.bare(run)
            observed(Leftovers(), filing)

        return cpu_seconds(read)

    seconds(100)
    # 16 times, if it were quadratic
    assert grows_within(9, 0.2, lambda: seconds(3_000), lambda: seconds(12_000))


def test_fewer_fixes_are_tried_in_documents_that_take_long_to_judge() -> None:
    ordinary, large = document("text" * 1000), document([["1"] * 40] * 5000)
    assert most_tried(ordinary) == 100
    assert most_tried(large) == 3
