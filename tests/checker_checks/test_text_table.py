"""Figures of running text against the tables: what real reports write is told apart from what contradicts them."""

import pytest

from tests.support.clean_drafts import clean, found, judged
from tests.support.draft_reports import after, changed, figure, text
from tests.support.engine import checker
from tests.support.paths import ROOT
from tests.support.scripts import script

EXAMPLES = ROOT / "examples"

NEW, TOTAL = "一、本年新收政府信息公开申请数量", "（七）总计"


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年，我局共收到政府信息公开申请16件，上年结转1件，均已按期办结。",
        "2024年共办理政府信息公开申请17件，其中予以公开7件，不予公开1件，其他处理1件，结转下年度2件。",
        "共收到政府信息公开申请17件（含上年结转1件）。",
        "公文属性确认为主动公开80件、依申请公开30件、不予公开12件。",
        "全年共受理行政许可事项1200件，办结1180件。",
        "办理人大代表建议12件、政协提案9件，予以公开21件。",
        "全市各级行政机关收到政府信息公开申请95件，办结90件，予以公开60件。",
        "全县共收到政府信息公开申请95件。予以公开60件。",
        "依申请公开工作。收到网络申请9件、信函申请7件，均按期答复。",
        "上半年，收到政府信息公开申请9件。",
        "全年办理行政复议案件56件，办结50件；行政诉讼应诉12件。",
        "因房屋征收被提起行政诉讼8件。",
        "收到政府信息公开行政复议申请1件，维持1件。",
        "审查规范性文件20件，备案5件；县政府现行有效规范性文件60件。",
        "截至年底，共清理规范性文件30件，废止4件，修改2件，现行有效24件。",
        "公开行政规范性文件5件，解读5件，政策文件废止3件。",
        "公开行政许可63条、行政处罚12条。",
        "近三年累计收到政府信息公开申请60件，办结60件。",
        "主动公开行政强制0条，行政事业性收费3项。",
        "共收到政府信息公开申请十六件。",
        "新收政府信息公开申请一十六件，上年结转一件。",
        "办理政府信息公开申请一件不落。",
        "收取行政事业性收费365200元。",
        "因政府信息公开被申请行政复议1件（维持1件、纠正0件），被提起行政诉讼1件（尚未审结1件）。",
        "因政府信息公开提起行政诉讼1件，未经复议直接起诉1件，复议后起诉0件。",
        "县政府作为复议机关收到行政复议申请66件，受理60件，维持44件，纠正9件。",
        "收到16件政府信息公开申请，15件办结，2件结转下年度办理。",
        "办结政府信息公开申请15件，其中予以公开或部分公开9件。",
        "各乡镇收到政府信息公开申请48件，各部门收到37件。",
    ],
)
def test_figures_that_agree_or_count_something_else_pass(sentence: str) -> None:
    assert found(changed(clean(), after("（五）", sentence))) == []


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("共新收政府信息公开申请18件，其中网络申请12件、信函申请6件。", ["applications-told"]),
        ("新收政府信息公开申请17件。", ["applications-told"]),
        ("收到并办理政府信息公开申请25件。", ["applications-told"]),
        ("接到群众政府信息公开申请30起。", ["applications-told"]),
        ("政府信息公开申请总数为40宗。", ["applications-told"]),
        ("办理依申请公开事项21项，其中予以公开9件。", ["applications-results-text", "applications-told"]),
        (
            "上年度结转申请4件，本年办结政府信息公开申请19件。",
            ["applications-results-text", "applications-told"],
        ),
        ("因政府信息公开引发行政复议4件、行政诉讼6件。", ["review-text", "review-text"]),
        ("针对我局政府信息公开答复提起的行政复议2起。", ["review-text"]),
        ("出台行政规范性文件3件。", ["disclosure-documents-text"]),
        ("作出行政处罚决定90件。", ["disclosure-decisions-text"]),
        ("收取行政事业性收费40.5万元。", ["disclosure-decisions-text"]),
        ("收取行政事业性收费405,000元。", ["disclosure-decisions-text"]),
        ("共收到政府信息公开申请二十六件。", ["applications-told"]),
        ("收到政府信息公开申请1,234件。", ["applications-told"]),
        ("因政府信息公开引发行政复议三件。", ["review-text"]),
        ("因政府信息公开引发行政复议1件，其中结果维持0件，结果纠正1件。", ["review-outcomes-text"] * 2),
        ("因政府信息公开被提起行政诉讼1件，均被维持。", ["review-outcomes-text"]),
        ("因政府信息公开提起行政诉讼1件，未经复议直接起诉0件，复议后起诉1件。", ["review-text"] * 2),
        ("未发生因政府信息公开引起的行政复议。", ["review-text"]),
        ("全年未收到政府信息公开申请。", ["applications-told"]),
        ("全年收到19件政府信息公开申请。", ["applications-told"]),
        ("收到政府信息公开申请16件，5件结转下年度办理。", ["applications-told"]),
        ("依申请公开中，4件予以公开，其余另行答复。", ["applications-results-text"]),
        ("对政府信息公开申请，因不掌握相关政府信息无法提供9件。", ["applications-results-text"]),
    ],
)
def test_figures_that_contradict_the_table_are_found(sentence: str, rules: list[str]) -> None:
    expected = [f"{rule} (text-table)" for rule in rules]
    assert found(changed(clean(), after("（五）", sentence))) == expected


