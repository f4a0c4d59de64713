"""The house keeps its own rules: what is documented exists, and what exists is documented."""

import ast
import inspect
import os
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import checker
from checker import hookspecs, plugins
from checker.judging.rules import RulePack
from checker.packs.loading import load_packs
from message_calls import escapes, literals
from words import places, retired

ROOT = Path(__file__).resolve().parents[1]
HOST = plugins.load()
HOOKS = [name for name in vars(hookspecs) if name.startswith("register_")]


@pytest.mark.parametrize("hook", HOOKS)
def test_every_hook_is_documented_with_its_signature(hook: str) -> None:
    signature = inspect.signature(getattr(hookspecs, hook))
    shown = re.sub(r"(?:\w+\.)+(?=[A-Z])", "", str(signature))  # names without their modules
    manual = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").replace("\\|", "|")
    assert f"`{hook}{shown}`" in manual


@pytest.mark.parametrize("name", sorted({*checker.__all__} - {"__version__"}))
def test_every_name_for_plugin_authors_is_there(name: str) -> None:
    home = next(module for module, names in checker._HOMES.items() if name in names)  # noqa: SLF001  # the table itself
    assert getattr(checker, name) is getattr(import_module(f"checker.{home}"), name)


def test_the_table_of_names_is_the_public_one() -> None:
    listed = {name for names in checker._HOMES.values() for name in names}  # noqa: SLF001  # likewise
    assert listed | {"__version__"} == set(checker.__all__)


PACKS = load_packs(HOST.packs, HOST.vocabulary)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_rule_has_a_short_name_of_its_own_in_every_language(pack: RulePack) -> None:
    for language, most in {"zh": 16, "en": 40}.items():
        names = [rule.name.render(language) for rule in (*pack.rules, *pack.audit) if rule.name is not None]
        assert len(set(names)) == len(pack.rules) + len(pack.audit)
        assert [name for name in names if not 0 < len(name) <= most] == []
        assert all(name.isascii() != (language == "zh") or language == "en" for name in names)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_every_rule_quotes_its_clause_and_requirement(pack: RulePack) -> None:
    for rule in (*pack.rules, *pack.audit):
        assert rule.clause, rule.id
        assert rule.requirement, rule.id
        assert "{" not in rule.clause + rule.requirement, rule.id
    assert len({rule.id for rule in (*pack.rules, *pack.audit)}) == len(pack.rules) + len(pack.audit)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_shows_a_real_run(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    shown = re.search(r"```console\n\$ checker ([^\n]*)\n(.*?)\n```", page, re.DOTALL)
    assert shown is not None
    language = {"CHECKER_DISABLE_PLUGINS": "", "LC_ALL": "zh_CN.UTF-8" if "zh" in name else "en_US.UTF-8"}
    run = subprocess.run(
        [sys.executable, "-m", "checker", *shown[1].split()],
        cwd=ROOT,
        env=os.environ | language,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 1
    assert [line.rstrip() for line in run.stdout.strip().splitlines()] == shown[2].strip().splitlines()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_shows_python_that_runs(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.splitlines()[-1] == f"{checker.__version__} 3"
    assert "other-matters-fees" in run.stdout


def test_check_reports_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    report = checker.check(tmp_path / "absent.docx")
    assert report.failure is not None
    assert report.failure.code == "unreadable"
    with pytest.raises(checker.ReadError):
        checker.read(tmp_path / "absent.docx")


@pytest.mark.parametrize("root", ["src", "plugins", "tests/example_plugin"])
def test_no_message_escapes_the_catalogues(root: str) -> None:
    """`python ci/catalogues.py --check` then proves that each one is translated."""
    files = sorted((ROOT / root).rglob("*.py"))
    names = [path.relative_to(ROOT).as_posix() for path in files]
    trees = [ast.parse(path.read_text("utf-8")) for path in files]
    assert files
    assert [
        f"{name}:{line}: {why}"
        for name, tree in zip(names, trees, strict=True)
        for line, why in escapes(tree, name)
    ] == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("_ = Messages(__package__)\nx = _('{n} left', n=1)", []),
        ("_ = Messages(__package__)\ntext = 'left'\nx = _(text)", [3]),
        ("_ = Messages(__package__)\nx = _(f'{1} left')", [2]),
        ("_ = Messages(__package__)\nx = _('one' if y else 'many')", [2]),
        ("_ = Messages(__package__)\nsay = _", [2]),
        ("_ = Messages(__package__)\nx = [y for y, _ in z]", [2]),
        ("_ = Messages(__package__)\nx = map(_, texts)", [2]),
        ("_ = Messages('checker')", [1]),
        ("from checker.cli.check import _", [1]),
        ("x = Message('left')", [1]),
        ("x = messages.Message(text='left')", [1]),
    ],
)
def test_message_that_would_escape_is_named_by_its_line(code: str, lines: list[int]) -> None:
    assert [line for line, _why in escapes(ast.parse(code), "module.py")] == lines


def test_texts_of_messages_are_extracted_whole() -> None:
    code = "_ = Messages(__package__)\nx = _('one '\n 'sentence, {why}', why=_('a reason'))"
    assert set(literals(ast.parse(code))) == {"one sentence, {why}", "a reason"}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def told_lines(): ...", "told"),
        ("class ToldLines: ...", "told"),
        ("def f(*, told): ...", "told"),
        ("x.told = 1", "told"),
        ("for _at, told in x: ...", "told"),
        ("import x as told", "told"),
        ("TOLD: int = 1", "told"),
        ("match x:\n case [*told]: ...", "told"),
        ("print(x.told, 'told')  # told", ""),
        ("untold = toldness = 1", ""),
    ],
)
def test_retired_word_is_found_in_any_identifier(code: str, found: str) -> None:
    assert "".join(word for _line, _name, word in retired(code, Path("module.py"))) == found


def test_retired_word_is_found_in_names_of_modules() -> None:
    assert list(retired("", Path("crew/told_lines.py"))) == [(1, "told_lines", "told")]
    assert list(retired("", Path("crew/__init__.py"))) == [(1, "crew", "crew")]


def test_no_identifier_has_a_retired_word() -> None:
    assert list(places()) == []


def test_every_version_in_the_documentation_is_the_current_one() -> None:
    pages = [*(ROOT / "docs").glob("gate*.md"), ROOT / "ci" / "templates" / "github.yml"]
    versions = {found for page in pages for found in re.findall(r"v(\d+\.\d+\.\d+)", page.read_text("utf-8"))}
    assert versions == {checker.__version__}
    assert f"## {checker.__version__} " in (ROOT / "CHANGELOG.md").read_text("utf-8")


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
    named = [str(path) for path in files if places.search(path.read_text(encoding="utf-8", errors="replace"))]
    assert named == []


def test_every_exception_to_lint_and_types_has_its_reason() -> None:
    bare = re.compile(r"# (?:noqa|type: ignore)\b[^#]*$")
    roots = ("src", "plugins", "rules", "tests", "ci", "examples")
    files = [path for root in roots for path in (ROOT / root).rglob("*.py")]
    assert files
    lines = ((path, line) for path in files for line in path.read_text("utf-8").splitlines())
    assert [f"{path.relative_to(ROOT)}: {line.strip()}" for path, line in lines if bare.search(line)] == []
