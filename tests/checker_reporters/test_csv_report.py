import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from checker.formats import Style
from checker.judging.reports import Report
from checker_reporters.csv_report import CsvReporter

EXCEL = CsvReporter("csv-excel", excel=True)


def write(reports: Sequence[Report], reporter: CsvReporter | None = None) -> str:
    return "".join((reporter or CsvReporter()).write(reports, Style("zh")))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("reporter", [CsvReporter(), EXCEL], ids=lambda reporter: reporter.name)
def test_report_equals_the_golden_file(
    reporter: CsvReporter, reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report.excel.csv" if reporter.excel else "report.csv", write([*reports, unread], reporter))


def test_every_document_has_a_line(reports: Sequence[Report], unread: Report) -> None:
    outcomes = [(row["file"], row["outcome"]) for row in read(write([*reports, unread]))]
    assert outcomes == [
        *(
            ("年报/青屏县水务局2024年报告.docx", word)
            for word in ("fail", "fail", "review", "fail", "not_assessed")
        ),
        ("年报/合格.pdf", "pass"),
        ("年报/扫描件.pdf", "not_assessed"),
        ("年报/缺页.pdf", "not_assessed"),
    ]


def test_programs_get_stable_names_and_no_byte_order_mark(faulty: Report) -> None:
    text = write([faulty])
    assert text.startswith('"file","title","body","year",')
    assert len(text.splitlines()) == 6


def test_excel_gets_a_byte_order_mark_and_translated_headings(faulty: Report) -> None:
    text = write([faulty], EXCEL)
    assert text.startswith('\ufeff"文件","文件标题","单位","年度",')
    assert read(text.removeprefix("\ufeff"))[0]["程度"] == "错误"


@pytest.mark.parametrize(
    "text",
    ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "＝1", "＋1", "－1", "＠1", "a;=1"],
)
def test_no_cell_is_a_formula(text: str, faulty: Report) -> None:
    for cell in read(write([replace(faulty, title=text)]))[0]["title"].split(";"):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("0719", "'0719"),
        ("1-2", "'1-2"),
        ("2024年1月", "'2024年1月"),
        ("1" * 18, "'" + "1" * 18),
        ("12", "12"),
        ("0", "0"),
        ("甲1", "甲1"),
    ],
)
def test_excel_changes_no_value(value: str, kept: str, faulty: Report) -> None:
    changed = replace(faulty, title=value)
    assert read(write([changed], EXCEL).removeprefix("\ufeff"))[0]["文件标题"] == kept
    assert read(write([changed]))[0]["title"] == value
