"""The dashboard in other languages and sizes, in print, with hostile documents and with many bodies."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from checker.formats import Style
from checker.judging.audit_checks import BodyFilings, StoredFiling
from checker.judging.audit_results import BodyReport
from checker.text import clean
from checker_reporters.audit.dashboard.reporter import DashboardReporter
from tests.support.audit_results import KeptResults, example, filled, many
from tests.support.dashboard_browser import PHONE, Open, Sites, fills, settled, visit

pytestmark = pytest.mark.needs("chromium")

HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=\"alert(1)\">"
    "'\"`${alert(1)}&lt;b&gt;\u202eEXE\x00\ud800\u2028__proto__{0.__class__}[a](javascript:alert(1))"
)
# each view, and an element that is there once it is drawn
PLACES = {
    "overview": ".sum", "bodies": "tbody tr", "findings": "tbody tr", "sums": ".sheet", "unmatched": "tbody tr",
    "bodies?body=0": ".sheets",
}  # fmt: skip


# --- language, sizes, print ---


def test_findings_and_words_change_their_language_together(opened: Open) -> None:
    page = opened("#/bodies?body=2")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Findings")).to_be_visible()
    finding = page.get_by_role("listitem").filter(has_text="is not a whole number")
    assert "type the number alone" in finding.inner_text()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("listitem").filter(has_text="“若干”不是整数")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_a_phone(opened: Open, language: str) -> None:
    page = opened(size=PHONE, color_scheme="dark")
    for where, settles in PLACES.items():
        visit(page, f"{where}{'&' if '?' in where else '?'}lang={language}", settles)
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0], where


def test_print_shows_findings_and_no_controls(opened: Open) -> None:
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
    page = opened(name="crowd", results=crowd)
    assert fills(page) < 2_000
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
