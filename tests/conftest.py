"""What all tests share: nothing is left out silently."""

import os
import shutil

import pytest

NEVER = os.environ.get("CHECKER_LEAVE_OUT") == "never"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "needs(program): leave the test out where the program is not installed"
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        program = mark.args[0]
        if shutil.which(program) is None:
            reason = f"{program} is not installed; on Debian the continuous integration installs it"
            if NEVER:
                pytest.fail(f"nothing may be left out here: {reason}")
            pytest.skip(reason)
