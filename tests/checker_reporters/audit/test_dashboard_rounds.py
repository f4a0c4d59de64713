"""Rounds, trends, comparison and similar texts in a browser, and links to the files."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import expect

from checker.documents.document import FilePart, Location
from checker.formats import Style
from checker.judging.audit_results import AuditedSubmission, BodyReport
from checker_reporters.audit.dashboard.file_links import FileLinks
from checker_reporters.audit.dashboard.reporter import DashboardReporter
from tests.support.audit_results import KeptResults, example
from tests.support.dashboard_browser import Open, names, settled, violations

BODY = "青屏县交通运输局"


@cache
def second_round() -> KeptResults:
    """Return the example after a round in which its findings within one filing were others."""
    now = example()
    before = tuple(map(_without_first, now.kept))
    last_year = replace(now, year=2023)
    return replace(now, earlier=(last_year, replace(now, kept=before)))


def _without_first(report: BodyReport) -> BodyReport:
    """Drop the first finding, which is new in the second round, and every finding between filings."""
    if report.body.name != BODY:
        return report
    first, *others = report.submissions
    changed = replace(first.report, findings=first.report.findings[1:])
    return replace(report, submissions=(replace(first, report=changed), *others))


needs_browser = pytest.mark.needs("chromium")


@needs_browser
def test_a_round_shows_what_is_new_and_what_is_still_open(opened: Open) -> None:
    page = opened("#/rounds", "rounds", second_round)
    settled(page, "共 1 项")
    assert page.locator(".rows tbody a.open").all_inner_texts() == [BODY]
    tiles = page.locator(".tiles.changes")
    assert tiles.get_by_role("listitem").filter(has_text="新出现").locator("strong").inner_text() == "1"
    assert tiles.get_by_role("listitem").filter(has_text="已改正").locator("strong").inner_text() == "0"
    row = page.get_by_role("table", name="按单位").get_by_role("row", name=BODY)
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()][1:4:2] == ["1", "4"]


@needs_browser
def test_a_body_has_a_history_over_runs_and_years(opened: Open) -> None:
    page = opened("#/bodies?body=2", "rounds", second_round)
    rows = page.get_by_role("table", name="历次核查").get_by_role("row").all()[1:]
    assert [row.get_by_role("cell").first.inner_text() for row in rows] == ["2023", "2024", "2024"]
    errors = [int(row.get_by_role("cell").nth(3).inner_text()) for row in rows]
    assert errors[1] == errors[2] - 1


@needs_browser
def test_districts_are_compared_by_the_rates_of_the_pack(opened: Open) -> None:
    page = opened("#/compare", "rounds", second_round)
    settled(page, "共 [0-9]+ 项")
    row = page.get_by_role("row", name="青屏县人民政府")
    assert "%" in row.inner_text()
    expect(page.get_by_role("columnheader", name="实质公开率")).to_be_visible()
    assert row.get_by_role("cell").last.inner_text().startswith("基数仅"), "too few lawsuits for a rate"
    page.get_by_label("比较方式").select_option("类别")
    expect(page.get_by_role("row", name="乡镇")).to_be_visible()


@needs_browser
def test_trends_show_the_last_run_of_each_period(opened: Open) -> None:
    page = opened("#/trends", "rounds", second_round)
    table = page.get_by_role("table", name="新收申请")
    rows = [row.inner_text().split() for row in table.get_by_role("row").all()[1:]]
    assert [period for period, _number in rows] == ["2023", "2024"]
    everybody = int(rows[1][1])
    page.get_by_label("类别").select_option("乡镇")
    expect(table.get_by_role("row").last).not_to_contain_text(f"\t{everybody}")
    assert page.get_by_role("heading", name="报送进度").is_visible()


@needs_browser
def test_trends_show_every_total(opened: Open) -> None:
    page = opened("#/trends?kind=乡镇", "rounds", second_round)
    page.locator("summary", has_text="主动公开政府信息情况表").click()
    table = page.get_by_role("table", name="主动公开政府信息情况表")
    row = table.get_by_role("row", name="第二十条第（八）项 › 行政事业性收费")
    assert [cell.inner_text() for cell in row.get_by_role("cell").all()][1:] == ["73.04", "73.04"]


@needs_browser
def test_what_changed_has_no_serious_fault_for_people_with_disabilities(opened: Open) -> None:
    for view in ("rounds", "trends", "bodies?body=2"):
        assert violations(opened(f"#/{view}", "rounds", second_round, bypass_csp=True)) == [], view


@needs_browser
def test_similar_texts_are_a_matrix(opened: Open) -> None:
    page = opened("#/similar", "rounds", second_round)
    matrix = page.get_by_role("table", name="文字雷同")
    assert matrix.get_by_role("row").count() >= 3
    assert matrix.get_by_role("cell", name="●").count() == 1


@needs_browser
def test_what_is_typed_after_a_slash_is_kept(opened: Open) -> None:
    page = opened("#/trends", "rounds", second_round)
    page.evaluate(
        "for (const key of '/交通') document.body.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}))"
    )
    settled(page, "筛选出 1 项")
    assert names(page) == [BODY]


def test_files_are_linked_relative_to_the_page(tmp_path: Path) -> None:
    filed = tmp_path / "in" / "财政局 #1.pdf"
    filed.parent.mkdir()
    filed.write_bytes(b"")
    links = FileLinks(tmp_path / "out" / "dashboard")
    assert links.of(str(filed)) == "../../in/%E8%B4%A2%E6%94%BF%E5%B1%80%20%231.pdf"
    assert links.of(f"{filed}!/a.docx") == links.of(str(filed)), "what is in an archive is opened with it"
    assert links.of(str(tmp_path / "gone.pdf")) == ""
    assert links.of("s3://somewhere/a.pdf") == ""


@needs_browser
def test_a_finding_opens_the_file_at_its_page(opened: Open, tmp_path: Path) -> None:
    filed = tmp_path / "a.pdf"
    filed.write_bytes(b"%PDF")
    page = opened("#/bodies?body=2", "linked", lambda: _on_page_3(str(filed)))
    link = page.get_by_role("link", name="打开文件第 3 页").first
    assert str(link.get_attribute("href")).endswith("a.pdf#page=3")


@needs_browser
def test_a_finding_in_another_part_opens_that_file(opened: Open, tmp_path: Path) -> None:
    for name in ("a.docx", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    path, files = f"{tmp_path}/a.docx + {tmp_path}/b.pdf", (FilePart(0, 0), FilePart(1, 1, 2))
    page = opened("#/bodies?body=2", "in-parts", lambda: _on_page_3(path, files))
    linked = {
        str(link.get_attribute("href")).rpartition("/")[2]
        for link in page.locator("ol.findings a.file").all()
    }
    assert "b.pdf#page=1" in linked


def _on_page_3(path: str, files: tuple[FilePart, ...] = ()) -> KeptResults:
    """Return the example with the findings of a body's submission on page 3, in files with this path."""

    def moved(report: BodyReport) -> BodyReport:
        if report.body.name != BODY:
            return report
        first, *others = report.submissions
        return replace(report, submissions=(_moved(first, path, files), *others))

    results = example()
    return replace(results, kept=tuple(map(moved, results.kept)))


def _moved(submission: AuditedSubmission, path: str, files: tuple[FilePart, ...]) -> AuditedSubmission:
    report = submission.report
    findings = tuple(
        replace(
            one, problem=replace(one.problem, location=replace(one.problem.location or Location(0), page=3))
        )
        for one in report.findings
    )
    return replace(submission, report=replace(report, path=path, findings=findings, files=files))


def test_equal_audits_give_equal_dashboards(tmp_path: Path) -> None:
    written = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        DashboardReporter().write_audit(second_round(), tmp_path / name, Style())
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        written.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in files])
    assert written[0] == written[1]
    assert date(2025, 1, 31).isoformat().encode() in b"".join(content for _name, content in written[0])
