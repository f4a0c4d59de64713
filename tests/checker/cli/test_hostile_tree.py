"""A tree that would rather not be checked: its files must not change what a trusted configuration demands."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

REAL = Path(__file__).parents[3] / "examples" / "zhongning-sfj-2021.docx"
SCRIPT = Path(sysconfig.get_path("scripts"), "checker")
PLANTED = "import os, pathlib\npathlib.Path(os.environ['TRACES'], __name__).touch()\nraise SystemExit(0)\n"
RULES = ("overview-aspects", "other-matters-fees", "sections-wording")


def installed() -> bool:
    try:
        return SCRIPT.exists() and bool(distribution("filing-checker"))
    except PackageNotFoundError:
        return False


pytestmark = pytest.mark.skipif(not installed(), reason="runs the console script: install the project first")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Plant whatever a change could bring along: settings, waivers, modules and a plugin."""
    (tmp_path / "trusted.toml").write_text('fail_on = "warning"\n', encoding="utf-8")
    (tmp_path / "traces").mkdir()
    tree = tmp_path / "tree"
    (tree / ".git").mkdir(parents=True)
    shutil.copy(REAL, tree / "report.docx")
    off = "".join(f'{rule} = "off"\n' for rule in RULES)
    (tree / "checker.toml").write_text(
        f'pack = "mine.yaml"\nfail_on = "never"\nexclude = ["*"]\n[severity]\n{off}', encoding="utf-8"
    )
    (tree / "mine.yaml").write_text(
        f"extends: annual-report/2021\nrules: {{{RULES[0]}: null}}\n", encoding="utf-8"
    )
    waivers = (
        f'[[waiver]]\nrule = "{rule}"\nreason = "because"\npath = "*"\nplace = "{part}"\n'
        for rule in RULES
        for part in ("一、总体情况", "五、存在的主要问题及改进措施", "六、其他需要报告的事项")
    )
    (tree / "checker-waivers.toml").write_text("\n".join(waivers), encoding="utf-8")
    for name in ("lxml", "re2", "pydantic", "evil"):
        (tree / f"{name}.py").write_text(PLANTED, encoding="utf-8")
    metadata = tree / "evil-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[checker]\nevil = evil\n", encoding="utf-8")
    return tree


def plant_start(tree: Path) -> None:
    """Plant what Python itself looks for while it starts, and a module of the checker's own name."""
    for name in ("sitecustomize", "usercustomize", "checker", "click"):
        (tree / f"{name}.py").write_text(PLANTED, encoding="utf-8")


def run(tree: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CHECKER"))}
    environment = kept | {"TRACES": str(tree.parent / "traces")} | variables
    checked = [*command, "--lang", "en", "check", "--format", "json", "--trusted-config", "../trusted.toml"]
    return subprocess.run(
        [*checked, "report.docx"], cwd=tree, env=environment, capture_output=True, encoding="utf-8", check=False
    )  # fmt: skip


def assert_unmoved(tree: Path, result: subprocess.CompletedProcess[str]) -> None:
    assert [path.name for path in (tree.parent / "traces").iterdir()] == []
    assert result.returncode == 1, result.stderr
    (document,) = json.loads(result.stdout)["documents"]
    assert document["pack"] == "annual-report/2021"
    assert {finding["rule"] for finding in document["findings"]} == set(RULES)
    assert all(finding["waived"] is None for finding in document["findings"])
    for key in (*(f"severity.{rule}" for rule in RULES), "pack", "fail_on", "exclude"):
        assert f"checker.toml: {key} weakens the trusted configuration and is ignored" in result.stderr
    assert "checker-waivers.toml is ignored" in result.stderr


def test_console_script_in_a_hostile_tree_is_unmoved(tree: Path) -> None:
    plant_start(tree)
    assert_unmoved(tree, run(tree, str(SCRIPT)))


def test_isolated_python_in_a_hostile_tree_is_unmoved_by_pythonpath(tree: Path) -> None:
    plant_start(tree)
    assert_unmoved(tree, run(tree, sys.executable, "-I", "-m", "checker", PYTHONPATH="."))


@pytest.mark.parametrize("path", [".", "", f"elsewhere{os.pathsep}", ".."])
def test_console_script_isolates_itself_from_pythonpath(path: str, tree: Path) -> None:
    assert_unmoved(tree, run(tree, str(SCRIPT), PYTHONPATH=path))


def test_tree_may_tighten(tree: Path) -> None:
    (tree / "checker-waivers.toml").unlink()
    (tree / "checker.toml").write_text('severity.sections-wording = "error"\n', encoding="utf-8")
    (tree.parent / "trusted.toml").write_text('severity.sections-wording = "info"\n', encoding="utf-8")
    result = run(tree, str(SCRIPT))
    (document,) = json.loads(result.stdout)["documents"]
    severities = {finding["rule"]: finding["severity"] for finding in document["findings"]}
    assert severities["sections-wording"] == "error"
    assert result.stderr == ""
