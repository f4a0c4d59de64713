"""Write an audit to try: bodies, two years of reports as DOCX and PDF, a roster, and planted faults.

`python ci/make_audit.py OUT [--bodies N] [--seed S]` writes `OUT/2023/`, `OUT/2024/`, `OUT/roster.csv` and
`OUT/planted.json`, which lists the faults; everything else conforms. `ci/score_audit.py` compares an audit with it.
"""

import argparse
import csv
import importlib.util
import io
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "support"))

from drafts import Draft, Grid, Line, draft, word_file  # noqa: E402  # it stands among the tests' own modules

YEAR = 2024
_SIGNS = (
    "安柏长朝春大德定东丰福高古光广贵海汉和河恒鸿湖华怀惠吉佳嘉建江金晋京景静九开康乐利临灵龙鲁梅明南宁平普清庆全泉仁荣瑞"
    "三山上石双水松太泰天田通同万文武西仙祥新兴秀阳义永玉元远云泽正中竹卓紫"
)
_OFFICES = [
    "教育",
    "科学技术",
    "民政",
    "司法",
    "财政",
    "人力资源和社会保障",
    "自然资源",
    "住房和城乡建设",
    "交通运输",
    "水利",
    "农业农村",
    "商务",
    "文化和旅游",
    "卫生健康",
    "退役军人事务",
    "应急管理",
    "审计",
    "市场监督管理",
    "统计",
    "医疗保障",
    "林业",
    "信访",
]
_WORKS = [
    "公路",
    "桥梁",
    "水库",
    "泵站",
    "学校",
    "卫生院",
    "敬老院",
    "文化站",
    "菜市场",
    "公园",
    "停车场",
    "厂房",
    "渠道",
    "堤防",
    "厕所",
    "路灯",
    "供水站",
    "粮库",
    "苗圃",
    "茶场",
]
_DOES = [
    "完成验收",
    "按期开工",
    "公开招标",
    "调整用途",
    "补建档案",
    "清理积水",
    "更换门窗",
    "加装护栏",
    "修订章程",
    "核对账目",
    "张贴告示",
    "试行预约",
    "延长开放",
    "改造管网",
    "平整场地",
    "更新设备",
    "撤并窗口",
    "登记造册",
    "聘请监理",
    "征求意见",
]
_MEASURES = [
    "逐户走访听取意见",
    "按月通报办理进度",
    "由分管负责人签字确认",
    "在村口设置公示牌",
    "邀请代表现场查看",
    "委托第三方复核",
    "建立问题清单销号",
    "安排专人值守答疑",
    "录制方言讲解视频",
    "编印图文手册",
    "组织交叉检查",
    "汇总来电分类答复",
    "限期补齐缺项",
    "重新核定时限",
    "把结果记入档案",
    "在赶集日现场说明",
    "与邻近单位共享台账",
    "对照目录逐项销账",
    "请老党员参与评议",
    "每周例会上点评",
]


@dataclass(frozen=True)
class Organisation:
    """A body of the audit."""

    name: str
    kind: str
    parent: str
    aliases: str = ""


@dataclass
class Planted:
    """A fault that was planted: its kind, whose it is, and the other body where there is one."""

    kind: str
    body: str
    other: str = ""


def examples() -> ModuleType:
    """Load the script that lays the prescribed tables out."""
    spec = importlib.util.spec_from_file_location("examples_make", ROOT / "examples" / "make.py")
    assert spec is not None, "the script stands in the repository"
    assert spec.loader is not None, "Python files have a loader"
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


MAKE = examples()


# --- bodies and figures ----------------------------------------------------------------------------------------


def organisations(count: int, chance: random.Random) -> Iterator[Organisation]:
    """Invent counties, each with its government, departments and towns, until there are so many bodies."""
    used: set[str] = set()
    made = 0
    while made < count:
        county = _named(chance, used, "县")
        government = f"{county}人民政府"
        parts = [(government, "县级政府", "", f"{county}人民政府办公室")]
        parts += [(f"{county}{office}局", "部门", government, "") for office in _OFFICES]
        parts += [
            (f"{county}{_named(chance, used, '镇')}人民政府", "乡镇", government, "") for _turn in range(7)
        ]
        for name, kind, parent, alias in parts[: count - made]:
            yield Organisation(name, kind, parent, alias)
            made += 1


