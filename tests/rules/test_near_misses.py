"""What real reports have and supervisors accept: none of it is a finding."""

import pytest

from tests.support.clean_drafts import clean, found, judged
from tests.support.draft_reports import Change, Line, after, changed, draft, lines, table, text, without_row

BODY, WORDS = "青屏县水务局", "2024年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "sentence",
    [
        "全年受理行政许可申请63件。",
        "收到行政复议申请1件，均已办结。",
        "本年度收到公众通过电话咨询申请流程32次。",
        "自2008年以来累计收到政府信息公开申请210件。",
        "去年收到政府信息公开申请25件，今年收到16件。",
        "2023年收到政府信息公开申请25件，同比减少9件。",
        "全县各级行政机关共收到政府信息公开申请95件。",
        "县政府办公室收到政府信息公开申请17件。",
        "其中，网上收到申请9件，当面收到申请7件。",
        "收到信息公开申请16件，较上年减少9件。",
        "共收到申请17件（含上年结转1件）。",
        "收到人大代表建议12件、政协提案9件。",
        "受理群众来信来访申请事项41件。",
        "第一季度收到申请3件，第二季度收到申请5件。",
        "上年结转项目3件，均已完成验收。",
        "结转至下年度继续实施的工程5件。",
    ],
)
def test_figures_of_something_else_are_not_compared_with_the_table(sentence: str) -> None:
    assert found(changed(clean(), after("（五）", sentence))) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年共收到政府信息公开申请61件。",
        "收到公民、法人和其他组织提出的信息公开申请18件。",
        "新收依申请公开事项１８件。",
        "上年度结转申请2件。",
        "结转下一年度继续办理的申请5件。",
    ],
)
def test_figures_of_the_table_are_compared_with_it(sentence: str) -> None:
    assert found(changed(clean(), after("（五）", sentence))) == ["applications-told (text-table)"]


@pytest.mark.parametrize(
    "sentence",
    [
        "印发《青屏县水务局2025年政务公开工作要点》。",
        "落实国务院办公厅2023年政务公开工作要点。",
        "2025年，青屏县水务局将进一步加大公开力度。",
        "2023年度考核结果为优秀。",
        "使用X射线设备2台，规格为5×8米。",
        "截至2025年1月，网站累计访问量达2.3万次。",
        "公众可拨打12345热线或400-810-1234咨询。",
        "对照《政府信息公开工作年度报告》格式逐项填报。",
        "发布信息1,286条，点击量12,345次。",
        "会议于2024年12月30日至2025年1月3日召开。",
    ],
)
def test_ordinary_sentences_pass(sentence: str) -> None:
    assert found(changed(clean(), after("（五）", sentence))) == []


OWN_TABLE = (("指标", "2023年", "2024年"), ("主动公开（条）", "174", "186"), ("政策解读（件）", "4", "5"))
FEES = (("项目", "件数", "金额（元）"), ("信息处理费", "0", "0"), ("总计", "0", "0"))
GOVERNMENT = (
    text(BODY, "青屏县人民政府"),
    text("公开工作纳入股室年度考核，", "工作考核结果为良好，社会评议满意度92.6%，没有责任追究情形。"),
    after("（二）", "全县各级行政机关共新收政府信息公开申请95件。"),
)
MINISTRY = (text(BODY, "水务部"), lines(WORDS, "2024年政府信息公开工作报告"))

