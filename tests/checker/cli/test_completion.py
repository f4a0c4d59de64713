"""Completion in the shell, as docs/install.md sets it up."""

import os
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-c", "from checker.cli import program; program()"]


def completed(words: str, position: int) -> list[str]:
    environment = {
        **os.environ, "_CHECKER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(position),
    }  # fmt: skip
    ran = subprocess.run(COMMAND, env=environment, capture_output=True, text=True, check=True)
    return [line.partition(",")[2] for line in ran.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "position", "expected"),
    [("checker che", 1, ["check", "checks"]), ("checker check --stat", 2, ["--statistics"])],
)
def test_commands_and_options_are_completed(words: str, position: int, expected: list[str]) -> None:
    assert completed(words, position) == expected
