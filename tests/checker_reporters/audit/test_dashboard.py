"""The dashboard in a browser, opened from the file system, used with keyboard or mouse."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, expect, sync_playwright

from checker.formats import Style
from checker.judging.audit_checks import BodyFilings, StoredFiling
from checker.judging.audit_results import BodyReport
from checker.text import clean
from checker_reporters.audit.dashboard.reporter import DashboardReporter
from tests.support.audit_results import KeptResults, example, filled, many

pytestmark = pytest.mark.needs("chromium")

HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"alert(1)\">"
    "'\"`${alert(1)}&lt;b&gt;\u202eEXE\x00\ud800\u2028__proto__{0.__class__}[a](javascript:alert(1))"
)
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
DESKTOP, PHONE = (1280, 900), (360, 780)
# each view, and an element that is there once it is drawn
PLACES = {
    "overview": ".sum", "bodies": "tbody tr", "findings": "tbody tr", "sums": ".sheet", "unmatched": "tbody tr",
    "bodies?body=0": ".sheets",
}  # fmt: skip

Open = Callable[..., Page]


@dataclass(frozen=True)
class Sites:
    """Dashboards on disk, each written on first use."""

    folder: Path

    def of(self, name: str, results: Callable[[], KeptResults]) -> Path:
        folder = self.folder / name
        if not folder.exists():
            folder.mkdir()
            DashboardReporter().write_audit(results(), folder, Style("zh"))
        return folder / "dashboard" / "index.html"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(SWITCHES))
        yield browser
        browser.close()


def watch(page: Page, home: str, faults: list[str]) -> None:
    """Record errors, dialogs and popups of a page, and requests outside its folder."""

    def asked(request: Request) -> None:
        if not request.url.startswith((home, "data:image/svg+xml")):
            faults.append(f"request: {request.url}")

    def opened(dialog: Dialog) -> None:
        faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    page.on("console", lambda message: faults.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: faults.append(f"error: {error}"))
    page.on("dialog", opened)
    page.on("popup", lambda other: faults.append(f"popup: {other.url}"))
    page.on("request", asked)
    page.on("requestfailed", lambda request: faults.append(f"failed: {request.url}"))


@pytest.fixture
def opened(browser: Browser, sites: Sites) -> Iterator[Open]:
    """Open a dashboard; browser errors and network requests fail the test."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(
        where: str = "",
        name: str = "example",
        results: Callable[[], KeptResults] = example,
        size: tuple[int, int] = DESKTOP,
        **options: Any,  # Playwright's own
    ) -> Page:
        index = sites.of(name, results)
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch(page, f"{index.parent.as_uri()}/", faults)
        page.goto(index.as_uri() + where)
        page.locator("main h1").first.wait_for(state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def names(page: Page) -> list[str]:
    """List the bodies on the page."""
    return page.locator("tbody a.open").all_inner_texts()


def settled(page: Page, text: str) -> None:
    """Wait until the result count of a list contains a text."""
    expect(page.locator(".result-count")).to_have_text(re.compile(text))


def visit(page: Page, where: str, settles: str) -> None:
    """Go to a view by its address, and wait until it is drawn."""
    page.evaluate("where => { location.hash = where }", f"#/{where}")
    view = "article.body" if "body=" in where else f"section.{re.split(r'[?&]', where)[0]}"
    page.locator(f"main > {view} {settles}").first.wait_for(state="attached")


def fills(page: Page) -> int:
    """Count the elements of the page."""
    return int(page.evaluate("document.querySelectorAll('*').length"))


# --- overview ---


def test_overview_counts_who_filed_and_leads_there(opened: Open) -> None:
    page = opened()
    legend = page.get_by_role("list", name="报送情况")
    assert legend.get_by_role("listitem").all_inner_texts() == [
        "按时报送\n5\n50%", "逾期报送\n1\n10%", "未报送\n1\n10%", "无法判定\n3\n30%",
    ]  # fmt: skip
    legend.get_by_role("link", name="未报送").click()
    settled(page, "筛选出 1 项，共 10 项")
    assert names(page) == ["青屏县教育局"]


def test_overview_counts_findings_by_severity_category_rule_and_superior(opened: Open) -> None:
    page = opened()
    assert page.locator(".tiles strong").all_inner_texts() == ["9", "2", "1", "1"]
    categories = page.get_by_role("table", name="各类型的问题")
    assert categories.get_by_role("row", name="准确性").locator("b").inner_text() == "5"
    assert sum(map(int, categories.locator("b").all_inner_texts())) == 13
    rules = page.get_by_role("table", name="各规则的问题")
    assert sum(map(int, rules.locator("b").all_inner_texts())) == 13
    parents = page.get_by_role("table", name="按上级单位")
    assert parents.get_by_role("row", name="青屏县人民政府").locator("b").inner_text() == "12"


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
    settled(page, "共 13 项")
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
    settled(page, "共 10 项")
    page.keyboard.press("/")
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
    cell = page.get_by_role("listitem").filter(has_text="“三”不是整数")
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
    mark = table.locator("td.marked").filter(has_text="三").get_by_role("button")
    mark.click()
    expect(page.get_by_role("listitem").filter(has_text="“三”不是整数")).to_be_focused()


def test_a_body_shows_what_could_not_be_judged_and_why(opened: Open) -> None:
    page = opened("#/bodies?body=8")
    rules = page.locator(".open-rules").first
    assert "review-present" in rules.inner_text()
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


# --- language, sizes, print ---


def test_findings_and_words_change_their_language_together(opened: Open) -> None:
    page = opened("#/bodies?body=2")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    finding = page.get_by_role("listitem").filter(has_text="is no whole number")
    assert "type the number alone" in finding.inner_text()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("listitem").filter(has_text="“三”不是整数")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_a_phone(opened: Open, language: str) -> None:
    page = opened(size=PHONE, color_scheme="dark")
    for where, settles in PLACES.items():
        visit(page, f"{where}{'&' if '?' in where else '?'}lang={language}", settles)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0], where