def _named(chance: random.Random, used: set[str], ending: str) -> str:
    while True:
        name = "".join(chance.sample(_SIGNS, 2)) + ending
        if name not in used:
            used.add(name)
            return name


def figures(chance: random.Random, before: object = None) -> object:
    """Make the figures of a report, such that they follow from those of the year before."""
    left = before.carried_out if before else tuple(chance.randrange(3) for _column in range(6))  # type: ignore[attr-defined]  # an Example of the examples' script
    in_force = before.normative[2] if before else 20 + chance.randrange(20)  # type: ignore[attr-defined]  # likewise
    issued, repealed = chance.randrange(6), chance.randrange(4)
    results = {
        row: (chance.randrange(4), *(chance.randrange(2) for _column in range(5)))
        for row in chance.sample([leaf for rows in MAKE.RESULT_ROWS.values() for leaf in rows], 6)
    }
    carried_in = left
    carried_out = tuple(chance.randrange(2) for _column in range(6))
    total = MAKE.added(results.values())
    # what came in anew is what was done and is left, less what was there: never less than nothing
    first = next(iter(results))
    lacking = tuple(
        max(0, was - done - stays) for was, done, stays in zip(carried_in, total, carried_out, strict=True)
    )
    results[first] = tuple(one + more for one, more in zip(results[first], lacking, strict=True))
    return MAKE.Example(
        "",
        datetime(YEAR + 1, 1, 20, tzinfo=UTC),
        (issued, repealed, in_force + issued - repealed),
        permits=100 + chance.randrange(60),
        penalties=40 + chance.randrange(30),
        coercions=20 + chance.randrange(15),
        charges=Decimal(30 + chance.randrange(20)),
        carried_in=carried_in,
        results=results,
        carried_out=carried_out,
        reviews=(chance.randrange(2), 0, 0, chance.randrange(2)),
    )


# --- words -----------------------------------------------------------------------------------------------------


def narrative(chance: random.Random, sentences: int) -> str:
    """Write sentences of which no two are alike, of this body or of others."""
    return "".join(
        f"{_village(chance)}{chance.choice(_WORKS)}{chance.choice(_DOES)}，{_village(chance)}{chance.choice(_MEASURES)}。"
        for _turn in range(sentences)
    )


def _village(chance: random.Random) -> str:
    return "".join(chance.sample(_SIGNS, 3)) + chance.choice("村湾岭坪口沟坡塘岗堰")


Words = dict[str, str]


def words(chance: random.Random) -> Words:
    """Write what a report says of its own: overview, problems and measures."""
    lengths = {"主动公开": 9, "管理": 4, "平台": 4, "监督": 4, "问题": 5, "改进": 5}
    return {part: narrative(chance, sentences) for part, sentences in lengths.items()}


def report(name: str, year: int, example: object, said: Words) -> Draft:
    """Write a report that conforms to the form of 2021."""
    told = example.quotable()  # type: ignore[attr-defined]  # an Example of the examples' script
    new, brought, left = (told[label] for label in (MAKE.NEW, MAKE.CARRIED_IN, MAKE.CARRIED_OUT))
    grids = (MAKE.disclosure_grid(example), MAKE.applications_grid(example), MAKE.disputes_grid(example))
    disclosure, applications, disputes = map(marked, grids)
    return draft(
        name,
        f"{year}年政府信息公开工作年度报告",
        f"根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号规定的格式，{name}编制本报告。"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{name}联系"
        "（地址：人民路18号；邮编：442799；电话：0719-5550126）。",
        "一、总体情况",
        f"（一）主动公开情况。{year}年主动公开政府信息{len(said['主动公开'])}条。{said['主动公开']}",
        f"（二）依申请公开情况。全年新收政府信息公开申请{new}件，上年结转{brought}件，结转下年度继续办理{left}件。",
        f"（三）政府信息管理情况。{said['管理']}",
        f"（四）政府信息公开平台建设情况。{said['平台']}",
        f"（五）监督保障情况。{said['监督']}",
        "二、主动公开政府信息情况",
        disclosure,
        "三、收到和处理政府信息公开申请情况",
        applications,
        "四、政府信息公开行政复议、行政诉讼情况",
        disputes,
        "五、存在的主要问题及改进情况",
        f"存在的主要问题：{said['问题']}",
        f"改进情况：{said['改进']}",
        "六、其他需要报告的事项",
        f"依据《政府信息公开信息处理费管理办法》，{year}年度收取信息处理费0元。",
    )


