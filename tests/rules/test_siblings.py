"""Siblings of what the field reported, by kind: other wordings of the same mistake, and what only resembles it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from checker import PageFurniture
from checker.judging.rules import Severity
from tests.support import clean_document
from tests.support.clean_drafts import clean, judged
from tests.support.draft_reports import Change, Draft, Grid, Line, after, changed, figure, lines, text
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
@pytest.mark.parametrize(
    "rules",
    ["LINEBELOW", "LINEABOVE", "BOX", "LINEBEFORE", "LINEBEFORE LINEAFTER", "BOX LINEBEFORE"],
)
def test_kind_4_tables_with_upright_or_level_rules_alone_are_right_or_unread(
    rules: str, edition: str
) -> None:
    report = checker().check("report.pdf", pdf_file(clean(edition), rules))
    assert not report.findings
    assert report.unread


@pytest.mark.parametrize("edition", ["2021", "2020"])
def test_kind_4_tables_without_outer_border_are_read(edition: str) -> None:
    report = checker().check("report.pdf", pdf_file(clean(edition), "INNERGRID"))
    assert not report.findings
    assert not report.unread


def test_kind_5_a_head_in_a_table_of_its_own_is_that_of_the_next() -> None:
    def apart(report: Draft) -> Draft:
        _first, at, *_others = (at for at, block in enumerate(report) if not isinstance(block, Line))
        grid = report[at]
        assert not isinstance(grid, Line)
        return (*report[:at], grid[:3], grid[3:], *report[at + 1 :])

    assert grave(apart) == set()


def rows_apart(report: Draft) -> Draft:
    """Make each row of each table a table of its own, with those that its merged cells reach into."""
    blocks: list[Line | Grid] = []
    for block in report:
        if isinstance(block, Line):
            blocks.append(block)
            continue
        starts = [at for at, row in enumerate(block) if "^" not in row]
        blocks += [block[start:stop] for start, stop in pairwise([*starts, len(block)])]
    return tuple(blocks)


@pytest.mark.parametrize("edition", ["2021", "2020"])
def test_kind_5_rows_that_are_tables_of_their_own_are_one_table(edition: str) -> None:
    apart = rows_apart(clean(edition))
    assert judged(apart).findings == ()
    *_others, last = (at for at, block in enumerate(apart) if not isinstance(block, Line))
    grid = apart[last]
    assert not isinstance(grid, Line)
    wrong = (*apart[:last], (("8", *grid[0][1:]),), *apart[last + 1 :])
    places = {one.problem.location.block for one in judged(wrong).findings if one.problem.location}
    assert places == {last}, "the row without label is a piece of its own"
    assert judged((*apart[:last], *apart[last + 1 :])).findings, "its row is missing"


def test_kind_5_a_table_of_other_words_below_is_none_of_its_rows() -> None:
    other = (("培训", "讲座", "检查", *"12"),)
    report = clean()
    *_others, last = (at for at, block in enumerate(report) if not isinstance(block, Line))
    grid = report[last]
    assert not isinstance(grid, Line)
    wide = tuple((*row, *[""] * (len(grid[0]) - len(row))) for row in other)
    assert judged((*report[: last + 1], wide, *report[last + 1 :])).findings == ()


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ((f"{TITLE}（2023年）",), {"title-year"}),
        ((TITLE, "（2023年度）"), {"title-year"}),
        ((TITLE, "二〇二三年"), {"title-year"}),
        ((f"{TITLE}（2024年）",), set()),
        ((TITLE, "（2024年）"), set()),
        ((TITLE, "（2025年1月）"), set()),
    ],
)
def test_kind_7_another_year_behind_the_title_is_found(behind: tuple[str, ...], found: set[str]) -> None:
    assert grave(lines(TITLE, *behind)) == found


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
    assert around(f"{TITLE}（2023年）") == [("text-year", "year-stale")]
    assert around(f"{TITLE}（2024年）") == []


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
        "自2024年1月起至2024年11月止", "自2024年1月1日起至12月31", "从2024年1月1日至2024年12月31",
        "为2024年1月1日-12月31", "自2024年1月1日起至12月31年止", "为2024年1月1日至12月31月",
        "自2024年1月1年起至2024年12月31日止", "自2024年1月1日起至2024年12年31日止",
    ],
)  # fmt: skip
def test_kind_11_other_periods_are_found(stated: str) -> None:
    assert grave(text(PERIOD, stated))


def test_kind_11_numbers_behind_a_month_are_no_days_without_sign() -> None:
    quiet = (
        "2024年1月1日至12月3次开展检查。", "2024年3月5个街道公开目录。", "2024年1月12、13日开展培训。",
        "2024年1月12,13日开展培训。", "2024年1月至12月，开展培训。", "2024年1月1日至3月15个部门公开目录。",
        "2024年1月1年期贷款利率下调。", "2024年3月3年行动计划印发，效果良好。", "2024年2月3月两次开会。",
    )  # fmt: skip
    assert marked(quiet) == []


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


@pytest.mark.parametrize("gap", [" ", "\u3000"])
def test_kind_12_a_number_without_a_sign_leads_a_heading(gap: str) -> None:
    assert grave(lines("一、总体情况", f"一{gap}总体情况")) == set()
    assert grave(lines("六、其他", f"六{gap}其他需要报告的事项")) == set()


@pytest.mark.parametrize(
    ("title", "rules"),
    [
        ("关于2024年度政府信息公开工作的年度报告", set()),
        ("2024年政务公开工作年度报告", {"title-form"}),
        ("2024年政府信息公开工作总结", {"title-form"}),
        ("2024年法治政府建设年度报告", {"title-present"}),
    ],
)
def test_kind_12_titles_in_other_words_are_not_those_of_other_papers(title: str, rules: set[str]) -> None:
    assert grave(lines(TITLE, title)) == rules


LEFT_IN = (
    "由[请输入单位名称]负责。", "[姓名]为负责人。", "%单位名称%开展了培训。", "此处数据待核实。", "（该项如无可删除）",
    "根据实际情况填写。", "示例：全年公开信息100条。", "{{单位名称}}认真落实要求。", "«单位名称»开展了培训。",
    "满意率#DIV/0!。", "全年公开信息…条。", "全年公开信息□件。", "（数据待补）",
    "由（填写单位名称）负责。", "希望以上内容对您有所帮助。",
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


IN_QUOTES = (
    "推行“××不过夜”工作法。",
    "打造“XX+政务公开”品牌。",
    "避免“XX领导高度重视”等套话。",
    "如“XX局20XX年预算公开”等标题。",
)
CROSSES = (
    "通过××县人民政府网公开。",
    "公开《关于XX的通知》。",
    "由×××负责。",
    "张××等提出申请，由××局答复。",
)


def test_kind_14_crosses_in_quotes_are_for_a_person_and_others_are_not() -> None:
    for written, doubtful in ((IN_QUOTES, True), (CROSSES, False)):
        for sentence in written:
            found = judged(changed(clean(), after("（五）", sentence))).findings
            assert [one.problem.doubtful for one in found] == [doubtful] * max(1, len(found)), sentence
    assert marked(("对张××提出的申请依法答复。",)) == []


SLIPS = (
    "认真贯彻落实的的要求。", "全年开展了了培训。", "保障保障公众知情权。", "2024年度度考核优秀。", "认真认真整改。",
    "积极积极推进公开。", "通过通过网站公开。", "推进推进公开工作。", "2024年年我局开展工作。",
    "现将2024政务公开情况报告如下。", "2021度报告已公布。", "按照《条例要求开展工作。", "全年共公开政府信息186，完成任务。",
)  # fmt: skip
NO_SLIPS = (
    "通过种种方式公开，处处留心，一一答复。", "目的的实现靠的的确确的努力。", "为了了解需求，不了了之的事项一一回访。",
    "年度过程管理从严。", "县政府政府信息公开工作年度工作计划已公布。", "用电2021度。",
    "保障保障性住房信息公开，推进推进会议定的事项。", "开展开展前的检查，完善完善后的制度。",
    "年年度度有考核，2024年年底公布。",
    "《关于〈条例〉的解读》已发布。",
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


NO_LINE = "cells are left blank"


@pytest.mark.parametrize(
    "row", [NEW, "二、上年结转政府信息公开申请数量", "（一）予以公开", "四、结转下年度继续办理"]
)
def test_kind_10_a_line_left_blank_is_one_finding_with_its_numbers(row: str) -> None:
    report = changed(clean(), *(figure(row, place, "") for place in range(1, 8)))
    (blank, zeros) = judged(report).findings
    assert NO_LINE in str(blank.problem.message)
    assert zeros.problem.code == "cell-blank"


def test_kind_10_blank_cells_that_a_total_shows_are_not_filled_in_silently() -> None:
    report = changed(clean(), *(figure(NEW, place, "") for place in range(1, 7)))
    assert NO_LINE in str(judged(report).findings[0].problem.message)


def test_kind_10_advice_is_not_to_write_what_a_blank_cell_says() -> None:
    rows = ("二、上年结转政府信息公开申请数量", "四、结转下年度继续办理")
    report = changed(clean(), *(figure(row, place, "") for row in rows for place in range(1, 8)))
    advice = [str(one.problem.advice) for one in judged(report).findings if one.problem.code == "text-table"]
    assert advice
    assert all("in the text" not in one for one in advice)


def regulations(body: str) -> list[bool]:
    """Let a body have made regulations: for each finding, whether a person must look."""
    report = changed(clean(), text("青屏县水务局", body), figure("规章", 1, "6"), figure("规章", 3, "6"))
    return [
        one.problem.doubtful for one in judged(report).findings if one.rule.id == "disclosure-regulations"
    ]


@pytest.mark.parametrize(
    ("bodies", "outcome"),
    [
        (("襄阳市人民政府", "儋州市人民政府", "恩施州人民政府", "湘西土家族苗族自治州人民政府", "国家铁路局", "水利部"), []),
        (("义乌市人民政府", "湖北省水利厅", "锡林郭勒盟行政公署", "青屏县第一中学"), [True]),
        (("青屏镇人民政府", "襄阳市水利局", "北京市海淀区人民政府", "国家税务总局青屏县税务局"), [False]),
    ],
)  # fmt: skip
def test_kind_17_who_may_make_regulations(bodies: tuple[str, ...], outcome: list[bool]) -> None:
    assert [regulations(body) for body in bodies] == [outcome] * len(bodies)


OPENING = "根据《中华人民共和国政府信息公开条例》"


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("", {("contact-absent", "info")}),
        ("请与青屏县水务局办公室联系。", {("contact-absent", "info")}),
        ("如有疑问，请拨打12345热线。", {("contact-absent", "info")}),
        ("如有疑问，请致电0719-5550126。", {("contact-given", "warning")}),
        ("电子邮箱：qpswj@qingping.example。", {("contact-given", "warning")}),
        ("请与青屏县水务局办公室（青屏县城关镇沿河路18号，0719-5550126）联系。", set()),
        ("联系电话：0719-5550126/7，地址：青屏县城关镇沿河路18号。", set()),
    ],
)
def test_kind_13_no_contact_is_a_hint_and_half_of_one_a_warning(
    contact: str, found: set[tuple[str, str]]
) -> None:
    opening = next(line.text for line in clean() if isinstance(line, Line) and line.text.startswith(OPENING))
    stated = opening.partition("报告电子版可在")[0] + contact
    findings = judged(changed(clean(), lines(OPENING, stated))).findings
    assert {(one.rule.id, one.rule.severity.value) for one in findings} == found


QUIET = (
    "全区共收到政府信息公开申请213件，办结205件。", "区政府办公室收到政府信息公开申请43件，办结41件。",
    "我区共收到政府信息公开申请415件。", "区级部门收到政府信息公开申请65件，街镇收到45件。",
    "以区政府名义受理政府信息公开申请37件。", "执法支队作出行政处罚决定432件。", "撤销行政处罚决定31件。",
    "减免行政事业性收费321.5万元。", "十年来累计收到政府信息公开申请543件。", "日均受理政府信息公开申请41件。",
    "上年全年收到政府信息公开申请71件，上年予以公开43件。", "对政府信息公开申请延期办理的31件。",
    "政府信息公开申请因危及“三安全一稳定”不予公开0件，不再处理的政府信息公开申请1件。",
)  # fmt: skip


def test_kind_9_figures_of_others_and_of_parts_pass() -> None:
    assert marked(QUIET) == []


RECEIVED = (
    "收到因政府信息公开提起的行政复议9件。",
    "收到因政府信息公开提起的行政诉讼9件。",
    "收到因政府信息公开引起的行政复议案件9件，维持8件。",
    "我局收到由于政府信息公开引发的行政复议9件。",
    "收到涉及政府信息公开的行政复议9件。",
    "全年收到涉政府信息公开行政复议9件、行政诉讼9件。",
    "接收因政府信息公开申请提起的行政复议9件。",
    "接到因政府信息公开答复引起的行政复议9起。",
    "收到不服政府信息公开答复提起的行政复议9件。",
    "收到申请人针对政府信息公开答复提起的行政复议9件。",
    "因政府信息公开收到行政复议9件，行政诉讼9件。",
    "因政府信息公开工作收到行政复议案件9件。",
    "由于政府信息公开被申请复议9件。",
    "涉及政府信息公开被申请行政复议9件。",
    "因信息公开被提起复议9件，被提起诉讼9件。",
    "因政府信息公开被提起诉讼9件。",
    "因政府信息公开被起诉9件。",
    "因政府信息公开被诉9件。",
    "收到政府信息公开行政诉讼案件9件。",
    "收到9件因政府信息公开引起的行政复议。",
    "共收到9件涉及政府信息公开的行政诉讼。",
    "收到因政府信息公开提起的行政复议申请9件。",
    "收到因政府信息公开被申请行政复议的案件9件。",
    "收到因政府信息公开申请引发的行政复议、行政诉讼共9件。",
    "收到被提起政府信息公开行政复议9件。",
    "受到因政府信息公开提起的行政复议9件。",
    "未收到因政府信息公开提起的行政复议。",
    "收到政府信息公开行政复议申请9件。",
    "因政府信息公开被提起行政复议9件、被提起行政诉讼9件。",
    "收到行政相对人就政府信息公开答复提起的行政复议9件。",
    "本年度因政府信息公开引起的行政复议收到9件。",
    "因政府信息公开被申请的行政复议，本年共收到9件。",
    "县政府收到因政府信息公开引起的行政复议申请9件。",
)

NOT_RECEIVED = (
    "县政府作为复议机关收到因政府信息公开提起的行政复议申请66件，受理60件，维持44件。",
    "收到行政复议申请43件。",
    "收到司法局移送的行政复议案件41件。",
    "全市行政复议机关受理政府信息公开行政复议案件85件。",
    "受理因政府信息公开引起的行政复议申请9件。",
    "行政复议机构收到因政府信息公开引起的行政复议申请9件。",
    "收到因土地征收提起的行政复议9件。",
    "收到因工伤认定引发的行政复议41件，行政诉讼32件。",
    "去年收到因政府信息公开提起的行政复议9件。",
    "上半年收到因政府信息公开提起的行政复议9件。",
    "办理因政府信息公开提起的行政复议9件。",
    "调解因政府信息公开提起的行政复议9件。",
    "收到因政府信息公开提起的行政复议1件，行政诉讼1件。",
    "全市收到因政府信息公开提起的行政复议9件。",
    "收到因政府信息公开提起的行政复议答复通知书9份。",
    "因政府信息公开被申请行政复议1件，因土地征收被申请行政复议9件。",
    "因政府信息公开被申请行政复议1件，收到工伤认定类行政复议答复通知书9件。",
    "作为行政复议机关，全年收到因政府信息公开提起的行政复议9件。",
    "县司法局收到因政府信息公开提起的行政复议申请9件。",
    "收到因信息公开培训提出的建议9件。",
    "政府信息公开行政复议申请收到1件，意见收到9条。",
    "因工伤引起的行政复议收到9件。",
)


def test_kind_9_reviews_and_lawsuits_that_were_received_are_compared() -> None:
    assert marked(RECEIVED) == list(RECEIVED)


def test_kind_9_reviews_of_other_causes_and_by_those_who_decide_them_pass() -> None:
    assert marked(NOT_RECEIVED) == []


def test_kind_9_figures_of_this_organ_are_for_a_person() -> None:
    for sentence in (
        "本机关收到政府信息公开申请43件。",
        "本机关因政府信息公开被申请行政复议9件。",
        "本机关作出行政许可决定3件。",
    ):
        (finding,) = judged(changed(clean(), after("（五）", sentence))).findings
        assert finding.problem.doubtful, sentence


def emptied(*labels: str) -> Change:
    """Leave the rows with these labels blank."""

    def change(report: Draft) -> Draft:
        return tuple(
            block
            if isinstance(block, Line)
            else tuple(
                tuple("" if cell.isdigit() else cell for cell in row)
                if any(cell.startswith(labels) for cell in row)
                else row
                for row in block
            )
            for block in report
        )

    return change


@pytest.mark.parametrize(
    "labels",
    [("一、本年新收", "二、上年结转"), ("（一）予以公开", "（二）部分公开"), ("（一）予以公开", "1.属于国家", "1.信访")],
)  # fmt: skip
def test_kind_8_lines_left_blank_are_one_finding_that_says_what_sums_lack(labels: tuple[str, ...]) -> None:
    report = judged(changed(clean(), emptied(*labels)))
    assert [one.problem.code for one in report.findings] == ["sum-mismatch"]
    assert "lines are left blank" in str(report.findings[0].problem.message)


def test_kind_8_blank_lines_that_no_sum_lacks_are_blank_cells() -> None:
    findings = judged(changed(clean(), emptied("1.属于国家秘密", "2.重复申请"))).findings
    assert {one.problem.code for one in findings} == {"cell-blank"}
    assert len(findings) == 2