def test_paper_shows_what_was_found_and_no_controls(opened: Open) -> None:
    page = opened("#/bodies")
    settled(page, "共 10 项")
    page.emulate_media(media="print")
    assert page.locator("tbody tr").first.is_visible()
    for control in (".controls", ".tabs", "#language", "#foot"):
        assert not page.locator(control).is_visible()


def test_a_damaged_folder_is_reported_and_not_shown_as_empty(browser: Browser, tmp_path: Path) -> None:
    DashboardReporter().write_audit(example(), tmp_path, Style())
    (tmp_path / "dashboard" / "data" / "bodies.js").unlink()
    page = browser.new_page()
    page.goto((tmp_path / "dashboard" / "index.html").as_uri() + "#/bodies")
    expect(page.get_by_role("alert")).to_contain_text("data/bodies.js")
    page.close()


# --- hostile documents ---


def test_whatever_a_document_says_is_shown_as_text(opened: Open) -> None:
    page = opened(name="hostile", results=lambda: filled(HOSTILE))
    for where, settles in {**PLACES, "findings?q=script": "tbody tr"}.items():
        visit(page, where, settles)
        assert page.evaluate("document.querySelectorAll('main :is(script, img, iframe, b b)').length") == 0
        scripts = page.evaluate(
            "[...document.scripts].map((one) => one.getAttribute('src') ?? one.textContent)"
        )
        assert all(re.fullmatch(r"[a-z]+\.js|data/[a-z]+(-\d{4})?\.js", script) for script in scripts)
        assert "owned" not in page.title().split(" · ")[0]
        assert page.evaluate("({}).polluted") is None
    visit(page, "bodies?body=0", ".sheets")
    expect(page.get_by_role("heading", level=1)).to_have_text(clean(HOSTILE), use_inner_text=False)
    page.get_by_role("link", name=clean(HOSTILE)).first.click()
    settled(page, "第 1–1 项，共 1 项")


def test_inline_script_and_foreign_sources_are_forbidden(sites: Sites) -> None:
    text = sites.of("example", example).read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    assert "http" not in policy[1]


# --- ten thousand bodies ---


def crowd() -> KeptResults:
    """Return an audit of ten thousand bodies, their tables left out: they are shown one at a time anyway."""

    def without_tables(filed: tuple[StoredFiling, ...]) -> tuple[StoredFiling, ...]:
        return tuple(replace(one, tables={}) for one in filed)

    def lighter(body_report: BodyReport) -> BodyReport:
        filings = body_report.filings
        return replace(
            body_report,
            filings=BodyFilings(
                filings.body, without_tables(filings.filings), without_tables(filings.before)
            ),
        )

    results = many(10_000)
    return replace(results, kept=tuple(map(lighter, results.kept)))


def test_ten_thousand_bodies_stay_usable(opened: Open, sites: Sites) -> None:
    sites.of("crowd", crowd)
    start = perf_counter()
    page = opened(name="crowd", results=crowd)
    assert perf_counter() - start < 5
    assert fills(page) < 2_000
    start = perf_counter()
    page.goto(page.url.split("#")[0] + "#/bodies")
    settled(page, "共 10,000 项")
    assert fills(page) < 3_000
    page.get_by_label("按名称搜索").fill("石河镇人民政府（3332）")
    settled(page, "第 1–1 项，筛选出 1 项，共 10,000 项")
    page.get_by_label("按名称搜索").fill("")
    settled(page, "共 10,000 项")
    page.get_by_role("button", name="末页").click()
    settled(page, "第 9,951–10,000 项")
    page.goto(page.url.split("#")[0] + "#/findings?rule=filing-late&sort=-name")
    settled(page, "筛选出 3,333 项")
    assert fills(page) < 3_000
    page.get_by_label("搜索问题或单位").fill("晚 14 天 财政局（77")
    settled(page, "筛选出 11 项")
    page.get_by_role("link", name="青屏县财政局（779）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("青屏县财政局（779）")
    assert perf_counter() - start < 20
