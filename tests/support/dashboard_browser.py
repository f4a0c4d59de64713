"""Dashboards in a browser: written on first use, watched for errors, and read as their users see them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Dialog, Page, Request, expect

from checker.formats import Style
from checker_reporters.audit.dashboard.reporter import DashboardReporter
from tests.support.audit_results import KeptResults

DESKTOP, PHONE = (1280, 900), (360, 780)

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


def violations(page: Page) -> list[str]:
    """List the rules of axe-core that a page breaks; it must be open with `bypass_csp`."""
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], preload: false})")
    return [one["id"] for one in found["violations"]]


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
