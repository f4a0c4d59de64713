"""The option `--decisions`."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from checker.cli.setup import Setup
from checker_audit.decision_table import DecisionTable, read_decisions

Command = TypeVar("Command", bound=Callable[..., object])


def decisions_option(command: Command) -> Command:
    """Add the option --decisions."""
    return click.option(
        "--decisions",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="What was decided about findings: CSV or XLSX (false alarm, accepted, returned).",
    )(command)


def decision_table(setup: Setup, file: Path | None) -> DecisionTable | None:
    """Read the decisions, if there are any."""
    return None if file is None else read_decisions(file, setup.host.languages)
