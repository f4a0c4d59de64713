"""A letter states what is wrong and what to do; bodies with nothing to do get none."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from checker.errors import UsageError
from checker.formats import Style
from checker.judging.audit_checks import Body
from checker.judging.audit_results import BodyReport
from checker.text import clean
from checker_reporters.audit.letters import TEMPLATE, LettersReporter
from tests.support.audit_results import KeptResults, example, filled, results_of

NEW = "一、本年新收政府信息公开申请数量"


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    return written(example(), tmp_path_factory.mktemp("audit"))


def written(results: KeptResults, folder: Path, language: str = "") -> dict[str, list[str]]:
    LettersReporter().write_audit(results, folder, Style(language))
    return {path.stem: read(path) for path in sorted((folder / "letters").iterdir())}


def read(path: Path) -> list[str]:
    return [paragraph.text for paragraph in Document(str(path)).paragraphs]


def called(*names: str) -> KeptResults:
    """Return an audit of bodies with these names, none of which filed anything."""
    missing = next(d for d in example().body_reports() if d.body.name == "青屏县教育局")
    return results_of([_named(missing, name) for name in names])


def _named(body_report: BodyReport, name: str) -> BodyReport:
    body: Body = replace(body_report.body, name=name)
    return replace(body_report, filings=replace(body_report.filings, body=body))


def after(lines: Sequence[str], start: str, count: int = 1) -> list[str]:
    at = next(at for at, line in enumerate(lines) if line.startswith(start))
    return list(lines[at : at + count])


def test_only_bodies_with_something_to_do_get_a_letter(letters: dict[str, list[str]]) -> None:
    assert set(letters) == {
        "青屏县人民政府", "青屏县交通运输局", "青屏县教育局", "青屏县财政局", "青屏县档案馆", "青屏县司法局",
        "石河镇人民政府", "青山镇人民政府",
    }  # fmt: skip


def test_letter_lists_what_was_checked(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县交通运输局"]
    assert lines[:2] == ["2024年政府信息公开工作年度报告核查意见", "青屏县交通运输局："]
    assert "政府信息公开工作年度报告（国办公开办函〔2021〕30号）" in lines[2]
    report = (
        next(d for d in example().body_reports() if d.body.name == "青屏县交通运输局").submissions[0].report
    )
    (file,) = after(lines, "文件：")
    assert file == f"文件：{report.path} · docx · 2024 年度 · SHA-256 {report.sha256[:12]}… · 已读取"


def test_letter_gives_message_place_and_advice_of_each_finding(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县交通运输局"]
    first = next(line for line in lines if "“若干”不是整数" in line)
    assert after(lines, first, 4) == [
        f"{first[0]}. 【错误】“若干”不是整数",
        f"位置：三、收到和处理政府信息公开申请情况 › {NEW} / 申请人情况 / 法人或其他组织 / 商业企业",
        "原文：若干",
        "应为：不小于 0 的整数",
    ]
    assert any(line.startswith("建议：") for line in lines)
    assert any(line.startswith("依据：国办公开办函〔2021〕30号") for line in lines)
    numbers = [line.partition(". ")[0] for line in lines if line[0].isdecimal() and ". 【" in line]
    assert numbers == [str(number) for number in range(1, 6)]


def test_findings_across_filings_name_the_other(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县交通运输局"]
    (heading,) = after(lines, "三、")
    assert heading == "三、与其他报告对照发现的问题"
    assert after(lines, "对照文件：") == ["对照文件：2023/青屏县交通运输局.docx"]


def test_a_missing_report_is_requested(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县教育局"]
    assert "请尽快补报" in lines[2]
    assert "文件：未报送" in lines
    assert "报送期限：2025-01-31" in lines


def test_letter_lists_what_could_not_be_judged_with_the_reason(letters: dict[str, list[str]]) -> None:
    lines = letters["青山镇人民政府"]
    assert after(lines, "三、", 2) == ["三、未能核查的事项", "原因：time ran out after page 4 of 9"]
    assert any(line.startswith("· ") for line in lines)
    assert "原因：the file is encrypted" in letters["青屏县档案馆"]


def test_accepted_findings_are_counted_but_not_listed(letters: dict[str, list[str]]) -> None:
    lines = letters["石河镇人民政府"]
    assert lines[-1] == "另有已豁免或已知的问题 1 处，不再列出。"
    assert not any("已电话核实" in line for line in lines)


def test_letters_are_in_english_on_request(tmp_path: Path) -> None:
    lines = written(results_of([example().kept[2]]), tmp_path, "en")["青屏县交通运输局"]
    assert "1. What was checked" in lines
    assert any(line.endswith("[error] “若干” is no whole number") for line in lines)
    assert any(line.startswith("What to do: ") for line in lines)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\a|b?*", "C__a_b__"),
        ("nul", "_nul"),
        ("COM1.局", "_COM1.局"),
        ("...", "_"),
        ("", "_"),
        ("-rf ", "rf"),
        ("a\nb", "a b"),
        ("\u202egpj.局", "_u_202e_gpj.局"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("局" * 200, "局" * 50),
    ],
)
def test_file_names_are_valid_on_every_system(name: str, file: str, tmp_path: Path) -> None:
    assert list(written(called(name), tmp_path)) == [file]


def test_bodies_with_the_same_file_name_get_different_files(tmp_path: Path) -> None:
    found = written(called("a/b", "a:b", "A|B", "a_b-2"), tmp_path)
    assert sorted(found) == ["A_B-3", "a_b", "a_b-2", "a_b-2-2"]
    assert [found[name][1] for name in ("a_b", "a_b-2", "A_B-3")] == ["a/b：", "a:b：", "A|B："]


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31m\u202e\ud800\x00\r\n\ufffe",
        "]]><w:p/>",
        "<r>&lt;</r>",
        "a\tb\nc",
        "{{letter}}",
        "🙂" * 40_000,
    ],
)
def test_any_text_is_text(text: str, tmp_path: Path) -> None:
    (lines,) = written(filled(text), tmp_path).values()
    cleaned = clean(text, 100_000)
    assert any(cleaned in line for line in lines)
    (path,) = (tmp_path / "letters").iterdir()
    assert len(Document(str(path)).paragraphs) == len(lines)


def test_a_template_gives_the_page_the_position_and_the_styles(tmp_path: Path) -> None:
    template = Document()
    template.add_paragraph("某县政务公开办公室")
    template.add_paragraph("{{letter}}")
    template.add_paragraph("联系电话：0719-5550000")
    style = template.styles.add_style("Letter Text", WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(33)
    template.save(str(tmp_path / TEMPLATE))
    lines = written(called("甲局"), tmp_path)["甲局"]
    assert lines[0] == "某县政务公开办公室"
    assert lines[1] == "2024年政府信息公开工作年度报告核查意见"
    assert lines[-1] == "联系电话：0719-5550000"
    kept = Document(str(tmp_path / "letters" / "甲局.docx")).styles["Letter Text"]
    assert kept.font.size == Pt(33)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no"])
def test_a_template_that_is_not_a_word_file_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / TEMPLATE).write_bytes(content)
    with pytest.raises(UsageError, match=TEMPLATE):
        written(called("甲局"), tmp_path)


def test_letters_of_an_earlier_audit_are_not_left(tmp_path: Path) -> None:
    written(called("甲局", "乙局"), tmp_path)
    assert list(written(called("乙局"), tmp_path)) == ["乙局"]


def test_same_audit_is_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for _time in range(2):
        written(results_of([example().kept[2]]), tmp_path)
        contents.append((tmp_path / "letters" / "青屏县交通运输局.docx").read_bytes())
    assert contents[0] == contents[1]
    assert Document(io.BytesIO(contents[0])).core_properties.author == ""
