"""The views of the dashboard in a browser, opened from the file system, used with keyboard or mouse."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from checker.judging.audit_results import BodyReport
from checker_audit.decision_table import read_decisions
from tests.support.audit_results import KeptResults, example, many
from tests.support.dashboard_browser import Open, names, settled, violations
from tests.support.languages import LANGUAGES

pytestmark = pytest.mark.needs("chromium")


# --- overview ---


def test_overview_counts_who_filed_and_leads_there(opened: Open) -> None:
    page = opened()
    legend = page.get_by_role("list", name="报送情况")
    assert legend.get_by_role("listitem").all_inner_texts() == [
        "按期报送\n5\n50%", "逾期报送\n1\n10%", "未报送\n1\n10%", "已报送，未能读取\n3\n30%",
    ]  # fmt: skip
    legend.get_by_role("link", name="未报送").click()
    settled(page, "筛选出 1 项，共 10 项")
    assert names(page) == ["青屏县教育局"]


def test_overview_counts_findings_by_severity_category_rule_and_superior(opened: Open) -> None:
    page = opened()
    assert page.locator(".tiles strong").all_inner_texts() == ["7", "2", "1", "1"]
    categories = page.get_by_role("table", name="各类型的问题")
    assert categories.get_by_role("row", name="准确性").locator("b").inner_text() == "3"
    assert sum(map(int, categories.locator("b").all_inner_texts())) == 11
    rules = page.get_by_role("table", name="各规则的问题")
    assert sum(map(int, rules.locator("b").all_inner_texts())) == 11
    parents = page.get_by_role("table", name="按上级单位")
    assert parents.get_by_role("row", name="青屏县人民政府").locator("b").inner_text() == "10"


def test_overview_shows_more_of_a_long_table_when_asked(opened: Open) -> None:
    def scattered() -> KeptResults:
        results = many(12)
        return replace(results, kept=tuple(map(below, results.body_reports(), range(12))), count=None)

    def below(body_report: BodyReport, number: int) -> BodyReport:
        body = replace(body_report.body, parent=f"第{number}局")
        return replace(body_report, filings=replace(body_report.filings, body=body))

    page = opened(name="scattered", results=scattered)
    parents = page.get_by_role("table", name="按上级单位").get_by_role("row")
    assert parents.count() == 1 + 10
    page.get_by_role("button", name="显示更多（还有 2 项）").click()
    assert parents.count() == 1 + 12


def test_overview_compares_this_year_with_last_year(opened: Open) -> None:
    page = opened()
    years = page.get_by_role("table", name="类型", exact=True)
    row = years.get_by_role("row", name="准确性").get_by_role("cell").all_inner_texts()
    now, then, change = (int(text.replace("−", "-")) for text in row[-3:])
    assert (change, then > 0) == (now - then, True)


def test_overview_counts_every_file(opened: Open) -> None:
    page = opened()
    shown = page.locator(".sum").inner_text()
    whole, *parts = map(int, re.findall(r"\d+", shown))
    assert whole == sum(parts) == example().counts.found
    assert page.get_by_text("数量相符").is_visible()


def test_overview_warns_if_the_counts_do_not_add_up(opened: Open) -> None:
    def lossy() -> KeptResults:
        results = example()
        return replace(results, counts=replace(results.counts, found=results.counts.found + 1))

    page = opened(name="lossy", results=lossy)
    assert page.get_by_text("数量不符，本次核查结果不可靠").is_visible()


# --- lists ---


def test_bodies_are_listed_worst_first_and_filtered(opened: Open) -> None:
    page = opened("#/bodies")
    settled(page, "共 10 项")
    assert names(page)[0] == "青屏县教育局"
    page.get_by_label("类别").select_option("乡镇")
    settled(page, "筛选出 2 项")
    page.get_by_label("存在问题").select_option("similar-text")
    settled(page, "筛选出 1 项")
    assert names(page) == ["青山镇人民政府"]
    page.get_by_role("button", name="清除筛选").click()
    settled(page, "共 10 项")
    page.get_by_label("按名称搜索").fill("石河")
    settled(page, "筛选出 1 项")
    assert names(page) == ["石河镇人民政府"]


def test_columns_sort_both_ways_and_announce_it(opened: Open) -> None:
    page = opened("#/bodies")
    errors = page.get_by_role("columnheader", name="错误")
    errors.get_by_role("button").click()
    expect(errors).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody a.open").first).to_have_text("青屏县交通运输局")
    errors.get_by_role("button").press("Enter")
    expect(errors).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("tbody a.open").last).to_have_text("青屏县交通运输局")
    expect(errors.get_by_role("button")).to_be_focused()


def test_findings_are_filtered_by_text_and_scope(opened: Open) -> None:
    page = opened("#/findings")
    settled(page, "共 11 项")
    page.get_by_label("搜索问题或单位").fill("行政强制措施")
    settled(page, "筛选出 1 项")
    assert names(page) == ["青屏县交通运输局"]
    page.get_by_label("搜索问题或单位").fill("")
    page.get_by_label("范围").select_option("报告之间")
    settled(page, "筛选出 6 项")
    page.get_by_label("结果").select_option("请核对")
    settled(page, "筛选出 1 项")
    assert "92% 相同" in page.locator("tbody").inner_text()


def test_unmatched_files_have_a_reason_and_possible_bodies(opened: Open) -> None:
    page = opened("#/unmatched")
    settled(page, "共 5 项")
    row = page.get_by_role("row", name="青萍县水务局.docx")
    assert "名册中没有" in row.inner_text()
    assert row.get_by_role("link", name="青屏县水务局").is_visible()
    contested = page.get_by_role("row", name="2024/人民政府.docx")
    assert contested.get_by_role("link").all_inner_texts() == ["石河镇人民政府", "青山镇人民政府"]


def test_reloading_keeps_what_was_chosen(opened: Open) -> None:
    page = opened("#/bodies")
    page.get_by_label("类别").select_option("部门")
    page.get_by_label("按名称搜索").fill("青屏")
    page.get_by_role("columnheader", name="单位", exact=True).get_by_role("button").click()
    settled(page, "筛选出 6 项")
    before = names(page)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bodies")
    page.reload()
    settled(page, r"1–6 of 6 \(of 10 in all\)")
    assert names(page) == before
    assert page.get_by_label("Kind").input_value() == "部门"
    assert page.get_by_label("Search by name").input_value() == "青屏"


# --- a body ---


def test_a_body_is_found_opened_and_closed_with_the_keyboard_alone(opened: Open) -> None:
    page = opened("#/overview")
    page.keyboard.press("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("单位")
    expect(page.get_by_label("按名称搜索")).to_be_focused()
    page.keyboard.type("交通")
    settled(page, "筛选出 1 项")
    link = page.get_by_role("link", name="青屏县交通运输局")
    for _press in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("青屏县交通运输局")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("青屏县交通运输局")
    page.keyboard.press("Escape")
    settled(page, "筛选出 1 项")
    expect(link).to_be_focused()


def test_a_body_shows_its_findings_in_the_words_of_the_document(opened: Open) -> None:
    page = opened("#/bodies?body=2")
    cell = page.get_by_role("listitem").filter(has_text="“若干”不是整数")
    shown = cell.inner_text()
    for words in (
        "商业企业",
        "原文",
        "不小于 0 的整数",
        "只填数字",
        "国办公开办函〔2021〕30号",
        "applications-filled",
    ):
        assert words in shown
    across = page.get_by_role("listitem").filter(has_text="本报告填 1").inner_text()
    assert "2024/青屏县交通运输局.docx" in across
    assert "2023/青屏县交通运输局.docx" in across


def test_a_body_compares_its_tables_with_last_year_and_marks_findings(opened: Open) -> None:
    page = opened("#/bodies?body=2")
    table = page.get_by_role("table", name="收到和处理政府信息公开申请情况表")
    row = table.get_by_role("row", name="四、结转下年度继续办理").get_by_role("cell")
    assert row.first.inner_text().split() == ["1", "4", "−3"]
    mark = table.locator("td.marked").filter(has_text="若干").get_by_role("button")
    mark.click()
    expect(page.get_by_role("listitem").filter(has_text="“若干”不是整数")).to_be_focused()


def test_decisions_are_made_on_the_page_and_downloaded_as_a_table(opened: Open, tmp_path: Path) -> None:
    page = opened("#/bodies?body=2", accept_downloads=True)
    finding = page.get_by_role("listitem").filter(has_text="“若干”不是整数")
    finding.get_by_text("作出处理决定").click()
    finding.get_by_label("处理").select_option("误报")
    finding.get_by_label("决定人").fill("李,科长")
    finding.get_by_label("决定人").blur()
    button = page.get_by_role("button", name="下载处理决定（1）")
    with page.expect_download() as download:
        button.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    ((decision, mistake),) = read_decisions(path, LANGUAGES).rows
    assert mistake is None
    assert (decision.kind, decision.body, decision.found) == ("false-alarm", "青屏县交通运输局", "若干")
    assert (decision.rule, decision.by, decision.period) == ("applications-filled", "李,科长", "2024")
    page.reload()
    expect(button).to_be_visible()
    assert finding.get_by_label("决定人").input_value() == "李,科长"


def test_hints_are_folded_away(opened: Open) -> None:
    page = opened("#/findings?severity=info")
    settled(page, "筛选出 1 项")
    page.locator("tbody a.open").first.click()
    hint = page.locator(".folded .finding").first
    expect(hint).to_be_hidden()
    page.locator(".folded > summary").click()
    expect(hint).to_be_visible()


def test_a_body_shows_what_could_not_be_judged_and_why(opened: Open) -> None:
    page = opened("#/bodies?body=8")
    rules = page.locator(".open-rules").first
    assert "复议诉讼表齐全" in rules.inner_text()
    assert "time ran out after page 4 of 9" in rules.inner_text()
    page.goto(page.url.replace("body=8", "body=5"))
    expect(page.get_by_role("heading", level=1)).to_have_text("青屏县档案馆")
    assert "the file is encrypted" in page.locator("header .failure").inner_text()


def test_a_body_shows_its_other_submissions(opened: Open) -> None:
    page = opened("#/bodies?body=7&lang=en")
    other = page.get_by_role("listitem").filter(has_text="石河镇人民政府（修改）.docx").last
    assert "accepted or known: 1" in other.inner_text()
    other.get_by_text("Show findings").click()
    assert other.get_by_text("已电话核实，另行更正").is_visible()


def test_the_next_body_of_the_list_is_one_step_away(opened: Open) -> None:
    page = opened("#/bodies?kind=乡镇")
    settled(page, "筛选出 2 项")
    first, second = names(page)
    page.get_by_role("link", name=first).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(first)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", level=1)).to_have_text(second)


def test_sums_add_up_the_tables_of_one_kind(opened: Open) -> None:
    page = opened("#/sums?kind=乡镇")
    row = page.get_by_role("row", name="行政事业性收费").get_by_role("cell")
    assert row.inner_text().split() == ["73.04", "73.04"]


def test_no_view_has_a_serious_fault_for_people_with_disabilities(opened: Open) -> None:
    for view in ("overview", "unmatched", "bodies?body=2", "compare", "similar"):
        assert violations(opened(f"#/{view}", bypass_csp=True)) == [], view