REPORTS: dict[str, tuple[Change, ...]] = {
    "of a government": GOVERNMENT,
    "of a ministry": MINISTRY,
    "with a letter's title": (lines(BODY), lines(WORDS, f"关于{BODY}{WORDS}的公告")),
    "with a circular's title": (lines(BODY), lines(WORDS, f"关于发布《{BODY}{WORDS}》的通知")),
    "with lines above the title": (lines(BODY, "附件1", "青水发〔2025〕3号", BODY),),
    "with a cover": (lines(BODY, BODY, WORDS, "2025年1月", "", BODY),),
    "with a date below the title": (after(WORDS, "（2025年1月16日）"),),
    "signed": (after("除上述", "青屏县水务局", "2025年1月16日"),),
    "with text on the heading's line": (
        text("一、总体情况", "一、总体情况。青屏县水务局认真落实《条例》，主动公开政府信息186条。"),
    ),
    "with own headings in every section": (
        lines("二、", "二、主动公开政府信息情况", "（一）统计表"),
        lines("三、", "三、收到和处理政府信息公开申请情况", "（一）申请情况", "（二）办理情况"),
        lines("六、", "六、其他需要报告的事项", "（一）信息处理费", "1.收费情况"),
        lines("除上述", "（二）其他", "除上述内容外，没有其他需要报告的事项。"),
    ),
    "with own level-1 numbers": (
        lines("五、", "五、存在的主要问题及改进情况", "一、存在的主要问题"),
        lines("针对上述问题", "二、改进情况", "针对上述问题，逐项改进。"),
    ),
    "with headings of Word": (
        *(
            lines(start, Line(f"{start}{title}", 1))
            for start, title in {
                "一、": "总体情况",
                "五、": "存在的主要问题及改进情况",
                "六、": "其他需要报告的事项",
            }.items()
        ),
    ),
    "with captions and units": (
        lines("二、", "二、主动公开政府信息情况", "表1　主动公开政府信息情况统计表", "单位：件、万元"),
        lines("三、", "三、收到和处理政府信息公开申请情况", "表2　申请情况统计表（单位：件）"),
    ),
    "with the caption in the table": (
        table(0, lambda grid: ((("主动公开政府信息情况", "<", "<", "<"), *grid),)),
    ),
    "with a row of nothing": (table(1, lambda grid: ((*grid, ("",) * 10),)),),
    "with a note below the figures": (
        table(1, lambda grid: ((*grid, ("注：数据截至2024年12月31日", *("<",) * 9)),)),
    ),
    "with tables of its own": (after("（一）", OWN_TABLE), after("依据《政府", FEES)),
    "with problems of its own titles": (
        lines(
            "2024年，青屏县水务局政府信息公开工作还",
            "（一）主动公开政府信息情况不够均衡。",
            "（二）监督保障不足。",
        ),
    ),
}


@pytest.mark.parametrize("changes", REPORTS.values(), ids=REPORTS)
def test_real_ways_to_write_a_report_pass(changes: tuple[Change, ...]) -> None:
    assert found(changed(clean(), *changes)) == []


def test_headings_alone_are_not_a_table_of_contents() -> None:
    report = draft(
        *clean()[:3],
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    )
    assert found(report) == [
        "applications-present (table-missing)",
        "disclosure-present (table-missing)",
        "review-present (table-missing)",
        *["sections-present (section-empty)"] * 3,
    ]


@pytest.mark.parametrize("style", ["（{}）", "{}．"])
def test_repeated_section_number_is_reported_in_any_style(style: str) -> None:
    numbered = [line.text for line in clean() if isinstance(line, Line) and line.text[1:2] == "、"]
    other = [lines(title, style.format(title[0]) + title[2:]) for title in numbered]
    assert found(changed(clean(), *other)) == []
    twice = lines(style.format("六") + "其他", style.format("五") + "其他需要报告的事项")
    assert found(changed(clean(), *other, twice)) == ["sections-numbering (numbering)"]


def test_tables_of_the_older_edition_are_one_finding_each() -> None:
    disclosure, applications, _review = [block for block in clean("2019") if not isinstance(block, Line)]
    older = changed(clean(), table(0, lambda _grid: (disclosure,)), table(1, lambda _grid: (applications,)))
    assert found(older) == [
        "applications-present (table-row-missing)",
        "disclosure-present (table-outdated)",
    ]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (lines(WORDS, "2020年政府信息公开工作年度报告"), "title-year (title-year)"),
        (text("2024年1月1日起至2024年", "2020年1月1日起至2020年"), "period-year (period-mismatch)"),
    ],
)
def test_one_wrong_year_is_reported_by_the_right_edition(change: Change, finding: str) -> None:
    assert found(changed(clean(), change)) == [finding]


def test_figure_in_the_text_is_not_compared_with_a_table_that_lacks_a_row() -> None:
    report = judged(
        changed(clean(), without_row("四、结转下年度继续办理"), after("（五）", "收到政府信息公开申请61件。"))
    )
    assert "applications-told" not in [finding.rule.id for finding in report.findings]
    (assessment,) = (one for one in report.assessments if one.rule.id == "applications-told")
    assert assessment.outcome == "not_assessed"
