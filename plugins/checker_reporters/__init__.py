"""Reporters: what was found, written for people and for programs."""

from collections.abc import Iterator

from checker.formats import Reporter
from checker.hookspecs import hookimpl


@hookimpl
def register_reporters() -> Iterator[Reporter]:
    """Provide the built-in reporters."""
    from checker_reporters.json_report import JsonReporter
    from checker_reporters.text_report import TextReporter

    yield JsonReporter()
    yield TextReporter()
