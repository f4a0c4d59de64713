from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from checker.formats import Style
from checker.judging.reports import Report
from checker_reporters.github_report import GithubReporter


@dataclass(frozen=True)
class Command:
    name: str
    properties: dict[str, str]
    text: str


def unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def read(text: str) -> list[Command]:
    """Read the commands as the runner does: name, properties up to the next “::”, text."""
    commands = []
    for line in text.splitlines():
        assert line.startswith("::")
        head, message = line[2:].split("::", 1)
        name, _space, listed = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in listed.split(","))
        properties = {key: unescaped(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs}
        commands.append(Command(name, properties, unescaped(message)))
    return commands


def write(reports: Sequence[Report]) -> str:
    return "".join(GithubReporter().write(reports, Style("zh")))


def test_report_equals_the_golden_file(
    reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report.github.txt", write([*reports, unread]))


def test_worst_comes_first(reports: Sequence[Report], unread: Report) -> None:
    found = read(write([*reports, unread]))
    assert [command.name for command in found] == ["error", "error", "error", "warning", "warning", "notice"]
    assert [command.properties["file"] for command in found[:3]] == [
        "年报/扫描件.pdf", "年报/缺页.pdf", "年报/青屏县水务局2024年报告.docx",
    ]  # fmt: skip


def test_line_is_the_first_and_there_is_no_column(faulty: Report) -> None:
    assert all(set(command.properties) == {"file", "line", "title"} for command in read(write([faulty])))
    assert all(command.properties["line"] == "1" for command in read(write([faulty])))


def test_no_finding_gives_no_command(conforming: Report) -> None:
    assert write([conforming]) == ""


def test_notice_comes_first_if_github_will_not_show_all(faulty: Report) -> None:
    many = [replace(faulty, path=f"{number}.docx") for number in range(11)]
    first = read(write(many))[0]
    assert first.name == "notice"
    assert first.text == "共发现 44 处问题，GitHub 每类只显示 10 处，全部问题见本步骤的日志"
    assert read(write(many[:5]))[0].name == "error"


def test_text_of_documents_is_not_a_command(faulty: Report) -> None:
    path = "::error::a%0A,line=9,b:##[error]c.docx"
    text = write([replace(faulty, path=path)])
    assert "##[" not in text
    assert read(text)[0].properties["file"] == "\\u{3a}:error::a%0A,line=9,b:\\u{23}#[error]c.docx"
