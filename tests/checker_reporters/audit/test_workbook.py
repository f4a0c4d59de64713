"""The workbook is read back as Excel's readers do: everything is there, as text or as numbers, and inert."""

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.formats import Style
from checker.judging.checks import NotAssessed
from checker.text import clean
from checker_reporters.audit.workbook import REPORTER, WITH_FACTS, WorkbookReporter
from tests.support.audit_results import KeptResults, example, filled, results_of

HOSTILE = (
    '=HYPERLINK("http://a.b","c")',
    "+cmd|' /C calc'!A0",
    "-1+1",
    "@SUM(1)",
    "http://a.b/?c",
    "\x1b[31m\u202e\ud800\x00\r\n\ufffe",
    "]]><x/>",
    "<r><t>a</t></r><c r='A1'><f>1+1</f></c><r></r>",
    "_x0041_",
    " a ",
    "0719",
    "🙂\N{CJK UNIFIED IDEOGRAPH-20000}",
    "a\nb.docx",
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return written(example(), tmp_path_factory.mktemp("book"))


def written(results: KeptResults, folder: Path, language: str = "", rows: int = 1_048_576) -> Workbook:
    WorkbookReporter(rows=rows, facts=True).write_audit(results, folder, Style(language))
    assert [path.name for path in folder.iterdir()] == ["workbook.xlsx"]
    return load_workbook(folder / "workbook.xlsx")


def sheet(book: Workbook, name: str) -> Worksheet:
    found = book[name]
    assert isinstance(found, Worksheet)
    return found


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    heads, *rows = sheet(book, name).iter_rows(values_only=True)
    return [dict(zip(map(str, heads), row, strict=True)) for row in rows]


def texts(book: Workbook) -> Iterator[str]:
    for one in book.worksheets:
        for row in one.iter_rows():
            yield from (str(cell.value) for cell in row if cell.value is not None)


def test_sheets_are_in_the_language_of_the_pack(book: Workbook) -> None:
    assert book.sheetnames == [
        "汇总", "单位", "主动公开政府信息情况表", "收到和处理政府信息公开申请情况表", "政府信息公开行政复议、行政诉讼情况表",
        "问题", "未判定的规则", "处理决定", "报送文件", "未归属的文件", "表格数据",
    ]  # fmt: skip


def test_the_sheet_of_all_facts_is_written_only_on_request(tmp_path: Path) -> None:
    results = results_of(example().kept[:2])
    REPORTER.write_audit(results, tmp_path, Style("en"))
    WITH_FACTS.write_audit(results, tmp_path, Style("en"))
    short, long = (load_workbook(tmp_path / f"{name}.xlsx") for name in ("workbook", "workbook-facts"))
    assert long.sheetnames == [*short.sheetnames, "Figures"]


def test_sheets_are_in_english_on_request(tmp_path: Path) -> None:
    book = written(results_of(example().kept[:2]), tmp_path, "en")
    assert book.sheetnames[:2] == ["Summary", "Bodies"]
    assert {row["Verdict"] for row in table(book, "Bodies")} == {"conforms"}


def test_lists_have_filters_and_fixed_headings(book: Workbook) -> None:
    for name in ("单位", "问题", "未判定的规则", "报送文件", "未归属的文件", "表格数据"):
        one = sheet(book, name)
        assert one.freeze_panes == "B2"
        assert one.auto_filter.ref == one.dimensions


def test_every_body_has_a_row_with_its_status(book: Workbook) -> None:
    rows = table(book, "单位")
    assert [(row["单位"], row["报送情况"], row["结论"]) for row in rows] == [
        ("青屏县人民政府", "按期报送", "符合要求"),
        ("青屏县水务局", "按期报送", "符合要求"),
        ("青屏县交通运输局", "按期报送", "不符合要求"),
        ("青屏县教育局", "未报送", "未报送"),
        ("青屏县财政局", "逾期报送", "不符合要求"),
        ("青屏县档案馆", "已报送，未能读取", "无法判定"),
        ("青屏县司法局", "已报送，未能读取", "无法判定"),
        ("石河镇人民政府", "按期报送", "符合要求"),
        ("青山镇人民政府", "按期报送", "无法判定"),
        ("青屏县林业局", "已报送，未能读取", "无法判定"),
    ]
    faulty = rows[2]
    assert (faulty["错误"], faulty["警告"], faulty["其中报告之间"], faulty["年度"]) == (4, 1, 1, 2024)
    assert str(faulty["报送期限"]).startswith("2025-01-31")


def test_findings_across_filings_name_both(book: Workbook) -> None:
    (row,) = (row for row in table(book, "问题") if row["规则"] == "carry-over")
    assert (row["文件"], row["对照文件"]) == ("2024/青屏县交通运输局.docx", "2023/青屏县交通运输局.docx")
    assert (row["原文"], row["应为"], row["程度"], row["类型"]) == ("1", "4", "错误", "准确性")


def test_every_finding_of_the_year_has_a_row(book: Workbook) -> None:
    results = example()
    own = sum(len(s.report.findings) for d in results.body_reports() for s in d.submissions)
    across = sum(len(d.findings) for d in results.body_reports())
    unmatched = sum(len(s.submission.report.findings) for s in results.unmatched())
    assert len(table(book, "问题")) == own + across + unmatched


def test_every_cell_that_was_bound_is_a_figure(book: Workbook) -> None:
    kept = [filed for d in example().body_reports() for filed in (*d.filings.filings, *d.filings.before)]
    kept += [
        unmatched.submission.filing for unmatched in example().unmatched() if unmatched.submission.filing
    ]
    count = sum(len(t.cells) for f in kept for t in f.tables.values() if not isinstance(t, NotAssessed))
    rows = table(book, "表格数据")
    assert len(rows) == count
    (word,) = (row for row in rows if row["原文"] == "若干")
    assert word["数量"] is None
    assert (word["行"], word["列"]) == (
        "一、本年新收政府信息公开申请数量",
        "申请人情况 / 法人或其他组织 / 商业企业",
    )
    assert {type(row["数量"]) for row in rows} <= {int, float, type(None)}


def test_sums_are_those_of_the_filings_that_count(book: Workbook) -> None:
    counted = [d.filings.filing for d in example().body_reports() if d.filings.filing]
    tables = [t for f in counted if not isinstance(t := f.tables["applications"], NotAssessed)]
    one = sheet(book, "收到和处理政府信息公开申请情况表")
    rows = {row[0].value or row[1].value or row[2].value: row for row in one.iter_rows(min_row=4)}
    for label, key in (
        ("一、本年新收政府信息公开申请数量", "new"),
        ("（七）总计", "total"),
        ("3.其他", "other_outcome"),
    ):
        keys = [keys for keys in tables[0].spec.cell_keys() if keys[0] == key]
        sums = [
            sum((t.cells[k].value or Decimal(0) for t in tables if k in t.cells), Decimal(0)) for k in keys
        ]
        assert [cell.value for cell in rows[label][3:]] == [int(value) for value in sums]
    assert "份" in str(one["A2"].value)
    assert any("商业企业" in str(row[0].value) for row in one.iter_rows(min_row=30)), "a gap is named"


def test_sums_count_the_filings_without_the_table(book: Workbook) -> None:
    assert sheet(book, "政府信息公开行政复议、行政诉讼情况表")["A2"].value == (
        "计入汇总的报告 5 份；没有此表、未计入的报告 1 份"
    )


def test_forms_are_merged_as_printed(book: Workbook) -> None:
    one = sheet(book, "收到和处理政府信息公开申请情况表")
    merged = {str(area) for area in one.merged_cells.ranges}
    assert {"A4:C6", "D4:J4", "A9:A30"} <= merged
    assert one["E5"].value == "法人或其他组织"
    assert one["D9"].value == 30


def test_summary_warns_if_the_counts_do_not_add_up(tmp_path: Path) -> None:
    kept = example().kept[3:4]
    whole = set(texts(written(results_of(kept), tmp_path)))
    lossy = set(texts(written(results_of(kept, lost=1), tmp_path)))
    assert "数量相符" in whole
    assert "数量不符，本次核查结果不可靠" in lossy - whole


def test_summary_counts_what_the_lists_hold(book: Workbook) -> None:
    counts = {row[0]: row[1:] for row in sheet(book, "汇总").iter_rows(min_row=4, values_only=True)}
    assert counts["全部报送文件"][0] == 22
    assert counts["全部单位"][0] == 10
    assert counts["未报送"][0] == 1
    assert counts["carry-over"][:7] == (1, 0, 0, 0, 0, 1, 0)
    assert counts["全部问题"][:5] == (7, 2, 1, 1, 0)


def test_a_table_too_long_for_a_sheet_continues_on_the_next(tmp_path: Path) -> None:
    kept = results_of(example().kept[:2])
    whole = table(written(kept, tmp_path), "表格数据")
    book = written(kept, tmp_path, rows=300)
    parts = [name for name in book.sheetnames if name.startswith("表格数据")]
    assert parts == ["表格数据", "表格数据 (2)", "表格数据 (3)"]
    assert [row for part in parts for row in table(book, part)] == whole
    assert all(sheet(book, part).auto_filter.ref for part in parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_text(text: str, tmp_path: Path) -> None:
    book = written(filled(text), tmp_path)
    found = set(texts(book))
    shown = f" {clean(text)}" if text.startswith("<r>") else clean(text)
    assert (
        shown in found or shown.replace("_x", "_x005F_x", 1) in found
    )  # which Excel reads and openpyxl does not
    for one in book.worksheets:
        cells = [cell for row in one.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    with zipfile.ZipFile(tmp_path / "workbook.xlsx") as package:
        for name in package.namelist():
            tree = etree.fromstring(package.read(name))
            assert not list(tree.iter("{*}f", "{*}hyperlink"))


def test_a_text_too_long_for_a_cell_is_cut_with_an_ellipsis(tmp_path: Path) -> None:
    found = max(texts(written(filled("🙂" * 40_000, figures=False), tmp_path)), key=len)
    assert found.endswith("🙂…")
    assert len(found.encode("utf-16-le")) // 2 <= 32_767


def test_same_audit_is_the_same_bytes(tmp_path: Path) -> None:
    one = results_of(example().kept[2:4])
    contents = []
    for _time in range(2):
        written(one, tmp_path)
        contents.append((tmp_path / "workbook.xlsx").read_bytes())
    assert contents[0] == contents[1]


def test_an_audit_of_nobody_is_a_workbook(tmp_path: Path) -> None:
    assert table(written(results_of(()), tmp_path), "单位") == []
