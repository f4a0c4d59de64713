"""Excerpts: what a report says of the document around its findings."""

from dataclasses import replace

import pytest

from checker.documents.document import Document, Location, Paragraph
from checker.forms.filing import Filing
from checker.judging.checks import Problem
from checker.judging.excerpting import excerpts
from checker.judging.excerpts import (
    MOST_COLUMNS,
    MOST_ROWS,
    CellExcerpt,
    SectionExcerpt,
    TableExcerpt,
    TextExcerpt,
)
from checker.judging.report_json import report_from_json, report_to_json
from checker.judging.reports import Finding, Report
from checker.judging.rules import Category, Provision, Severity
from checker.messages import Message
from checker.testing import document
from tests.support.clean_drafts import clean, explained, judged
from tests.support.draft_reports import changed, figure, text
from tests.support.engine import app

RULE = Provision("rule", Severity.ERROR, Category.ACCURACY, "1", "")


def of(written: Document, *problems: Problem) -> tuple[SectionExcerpt, ...]:
    form = app().pack("annual-report/2021").form
    findings = [Finding(RULE, problem, Message("there")) for problem in problems]
    return excerpts(Filing(written, form), written, findings)


def problem(at: Location, actual: str | None = None, cells: tuple[Location, ...] = ()) -> Problem:
    return Problem("wrong", Message("wrong"), location=at, actual=actual, cells=cells)


def quoted(sections: tuple[SectionExcerpt, ...]) -> list[TextExcerpt]:
    return [text for section in sections for text in section.texts]


def drawn(sections: tuple[SectionExcerpt, ...]) -> TableExcerpt:
    (table,) = (table for section in sections for table in section.tables)
    return table


@pytest.fixture(scope="module")
def report() -> Report:
    return explained(changed(clean(), figure("（一）予以公开", 1, "9"), text("2024年1月1日", "2023年1月1日")))


def test_every_section_is_listed_with_what_is_wrong_in_it(report: Report) -> None:
    assert [(one.heading[:2], len(one.texts), len(one.tables)) for one in report.excerpts] == [
        ("", 1, 0), ("一、", 0, 0), ("二、", 0, 0), ("三、", 0, 1), ("四、", 0, 0), ("五、", 0, 0), ("六、", 0, 0),
    ]  # fmt: skip


def test_table_has_its_heads_the_wrong_row_and_those_that_are_added_up(report: Report) -> None:
    table = drawn(report.excerpts)
    grid = table.grid()
    labels = {grid[row, table.stub - 1].text for row in table.rows if row not in table.heads}
    assert table.heads == (0, 1, 2)
    assert {"（一）予以公开", "（七）总计"} <= labels
    assert len(table.rows) < table.height


def test_report_crosses_processes_with_its_excerpts(report: Report) -> None:
    rules = {pack.id: pack.rules for pack in app().packs}
    after = report_from_json(report_to_json(report), rules)
    assert after.excerpts == report.excerpts
    assert [one.problem.working for one in after.findings] == [one.problem.working for one in report.findings]


def test_nothing_is_quoted_unless_it_was_asked_for() -> None:
    assert judged(clean()).excerpts == ()


def test_long_paragraph_is_cut_around_what_is_wrong() -> None:
    words = f"{'a' * 3000}wrong{'b' * 3000}"
    (found,) = quoted(of(document(words), problem(Location(0), "wrong")))
    assert "wrong" in found.text
    assert (len(found.text), found.length) == (245, 6005)
    assert words[found.start :].startswith(found.text)


def test_far_places_of_a_paragraph_are_stretches_of_their_own() -> None:
    words = f"one{'a' * 3000}two"
    written = document(words)
    found = quoted(of(written, problem(Location(0), "one"), problem(Location(0), "two")))
    assert [one.start for one in found] == [0, 3003 - 120]


def test_of_a_large_table_only_the_rows_around_findings_are_drawn() -> None:
    rows = [["Name", "Number"], *([f"row {n}", str(n)] for n in range(2_000))]
    written = document(rows)
    table = drawn(of(written, problem(Location(0, row=1_700, column=1))))
    assert (table.rows, table.height) == ((0, 1_700), 2_001)
    every = drawn(of(written, *(problem(Location(0, row=n, column=1)) for n in range(1, 2_001))))
    assert len(every.rows) == MOST_ROWS


def test_of_a_wide_table_the_columns_of_findings_are_drawn() -> None:
    table = drawn(of(document([["x"] * 200] * 3), problem(Location(0, row=1, column=150))))
    assert len(table.columns) == MOST_COLUMNS
    assert 150 in table.columns


def test_place_that_is_not_there_is_left_out() -> None:
    written = Document((Paragraph("a", Location(0)),))
    assert quoted(of(written, problem(Location(7)), problem(Location(-1)))) == []


def cell(row: int, column: int, rows: int = 1, columns: int = 1) -> CellExcerpt:
    return CellExcerpt(row, column, rows, columns, "", 0, 0)


SMALL = TableExcerpt(Location(0), (0, 1), (0, 1), (), 0, 2, 2, (cell(0, 0),))


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": tuple(range(MOST_ROWS + 1))},
        {"columns": tuple(range(MOST_COLUMNS + 1))},
        {"cells": (cell(0, 0, 2, 2), cell(1, 1))},
        {"cells": (cell(9, 9, 10**9, 10**9),)},
    ],
)
def test_excerpt_that_cannot_be_drawn_is_refused(wrong: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="excerpt"):
        replace(SMALL, **wrong)  # type: ignore[arg-type]  # one field of any type
