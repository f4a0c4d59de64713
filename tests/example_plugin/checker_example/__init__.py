"""A plugin: memos in plain text, read, checked and reported."""

from collections.abc import Iterable
from pathlib import Path

from checker import Check, Reader, Reporter, hookimpl


@hookimpl
def register_readers() -> Iterable[Reader]:
    from checker_example.reader import MemoReader

    return [MemoReader()]


@hookimpl
def register_checks() -> Iterable[type[Check]]:
    from checker_example.checks import WordLimit

    return [WordLimit]


@hookimpl
def register_rule_packs() -> Iterable[Path]:
    return [Path(__file__).parent / "memo" / "2020.yaml"]


@hookimpl
def register_reporters() -> Iterable[Reporter]:
    from checker_example.reporter import LinesReporter

    return [LinesReporter()]
