"""Audits: thousands of submissions, read in isolation, stored, and compared with each other.

`checker_audit.audit(…)` runs an audit from a program; the plugin adds `checker audit` to the command line.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker import hookimpl

if TYPE_CHECKING:
    import click

    from checker_audit.api import audit as audit

__all__ = ["audit"]


def __getattr__(name: str) -> object:
    if name != "audit":
        raise AttributeError(f"module “checker_audit” has no attribute “{name}”")
    from checker_audit.api import audit  # noqa: PLC0415  # loading the plugin must not need the extra “audit”

    return audit


@hookimpl
def register_commands() -> "Iterable[click.Command]":
    from checker_audit.cli import command  # noqa: PLC0415  # likewise

    return (command,)
