"""A submission that freezes or fills memory is reported as such, and the others are judged."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker.guard import time_limit
from checker.guard.children import can_fork

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")

HARMFUL = """
import os
import signal
import unicodedata
from checker import hookimpl

class Freeze:
    name, suffixes = "freeze", (".freeze",)
    def read(self, content, progress=None):
        unicodedata.normalize("NFC", "e" + "\\u0301\\u0323" * 400_000)  # quadratic, in C

class Fill:
    name, suffixes = "fill", (".fill",)
    def read(self, content, progress=None):
        bytearray(2**33)

class Half:
    name, suffixes = "half", (".half",)
    def read(self, content, progress=None):
        bytearray(2**29)

class Crash:
    name, suffixes = "crash", (".crash",)
    def read(self, content, progress=None):
        os.kill(os.getpid(), signal.SIGKILL)

@hookimpl
def register_readers(): return [Freeze(), Fill(), Half(), Crash()]
"""


@pytest.mark.parametrize("jobs", ["1", "3"])
@pytest.mark.usefixtures("memos")
def test_harm_is_a_coded_failure_of_its_own_file(
    jobs: str,
    run: Callable[..., Result],
    plugin: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time_limit, "STALL", 1)
    monkeypatch.setattr(time_limit, "_GRACE", 1)
    plugin("harmful", HARMFUL)
    codes = {"a.freeze": "timeout", "b.fill": "too-large", "c.crash": "crashed"}
    for name in codes:
        (tmp_path / name).touch()
    paths = ["memos/good.memo", *codes, "memos/long.memo"]
    result = run("check", "--jobs", jobs, "--format", "json", *paths)
    assert result.exit_code == 2
    documents = json.loads(result.stdout)["documents"]
    assert [document["path"] for document in documents] == paths
    failures = {document["path"]: document["failure"] for document in documents}
    assert failures.pop("memos/good.memo") is failures.pop("memos/long.memo") is None
    assert {path: failure["code"] for path, failure in failures.items()} == codes


@pytest.mark.parametrize(
    "case",
    [
        ("a.freeze", "page=0.2", "timeout"),
        ("b.half", "memory=100", "too-large"),
        ("b.half", "", "unreadable"),
    ],
)
def test_operators_may_set_other_limits(
    case: tuple[str, str, str],
    run: Callable[..., Result],
    plugin: Callable[..., None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name, setting, code = case
    monkeypatch.setattr(time_limit, "_GRACE", 0.2)
    plugin("harmful", HARMFUL)
    (tmp_path / name).touch()
    result = run("check", "--format", "json", name, CHECKER_LIMITS=setting)
    assert json.loads(result.stdout)["documents"][0]["failure"]["code"] == code


@pytest.mark.parametrize("setting", ["memory", "memory=much", "page=-1", "page=inf", "cells=7"])
@pytest.mark.usefixtures("memos")
def test_limits_that_are_none_are_refused(setting: str, run: Callable[..., Result]) -> None:
    result = run("check", "memos/good.memo", CHECKER_LIMITS=f"total=600, {setting}")
    assert result.exit_code == 2
    assert f"“{setting}” is not memory=MIB, page=SECONDS or total=SECONDS" in result.stderr


@pytest.mark.usefixtures("memos")
def test_configuration_of_the_checked_folder_sets_no_limits(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    (tmp_path / "checker.toml").write_text("[limits]\npage = 9999\n", encoding="utf-8")
    result = run("check", "memos/good.memo")
    assert result.exit_code == 2
    assert "limits" in result.stderr