def test_a_wrong_cell_that_the_text_has_right_is_one_finding() -> None:
    (finding,) = judged(changed(clean(), figure(NEW, 7, "17"))).findings
    assert finding.rule.id == "applications-balance"
    assert "17 → 16" in str(finding.problem.advice)
    assert "“新收政府信息公开申请16件” in the text is right" in str(finding.problem.message)


def test_a_wrong_text_is_compared_with_the_corrected_table() -> None:
    report = changed(clean(), figure(NEW, 7, "17"), text("申请16件", "申请61件"))
    table, quoted = judged(report).findings
    assert (table.rule.id, table.problem.expected) == ("applications-balance", "16")
    assert (quoted.rule.id, quoted.problem.expected) == ("applications-told", "16")


def test_a_text_decides_between_possible_corrections() -> None:
    (finding,) = judged(changed(clean(), figure("", 5, "2"))).findings
    assert finding.rule.id == "review-totals"
    assert "the text has “行政复议1件”" in str(finding.problem.message)
    assert "change only that one: (1) 行政复议 / 总计: 2 → 1" in str(finding.problem.advice)


def test_blank_sums_are_filled_in_before_anything_else_is_wrong() -> None:
    blanks = [
        figure("（一）予以公开", 7, ""),
        figure("四、结转下年度继续办理", 7, "/"),
        figure("2.重复申请", 7, ""),
    ]
    report = changed(clean(), *blanks, figure(TOTAL, 7, "14"))
    blank, wrong, zero = judged(report).findings
    assert (wrong.rule.id, wrong.problem.actual, wrong.problem.expected) == (
        "applications-balance",
        "14",
        "15",
    )
    assert "（一）予以公开: 7, 四、结转下年度继续办理: 2" in str(blank.problem.message)
    assert (zero.rule.id, zero.problem.expected) == ("applications-blanks", "0")


@pytest.mark.parametrize(
    ("section", "sentence", "rules"),
    [
        ("二、", "全年作出行政许可60件，行政处罚7件。", ["disclosure-decisions-text"]),
        ("三、", "予以公开9件，部分公开2件。", ["applications-results-text"]),
        ("四、", "行政复议1件，尚未审结1件。", ["review-outcomes-text"]),
        ("四、", "县政府作为行政复议机关审结行政复议案件46件，维持31件。", []),
    ],
)
def test_figures_beside_the_tables_are_compared_under_the_heading_of_their_section(
    section: str, sentence: str, rules: list[str]
) -> None:
    assert found(changed(clean(), after(section, sentence))) == [f"{rule} (text-table)" for rule in rules]


def test_a_wrong_number_that_two_rules_judge_is_one_finding() -> None:
    report = judged(changed(clean(), text("行政复议1件，结果维持", "行政复议3件，结果维持")))
    assert [finding.rule.id for finding in report.findings] == ["review-text"]
    assert "维持" in str(report.findings[0].problem.message)


def test_right_figures_of_the_script_pass_and_wrong_ones_are_found() -> None:
    scoring = script("ci/score_text.py")
    right, wrong, figures = scoring.together(EXAMPLES / "qingping-2024.docx", checker())
    assert right == []
    assert len(wrong) >= 0.9 * figures


def test_a_blank_cell_is_called_so_where_the_text_has_a_figure() -> None:
    report = changed(clean(), figure("四、结转下年度继续办理", 7, ""))
    messages = " ".join(str(finding.problem.message) for finding in judged(report).findings)
    assert "in the text is right, the table has nothing (" in messages
    assert "the table has 0" not in messages
