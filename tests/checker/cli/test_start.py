"""A run imports what it uses: the rest would take longer than judging does."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ALWAYS_LATE = (
    "importlib.metadata", "tomllib", "subprocess", "rich.console", "multiprocessing",
    "checker.cli.git", "checker.judging.audit_results", "checker.packs.blank_form",
    "checker_checks.across", "checker_formats.docx.writer", "checker_formats.html.reader",
    "checker_reporters.html_report.reporter", "checker_reporters.sarif_report", "checker_audit.cli",
)  # fmt: skip
OF_COMPOSING = (
    "pydantic",
    "yaml",
    "checker.packs.loading",
    "checker_checks.rankings",
    "checker_checks.shares",
)
RUN = """
import sys
from pathlib import Path
from checker.app import App
from checker.cli import check
from checker.packs.compiled import compile_packs
app = App()
if sys.argv[1] == "compile":
    compile_packs(app.host.packs, app.host.vocabulary)
else:
    report = app.engine(fixes=True).check("report.docx", Path(sys.argv[2]).read_bytes())
    assert "".join(app.host.reporters["text"].write([report], check.Style()))
    print(*sys.modules)
"""


def imported(*arguments: str, path: Sequence[Path]) -> set[str]:
    places = f"import sys; sys.path[:0] = {[str(place) for place in path]}"
    done = subprocess.run(
        [sys.executable, "-c", f"{places}\n{RUN}", *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return what judging an example imports, with packs that were compiled as in a wheel."""
    site = tmp_path_factory.mktemp("site")
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "rules" / "checker_rules", site / "checker_rules", ignore=without)
    imported("compile", path=[site])
    return imported("check", str(ROOT / "examples" / "qingping-2024.docx"), path=[site])


@pytest.mark.parametrize("name", ALWAYS_LATE)
def test_run_does_not_import_what_it_does_not_use(name: str, modules: set[str]) -> None:
    assert "checker.judging.engine" in modules
    assert name not in modules


@pytest.mark.parametrize("name", OF_COMPOSING)
def test_run_with_compiled_packs_composes_none(name: str, modules: set[str]) -> None:
    assert name not in modules
