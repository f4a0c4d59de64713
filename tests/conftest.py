"""What all tests share: nothing is left out silently."""

import os
import shutil
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.support.paths import SHARED
from tests.support.stores import postgres_programs

# what the run verified of the rules, by the test that does it
COUNTED = {
    "documents judged as expected": "test_rules.py::test_document_shows",
    "cells mutated, one at a time": "test_mutations.py::test_wrong_digit",
    "variations that change no finding": "test_variations.py::test_variation_changes",
    "near misses": "test_near_misses.py::",
}
settings.register_profile("tests", deadline=None)  # time limits of single examples fail on a busy machine
settings.load_profile("tests")
SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
NEVER = os.environ.get("CHECKER_LEAVE_OUT") == "never"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(what): leave the test out where a program, or the folder `shared`, is absent"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        if reason := missing(mark.args[0]):
            if NEVER:
                pytest.fail(f"nothing may be left out here: {reason}")
            pytest.skip(reason)


def missing(what: str) -> str:
    """Return why a test that needs a program or folder cannot run; an empty text if it can."""
    if what == "shared":
        return "" if SHARED.is_dir() else f"{SHARED} is absent; CHECKER_SHARED may name another folder"
    found = postgres_programs() if what == "postgres" else shutil.which(what)
    return "" if found else f"{what} is not installed; on Debian the continuous integration installs it"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a browser; a process can run only one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(SWITCHES))
        yield browser
        browser.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was left out and why, and how many documents, mutations and variations tested the rules."""
    skipped = terminalreporter.stats.get("skipped", ())
    for reason, count in Counter(report.longrepr[2] for report in skipped).items():
        terminalreporter.write_line(f"left out: {count} tests: {reason.removeprefix('Skipped: ')}")
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", ())]
    counts = {what: sum(name in nodeid for nodeid in passed) for what, name in COUNTED.items()}
    if any(counts.values()):
        terminalreporter.write_line("rules tested: " + "; ".join(f"{n} {what}" for what, n in counts.items()))
