"""Cases of the rules on tables: their shape, their cells, their sums, and the text that quotes them."""

from collections.abc import Iterator
from itertools import pairwise

from tests.support.draft_reports import (
    Change,
    Draft,
    Grid,
    Line,
    after,
    cells,
    figure,
    label,
    lines,
    table,
    text,
    without_column,
    without_row,
    without_table,
)
from tests.support.rule_cases import Case, Finds, failing, passing, with_previous

ROWS = {
    "new": "一、本年新收政府信息公开申请数量",
    "granted": "（一）予以公开",
    "total": "（七）总计",
    "carried_out": "四、结转下年度继续办理",
}


def table_cases(year: int) -> Iterator[Case]:
    """Iterate over the cases that both editions have."""
    yield from _disclosure()
    yield from _applications()
    yield from _review()
    yield from _carried_over(year)


def _four_tables(grid: Grid) -> Draft:
    starts = [at for at, row in enumerate(grid) if row[0].startswith("第二十条")] + [len(grid)]
    return tuple(grid[start:stop] for start, stop in pairwise(starts))


def _disclosure() -> Iterator[Case]:
    yield passing("disclosure-present", "four-tables", table(0, _four_tables))
    yield passing(
        "disclosure-present", "sentences-around", lines("二、", "二、主动公开政府信息情况", "详见下表。")
    )
    yield failing("disclosure-present", "none", "table-missing", "二、", without_table(0))
    yield failing(
        "disclosure-present",
        "in-words",
        "table-missing",
        "二、",
        table(0, lambda _grid: (Line("制发规范性文件1件，行政许可63件，行政处罚7件。"),)),
    )
    yield failing(
        "disclosure-present",
        "without-penalties",
        "table-row-missing",
        "行政处罚",
        without_row("行政处罚"),
        expected="行政处罚",
    )
    yield passing(
        "disclosure-labels",
        "broken",
        label("行政许可", "行 政\n许可"),
        label("行政强制", "行政强制："),
        label("第二十条第（一）项", "第二十条第(一)项"),
        label("信息内容", "信息\n内容", 1),
    )
    yield failing(
        "disclosure-labels",
        "letter-lost",
        "table-label",
        "二、",
        label("行政事业性收费", "行政事业收费"),
        expected="行政事业性收费",
        actual="行政事业收费",
    )
    yield failing(
        "disclosure-labels",
        "row-added",
        "table-row-extra",
        "二、",
        table(0, lambda grid: ((*grid[:-1], ("行政奖励", *grid[-1][1:-2], "<", "<"), grid[-1]),)),
        actual="行政奖励",
    )
    yield passing(
        "disclosure-filled",
        "units",
        figure("规章", 1, "０"),
        figure("规章", 2, " 0 件"),
        figure("规章", 3, "0.00"),
    )
    yield failing("disclosure-filled", "words", "cell-type", "规章", figure("规章", 3, "若干"), actual="若干")
    yield failing(
        "disclosure-filled",
        "nothing",
        "table-blank",
        "二、",
        cells(0, lambda value: "" if _counts(value) else value),
    )
    yield passing("disclosure-blanks", "zeros", figure("规章", 1, "0件"), figure("行政强制", 1, "０"))
    yield failing(
        "disclosure-blanks", "slash", "cell-blank", "规章", figure("规章", 2, "/"), expected="0", actual="/"
    )
    yield failing(
        "disclosure-blanks", "empty", "cell-blank", "行政强制", figure("行政强制", 1, ""), expected="0"
    )


def _counts(value: str) -> bool:
    return value.lstrip("增-").replace(".", "").isdecimal()


def _added(*places: tuple[str, int, int], by: int = 1) -> Iterator[Change]:
    """Add to figures: (row, place, the figure as it is)."""
    yield from (figure(ROWS.get(row, row), place, str(value + by)) for row, place, value in places)


def _two_pieces(grid: Grid) -> Draft:
    """Part the table where a page ends, its heads not repeated."""
    cut = next(at for at, row in enumerate(grid) if row[1] == "（四）无法提供")
    return (grid[:cut], Line(""), ((("三、本年度办理结果"), *grid[cut][1:]), *grid[cut + 1 :]))


