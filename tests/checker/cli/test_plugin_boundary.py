"""What plugins provide is looked at; who provides something wrong is named, and nothing of it is guessed at."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from checker import App, check, read
from checker_audit.worker import WorkerOptions, prepare, read_job
from checker_audit.workers.worker_loop import JobProgress

Run = Callable[..., Result]
Install = Callable[..., None]

CHECK = """
from dataclasses import dataclass
from typing import ClassVar
from checker import Check, Problem, hookimpl

@dataclass(frozen=True)
class Odd(Check):
    \"\"\"Nothing must be true.\"\"\"
    name: ClassVar[str] = "odd"
    def run(self, filing): yield from ()

class Reader:
    name, suffixes = "paper", (".paper",)
    def read(self, content, progress=None): raise AssertionError

class Reporter:
    name = "plain"
    def write(self, reports, style): yield from ()

@hookimpl
def {hook}(): {body}
"""


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each test install its own plugin `odd`."""
    monkeypatch.delitem(sys.modules, "checker_odd", raising=False)


WRONG = [
    ("register_readers", "return None", "returned NoneType, not a list"),
    ("register_readers", "return 'paper'", "returned str, not a list"),
    ("register_readers", "return [Reader]", "“Reader” is a class, not an object of it"),
    ("register_readers", "return [Reporter()]", "“plain” has no method read"),
    ("register_readers", "r = Reader(); r.name = 3; return [r]", "Reader has no text as its name"),
    ("register_readers", "r = Reader(); r.suffixes = 'paper'; return [r]", "the suffixes of “paper” are not a list"),
    ("register_readers", "r = Reader(); r.suffixes = ['.PAPER']; return [r]", "the suffixes of “paper” are not a"),
    ("register_checks", "return [Odd()]", "“Odd” is not a class that inherits from Check"),
    ("register_checks", "return [Reader]", "“Reader” is not a class that inherits from Check"),
    ("register_checks", "Odd.__doc__ = 'Odd()'; return [Odd]", "the check “odd” has no docstring"),
    ("register_checks", "Odd.codes = 'odd'; return [Odd]", "the codes of the check “odd” are not a tuple of texts"),
    ("register_checks", "Odd.name = None; return [Odd]", "Odd has no text as its name"),
    ("register_audit_checks", "return [Odd]", "“Odd” is not a class that inherits from AuditCheck"),
    ("register_rule_packs", "return ['pack.yaml']", "str is not a Path"),
    ("register_languages", "return ['fr']", "str is not a Language"),
    ("register_reporters", "return [Reader()]", "“paper” has no method write"),
    ("register_reporters", "raise SystemExit(0)", "does not load: SystemExit: 0"),
]  # fmt: skip


