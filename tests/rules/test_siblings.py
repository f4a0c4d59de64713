"""Siblings of what the field reported, by kind: other wordings of the same mistake, and what only resembles it."""

from dataclasses import replace

import pytest

from checker import PageFurniture
from checker.judging.rules import Severity
from tests.support import clean_document
from tests.support.clean_drafts import clean, judged
from tests.support.draft_reports import Change, Draft, Line, after, changed, figure, lines, text
from tests.support.engine import checker
from tests.support.pdf_files import pdf_file

NEW = "一、本年新收政府信息公开申请数量"
PERIOD = "自2024年1月1日起至2024年12月31日止"
TITLE = "2024年政府信息公开工作年度报告"


def grave(change: Change) -> set[str]:
    """List the rules that find something at warning or above."""
    findings = judged(changed(clean(), change)).findings
    return {one.rule.id for one in findings if one.rule.severity is not Severity.INFO}


def marked(sentences: tuple[str, ...]) -> list[str]:
    """Write sentences into one report, each a paragraph, and list those in which something is found."""
    report = changed(clean(), after("（五）", *sentences))
    blocks = {
        finding.problem.location.block for finding in judged(report).findings if finding.problem.location
    }
    return [line.text for at, line in enumerate(report) if at in blocks and isinstance(line, Line)]


@pytest.mark.parametrize(
    "written",
    ["12 13", "16\n17", "1\n6", "12/3", "1 16", "16 16", "16、1", "16；16", "16\u300016", "16|0"],
)
def test_kind_3_two_numbers_in_a_cell_are_never_one(written: str) -> None:
    assert grave(figure(NEW, 7, written))


@pytest.mark.parametrize("edition", ["2021", "2020"])
@pytest.mark.parametrize("rules", ["LINEBELOW", "LINEABOVE", "BOX"])
def test_kind_4_tables_without_upright_rules_are_right_or_unread(rules: str, edition: str) -> None:
    report = checker().check("report.pdf", pdf_file(clean(edition), rules))
    assert not report.findings
    assert report.unread


def test_kind_5_a_head_in_a_table_of_its_own_is_that_of_the_next() -> None:
    def apart(report: Draft) -> Draft:
        _first, at, *_others = (at for at, block in enumerate(report) if not isinstance(block, Line))
        grid = report[at]
        assert not isinstance(grid, Line)
        return (*report[:at], grid[:3], grid[3:], *report[at + 1 :])

    assert grave(apart) == set()


def around(*lines: str) -> list[tuple[str, str]]:
    """List what is found in the clean report with headers of these lines."""
    furniture = tuple(PageFurniture(None, head=(line,)) for line in lines)
    return clean_document.codes(replace(clean_document.clean(), page_furniture=furniture))


@pytest.mark.parametrize(
    "line", [f"青屏县水务局{TITLE}", "内部资料", "2025年1月编制", "青水〔2023〕5号", "第2023页"]
)
def test_kind_6_headers_that_are_right_pass(line: str) -> None:
    assert around(line) == []


def test_kind_6_last_years_title_in_the_header_is_found() -> None:
    last = TITLE.replace("2024", "2023")
    assert around(f"青屏县水务局{last}") == [("text-year", "year-stale")]
    assert around(last, TITLE) == [], "perhaps another report follows"


@pytest.mark.parametrize(
    "stated",
    [
        "自2024年1月1日（含）起至2024年12月31日（含）止", "从2024年1月1日0时至12月31日24时", "为2024/1/1~2024/12/31",
        "为20240101-20241231", "为2024年1月1日（星期一）至2024年12月31日（星期二）", "为2024年元月1日至12月31日",
        "为二〇二四年一月一日至十二月三十一日", "从2024年1月1日起，至同年12月31日止", "自2024年1月1日→2024年12月31日",
        "自2024年1月1日00:00:00起至2024年12月31日23:59:59止", "为2024年（1月1日至12月31日）",
    ],
)  # fmt: skip
def test_kind_11_spellings_of_the_period_are_understood(stated: str) -> None:
    assert grave(text(PERIOD, stated)) == set()


