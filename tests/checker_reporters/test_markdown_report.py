from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from checker.formats import Style
from checker.judging.reports import Report
from checker_reporters.markdown_report import MarkdownReporter


def write(reports: Sequence[Report], limit: int | None = None) -> str:
    return "".join(MarkdownReporter(limit=limit).write(reports, Style("zh")))


def test_report_equals_the_golden_file(
    reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    golden("report.md", write([*reports, unread]))


def test_summary_has_a_line_for_each_document(reports: Sequence[Report]) -> None:
    rendered = MarkdownIt("commonmark").enable("table").render(write(reports))
    assert rendered.count("<tr>") == len(reports) + 1
    assert "<h2>共 3 份文件：符合要求 1 份、不符合要求 1 份、无法判定 1 份</h2>" in rendered


def test_failure_to_read_never_looks_like_a_pass(failed: Report, unread: Report) -> None:
    assert "### ? " in write([failed])
    assert "### ? " in write([unread])
    assert "✓" not in write([failed, unread])


@pytest.mark.parametrize("limit", [200, 1000, 3000])
def test_report_that_is_cut_short_ends_with_a_notice(limit: int, faulty: Report) -> None:
    text = write([replace(faulty, path=f"{number}.docx") for number in range(9)], limit)
    assert len(text.encode()) <= limit
    assert text.endswith("> 报告过长，以下内容从略\n")


@pytest.mark.parametrize(
    "text",
    [
        "|a|b", "<img src=x>", "`a`", "@someone", "[a](http://b)", "http://a.b", "www.a.b", "a@b.c", "#1",
        "~~a~~", "$a$", "&lt;", "\\|", "!2", "a_b_c **d**",
    ],
)  # fmt: skip
def test_text_of_documents_is_not_markdown(text: str, faulty: Report) -> None:
    written = write([replace(faulty, path=text), faulty])
    assert "http://" not in written
    assert "www." not in written
    tokens = MarkdownIt("commonmark").enable("table").parse(written)
    inline = [token for token in tokens if token.type == "inline"]
    shown = ["".join(part.content for part in token.children or ()).replace("\u200b", "") for token in inline]
    assert text in shown
    assert f"✗ {text}" in shown
    kinds = {part.type for token in inline for part in token.children or ()}
    assert kinds <= {"text", "strong_open", "strong_close", "softbreak", "hardbreak"}