@pytest.mark.usefixtures("memos")
@pytest.mark.parametrize(("hook", "body", "fault"), WRONG)
def test_what_a_hook_returns_is_looked_at_and_its_plugin_named(
    hook: str, body: str, fault: str, run: Run, plugin: Install
) -> None:
    plugin("odd", CHECK.replace("{hook}", hook).replace("{body}", body))
    result = run("check", "memos/good.memo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("checker: plugin “odd”")
    assert fault in result.stderr


@pytest.mark.usefixtures("memos")
def test_plugin_that_prints_while_it_loads_leaves_stdout_to_the_report(run: Run, plugin: Install) -> None:
    body = "print('providing'); return [Reporter()]"
    source = CHECK.replace("{hook}", "register_reporters").replace("{body}", body)
    plugin("odd", f"print('loading'){source}")
    result = run("check", "--format", "json", "memos/good.memo")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["summary"]["documents"] == 1
    assert {"loading", "providing"} <= set(result.stderr.splitlines())


@pytest.mark.usefixtures("memos")
@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("raise SystemExit(0)", "reporter plain of plugin odd failed: SystemExit: 0"),
        ("yield 3", "reporter plain of plugin odd yielded int, not text"),
    ],
)
def test_reporter_that_misbehaves_is_named(body: str, fault: str, run: Run, plugin: Install) -> None:
    source = CHECK.replace("yield from ()\n\n@", f"{body}\n\n@")
    plugin("odd", source.replace("{hook}", "register_reporters").replace("{body}", "return [Reporter()]"))
    result = run("check", "--format", "plain", "memos/good.memo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert fault in result.stderr


# --- parts that are imported when they are used ---

DEFERRED = """
from checker import Deferred, Reporter, hookimpl

class Lines:
    name = "rows"
    def write(self, reports, style): yield "lines\\n"

@hookimpl
def register_reporters(): return [Deferred({arguments})]
"""


@pytest.mark.usefixtures("memos")
def test_deferred_part_is_imported_when_it_is_used(run: Run, plugin: Install) -> None:
    plugin("odd", DEFERRED.replace("{arguments}", "'rows', 'checker_odd:Lines', {}"))
    result = run("check", "--format", "rows", "memos/good.memo")
    assert (result.stdout, result.stderr) == ("lines\n", "")


@pytest.mark.usefixtures("memos")
@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        ("'rows', 'checker_none:Lines', {}", "does not load: ModuleNotFoundError"),
        ("'rows', 'checker_odd:Other', {}", "does not load: AttributeError"),
        ("'rows', 'checker_odd:Lines'", "“Lines” is a class, not an object of it"),
        ("'other', 'checker_odd:Lines', {}", "checker_odd:Lines is called rows, not other"),
        (
            "'rows', 'checker_odd:Lines', {}, ['.a']",
            "the suffixes of “rows” are not those that the plugin told",
        ),
    ],
)
def test_deferred_part_that_is_not_as_named_blames_its_plugin(
    arguments: str, fault: str, run: Run, plugin: Install
) -> None:
    plugin("odd", DEFERRED.replace("{arguments}", arguments))
    name = arguments.split("'")[1]
    result = run("check", "--format", name, "memos/good.memo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("checker: plugin “odd”")
    assert fault in result.stderr


def test_built_in_parts_are_what_their_plugins_tell() -> None:
    host = App().host
    for parts in (
        host.readers, host.annotators, host.fixers, host.reporters, host.audit_reporters,
        host.checks, host.audit_checks,
    ):  # fmt: skip
        assert dict(parts), "each is loaded, and its name and suffixes are compared"


# --- two readers of one suffix ---

OTHER = """
from checker import Document, Location, Paragraph, hookimpl

class Other:
    name, suffixes = "other-memo", (".memo",)
    def read(self, content, progress=None):
        texts = (("The other memo of the office", None), ("Decisions", 1), ("We go.", None))
        return Document(tuple(Paragraph(t, Location(at), level) for at, (t, level) in enumerate(texts)), "other")

@hookimpl
def register_readers(): return [Other()]
"""


@pytest.fixture
def other(plugin: Install) -> None:
    """Install a second plugin that reads memos."""
    plugin("other", OTHER)


@pytest.mark.usefixtures("memos", "other")
def test_two_readers_of_one_suffix_are_an_error_that_names_both_plugins(run: Run) -> None:
    result = run("check", "memos/good.memo")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "plugins example (memo) and other (other-memo) both read .memo" in result.stderr
    assert '[readers] ".memo" = "example" or "other"' in result.stderr


@pytest.mark.usefixtures("memos", "other")
@pytest.mark.parametrize(("chosen", "format_"), [("example", "memo"), ("other", "other")])
def test_configuration_picks_the_plugin_that_reads_a_suffix(chosen: str, format_: str, run: Run) -> None:
    def read(*args: str) -> str:
        result = run(*args, "--format", "json", "memos/good.memo")
        document: dict[str, str] = json.loads(result.stdout)["documents"][0]
        return document["format"]

    assert read("check", "--set", f"readers..memo={chosen}") == format_
    Path("memos/checker.toml").write_text(f'[readers]\n".memo" = "{chosen}"\n', encoding="utf-8")
    assert read("check") == format_


@pytest.mark.usefixtures("memos", "other")
@pytest.mark.parametrize("command", ["extract", "textconv", "inspect"])
def test_commands_that_only_read_use_the_chosen_plugin(command: str, run: Run) -> None:
    assert run(command, "memos/good.memo").exit_code == 2
    Path("memos/checker.toml").write_text('[readers]\n".memo" = "other"\n', encoding="utf-8")
    assert "The other memo of the office" in run(command, "memos/good.memo").stdout


@pytest.mark.usefixtures("memos", "other", "run")
def test_programs_choose_the_plugin_that_reads_a_suffix() -> None:
    assert read("memos/good.memo", readers={".memo": "other"}).format == "other"
    assert check("memos/good.memo", pack="memo/2020", readers={".MEMO": "other"}).format == "other"


@pytest.mark.usefixtures("memos", "other", "run")
def test_workers_of_an_audit_read_with_the_chosen_plugin() -> None:
    runner = prepare(dict(WorkerOptions(pack="memo/2020", readers=((".memo", "other"),)).json))
    answer = runner(read_job("memos/good.memo", None), JobProgress(lambda _frame: None, 0))
    assert '"format": "other"' in json.dumps(answer)


@pytest.mark.usefixtures("memos", "other")
def test_switching_a_plugin_off_leaves_the_suffix_to_the_other(run: Run) -> None:
    assert run("-p", "no:other", "check", "memos/good.memo").exit_code == 0


@pytest.mark.usefixtures("memos", "other")
def test_chosen_plugin_must_have_a_reader_for_the_suffix(run: Run) -> None:
    result = run("check", "--set", "readers..memo=reporters", "memos/good.memo")
    assert result.exit_code == 2
    assert "plugin “reporters” is chosen to read .memo, but has no reader for it" in result.stderr


@pytest.mark.usefixtures("memos", "other")
def test_tree_cannot_choose_the_reader_against_a_trusted_configuration(run: Run) -> None:
    Path("trusted.toml").write_text('[readers]\n".memo" = "example"\n', encoding="utf-8")
    Path("memos/checker.toml").write_text('[readers]\n".memo" = "other"\n', encoding="utf-8")
    result = run("check", "--trusted-config", "trusted.toml", "--format", "json", "memos/good.memo")
    assert json.loads(result.stdout)["documents"][0]["format"] == "memo"
    assert "readers..memo weakens the trusted configuration and is ignored" in result.stderr
