"""A letter states what is wrong and what to do; bodies with nothing to do get none."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt

from checker import Statement
from checker.errors import UsageError
from checker.formats import Style
from checker.judging.audit_checks import Body
from checker.judging.audit_results import BodyReport, CrossFinding
from checker.judging.rules import Severity
from checker.messages import Messages
from checker.text import clean
from checker_reporters.audit.letters import TEMPLATE, LettersReporter
from tests.support.audit_results import KeptResults, example, filled, results_of

_ = Messages("tests")
APPLICANT = "申请人情况 / 法人或其他组织 / 商业企业"
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


def _counted(cross: CrossFinding) -> CrossFinding:
    problem = replace(cross.finding.problem, doubtful=False)
    return replace(cross, finding=replace(cross.finding, problem=problem, waiver=None))


def after(lines: Sequence[str], start: str, count: int = 1) -> list[str]:
    at = next(at for at, line in enumerate(lines) if line.startswith(start))
    return list(lines[at : at + count])


def test_only_bodies_with_something_to_do_get_a_letter(letters: dict[str, list[str]]) -> None:
    assert set(letters) == {
        "青屏县交通运输局", "青屏县教育局", "青屏县财政局", "青屏县档案馆", "青屏县司法局",
    }  # fmt: skip


def test_letter_lists_what_must_be_corrected_and_where(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县交通运输局"]
    assert lines[:2] == ["关于请改正2024年政府信息公开工作年度报告的函", "青屏县交通运输局："]
    assert "政府信息公开工作年度报告（国办公开办函〔2021〕30号）" in lines[2]
    first = next(line for line in lines if "“若干”不是整数" in line)
    assert after(lines, first, 3) == [
        f"{first[0]}. 三、收到和处理政府信息公开申请情况 › {NEW} / {APPLICANT}：“若干”不是整数",
        "原文：若干",
        "应为：不小于 0 的整数",
    ]
    assert any(line.startswith("建议：") for line in lines)
    assert any(line.startswith("依据：国办公开办函〔2021〕30号") for line in lines)


def test_letter_has_no_hints_and_nothing_of_this_machine(letters: dict[str, list[str]]) -> None:
    for lines in letters.values():
        text = "\n".join(lines)
        assert not [
            word for word in ("/2024", "2024/", "2023/", "SHA-256", "carry-over", "【提示】") if word in text
        ]
    (across,) = [line for line in letters["青屏县交通运输局"] if "本报告填 1" in line]
    assert "结转" in across


def test_the_threshold_decides_what_must_be_corrected(tmp_path: Path) -> None:
    counts = []
    for threshold in (Severity.ERROR, Severity.WARNING, Severity.INFO):
        LettersReporter().write_audit(example(), tmp_path, Style("", threshold))
        files = sorted((tmp_path / "letters").iterdir())
        counts.append(sum(line[:1].isdecimal() for path in files for line in read(path)))
    assert counts[0] < counts[1] == counts[2], "hints never"


def test_a_missing_report_is_requested(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县教育局"]
    assert lines[0] == "关于请报送2024年政府信息公开工作年度报告的函"
    assert "尚未收到你单位" in lines[2]
    assert "根据《中华人民共和国政府信息公开条例》第四十九条，" in lines[2]


def test_the_files_of_a_submission_in_parts_are_named_without_their_folders(tmp_path: Path) -> None:
    results = example()
    ((number, body),) = [
        (at, one) for at, one in enumerate(results.kept) if one.body.name == "青屏县交通运输局"
    ]
    (first, *others), path = body.submissions, "/srv/in/a.docx + /srv/in/b.docx"
    own = replace(first, report=replace(first.report, path=path))
    (cross, *_more) = body.findings
    problem = replace(cross.finding.problem, message=_("{path} differs", path=path))
    shown = replace(cross, filing=path, finding=replace(cross.finding, problem=problem, waiver=None))
    kept = list(results.kept)
    kept[number] = replace(body, submissions=(own, *others), findings=(shown,))
    lines = written(replace(results, kept=tuple(kept)), tmp_path)["青屏县交通运输局"]
    assert any("a.docx + b.docx differs" in line for line in lines)
    assert not any("/srv" in line for line in lines)


def test_sums_of_one_cause_are_a_line_each(tmp_path: Path) -> None:
    results = example()
    at, body = next((at, d) for at, d in enumerate(results.kept) if d.body.name == "青屏县交通运输局")
    (first, *others) = body.submissions
    finding = next(one for one in first.report.findings if "若干" in str(one.problem.message))
    problem = replace(
        finding.problem,
        message=_("sum 0, and sums 1 to 2"),
        statements=(
            Statement(_("sum 0")), Statement(_("sum 1"), "总计"), Statement(_("{count} more", count=3)),
        ),
    )  # fmt: skip
    own = replace(first, report=replace(first.report, findings=(replace(finding, problem=problem),)))
    kept = list(results.kept)
    kept[at] = replace(body, submissions=(own, *others), findings=())
    lines = written(replace(results, kept=tuple(kept)), tmp_path)["青屏县交通运输局"]
    line = next(line for line in lines if line.startswith("1. "))
    assert line.endswith("：sum 0")
    assert after(lines, line, 3)[1:] == ["同一原因：总计：sum 1", "同一原因：3 more"]


def test_an_unreadable_report_is_not_called_missing(letters: dict[str, list[str]]) -> None:
    lines = letters["青屏县档案馆"]
    assert lines[0] == "关于请重新报送2024年政府信息公开工作年度报告的函"
    assert "the file is encrypted" in lines[2]
    assert not any("尚未收到" in line for line in lines)


def test_fields_give_the_day_the_issuer_and_the_date(tmp_path: Path) -> None:
    fields = {
        "issuer": "某县政务公开办公室",
        "date": "2025年3月1日",
        "reply-by": "2025年3月15日",
        "contact": "0719-5550000",
    }
    LettersReporter().write_audit(called("甲局"), tmp_path, Style(fields=fields))
    lines = read(tmp_path / "letters" / "甲局.docx")
    assert "于2025年3月15日前" in lines[3]
    assert lines[-3:] == ["联系方式：0719-5550000", "某县政务公开办公室", "2025年3月1日"]


def test_fields_of_a_template_are_filled_in_where_they_are(tmp_path: Path) -> None:
    template = Document()
    template.add_paragraph("收件：{{addressee}}")
    template.add_paragraph("{{letter}}")
    spread = template.add_paragraph("{{iss")
    spread.add_run("uer}} {{date}}")
    template.save(str(tmp_path / TEMPLATE))
    LettersReporter().write_audit(
        called("甲局"), tmp_path, Style(fields={"issuer": "某办", "date": "3月1日"})
    )
    lines = read(tmp_path / "letters" / "甲局.docx")
    assert (lines[0], lines[-1]) == ("收件：甲局", "某办 3月1日")
    assert lines.count("某办") == 0, "once"


def test_letters_are_in_english_on_request(tmp_path: Path) -> None:
    lines = written(results_of([example().kept[2]]), tmp_path, "en")["青屏县交通运输局"]
    assert lines[0] == "Request to correct the 政府信息公开工作年度报告 for 2024"
    assert any(line.endswith("“若干” is not a whole number") for line in lines)
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
    (kept,) = filled(text).kept
    results = results_of([replace(kept, findings=tuple(map(_counted, kept.findings)))])
    (lines,) = written(results, tmp_path).values()
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
    assert lines[1] == "关于请报送2024年政府信息公开工作年度报告的函"
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
