"""What a report may vary without being wrong, as changes of drafts: groups of alternatives."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from tests.support.draft_reports import Block, Change, Draft, Grid, Line

_FULL = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF = str.maketrans("，：；（）", ",:;()")
_SECTION = re.compile(r"([一二三四五六])、(?=总|主动公开政|收到|政府信息公开行政|存在|其他需要)")
_ASPECT = re.compile(r"（([一二三四五六])）(.{4,12}情况)。")
_NAMES = ("主动公开情况", "依申请公开情况", "政府信息管理情况", "政府信息公开平台建设情况", "监督保障情况")


def _each_line(new: Callable[[str], str], report: Draft) -> Draft:
    return tuple(
        Line(new(block.text), block.level, block.markup) if isinstance(block, Line) else block
        for block in report
    )


def _each_cell(new: Callable[[str], str], report: Draft) -> Draft:
    return tuple(block if isinstance(block, Line) else _cells(new, block) for block in report)


def _cells(new: Callable[[str], str], grid: Grid) -> Grid:
    return tuple(tuple(text if text in {"<", "^"} else new(text) for text in row) for row in grid)


def on_lines(new: Callable[[str], str]) -> Change:
    """Rewrite every line."""
    return partial(_each_line, new)


def on_cells(new: Callable[[str], str]) -> Change:
    """Rewrite every cell."""
    return partial(_each_cell, new)


def _flat(new: Callable[[Block], Draft]) -> Change:
    return lambda report: tuple(piece for block in report for piece in new(block))


# --- title ---


def title(*lines: str) -> Change:
    """Write the title otherwise; what stood there are the first two lines."""

    def change(report: Draft) -> Draft:
        old = "".join(block.text for block in report[:2] if isinstance(block, Line))
        year = re.search(r"\d{4}", old)
        assert year is not None, "the title names a year"
        return (*(Line(line.replace("YEAR", year.group())) for line in lines), *report[2:])

    return change


BODY, WORDS = "青屏县水务局", "政府信息公开工作年度报告"

# --- headings ---


def _sections(new: Callable[[str, str], str]) -> Change:
    """Rewrite headings of level 1 from their number and title."""

    def rewrite(text: str) -> str:
        found = _SECTION.match(text)
        return new(found.group(1), text[2:]) if found and len(text) < 24 else text

    return on_lines(rewrite)


def _arabic(number: str) -> int:
    return "一二三四五六".index(number) + 1


def _levels(report: Draft) -> Draft:
    return tuple(
        Line(block.text, 1)
        if isinstance(block, Line) and _SECTION.match(block.text) and len(block.text) < 24
        else block
        for block in report
    )


# --- aspects of section 一 ---


def _aspects(new: Callable[[str, str], str]) -> Change:
    """Rewrite the run-in headings of section 一 from their number and words."""
    return on_lines(lambda text: _ASPECT.sub(lambda found: new(*found.groups()), text))


def _reordered(report: Draft) -> Draft:
    places = [at for at, block in enumerate(report) if isinstance(block, Line) and _ASPECT.match(block.text)]
    blocks = list(report)
    for number, (to, source) in enumerate(zip(places, reversed(places), strict=True)):
        moved = report[source]
        assert isinstance(moved, Line), "chosen above"
        blocks[to] = Line("（" + "一二三四五"[number] + moved.text[2:])
    return tuple(blocks)


def _own_lines(block: Block) -> Draft:
    found = _ASPECT.match(block.text) if isinstance(block, Line) else None
    if found is None or not isinstance(block, Line):
        return (block,)
    return (Line(block.text[: found.end() - 1]), Line(block.text[found.end() :]))


def _one_more(report: Draft) -> Draft:
    starts = [
        at for at, block in enumerate(report) if isinstance(block, Line) and block.text.startswith("二、")
    ]
    return (*report[: starts[-1]], Line("（六）教育培训情况。组织学习《条例》3次。"), *report[starts[-1] :])


_REWORDED = (
    "主动公开政府信息方面",
    "规范办理依申请公开",
    "加强政府信息规范化管理",
    "推进公开平台建设",
    "强化监督保障工作",
)


# --- tables ---


def _repeated(grid: Grid) -> Grid:
    rows: list[list[str]] = []
    for row in grid:
        texts: list[str] = []
        for column, text in enumerate(row):
            label = texts[-1] if text == "<" else rows[-1][column] if text == "^" else text
            texts.append("<" if text == "<" and _is_figure(label) else label)
        rows.append(texts)
    return tuple(map(tuple, rows))


def _is_figure(text: str) -> bool:
    return re.fullmatch(r"[\d.]+", text) is not None


def _broken(text: str) -> str:
    return (
        text
        if _is_figure(text) or len(text) < 4 or len(text) > 10
        else f"{text[:2]}\n{text[2:4]}\n{text[4:]}".strip()
    )


def _spaced(text: str) -> str:
    return text if len(text) < 2 or _is_figure(text) else f"{text[:-1]} {text[-1]}"


def _pieces(block: Block) -> Draft:
    """Part the first table into four and the second where a page ends."""
    if isinstance(block, Line):
        return (block,)
    starts = [at for at, row in enumerate(block) if row[0].startswith("第二十条")]
    if starts:
        return tuple(block[start:stop] for start, stop in pairwise((*starts, len(block))))
    cut = next((at for at, row in enumerate(block) if row[1] == "（五）不予处理"), 0)
    if not cut:
        return (block,)
    return (block[:cut], Line(""), (("三、本年度办理结果", *block[cut][1:]), *block[cut + 1 :]))


def _heads_again(block: Block) -> Draft:
    """Part the second table where a page ends, its head rows printed again."""
    if isinstance(block, Line) or "申请人情况" not in block[0]:
        return (block,)
    cut = next(at for at, row in enumerate(block) if row[1] == "（五）不予处理")
    return (block[:cut], Line(""), (*block[:3], ("三、本年度办理结果", *block[cut][1:]), *block[cut + 1 :]))


def _figures(new: Callable[[str], str]) -> Change:
    return on_cells(lambda text: new(text) if _is_figure(text) else text)


def _units(block: Block) -> Draft:
    if isinstance(block, Line):
        return (block,)
    small = "申请人情况" in block[0] or len(block[0]) == 15
    return (
        _cells(
            lambda text: (
                text + ("件" if small else "万元" if "." in text else "条") if _is_figure(text) else text
            ),
            block,
        ),
    )


# --- text around ---

_PARTS = ("本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、因政府信息公开工作被申请行政复议和提起"
          "行政诉讼情况、存在的主要问题及改进情况以及其他需要报告的事项六个部分组成。")  # fmt: skip
CONTENTS = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")  # fmt: skip


def _behind_title(*lines: str) -> Change:
    return lambda report: (*report[:2], *map(Line, lines), *report[2:])


def _around_tables(block: Block) -> Draft:
    if isinstance(block, Line):
        return (block,)
    return (Line("具体情况见下表："), block, Line("注：表中数据由各股室填报，办公室汇总。"))


def _headed_tables(block: Block) -> Draft:
    return (
        (block,)
        if isinstance(block, Line)
        else (Line("（一）统计表"), block, Line("（二）有关说明"), Line("统计口径与上年相同。"))
    )


def _opened(*lines: str) -> Change:
    """Put lines behind the paragraph that opens the report."""
    new = tuple(map(Line, lines))
    return _flat(
        lambda block: (block, *new) if isinstance(block, Line) and block.text.startswith("根据") else (block,)
    )


@dataclass(frozen=True)
class Variation:
    """A way to write a report that is as right as before."""

    name: str
    change: Change


def _group(**changes: Change) -> tuple[Variation, ...]:
    return tuple(Variation(name, change) for name, change in changes.items())


# Alternatives of a group exclude one another; groups are applied in this order.
GROUPS: Mapping[str, tuple[Variation, ...]] = {
    "contents": _group(
        listed=_behind_title("目录", *CONTENTS),
        with_pages=_behind_title("目　录", *(f"{title}\t{page}" for page, title in enumerate(CONTENTS, 1))),
        behind_opening=_opened("目录", *CONTENTS),
        dotted=_behind_title("目 录", *(f"{title}……………………{page}" for page, title in enumerate(CONTENTS, 1))),
    ),
    "title": _group(
        year_with_degree=title(BODY, f"YEAR年度{WORDS}"),
        one_line=title(f"{BODY}YEAR年{WORDS}"),
        year_first=title(f"YEAR年度{BODY}", WORDS),
        year_above=title("YEAR年度", BODY, WORDS),
        letter_spaced=title("青 屏 县 水 务 局", "YEAR 年 政 府 信 息 公 开", "工 作 年 度 报 告"),
        broken=title("青屏县水务局YEAR年政府", "信息公开工作年", "度报告"),
        about=title(f"{BODY}关于YEAR年度{WORDS}"),
        of_a_ministry=title(f"{BODY}YEAR年政府信息公开工作报告"),
        in_brackets=title(BODY, f"{WORDS}（YEAR年）"),
    ),
    "aspects": _group(
        reordered=_reordered,
        reworded=_aspects(lambda number, words: f"（{number}）{_REWORDED[_NAMES.index(words)]}。"),
        own_lines=_flat(_own_lines),
        one_more=_one_more,
        colons=_aspects(lambda number, words: f"（{number}）{words}："),
    ),
    "aspect numbers": _group(
        half_brackets=_aspects(lambda number, words: f"({number}){words}。"),
        one_bracket=_aspects(lambda number, words: f"{number}）{words}。"),
        arabic=_aspects(lambda number, words: f"{_arabic(number)}.{words}。"),
        arabic_stop=_aspects(lambda number, words: f"{_arabic(number)}、{words}。"),
        first_is=_aspects(lambda number, words: f"{number}是{words}。"),
        none=_aspects(lambda _number, words: f"{words}。"),
    ),
    "sections": _group(
        parts=_sections(lambda number, words: f"第{number}部分　{words}"),
        arabic=_sections(lambda number, words: f"{_arabic(number)}.{words}"),
        arabic_stop=_sections(lambda number, words: f"{_arabic(number)}、{words}"),
        brackets=_sections(lambda number, words: f"（{number}）{words}"),
        full_stop=_sections(lambda number, words: f"{number}．{words}"),
        none=_sections(lambda _number, words: words),
        dash=_sections(lambda number, words: f"{'—' if number == '一' else number}、{words}"),
        colon=_sections(lambda number, words: f"{number}、{words}："),
        stop=_sections(lambda number, words: f"{number}、{words}。"),
        comma=_sections(lambda number, words: f"{number}、{words.replace('、', '，')}、"),
        spaced=_sections(lambda number, words: f"{number} 、 {' '.join(words)}"),
        levels=_levels,
    ),
    "pieces": _group(
        parted=_flat(_pieces),
        heads_again=_flat(_heads_again),
        repeated=_flat(lambda block: (block if isinstance(block, Line) else _repeated(block),)),
    ),
    "labels": _group(
        broken=on_cells(_broken),
        spaced=on_cells(_spaced),
        other_signs=on_cells(lambda text: text.replace("其他", "其它").replace("“", '"').replace("”", '"')),
        half_width=on_cells(lambda text: text.translate(_HALF)),
        stops=on_cells(lambda text: re.sub(r"^(\d)\.(?!\d)", r"\1、", text)),
        unnumbered=on_cells(lambda text: re.sub(r"^\d\.(?!\d)", "", text)),
        trailing=on_cells(lambda text: text if _is_figure(text) or len(text) < 3 else f"{text}："),
    ),
    "figures": _group(
        full_width=_figures(lambda text: text.translate(_FULL)),
        spaced=_figures(lambda text: f" {text}\u3000"),
        decimals=_figures(lambda text: "0.00" if text == "0" else text),
        units=_flat(_units),
        line_feeds=_figures(lambda text: f"\n{text}"),
    ),
    "around": _group(
        sentences=_flat(_around_tables),
        headings=_flat(_headed_tables),
        blank_lines=_flat(lambda block: (block, Line("")) if isinstance(block, Line) else (block,)),
        list_of_parts=_opened(_PARTS),
        short_list=_opened(
            _PARTS.replace(
                "因政府信息公开工作被申请行政复议和提起行政诉讼情况", "政府信息公开行政复议及行政诉讼情况"
            )
        ),
    ),
    "signs": _group(
        half_width=on_lines(lambda text: text.translate(_HALF)),
        full_digits=on_lines(
            lambda text: re.sub(
                r"(?<=[^\x00-\x7f])\d+(?=[^\x00-\x7f])", lambda n: n.group().translate(_FULL), text
            )
        ),
        indented=on_lines(lambda text: f"　　{text}" if text else text),
        trailing_spaces=on_lines(lambda text: f"{text}  " if text else text),
    ),
}
