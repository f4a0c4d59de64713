"""Help and usage errors in Chinese where the system is; not one English sentence is left."""

import re
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from checker.cli import COMMANDS, main
from checker.cli.setup import Setup
from checker.terminal import width

Run = Callable[..., Result]
CHINESE = {"LANG": "zh_CN.UTF-8"}
_SENTENCE = re.compile(r"(?:[A-Za-z]+ ){3}[a-z]+ [a-z]+")  # of words, not of options and names


def commands(
    command: click.Command, context: click.Context, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from commands(below, click.Context(below, parent=context, obj=context.obj), (*path, name))


def test_all_help_is_in_the_language_of_the_system(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_DISABLE_PLUGINS", "example")
    every = list(commands(main, click.Context(main, obj=Setup())))
    assert len(every) > len(COMMANDS)
    for path in every:
        shown = run(*path, "--help", **CHINESE)
        assert shown.exit_code == 0
        lines = shown.stdout.splitlines()
        assert lines[0].startswith("用法：checker")
        assert not re.search(r"OPTIONS|COMMAND|FILE|PATH|ARGS", lines[0]), lines[0]
        english = [line for line in lines[1:] if _SENTENCE.search(line) and "git config" not in line]
        assert not english, (path, english)
        assert path == ("extract",) or all(width(line) <= 80 for line in lines), path


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("chek",), "没有命令“chek”；是否要用“check”？"),
        (("xyzzy",), "没有命令“xyzzy”"),
        (("check", "--fomat", "x"), "没有选项 --fomat；是否为 '--format'"),
        (("template",), "缺少参数 PACK"),
        (("check", "--jobs", "0", "a.memo"), "--jobs：0 不在范围 x>=1 内"),
        (("check", "--jobs", "x", "a.memo"), "--jobs：'x' 不是数字"),
        (("check", "--fail-on", "x", "a.memo"), "--fail-on 的值不能是 'x'；可用的有"),
        (("fix", "a.docx", "--date", "yesterday"), "--date：'yesterday' 不是日期或时间"),
        (("check", "a.memo", "--format"), "选项 --format 须带值"),
        (("packs", "lint", "--what"), "没有选项 --what"),
    ],
)  # fmt: skip
def test_errors_of_usage_are_too(run: Run, arguments: tuple[str, ...], reason: str) -> None:
    result = run(*arguments, **CHINESE)
    assert result.exit_code == 2
    assert f"错误：{reason}" in result.stderr


def test_help_is_in_english_elsewhere(run: Run) -> None:
    assert run("check", "--help", LANG="C").stdout.startswith("Usage: checker check")
    assert "Error: " in run("template", LANG="C").stderr
