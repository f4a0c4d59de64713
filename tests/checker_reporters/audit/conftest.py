"""Dashboards in a browser."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.support.audit_results import KeptResults, example
from tests.support.dashboard_browser import DESKTOP, Open, Sites, watch


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("sites"))


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