def _applications() -> Iterator[Case]:
    yield passing("applications-present", "two-pieces", table(1, _two_pieces))
    yield passing(
        "applications-present",
        "heads-broken",
        label("社会公益组织", "社会\n公益\n组织"),
        label("自然人", "自 然\n人"),
    )
    yield failing("applications-present", "none", "table-missing", "三、", without_table(1))
    yield failing(
        "applications-present", "without-row", "table-row-missing", "2.重复申请", without_row("2.重复申请")
    )
    yield failing(
        "applications-present",
        "without-column",
        "table-column-missing",
        "三、",
        without_column(1, 5),
        expected="科研机构",
    )
    yield passing(
        "applications-labels",
        "other-signs",
        label("2.重复申请", "2、重复申请"),
        label("（七）总计", "(七)总 计"),
        label("3.危及“三安全一稳定”", '3.危及"三安全一稳定"'),
        label("其他", "其它"),
        label("5.要求行政机关确认或重新出具已获取信息", "5．要求行政机关确认或重 新出具已获取信息"),
    )
    yield failing(
        "applications-labels",
        "letters-lost",
        "table-label",
        "（三）不予公开",
        label("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        expected="2.其他法律行政法规禁止公开",
        actual="2.其他法律行政止公开",
    )
    yield failing(
        "applications-labels",
        "column-added",
        "table-column-extra",
        "三、",
        table(1, _with_column),
        actual="新闻媒体",
    )
    yield passing(
        "applications-filled",
        "units",
        figure(ROWS["new"], 1, "１２"),
        figure("（七）总计", 7, "15件"),
    )
    yield passing(
        "applications-filled",
        "words-and-signs",
        figure(ROWS["new"], 1, "十二"),
        figure(ROWS["new"], 7, "壹拾陆"),
        figure("（一）予以公开", 1, "5（件）"),
        figure("（一）予以公开", 7, "＝7"),
        figure("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 7, "2。"),
        figure("（七）总计", 1, "⑫"),
        figure("2.重复申请", 1, "零"),
    )
    yield failing(
        "applications-filled",
        "note-mark",
        "cell-type",
        "一、本年新收",
        figure(ROWS["new"], 1, "12①"),
        actual="12①",
    )
    yield failing(
        "disclosure-filled",
        "ten-thousands",
        "cell-type",
        "行政许可",
        figure("行政许可", 1, "12万"),
        actual="12万",
    )
    yield failing(
        "applications-filled",
        "none",
        "cell-type",
        "2.重复申请",
        figure("2.重复申请", 1, "零星"),
        actual="零星",
    )
    yield failing(
        "applications-filled",
        "nothing",
        "table-blank",
        "三、",
        cells(1, lambda value: "" if _counts(value) else value),
    )
    yield passing(
        "applications-blanks", "zeros", figure("2.重复申请", 1, "0.00"), figure("2.重复申请", 2, "０件")
    )
    yield failing(
        "applications-blanks",
        "dashes",
        "cell-blank",
        "2.重复申请",
        *(figure("2.重复申请", place, "—") for place in range(1, 8)),
        expected="0",
        actual="—",
    )
    yield passing(
        "applications-balance",
        "one-more-of-each",
        *_added(("new", 1, 12), ("new", 7, 16), ("carried_out", 1, 1), ("carried_out", 7, 2)),
        text("申请16件", "申请17件"),
        text("办理2件", "办理3件"),
    )
    yield failing(
        "applications-balance",
        "new-too-high",
        "sum-mismatch",
        "自然人",
        *_added(("new", 1, 12), ("new", 7, 16)),
        expected="both sides equal",
        actual="14 ≠ 13",
    )
    yield passing(
        "applications-results",
        "moved",
        figure("（一）予以公开", 1, "4"),
        figure("（一）予以公开", 7, "6"),
        *_added(("2.重复申请", 1, 0), ("2.重复申请", 7, 0)),
        text("予以公开7件", "予以公开6件"),
        text("不予处理1件", "不予处理2件"),
    )
    yield failing(
        "applications-results",
        "granted-too-high",
        "sum-mismatch",
        "自然人",
        *_added(("granted", 1, 5), ("granted", 7, 7)),
        expected="13",
        actual="12",
    )
    yield passing("applications-applicants", "moved", *_added(("new", 7, 16)), figure(ROWS["new"], 7, "16.0"))
    yield failing(
        "applications-applicants",
        "three-sums",
        "sum-mismatch",
        "一、本年新收",
        *_added(("new", 1, 12), ("granted", 1, 5), ("total", 1, 12)),
        expected="17",
        actual="16",
    )
    yield passing(
        "applications-told",
        "with-last-years",
        text("全年新收政府信息公开申请16件", "共收到政府信息公开申请17件"),
    )
    yield passing("applications-told", "a-part", text("上年结转1件", "其中通过网络收到申请9件，上年结转1件"))
    yield failing(
        "applications-told", "other-figure", "text-table", "", text("申请16件", "申请61件"), expected="16"
    )

    rule = "applications-results-text"
    yield passing(
        rule,
        "attributes-of-documents",
        after("（三）", "全年制发公文80件，其中主动公开50件、依申请公开20件、不予公开10件。"),
    )
    yield passing(rule, "other-matters", after("（二）", "收到人大代表建议12件、政协提案9件，均办结21件。"))
    yield passing(rule, "of-the-county", after("（一）", "全县收到政府信息公开申请95件，予以公开60件。"))
    yield failing(rule, "granted", "text-table", "予以公开", text("予以公开7件", "予以公开9件"), expected="7")
    yield failing(rule, "decided", "text-table", "总计", text("办结15件", "办结14件"), expected="15")


def _with_column(grid: Grid) -> Draft:
    extra = ["<", "<", "新闻媒体", *("0" for _ in grid[3:])]
    return (tuple((*row[:8], new, *row[8:]) for row, new in zip(grid, extra, strict=True)),)


def _review() -> Iterator[Case]:
    yield passing("review-present", "labels-repeated", table(2, lambda grid: (_repeated(grid),)))
    yield failing("review-present", "none", "table-missing", "四、", without_table(2))
    yield failing(
        "review-present",
        "without-column",
        "table-column-missing",
        "四、",
        without_column(2, 7),
        expected="其他结果",
    )
    yield passing(
        "review-labels",
        "broken",
        label("结果维持", "结果\n维持"),
        label("总计", "总 计", 1),
        label("复议后起诉", "复议后\n起诉"),
    )
    yield failing(
        "review-labels",
        "other-words",
        "table-label",
        "未经复议直接起诉",
        label("尚未审结", "未审结", 1),
        expected="尚未审结",
        actual="未审结",
    )
    yield passing("review-filled", "units", figure("", 1, "１件"), figure("", 5, "1 "))
    yield failing("review-filled", "words", "cell-type", "结果纠正", figure("", 2, "一两件"), actual="一两件")
    yield failing(
        "review-filled",
        "nothing",
        "table-blank",
        "四、",
        cells(2, lambda value: "" if _counts(value) else value),
    )
    yield passing("review-blanks", "zeros", figure("", 11, "0件"), figure("", 12, "０"))
    yield failing(
        "review-blanks", "dash", "cell-blank", "四、", figure("", 11, "-"), expected="0", actual="-"
    )
    yield passing(
        "review-totals", "moved", figure("", 1, "0"), figure("", 2, "1"), text("件，结果维持", "件，结果纠正")
    )
    yield failing(
        "review-totals",
        "without-total",
        "sum-mismatch",
        "行政复议",
        figure("", 5, "0"),
        expected="1",
        actual="0",
    )
    yield failing(
        "review-totals",
        "later-suits",
        "sum-mismatch",
        "复议后起诉",
        figure("", 11, "2"),
        expected="2",
        actual="0",
    )

    yield passing(
        "review-text",
        "of-others",
        after("（五）", "全年办理行政复议案件56件，行政诉讼出庭应诉3件。"),
        text("行政复议1件，结果维持；被提起行政诉讼1件", "行政复议、行政诉讼共2件；被提起行政诉讼1件"),
    )
    yield failing(
        "review-text", "three", "text-table", "行政复议", text("行政复议1件", "行政复议3件"), expected="1"
    )
    yield failing("review-text", "both", "text-table", "行政复议",
                  text("行政复议1件", "行政复议、行政诉讼共3件"), expected="2")  # fmt: skip
    yield passing(
        "review-outcomes-text",
        "in-brackets",
        text("行政复议1件，结果维持；", "行政复议1件（维持1件、纠正0件）。办理其他行政复议9件，维持8件。"),
    )
    yield failing("review-outcomes-text", "upheld", "text-table", "行政复议",
                  text("行政复议1件，结果维持；", "行政复议1件，其中维持0件；"), expected="1")  # fmt: skip


def _carried_over(year: int) -> Iterator[Case]:
    rule, carried_out = "applications-carried-over", ROWS["carried_out"]
    yield with_previous(
        passing(rule, "other-digits", figure("二、上年结转政府信息公开申请数量", 1, "１")), year
    )
    missed = failing(
        rule,
        "two-more",
        "carry-over",
        "自然人",
        expected="3",
        actual="1",
        also=(Finds(rule, "carry-over", "总计", "3", "1"),),
    )
    yield with_previous(missed, year, figure(carried_out, 1, "3"), figure(carried_out, 7, "3"))


def _repeated(grid: Grid) -> Grid:
    """Repeat labels in every place instead of merging cells."""
    rows: list[list[str]] = []
    for row in grid:
        texts: list[str] = []
        for column, written in enumerate(row):
            texts.append(texts[-1] if written == "<" else rows[-1][column] if written == "^" else written)
        rows.append(texts)
    return tuple(map(tuple, rows))


def table_cases_2021() -> Iterator[Case]:
    """Iterate over the cases of the table that the edition in force has otherwise."""
    yield failing(
        "disclosure-labels",
        "old-name",
        "table-label",
        "二、",
        label("行政规范性文件", "规范性文件"),
        expected="行政规范性文件",
        actual="规范性文件",
    )
    rule = "disclosure-documents-text"
    yield passing(
        rule,
        "of-others",
        after(
            "（三）", "审查规范性文件12件，参与制定规范性文件2件。", "开展规范性文件清理，废止5件，修改2件。"
        ),
    )
    yield failing(rule, "issued", "text-table", "行政规范性文件", text("文件1件", "文件8件"), expected="1")
    yield failing(
        rule, "in-force", "text-table", "现行有效", text("现行有效4件", "现行有效9件"), expected="4"
    )
    rule = "disclosure-decisions-text"
    yield passing(
        rule,
        "of-others",
        after("（三）", "受理行政许可申请80件。", "行政处罚案卷评查70卷，网上公示行政强制决定20条。"),
    )
    yield failing(rule, "published", "text-table", "行政处罚", text("决定7条", "决定6条"), expected="7")
    yield failing(
        rule, "made", "text-table", "行政许可", after("（三）", "作出行政许可决定80件。"), expected="63"
    )
    yield failing(
        rule, "fees", "text-table", "收费", after("（三）", "收取行政事业性收费20万元。"), expected="36.52"
    )
    yield failing(
        "disclosure-present",
        "outdated",
        "table-outdated",
        "二、",
        label("本年制发件数", "本年新制作数量"),
        label("本年废止件数", "本年新公开数量"),
        label("现行有效件数", "对外公开总数量"),
    )
    yield passing(
        "disclosure-filled", "money", figure("行政事业性收费", 1, "36.52万元"), figure("行政强制", 1, "1,063")
    )
    yield passing(
        "disclosure-stock",
        "repealed",
        figure("行政规范性文件", 1, "3"),
        figure("行政规范性文件", 3, "2"),
        text("制发行政规范性文件1件", "制发行政规范性文件3件"),
        text("现行有效4件", "现行有效2件"),
    )
    yield failing(
        "disclosure-stock",
        "issued-but-not-in-force",
        "sum-mismatch",
        "行政规范性文件",
        figure("行政规范性文件", 2, "0"),
        figure("行政规范性文件", 3, "0"),
        text("废止1件", "废止0件"),
        text("现行有效4件", "现行有效0件"),
        expected="1",
        actual="0",
    )
    yield passing(
        "disclosure-regulations",
        "province",
        *(lines("青屏县水务局", "青海省人民政府"), text("青屏县水务局", "青海省人民政府")),
        figure("规章", 1, "2"),
        figure("规章", 3, "31"),
    )
    yield failing(
        "disclosure-regulations",
        "county",
        "competence",
        "规章",
        figure("规章", 3, "1"),
        expected="0",
        actual="1",
    )
    rule = "disclosure-stock-flow"
    yield with_previous(
        passing(rule, "one-more"), 2024, figure("行政规范性文件", 1, "4"), figure("行政规范性文件", 2, "2")
    )
    lost = failing(rule, "one-lost", "stock-flow", "行政规范性文件", expected="5", actual="4")
    yield with_previous(lost, 2024, figure("行政规范性文件", 3, "5"))


def table_cases_2019() -> Iterator[Case]:
    """Iterate over the cases of the table that the form of 2019 has otherwise."""
    yield passing(
        "disclosure-filled",
        "signs",
        figure("行政许可", 2, "减3"),
        figure("行政处罚", 2, "＋2"),
        figure("行政强制", 2, "-1"),
    )
    yield failing(
        "disclosure-filled", "below-zero", "cell-type", "行政许可", figure("行政许可", 3, "-63"), actual="-63"
    )
    yield passing("disclosure-filled", "money", figure("政府集中采购", 2, "128.35万元"))
    yield failing(
        "disclosure-present",
        "without-procurement",
        "table-row-missing",
        "政府集中采购",
        table(0, lambda grid: (grid[:-3],)),
    )
    yield failing(
        "disclosure-labels",
        "new-name",
        "table-label",
        "二、",
        label("规范性文件", "行政规范性文件"),
        expected="规范性文件",
        actual="行政规范性文件",
    )
