"""The engine of the installed plugins, of their packs and of the tests' own, built once for all tests of a process."""

from functools import cache

from checker.app import App
from checker.judging.engine import Engine
from checker.packs.loading import load_pack
from tests.support.paths import PACKS


@cache
def app() -> App:
    """Build the application."""
    return App()


@cache
def checker() -> Engine:
    """Build the engine."""
    own = (
        load_pack(path, app().host.vocabulary, app().host.packs) for path in sorted(PACKS.glob("*/*.yaml"))
    )
    return app().engine(packs=(*app().packs, *own))