def marked(values: Sequence[Sequence[object]]) -> Grid:
    """Write the examples' way of merging cells in marks."""
    rows = [["<" if value is None else str(value) for value in row] for row in values]
    for top, left, bottom, right in MAKE.merged_areas(values):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    rows[row][column] = "<" if column > left else "^"
    return tuple(map(tuple, rows))


# --- PDF -------------------------------------------------------------------------------------------------------


def pdf_file(report: Draft) -> bytes:
    """Print a report as PDF, with ruled tables that go on over pages."""
    from reportlab import rl_config  # noqa: PLC0415  # only where PDFs are wanted
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415  # likewise
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415  # likewise
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont  # noqa: PLC0415  # likewise
    from reportlab.pdfbase.pdfmetrics import registerFont  # noqa: PLC0415  # likewise
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table  # noqa: PLC0415  # likewise

    rl_config.invariant = 1
    registerFont(UnicodeCIDFont("STSong-Light"))
    title = ParagraphStyle(
        "title", fontName="STSong-Light", fontSize=20, leading=30, alignment=1, wordWrap="CJK"
    )
    body = ParagraphStyle(
        "body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK"
    )
    small = ParagraphStyle("cell", fontName="STSong-Light", fontSize=7, leading=8.5, wordWrap="CJK")
    story: list[Any] = []
    for at, block in enumerate(report):
        if isinstance(block, Line):
            story.append(Paragraph(block.text, title if at < 2 else body))
            continue
        cells = [[Paragraph("" if text in "<^" else text, small) for text in row] for row in block]
        widths = _WIDTHS.get(len(block[0]), [480 / len(block[0])] * len(block[0]))
        story.append(Table(cells, widths, style=_style(block)))
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, leftMargin=55, rightMargin=55, invariant=1).build(story)
    return file.getvalue()


# of the table of applications, so that it stays on one page: its row heads cannot be cut
_WIDTHS = {10: [40, 60, 170, *[30] * 7]}


