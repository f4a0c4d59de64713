from collections.abc import Callable, Sequence
from dataclasses import replace

import click
import pytest

from checker.formats import Style
from checker.judging.reports import Assessment, Outcome, Report
from checker.judging.rules import Severity
from checker.messages import Message
from checker.terminal import width
from checker_reporters.text_report import TextReporter

Golden = Callable[[str, str], None]


def write(reports: Sequence[Report], style: Style | None = None) -> str:
    return "".join(TextReporter().write(reports, style or Style()))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_report_equals_the_golden_file(language: str, reports: Sequence[Report], golden: Golden) -> None:
    golden(f"report.{language}.txt", write(reports, Style(language)))


def test_language_is_that_of_the_report_by_default(faulty: Report) -> None:
    assert "建议" in write([faulty])
    assert "what to do" in write([replace(faulty, language="en")])


def test_color_adds_no_text(reports: Sequence[Report]) -> None:
    colored = write(reports, Style("zh", color=True))
    assert "\x1b[" in colored
    assert click.unstyle(colored) == write(reports, Style("zh"))


def test_no_line_is_wider_than_the_page(reports: Sequence[Report]) -> None:
    assert max(map(width, write(reports).splitlines())) <= 100


def test_several_corrections_are_listed_first_by_the_numbers_of_their_findings(faulty: Report) -> None:
    first, *others = faulty.findings
    lines = write([replace(faulty, findings=(first, first, *others))], Style("zh")).splitlines()
    assert lines[3:6] == [
        "▍修改清单：4 处",
        "  必须改正 1 处",
        "  1, 2  三、收到和处理政府信息公开申请情况 › （七）总计 / 自然人 › 第 5 页：11 → 12",
    ]


def test_one_correction_is_not_listed(faulty: Report) -> None:
    assert "修改清单" not in write([replace(faulty, findings=faulty.findings[:1])], Style("zh"))


def test_finding_to_review_is_marked(faulty: Report) -> None:
    assert "【请核对】“1l” 不是数" in write([faulty], Style("zh"))
    assert "[please check] “1l” 不是数" in write([faulty], Style("en"))


def test_failure_never_looks_like_a_pass(failed: Report) -> None:
    text = write([failed], Style("en"))
    assert "? could not be judged" in text
    assert "no-text-layer" in text
    assert "conforms" not in text


def test_report_that_was_read_in_part_does_not_conform(conforming: Report) -> None:
    rule = conforming.assessments[0].rule
    unread = Assessment(rule, Outcome.NOT_ASSESSED, Message("page 3 is a picture"), unread=True)
    text = write([replace(conforming, assessments=(unread,))], Style("en"))
    assert "? could not be judged completely" in text
    assert "✓" not in text


def test_verdict_follows_the_threshold(faulty: Report) -> None:
    warnings = replace(faulty, findings=faulty.findings[1:])
    assert "! conforms, but changes are suggested — warnings: 1" in write([warnings], Style("en"))
    assert "✗ does not conform" in write([warnings], Style("en", Severity.WARNING))
    assert "! conforms, but changes are suggested" in write([faulty], Style("en", None))


def test_only_a_document_with_nothing_left_to_do_has_a_tick(faulty: Report, conforming: Report) -> None:
    review = replace(faulty, findings=faulty.findings[2:3])
    assert "! conforms, but something is to be checked" in write([review], Style("en"))
    text = write([review, conforming, replace(faulty, findings=faulty.findings[1:])], Style("zh"))
    assert [line.split()[0] for line in text.splitlines()[-3:]] == ["!", "✓", "!"]


def test_one_document_has_no_summary(faulty: Report) -> None:
    assert "documents:" not in write([faulty], Style("en"))


def test_no_reports_are_no_text() -> None:
    assert write([]) == ""


def test_hostile_text_is_inert(hostile: Report) -> None:
    named = replace(hostile, path="::add-mask::.docx", title="##[error]owned")
    text = write([hostile, named], Style("zh", color=False))
    text.encode("utf-8")
    assert all(character.isprintable() or character == "\n" for character in text)
    assert not any(line.strip().startswith("::") or "##[" in line for line in text.splitlines())
    assert "\\u{3a}:add-mask" in text
