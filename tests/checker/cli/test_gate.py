"""The gate: what ends with which exit code, and what a configuration, a waiver and a baseline change about it."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result

from checker.plugins import load

Run = Callable[..., Result]

REAL = Path(__file__).parents[3] / "examples" / "zhongning-sfj-2021.docx"
SHORT = "short-sections"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def findings(result: Result) -> list[dict[str, object]]:
    return [
        finding for document in json.loads(result.stdout)["documents"] for finding in document["findings"]
    ]


@pytest.mark.parametrize(
    ("config", "args", "code"),
    [
        ("", ["memos/good.memo"], 0),
        ("", ["memos/long.memo"], 1),
        ('severity.short-sections = "warning"', ["memos/long.memo"], 0),
        ('severity.short-sections = "warning"\nfail_on = "warning"', ["memos/long.memo"], 1),
        ('severity.short-sections = "off"', ["memos/long.memo"], 0),
        ('severity.short-sections = "off"', ["--set", "severity.short-sections=error", "memos/long.memo"], 1),
        ('fail_on = "never"', ["memos/long.memo"], 0),
        ('fail_on = "never"', ["--fail-on", "info", "memos/long.memo"], 1),
        ('fail_on = "never"', ["--set", "fail_on=error", "memos/long.memo"], 1),
        ('fail_on = "never"', ["memos/broken.memo"], 2),
        ('fail_on = "never"', ["memos/good.memo", "memos/broken.memo"], 2),
        ('pack = "memo/2020"', ["memos/long.memo"], 1),
        ('pack = "memo/2021"', ["memos/good.memo"], 2),
        ('severity.shorts = "off"', ["memos/good.memo"], 2),
        ("fail_on = 1", ["memos/good.memo"], 2),
        ("fail_on", ["memos/good.memo"], 2),
        ('exclude = ["broken.memo"]', ["memos"], 1),
        ('exclude = ["/memos/b*", "long.*"]', ["memos"], 0),
        ('exclude = "memos"', ["memos"], 2),
        ('exclude = "memos"', ["memos/long.memo"], 1),
        ("", ["--config", "absent.toml", "memos/good.memo"], 2),
        ("", ["--trusted-config", "absent.toml", "memos/good.memo"], 2),
        ("", ["--baseline", "absent.json", "memos/good.memo"], 2),
        ("", ["--set", "colour=red", "memos/good.memo"], 2),
    ],
)
@pytest.mark.usefixtures("memos")
def test_exit_code_follows_the_configuration(
    config: str, args: list[str], code: int, run: Run, tmp_path: Path
) -> None:
    write(tmp_path / "checker.toml", config)
    for format_ in ("text", "json"):
        assert run("check", "--format", format_, *args).exit_code == code


@pytest.mark.usefixtures("stand_in", "memos")
def test_an_interrupted_run_reports_what_is_done_and_what_is_left(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "a.stop", "")
    args = ("memos/long.memo", "a.stop", "memos/good.memo")
    result = run("check", "--jobs", "1", "--format", "json", *args)
    assert result.exit_code == 130
    first, *left = json.loads(result.stdout)["documents"]
    assert first["failure"] is None
    assert [document["failure"]["code"] for document in left] == ["interrupted", "interrupted"]


@pytest.mark.usefixtures("memos")
def test_rule_that_is_switched_off_is_named_with_the_file(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "checker.toml", 'severity.short-sections = "off"')
    result = run("check", "--format", "json", "memos/long.memo")
    assert json.loads(result.stdout)["documents"][0]["assessments"] == [
        {"rule": SHORT, "outcome": "not_applicable", "reason": "switched off by checker.toml"}
    ]


@pytest.mark.usefixtures("memos")
def test_wrong_configuration_comes_with_a_suggestion(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "checker.toml", 'severity.short-section = "off"')
    assert "checker.toml: unknown rule “short-section”; did you mean “short-sections”?" in (
        run("check", "memos/good.memo").stderr
    )


def test_each_file_has_its_own_nearest_configuration(run: Run, memos: Path, tmp_path: Path) -> None:
    for folder in ("strict", "lax"):
        (tmp_path / folder).mkdir()
        shutil.copy(memos / "long.memo", tmp_path / folder)
    write(tmp_path / "lax" / "checker.toml", 'severity.short-sections = "info"')
    result = run("check", "--format", "json", "strict", "lax")
    assert [finding["severity"] for finding in findings(result)] == ["error", "info"]
    assert result.exit_code == 1
    assert run("check", "lax").exit_code == 0


def test_strictest_threshold_counts_for_all_whatever_their_order(
    run: Run, memos: Path, tmp_path: Path
) -> None:
    shutil.move(memos / "good.memo", write(tmp_path / "one" / "checker.toml", 'fail_on = "error"').parent)
    shutil.move(memos / "long.memo", write(tmp_path / "two" / "checker.toml", 'fail_on = "never"').parent)
    assert run("check", "two").exit_code == 0
    assert run("check", "one", "two").exit_code == run("check", "two", "one").exit_code == 1


@pytest.mark.usefixtures("memos")
def test_config_show_names_the_origin_of_every_value(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "memos" / "base.toml", 'fail_on = "info"\nlang = "zh"')
    write(
        tmp_path / "memos" / "checker.toml",
        'extend = "base.toml"\nlang = "en"\n[[overrides]]\nfiles = "l*"\nseverity.short-sections = "off"\n',
    )
    result = run("config", "show", "--origin", "--set", "exclude=x", "memos/long.memo")
    assert [" ".join(line.split()) for line in result.stdout.splitlines()] == [
        'exclude = ["x"] # --set',
        'fail_on = "info" # memos/base.toml',
        'lang = "en" # memos/checker.toml',
        'pack = "" # default',
        'severity.short-sections = "off" # memos/checker.toml overrides[1]',
    ]
    assert 'fail_on = "error"' in run("config", "show").stdout.splitlines()


# --- waivers ---


def waiver(day: str = "") -> str:
    return (
        f'[[waiver]]\nrule = "{SHORT}"\nreason = "agreed"\npath = "*.memo"\nplace = "Decisions"\n'
        + (f"expires = {day}\n" if day else "")
    )  # fmt: skip


@pytest.mark.usefixtures("memos")
def test_day_after_a_waivers_last_the_gate_fails_and_says_why(run: Run, tmp_path: Path) -> None:
    # a day of margin: which day it is depends on where one stands
    last, over = (datetime.now(UTC).date() + timedelta(days=days) for days in (1, -2))
    file = write(tmp_path / "checker-waivers.toml", waiver(f"{last}"))
    held = run("check", "--format", "json", "memos/long.memo")
    assert held.exit_code == 0
    assert findings(held)[0]["waived"] == {
        "kind": "accepted", "reason": "agreed", "approver": "", "expires": str(last),
        "source": "checker-waivers.toml #1",
    }  # fmt: skip
    assert run("check", "--no-waivers", "memos/long.memo").exit_code == 1
    write(file, waiver(f"{over}"))
    lapsed = run("check", "memos/long.memo")
    assert lapsed.exit_code == 1
    assert f"the waiver of {SHORT} expired on {over}" in lapsed.stdout
    assert "waiver-expired" in lapsed.stdout


@pytest.mark.usefixtures("memos")
def test_unused_and_malformed_waivers_are_warnings(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "checker-waivers.toml", waiver() + '[[waiver]]\nrule = "x"\n')
    result = run("check", "--format", "json", "memos/good.memo")
    assert {finding["code"] for finding in findings(result)} == {"waiver-unused", "waiver-malformed"}
    assert result.exit_code == 0
    assert run("check", "--fail-on", "warning", "memos/good.memo").exit_code == 1


@pytest.mark.usefixtures("memos")
def test_every_reporter_tells_of_waivers_that_are_none(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "checker-waivers.toml", waiver() + '[[waiver]]\nrule = "x"\n')
    for name in load().reporters:
        result = run("check", "--format", name, "memos/good.memo")
        assert result.exit_code == 0, name
        assert "waivers" in result.stdout, name
    report = json.loads(run("check", "--format", "json", "memos/good.memo").stdout)
    schema = json.loads(files("checker").joinpath("report.schema.json").read_text("utf-8"))
    jsonschema.validate(report, schema, cls=jsonschema.Draft202012Validator)


@pytest.mark.usefixtures("memos")
def test_waive_writes_what_check_obeys(run: Run, tmp_path: Path) -> None:
    mark = str(findings(run("check", "--format", "json", "memos/long.memo"))[0]["fingerprint"])
    given = ["--reason", "as agreed", "--approver", "Li", "--expires", "2999-12-31"]
    assert run("waive", mark, "memos/long.memo", *given).exit_code == 0
    text = (tmp_path / "memos" / "checker-waivers.toml").read_text("utf-8")
    assert 'path = "/long.memo"' in text  # a memo does not name its body
    assert "expires = 2999-12-31" in text
    assert run("check", "memos/long.memo").exit_code == 0
    assert run("waive", "0" * 16, "memos/long.memo", "--reason", "x").exit_code == 2
    assert run("waive", mark, "memos/broken.memo", "--reason", "x").exit_code == 2


# --- baselines ---


def test_only_what_is_new_fails(run: Run, memos: Path) -> None:
    assert run("baseline", "write", "memos/long.memo", "-o", "baseline.json").exit_code == 0
    assert run("check", "--baseline", "baseline.json", "memos/long.memo").exit_code == 0
    text = (
        (memos / "good.memo").read_text("utf-8").replace("None.", "They are as many as there were last year.")
    )
    write(memos / "good.memo", text)
    assert run("check", "--baseline", "baseline.json", "memos/good.memo").exit_code == 1
    assert SHORT in run("baseline", "show", "baseline.json").stdout


def test_baseline_of_what_cannot_be_read_is_not_written(run: Run, memos: Path) -> None:
    assert run("baseline", "write", "memos", "-o", "baseline.json").exit_code == 2
    assert not (memos.parent / "baseline.json").exists()
    before = (memos / "long.memo").read_bytes()
    assert run("baseline", "write", "memos/long.memo", "-o", "memos/long.memo").exit_code == 2
    assert (memos / "long.memo").read_bytes() == before


@pytest.fixture
def exported(tmp_path: Path) -> tuple[str, str]:
    """Put a real report in two folders: as it is, and as LibreOffice saves it anew."""
    for folder in ("as-sent", "saved-anew"):
        (tmp_path / folder).mkdir()
    shutil.copy(REAL, tmp_path / "as-sent" / "report.docx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
        str(tmp_path / "saved-anew"),
    ]
    subprocess.run([*command, str(REAL)], check=True, capture_output=True, timeout=120)
    (tmp_path / "saved-anew" / REAL.name).rename(tmp_path / "saved-anew" / "renamed.docx")
    return "as-sent/report.docx", "saved-anew/renamed.docx"


@pytest.mark.needs("soffice")
def test_baseline_and_waiver_survive_a_new_export(run: Run, exported: tuple[str, str]) -> None:
    def check(*args: str) -> Result:
        return run(*args, CHECKER_DISABLE_PLUGINS="")

    sent, anew = exported
    strict = ["check", "--fail-on", "warning", "--format", "json"]
    found = findings(check(*strict, sent))
    assert len(found) > 1
    assert check("baseline", "write", sent, "-o", "baseline.json").exit_code == 0
    assert check(*strict, anew).exit_code == 1
    assert check(*strict, "--baseline", "baseline.json", anew).exit_code == 0
    for finding in found:
        to = ["--reason", "agreed", "--to", "checker-waivers.toml"]
        assert check("waive", str(finding["fingerprint"]), sent, *to).exit_code == 0
    assert check(*strict, anew).exit_code == 0
    assert len(findings(check(*strict, anew))) == len(found)
