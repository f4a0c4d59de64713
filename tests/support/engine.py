"""The engine of the installed plugins and packs, built once for all tests of a process."""

from functools import cache

from checker.app import App
from checker.judging.engine import Engine


@cache
def checker() -> Engine:
    """Build the engine."""
    return App().engine()
