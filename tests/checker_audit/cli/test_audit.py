"""`checker audit` names a missing extra, and sets severities of rules."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from checker.cli import main
from checker.cli.setup import Setup
from tests.support.stores import CHECKER, contents

EXAMPLE = Path(__file__).parents[3] / "examples" / "zhongning-sfj-2021.docx"


def test_without_its_libraries_it_says_which_extra_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("checker_audit.store", "checker_audit.cli."))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "sqlalchemy", None)
    run = CliRunner().invoke(main, ["--lang", "en", "audit", "runs"], obj=Setup())
    assert run.exit_code == 2
    assert "checker: audits need more packages: " in run.output
    assert "sqlalchemy>=" in run.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make an audit of two bodies, one of which filed."""
    (tmp_path / "in").mkdir()
    shutil.copy(EXAMPLE, tmp_path / "in")
    (tmp_path / "roster.csv").write_text("name\n中宁县司法局\n甲局\n", encoding="utf-8")
    return tmp_path


def audited(folder: Path, *more: str) -> "subprocess.CompletedProcess[str]":
    words = [
        "--lang",
        "en",
        "audit",
        "in",
        "--roster",
        "roster.csv",
        "--year",
        "2021",
        "--workers",
        "1",
        *more,
    ]
    return subprocess.run([*CHECKER, *words], check=False, capture_output=True, text=True, cwd=folder)


def test_a_named_configuration_sets_severities_of_rules_of_both_kinds(folder: Path) -> None:
    config = 'fail_on = "never"\n[severity]\nfiling-missing = "off"\nsections-wording = "info"\n'
    (folder / "mine.toml").write_text(config, encoding="utf-8")
    plain = audited(folder)
    assert "filing-missing" in plain.stdout
    configured = audited(folder, "--config", "mine.toml", "--set", "severity.filing-formats=error")
    assert "filing-missing" not in configured.stdout
    assert (
        "checker: mine.toml: an audit uses only severities of rules and readers, not fail_on"
        in configured.stderr
    )
    kept = contents(str(folder / "audit.db"))
    off = [
        one
        for one in map(json.loads, kept["concluded"])
        if one[:3] == ["甲局", "filing-missing", "not_applicable"]
    ]
    assert "switched off by {origin}" in str(off)
    assert "mine.toml" in str(off)
    severities = {one[4] for one in map(json.loads, kept["findings"]) if one[2] == "sections-wording"}
    assert severities == {"warning", "info"}, "both audits are kept"


def test_a_severity_of_an_unknown_rule_is_refused(folder: Path) -> None:
    run = audited(folder, "--set", "severity.filing-misssing=off")
    assert run.returncode == 2
    assert "--set: unknown rule “filing-misssing”; did you mean “filing-missing”?" in run.stderr
    (folder / "in" / "checker.toml").write_text('severity.filing-missing = "off"\n', encoding="utf-8")
    checked = [*CHECKER, "check", f"in/{EXAMPLE.name}"]
    run = subprocess.run(checked, check=False, capture_output=True, text=True, cwd=folder)
    assert run.returncode == 1, "a rule across filings is known, and has no part in the report of one"


def test_exported_reports_judge_bodies_by_the_threshold(folder: Path) -> None:
    audited(folder)

    def verdict(*more: str) -> str:
        words = [*CHECKER, "audit", "export", "--format", "jsonl", "-o", "out", *more]
        subprocess.run(words, check=True, capture_output=True, cwd=folder)
        bodies = (folder / "out" / "bodies.jsonl").read_text(encoding="utf-8").splitlines()
        return str(next(one["verdict"] for one in map(json.loads, bodies) if one["body"] == "中宁县司法局"))

    assert verdict() == "fails"
    assert verdict("--fail-on", "never") == "conforms"


def test_settings_of_single_files_are_refused_and_not_ignored(folder: Path) -> None:
    (folder / "mine.toml").write_text(
        '[[overrides]]\nfiles = "a/**"\npack = "annual-report/2019"\n', encoding="utf-8"
    )
    refused = audited(folder, "--config", "mine.toml")
    assert (refused.returncode, "[[overrides]]" in refused.stderr) == (2, True), refused.stderr


def test_documents_under_other_names_are_known_by_their_content(folder: Path) -> None:
    (folder / "in" / "甲局").mkdir()
    shutil.copy(EXAMPLE, folder / "in" / "甲局" / "年报.txt")
    (folder / "in" / "甲局" / "说明.txt").write_text("no document", encoding="utf-8")
    with ZipFile(folder / "in" / "甲局.zip", "w") as archive:
        archive.write(EXAMPLE, "甲局/年报")
    run = audited(folder, "--out", "out", "--report", "csv")
    assert "files that no reader reads, named with what their bodies filed: 1 (.txt 1)" in run.stderr
    rows = (folder / "out" / "reports.csv").read_text("utf-8-sig").splitlines()
    misnamed = [row for row in rows if "is a document under another name; name it .docx" in row]
    assert {row.split(",")[2] for row in misnamed} == {"in/甲局.zip!/甲局/年报", "in/甲局/年报.txt"}
    assert "not readable: 1" in run.stdout
