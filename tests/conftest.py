"""What all tests share: nothing is left out silently."""

import os
import shutil

import pytest

from tests.support.stores import postgres_programs

# what the run proves of the rules, by the test that proves it
PROOFS = {
    "documents judged as they must be": "test_rules.py::test_document_shows",
    "cells mutated, one at a time": "test_mutations.py::test_wrong_digit",
    "variations that change no finding": "test_variations.py::test_a_variation",
    "near misses": "test_near_misses.py::",
}
NEVER = os.environ.get("CHECKER_LEAVE_OUT") == "never"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(program): leave the test out where the program is not installed"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        program = mark.args[0]
        found = postgres_programs() if program == "postgres" else shutil.which(program)
        if found is None:
            reason = f"{program} is not installed; on Debian the continuous integration installs it"
            if NEVER:
                pytest.fail(f"nothing may be left out here: {reason}")
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many documents, mutations and variations the rules were proved on."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", ())]
    counts = {what: sum(name in nodeid for nodeid in passed) for what, name in PROOFS.items()}
    if any(counts.values()):
        terminalreporter.write_line("rules proved: " + "; ".join(f"{n} {what}" for what, n in counts.items()))