def _style(grid: Grid) -> list[Any]:  # reportlab's own commands
    style: list[Any] = [
        ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    for row, texts in enumerate(grid):
        for column, text in enumerate(texts):
            if text in "<^":
                continue
            right, bottom = column, row
            while right + 1 < len(texts) and texts[right + 1] == "<":
                right += 1
            while bottom + 1 < len(grid) and grid[bottom + 1][column] == "^":
                bottom += 1
            if (right, bottom) != (column, row):
                style.append(("SPAN", (column, row), (right, bottom)))
    return style


# --- the audit -------------------------------------------------------------------------------------------------

# how the reports of a body lie in the folder of a year, in turns
_PLACES: Sequence[Callable[[str, str, int], str]] = (
    lambda county, name, year: f"{county}/{name}/{year}年政府信息公开工作年度报告",
    lambda county, name, year: f"{county}/{name}{year}年年报",
    lambda county, name, _year: f"{county}/{name}",
    lambda county, name, year: f"{county}/{name}/年报（{year}）终稿",
)
_PDF = (True, False, False, False, False, True, False, False)  # which are printed; the others are Word files
_EVERY = 40  # bodies for each fault of a kind


def write(out: Path, bodies: int, seed: int) -> list[Planted]:
    """Write the audit and return what was planted."""
    chance = random.Random(seed)  # noqa: S311  # it is to be the same each time
    everyone = list(organisations(bodies, chance))
    planted = list(plant(everyone, chance))
    faults = {fault.body: fault for fault in planted}
    texts: dict[str, Words] = {}
    rows: list[dict[str, str]] = []
    for at, body in enumerate(everyone):
        fault = faults.get(body.name, Planted("", body.name))
        for year, text in reports(body, fault, texts, seed).items():
            _write(out / str(year), _place(body, year, at), text, fault if year == YEAR else None)
        rows.append(roster_row(body, fault.kind))
    _save(out, rows, planted)
    return planted


def reports(body: Organisation, fault: Planted, texts: dict[str, Words], seed: int) -> dict[int, Draft]:
    """Write the reports of both years, with the fault; `texts` are the words of this year by body."""
    own = random.Random(f"{seed} {body.name}")  # noqa: S311  # likewise
    before = figures(own)
    now = figures(own, before)
    old, new = words(own), words(own)
    match fault.kind:
        case "similar-sibling":
            new = texts[fault.other]
        case "similar-last-year":
            new = {**old, "问题": new["问题"]}
        case "carry-over":
            now = replace(now, carried_in=(now.carried_in[0] + 1, *now.carried_in[1:]))  # type: ignore[type-var, attr-defined]  # an Example of the examples' script
        case "stock-flow":
            now = replace(now, normative=(*now.normative[:2], now.normative[2] + 3))  # type: ignore[type-var, attr-defined]  # likewise
    texts[body.name] = new
    written = {YEAR - 1: report(body.name, YEAR - 1, before, old), YEAR: report(body.name, YEAR, now, new)}
    if fault.kind == "sum-mismatch":
        written[YEAR] = _wrong_total(written[YEAR])
    if fault.kind == "filing-missing":
        del written[YEAR]
    return written


def _place(body: Organisation, year: int, at: int) -> str:
    county = body.name.partition("县")[0] + "县"
    suffix = "pdf" if _PDF[at % len(_PDF)] else "docx"
    return f"{_PLACES[at % len(_PLACES)](county, body.name, year)}.{suffix}"


def _write(folder: Path, place: str, text: Draft, fault: Planted | None) -> None:
    kind = fault.kind if fault else ""
    content = pdf_file(text) if place.endswith(".pdf") else word_file(text)
    files = [folder / place]
    if fault and kind == "filing-duplicate":
        files.append(folder / "补报" / f"{fault.body}{files[0].suffix}")
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content[: len(content) // 3] if kind == "unreadable" else content)


def roster_row(body: Organisation, kind: str) -> dict[str, str]:
    """Write a body's line of the roster: it filed on the last day, five days late, or never."""
    last = date(YEAR + 1, 1, 31) if body.kind == "部门" else date(YEAR + 1, 3, 31)
    day = last + timedelta(days=5) if kind == "filing-late" else last
    return {
        "单位名称": body.name,
        "别名": body.aliases,
        "类别": body.kind,
        "上级": body.parent,
        "报送时间": "" if kind == "filing-missing" else day.isoformat(),
        "联系电话": "0719-5550126",
    }


KINDS = (
    "filing-missing",
    "filing-late",
    "filing-duplicate",
    "similar-sibling",
    "similar-last-year",
    "carry-over",
    "stock-flow",
    "sum-mismatch",
    "unreadable",
)


def plant(everyone: Sequence[Organisation], chance: random.Random) -> Iterator[Planted]:
    """Choose whose reports get which fault: one of each kind for every so many bodies."""
    turns = max(1, len(everyone) // (_EVERY * len(KINDS)))
    able = [body for body in everyone if body.kind == "部门"]
    chosen = iter(chance.sample(able[1:], min(len(able) - 1, 2 * turns * len(KINDS))))
    taken: set[str] = set()
    for _turn in range(turns):
        for kind in KINDS:
            body = next(chosen)
            taken.add(body.name)
            other = ""
            if kind == "similar-sibling":  # from one that was written before it
                place = everyone.index(body)
                other = next(one.name for one in reversed(everyone[:place]) if one.name not in taken)
                taken.add(other)
            yield Planted(kind, body.name, other)


def _wrong_total(report: Draft) -> Draft:
    """Add one to a sum of the table of applications, where nothing else mends it."""
    at = next(
        at for at, block in enumerate(report) if not isinstance(block, Line) and MAKE.TOTAL in str(block)
    )
    grid = [list(row) for row in report[at]]  # type: ignore[union-attr]  # a grid, as was asked
    row = next(row for row in grid if MAKE.TOTAL in row)
    row[-1] = str(int(row[-1]) + 1)
    return (*report[:at], tuple(map(tuple, grid)), *report[at + 1 :])


def _save(out: Path, rows: Sequence[dict[str, str]], planted: Sequence[Planted]) -> None:
    with (out / "roster.csv").open("w", encoding="utf-8-sig", newline="") as file:
        roster = csv.DictWriter(file, list(rows[0]))
        roster.writeheader()
        roster.writerows(rows)
    told = json.dumps([vars(fault) for fault in planted], ensure_ascii=False, indent=1)
    (out / "planted.json").write_text(told + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--bodies", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    planted = write(options.out, options.bodies, options.seed)
    print(f"{options.bodies} bodies, {len(planted)} planted faults in {options.out}")


if __name__ == "__main__":
    main()
