"""The page in Chromium: inert, silent, and whole on every screen and on paper."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTTextContainer
from playwright.sync_api import Browser, Page

from checker.formats import Style
from checker.judging.reports import Report
from checker.text import fold
from checker_reporters.html_report.reporter import HtmlReporter
from tests.checker_reporters.test_hostile import TEXTS, fill
from tests.support.clean_drafts import clean, explained
from tests.support.dashboard_browser import DESKTOP, PHONE, watch
from tests.support.draft_reports import changed, figure, text

Open = Callable[..., Page]

LONG = "很长的一段原文" * 60
MARGIN = 14 * 72 / 25.4  # of the printed page, in points
A4 = (595, 842)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Open the page of reports; errors, dialogs and any request but for the page itself fail the test."""
    faults: list[str] = []
    contexts = []

    def open_page(
        reports: Sequence[Report],
        language: str = "zh",
        size: tuple[int, int] = DESKTOP,
        **options: Any,  # Playwright's own
    ) -> Page:
        path = tmp_path / "report.html"
        path.write_text("".join(HtmlReporter().write(reports, Style(language))), encoding="utf-8")
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        page = context.new_page()
        watch(page, path.as_uri(), faults)
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(scope="module")
def several() -> Report:
    """Return the report of a document with an error in a cell, a heading and a date."""
    wrong = changed(
        clean(),
        figure("（一）予以公开", 1, "9"),
        text("改进情况", "改进措施"),
        text("2024年1月1日", "2023年1月1日"),
    )
    return explained(wrong)


@pytest.mark.parametrize("hostile_text", TEXTS)
def test_hostile_text_is_inert(hostile_text: str, opened: Open, faulty: Report) -> None:
    report = replace(fill(faulty, hostile_text), failure=None)
    for some in ([report], [report, fill(faulty, hostile_text)]):
        page = opened(some)
        assert page.locator("script, img, iframe, object, embed, form, svg").count() == 0
        assert page.evaluate("document.body.lastElementChild.tagName") == "FOOTER"
        page.locator(".list a").first.click()
        page.locator("summary").first.click()


def test_policy_stops_what_would_get_past_the_escaping(browser: Browser, faulty: Report) -> None:
    text = "".join(HtmlReporter().write([faulty], Style("zh")))
    attack = "<script>window.ran = true</script><img src='https://example.invalid/a.png'><style>h1{color:red}</style>"
    context = browser.new_context()
    page = context.new_page()
    failures: list[str | None] = []
    page.on("requestfailed", lambda request: failures.append(request.failure))
    page.set_content(text.replace("</main>", f"{attack}</main>"))
    assert page.evaluate("window.ran") is None
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") != "rgb(255, 0, 0)"
    assert failures == ["csp"]
    context.close()


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (320, 640)])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_overflows_the_screen(
    language: str, size: tuple[int, int], opened: Open, several: Report, faulty: Report
) -> None:
    reports = (several, fill(faulty, LONG), fill(faulty, "x" * 500))
    for some in ([several], reports):
        page = opened(some, language, size)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        outside = """width => [...document.querySelectorAll('main *, header *')]
          .filter(each => !each.closest('thead') && !each.parentElement.closest('.scroll'))
          .filter(each => each.getBoundingClientRect().right > width + 1).length"""
        assert page.evaluate(outside, size[0]) == 0


def test_keyboard_reaches_the_list_its_boxes_and_the_details(opened: Open, several: Report) -> None:
    page = opened([several])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Space")
    assert page.locator(".list :checked").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("article.f:target").count() == 1


def test_a4_cuts_nothing_off(opened: Open, several: Report, faulty: Report) -> None:
    for report in (several, fill(faulty, "x" * 500)):
        page = opened([report])
        paper = page.pdf(prefer_css_page_size=True, print_background=False)
        seen = ""
        for sheet in extract_pages(BytesIO(paper)):
            assert (round(sheet.width), round(sheet.height)) == A4
            for box in sheet:
                if isinstance(box, LTTextContainer):
                    assert box.x0 >= MARGIN - 1, box
                    assert box.x1 <= A4[0] - MARGIN + 1, box
                    seen += box.get_text()
        for finding in report.findings:
            assert fold(finding.rule.clause) in fold(seen)  # the font has radicals for some characters
        assert "修改清单" in seen


def test_accessibility(opened: Open, several: Report, faulty: Report, conforming: Report) -> None:
    """Check WCAG 2.2 AA and best practice by axe-core."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    for reports in ([several], [faulty], [conforming], [several, faulty, conforming]):
        for options in ({}, {"color_scheme": "dark"}):
            page = opened(reports, bypass_csp=True, **options)
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            page.evaluate(source)
            found = page.evaluate(
                "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
            )
            assert [fault["id"] for fault in found["violations"]] == []
