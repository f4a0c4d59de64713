"""Relations of final accounts: two-sided tables, trees of codes, equalities and bounds across tables."""

from collections.abc import Mapping, Sequence

import pytest

from checker import Form, Problem
from checker.forms.filing import Filing
from checker.testing import document, observed, sections
from checker_checks.arithmetic import TableArithmetic
from checker_languages.zh import CHINESE
from tests.support.prescribed import prescribed_tables

Rows = Sequence[Sequence[str]]


TABLES = prescribed_tables(
    """
    t1:
      section: 总表
      type: money
      sides:
        - stub: 项目
          columns: {in: 决算数}
          rows:
            budget: 一般公共预算财政拨款收入
            business: 事业收入
            income: 本年收入合计
            brought: 年初结转和结余
            all_in: 总计
        - stub: 项目
          columns: {out: 决算数}
          rows:
            f201: 一般公共服务支出
            f208: 社会保障和就业支出
            spent: 本年支出合计
            carried: 年末结转和结余
            all_out: 总计
    t3:
      section: 支出
      columns:
        code: {label: 功能分类科目编码, type: text}
        name: {label: 科目名称, type: text}
        all: {label: 本年支出合计, type: money}
        basic: {label: 基本支出, type: money}
        project: {label: 项目支出, type: money}
      rows: {total: 合计, each: {any: true, nested_by: [code]}}
    t6:
      section: 基本支出
      sides:
        - columns:
            code: {label: 经济分类科目编码, type: text}
            name: {label: 科目名称, type: text}
            sum: {label: 决算数, type: money}
          rows: {left: {any: true, nested_by: [code]}, staff: 人员经费合计}
        - columns:
            rcode: {label: 经济分类科目编码, type: text}
            rname: {label: 科目名称, type: text}
            rsum: {label: 决算数, type: money}
          rows: {right: {any: true, nested_by: [rcode]}, running: 公用经费合计}
    t7:
      section: 三公
      type: money
      columns:
        all: 合计
        abroad: 因公出国（境）费
        cars: 公务用车小计
        bought: 购置费
        run: 运行维护费
        guests: 公务接待费
      rows: {budget: 预算数, final: 决算数}
    t8:
      section: 基金
      type: money
      columns: {start: 年初结转和结余, income: 本年收入, spent: 本年支出, end: 年末结转和结余}
      rows: {total: 合计}
    """,
    CHINESE,
)  # fmt: skip
FORM = Form((), sections("总表", "支出", "基本支出", "三公", "基金"), TABLES, language=CHINESE)
COLUMN = {"per": "column", "rounded": 2}
ROW = {"per": "row", "rounded": 2}
CELL = {"rounded": 2}
RELATIONS: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "A1 income": ("income == budget + business", {"table": "t1", **COLUMN}),
    "A1 total": ("all_in == income + brought", {"table": "t1", **COLUMN}),
    "A2": ("spent == f201 + f208", {"table": "t1", **COLUMN}),
    "A3": ("t1.all_in.in == t1.all_out.out", CELL),
    "A4": ("each == sum(children)", {"table": "t3", "only": ("all", "basic", "project"), **COLUMN}),
    "A4 total": ("total == sum(top)", {"table": "t3", "only": ("all", "basic", "project"), **COLUMN}),
    "A5": ("all == basic + project", {"table": "t3", **ROW}),
    "A7 left": ("left == sum(children)", {"table": "t6", "only": ("sum",), **COLUMN}),
    "A7 right": ("right == sum(children)", {"table": "t6", "only": ("rsum",), **COLUMN}),
    "A7 staff": ('t6.staff.sum == sum(t6."301".sum) + sum(t6."303".sum)', CELL),
    "A7 running": ('t6.running.rsum == sum(t6."302".rsum, t6."310".rsum)', CELL),
    "A8": ("all == abroad + cars + guests", {"table": "t7", **ROW}),
    "A8 cars": ("cars == bought + run", {"table": "t7", **ROW}),
    "A9": ("start + income - spent == end", {"table": "t8", **ROW}),
    "B2": ("t1.spent.out == t3.total.all", CELL),
    "B2 function": ('t1.f208.out == sum(t3."208".all)', CELL),
    "B6": ("t3.total.basic == t6.staff.sum + t6.running.rsum", CELL),
    "B7": ("t3.total.project >= t3.total.all - t3.total.basic", CELL),
    "B8": ('sum(t6."30217".rsum) <= t7.final.guests', CELL),
    "C7": ("t7.final.all <= t7.budget.all * 1.5", CELL),
}
CLEAN: Mapping[str, Rows] = {
    "总表": [
        ["项目", "决算数", "项目", "决算数"],
        ["一般公共预算财政拨款收入", "90.00", "一般公共服务支出", "60.01"],
        ["事业收入", "10.00", "社会保障和就业支出", "40.00"],
        ["本年收入合计", "100.00", "本年支出合计", "100.01"],
        ["年初结转和结余", "5.00", "年末结转和结余", "4.99"],
        ["总计", "105.00", "总计", "105.00"],
    ],
    "支出": [
        ["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
        ["", "合计", "100.01", "70.00", "30.01"],
        ["201", "一般公共服务支出", "60.01", "40.00", "20.01"],
        ["20106", "财政事务", "60.01", "40.00", "20.01"],
        ["208", "社会保障和就业支出", "40.00", "30.00", "10.00"],
        ["20805", "行政事业单位养老支出", "40.00", "30.00", "10.00"],
    ],
    "基本支出": [
        ["经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数"],
        ["301", "工资福利支出", "40.00", "302", "商品和服务支出", "18.00"],
        ["30101", "基本工资", "25.00", "30201", "办公费", "16.00"],
        ["30102", "津贴补贴", "15.00", "30217", "公务接待费", "2.00"],
        ["303", "对个人和家庭的补助", "12.00", "310", "资本性支出", "0.00"],
        ["30301", "离休费", "12.00", "31002", "办公设备购置", "0.00"],
        ["人员经费合计", "<", "52.00", "公用经费合计", "<", "18.00"],
    ],
    "三公": [
        ["", "合计", "因公出国（境）费", "公务用车小计", "购置费", "运行维护费", "公务接待费"],
        ["预算数", "9.00", "1.00", "5.00", "2.00", "3.00", "3.00"],
        ["决算数", "8.00", "1.00", "4.00", "1.00", "3.00", "3.00"],
    ],
    "基金": [
        ["", "年初结转和结余", "本年收入", "本年支出", "年末结转和结余"],
        ["合计", "1.00", "4.00", "3.00", "2.00"],
    ],
}  # fmt: skip
FAULTS = {  # the row (its first cell), the cell in it, and the wrong number, by the relation that finds it
    "A1 income": ("总表", 3, 1, "101.00"),
    "A1 total": ("总表", 5, 1, "106.00"),
    "A2": ("总表", 2, 3, "41.00"),
    "A3": ("总表", 5, 3, "106.00"),
    "A4": ("支出", 5, 4, "11.00"),
    "A4 total": ("支出", 1, 3, "71.00"),
    "A5": ("支出", 3, 4, "21.01"),
    "A7 left": ("基本支出", 2, 2, "26.00"),
    "A7 right": ("基本支出", 2, 5, "17.00"),
    "A7 staff": ("基本支出", 6, 2, "53.00"),
    "A7 running": ("基本支出", 6, 5, "19.00"),
    "A8": ("三公", 2, 6, "4.00"),
    "A8 cars": ("三公", 1, 4, "3.00"),
    "A9": ("基金", 1, 4, "3.00"),
    "B2": ("支出", 1, 2, "101.01"),
    "B2 function": ("支出", 4, 2, "41.00"),
    "B6": ("支出", 1, 3, "71.00"),
    "B7": ("支出", 1, 4, "29.01"),
    "B8": ("基本支出", 3, 5, "4.00"),
    "C7": ("三公", 1, 1, "5.00"),
}


def accounts(section: str = "", row: int = 0, column: int = 0, text: str = "") -> Filing:
    tables = {name: [list(cells) for cells in rows] for name, rows in CLEAN.items()}
    if section:
        tables[section][row][column] = text
    return Filing(document(*(block for pair in tables.items() for block in pair)), FORM)


def seen(name: str, filing: Filing) -> list[object]:
    text, options = RELATIONS[name]
    return list(observed(TableArithmetic(relations=(text,), **options), filing))  # type: ignore[arg-type]  # of YAML


@pytest.mark.parametrize("name", RELATIONS)
def test_clean_accounts_pass(name: str) -> None:
    assert seen(name, accounts()) == []


@pytest.mark.parametrize("name", RELATIONS)
def test_a_planted_fault_is_found(name: str) -> None:
    assert any(isinstance(one, Problem) for one in seen(name, accounts(*FAULTS[name])))
