"""The options --year and --period: which reports are audited."""

from collections.abc import Callable
from typing import TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., object])


def period_options(command: Command) -> Command:
    """Add --year and --period."""
    year = click.option("--year", type=int, metavar="N", help="The report year that is audited.")
    period = click.option(
        "--period", metavar="LABEL",
        help="The period that is audited, if it is not a year: 2026-Q3, 2026-H1, 2026-07, 2026-07-01/2026-08-15.",
    )  # fmt: skip
    return year(period(command))