@pytest.mark.parametrize(
    "stated",
    [
        "自2024年1月1日起至2024年12月30日止", "为2024年1月1日至2024年11月31日", "自2024年12月31日起至2024年1月1日止",
        "为2024年上半年", "自2024年1月1起至2024年12月31日止", "自2024年1月1日起至2024年13月31日止",
        "自2024年1月起至2024年11月止",
    ],
)  # fmt: skip
def test_kind_11_other_periods_are_found(stated: str) -> None:
    assert grave(text(PERIOD, stated))


@pytest.mark.parametrize(
    "title",
    ["政府信息公开工作2024年度报告", "２０２４年政府信息公开工作年度报告", "二○二四年政府信息公开工作年度报告",
     "二o二四年政府信息公开工作年度报告", "20\u00a024年政府信息公开工作年度报告", "2 0 2 4 年政府信息公开工作年度报告"],
)  # fmt: skip
def test_kinds_7_and_12_titles_in_other_characters_and_orders_pass(title: str) -> None:
    assert grave(lines(TITLE, title)) == set()


@pytest.mark.parametrize(
    ("start", "heading"),
    [
        ("一、总体情况", "一、工作概述"),
        ("五、存在的", "五、存在的主要问题及改进措施"),
        ("四、政府", "四、复议诉讼情况"),
    ],
)
def test_kind_12_other_headings_are_another_wording_and_not_missing(start: str, heading: str) -> None:
    assert grave(lines(start, heading)) == {"sections-wording"}


LEFT_IN = (
    "由[请输入单位名称]负责。", "[姓名]为负责人。", "%单位名称%开展了培训。", "此处数据待核实。", "（该项如无可删除）",
    "根据实际情况填写。", "示例：全年公开信息100条。", "{{单位名称}}认真落实要求。", "«单位名称»开展了培训。",
    "满意率#DIV/0!。", "希望以上内容对您有所帮助。",
)  # fmt: skip
NOT_LEFT_IN = (
    "要求各单位根据实际情况填写申请表。", "部分栏目数据待更新。", "水质优于Ⅲ类标准，能耗下降5%，群众满意度名称不变。",
    "开展实践活动[见附件]。", "推进“XR+政务”应用试点。", "举报情况待核实后答复。",
    "（请各科室于月底前删除失效链接，逐项登记）",
)  # fmt: skip


def test_kind_14_what_was_left_in_is_found() -> None:
    assert marked(LEFT_IN) == list(LEFT_IN)


def test_kind_14_what_resembles_it_passes() -> None:
    assert marked(NOT_LEFT_IN) == []


SLIPS = (
    "认真贯彻落实的的要求。", "全年开展了了培训。", "保障保障公众知情权。", "2024年度度考核优秀。", "认真认真整改。",
    "现将2024政务公开情况报告如下。", "2021度报告已公布。", "按照《条例要求开展工作。", "全年共公开政府信息186，完成任务。",
)  # fmt: skip
NO_SLIPS = (
    "通过种种方式公开，处处留心，一一答复。", "目的的实现靠的的确确的努力。", "为了了解需求，不了了之的事项一一回访。",
    "年度过程管理从严。", "县政府政府信息公开工作年度工作计划已公布。", "用电2021度。", "《关于〈条例〉的解读》已发布。",
)  # fmt: skip


def test_kind_16_slips_are_found() -> None:
    assert marked(SLIPS) == list(SLIPS)


def test_kind_16_what_resembles_them_passes() -> None:
    assert marked(NO_SLIPS) == []


@pytest.mark.parametrize("written", ["１６", "十六", "16件", "16（件）", "16.0", "⑯", "1 6"])
def test_kind_18_the_same_number_otherwise_written_passes(written: str) -> None:
    assert grave(figure(NEW, 7, written)) == set()


@pytest.mark.parametrize(
    "written", ["约16", "16余", "l6", "1O", "16万", "16+1", "⑰", "16-17", "1.6", "16,0", "二十六", "（16"]
)
def test_kind_18_no_number_is_read_as_another_one(written: str) -> None:
    assert grave(figure(NEW, 7, written))
