"""The command line with plugins that are installed for one test: folders with metadata, as an installer leaves them."""

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import main
from tests.support.plugin_sites import install, write_metadata

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "example_plugin"

Run = Callable[..., Result]
Install = Callable[..., None]

STAND_IN = '''
import os
import signal
import time
from dataclasses import dataclass
from typing import ClassVar
from checker.judging.checks import Check
from checker.documents.document import Document, Location, Paragraph
from checker.hookspecs import hookimpl

class Boom:
    name, suffixes = "boom", (".boom",)
    def read(self, content, progress=None):
        raise RuntimeError("the reader is ill")

class Stop:
    name, suffixes = "stop", (".stop",)
    def read(self, content, progress=None):
        os.kill(os.getppid(), signal.SIGINT)  # as Ctrl-C does: readers run in a child of the command
        time.sleep(60)

class Sulk:
    name = "sulk"
    def write(self, reports, style):
        raise RuntimeError("the reporter is ill")

@dataclass(frozen=True)
class Ill(Check):
    """Nothing must be true."""
    name: ClassVar[str] = "ill"
    def run(self, filing):
        raise RuntimeError("the check is ill")
        yield

@hookimpl
def register_readers(): return [Boom(), Stop()]
@hookimpl
def register_reporters(): return [Sulk()]
@hookimpl
def register_checks(): return [Ill]
'''


@pytest.fixture(scope="session")
def example_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the example plugin installed, and the product where it runs from its sources."""
    site = tmp_path_factory.mktemp("site")
    install(site, EXAMPLE)
    try:
        distribution("filing-checker")
    except PackageNotFoundError:
        install(site, ROOT)
    return site


@pytest.fixture
def run(example_site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return the command line in an empty folder, with the example plugin and the built-in reporters only."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHECKER_DISABLE_PLUGINS", "checks,formats,rules")
    monkeypatch.syspath_prepend(str(example_site))
    monkeypatch.chdir(tmp_path)

    def invoke(*args: str, **env: str) -> Result:
        return CliRunner().invoke(main, args, env=env)

    return invoke


@pytest.fixture
def plugin(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what installs one more plugin, from the source text of its module."""

    def add(name: str, source: str) -> None:
        site = tmp_path_factory.mktemp(name)
        write_metadata(site, f"checker-{name}", {name: f"checker_{name}"})
        (site / f"checker_{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.syspath_prepend(str(site))

    return add


@pytest.fixture
def stand_in(plugin: Install) -> None:
    """Install a plugin whose reader, check and reporter all break down."""
    plugin("stand_in", STAND_IN)


TITLE = "Memo of the harbour office\n"
SHORT = f"{TITLE}# Decisions\nWe stay.\n# Costs\nNone.\n"
LONG = f"{TITLE}# Decisions\nWe stay where we are, as we have done for years.\n# Costs\nNone.\n"


@pytest.fixture
def memos(tmp_path: Path) -> Path:
    """Write memos: one that conforms, one that does not, one that cannot be read."""
    folder = tmp_path / "memos"
    folder.mkdir()
    (folder / "good.memo").write_text(SHORT, encoding="utf-8")
    (folder / "long.memo").write_text(LONG, encoding="utf-8")
    (folder / "broken.memo").write_bytes(b"\xff\xfe\x00")
    return folder
