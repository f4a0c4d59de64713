"""A web page on one's own computer: drop documents, see what to correct, take the marked and the corrected copy."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from checker import hookimpl

if TYPE_CHECKING:
    import click


@hookimpl
def register_commands() -> "Iterable[click.Command]":
    from checker_web.command import command

    return (command,)
