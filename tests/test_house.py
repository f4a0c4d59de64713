"""The house keeps its own rules: what is documented exists, and what exists is documented."""

import inspect
import re
from pathlib import Path

import pytest

from checker import hookspecs, plugins
from checker.checks import Check
from checker.packs import load_packs
from checker.rules import RulePack

ROOT = Path(__file__).resolve().parents[1]
HOST = plugins.load()
HOOKS = [name for name in vars(hookspecs) if name.startswith("register_")]


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_with_its_signature(hook: str) -> None:
    returns = inspect.signature(getattr(hookspecs, hook)).return_annotation
    said = str(returns).replace("collections.abc.", "").replace("pathlib._local.", "").replace("pathlib.", "")
    said = re.sub(r"checker\.\w+\.", "", said)
    assert f"`{hook}() -> {said}`" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("check", HOST.checks.values(), ids=lambda check: check.name)
def test_every_check_has_a_manual_that_names_its_codes(check: type[Check]) -> None:
    manual = inspect.getdoc(check) or ""
    assert re.search(r"^Codes?: ", manual, re.MULTILINE), "the manual ends with the codes"


@pytest.mark.parametrize("pack", load_packs(HOST.packs, HOST.checks), ids=lambda pack: pack.id)
def test_every_rule_quotes_its_clause_and_requirement(pack: RulePack) -> None:
    for rule in pack.rules:
        assert rule.clause, rule.id
        assert rule.requirement, rule.id
        assert "{" not in rule.clause + rule.requirement, rule.id


def test_no_file_names_a_place_of_one_machine() -> None:
    places = re.compile(r"(?<![\w.])/(work/|root/|home/\w+/)[a-z]")
    suffixes = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".sh", ""}
    files = [
        path
        for folder in ("src", "plugins", "rules", "tests", "ci", "docs", "examples", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in suffixes and path != Path(__file__)
    ]
    assert files
    told = [str(path) for path in files if places.search(path.read_text(encoding="utf-8", errors="replace"))]
    assert told == []
