"""Text set out in columns: tables with known grids in five styles, and what looks like tables and is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

Grid = Sequence[Sequence[str]]

STYLES = ("none", "rows", "booktabs", "banded", "framed")
_CHINESE = 3  # every third table is

_WORDS = {
    "en": "access review invoice supplier leavers passwords inventory laptops backup remain unpaid expired contract "
    "approved twice without evidence server vendor payments delayed records missing",
    "zh": "系统 权限 未及时 清理 供应商 发票 重复 付款 库存 设备 无法 找到 备份 记录 不完整 合同 过期 审批 缺少 依据",
}
_NAMES = {
    "en": ["J. Smith", "A. Jones", "R. Patel", "M. O'Neil", "K. Berg", "S. Rossi"],
    "zh": ["王小明", "李建国", "陈芳", "赵敏", "周大伟", "刘洋"],
}
_STATES = {
    "en": ["High", "Medium", "Low", "Critical", "Closed", "Open"],
    "zh": ["高", "中等", "低", "严重", "已整改", "未整改"],
}
_HEADS = {
    "en": {"number": "No.", "long": "Finding", "state": "Severity", "name": "Owner", "date": "Due date",
           "amount": "Amount", "short": "Area"},
    "zh": {"number": "序号", "long": "问题描述", "state": "严重程度", "name": "责任人", "date": "整改期限",
           "amount": "金额", "short": "领域"},
}  # fmt: skip
_KINDS = (
    ("number", "long", "state", "name", "date"),
    ("short", "long", "state"),
    ("number", "short", "name", "date"),
    ("number", "short", "long", "amount", "state", "date"),
    ("number", "short", "long", "state", "name", "amount", "date"),
    ("name", "long", "amount", "date"),
)


@dataclass(frozen=True, slots=True)
class SetOutTable:
    """A table, its style, and how it is set."""

    grid: Grid
    kinds: Sequence[str]
    style: str
    caption: str
    before: str
    after: str
    padding: float  # points above and below the text of a cell


@dataclass(frozen=True, slots=True)
class Lookalike:
    """Lines with tabs that make no table; `stops` are their places in points."""

    name: str
    lines: Sequence[str]
    stops: Sequence[float]


def tables(count: int, seed: str) -> Iterator[SetOutTable]:
    """Iterate over tables of text and numbers in all styles."""
    random = Random(seed)  # noqa: S311  # the same tables in every run
    for number in range(count):
        tongue = "zh" if number % _CHINESE == 0 else "en"
        kinds = _KINDS[number % len(_KINDS)]
        rows = [[_HEADS[tongue][kind] for kind in kinds]]
        rows += [
            [_text(kind, row, tongue, random) for kind in kinds] for row in range(1, random.randint(3, 6))
        ]
        caption = f"Table {number + 1} Open findings" if tongue == "en" else f"表{number + 1} 问题清单"
        yield SetOutTable(
            rows, kinds, STYLES[number // 2 % len(STYLES)], caption, _prose(tongue, random),
            _prose(tongue, random), random.choice((0.0, 3.0, 6.0)),
        )  # fmt: skip


def _words(tongue: str) -> list[str]:
    return _WORDS[tongue].split()


def _text(kind: str, row: int, tongue: str, random: Random) -> str:
    if kind == "number":
        return str(row)
    if kind == "amount":
        return f"{random.randint(1, 99999):,}.00"
    if kind == "date":
        year, month, day = 2026, random.randint(1, 12), random.randint(1, 28)
        return f"{year}-{month:02}-{day:02}" if tongue == "en" else f"{year}年{month}月{day}日"
    if kind == "name":
        return random.choice(_NAMES[tongue])
    if kind == "state":
        return random.choice(_STATES[tongue])
    words = random.sample(_words(tongue), random.randint(4, 9) if kind == "long" else 2)
    return _joined(words, tongue)


def _joined(words: Sequence[str], tongue: str) -> str:
    return "".join(words) if tongue == "zh" else " ".join(words).capitalize()


def _prose(tongue: str, random: Random) -> str:
    words = [word for _line in range(3) for word in random.sample(_words(tongue), 12)]
    return _joined(words, tongue) + ("。" if tongue == "zh" else ".")


def lookalikes(count: int, seed: str) -> Iterator[Lookalike]:
    """Iterate over blocks of lines with tabs: addresses, labels and values, contents, lists, signatures, columns."""
    random = Random(seed)  # noqa: S311  # the same lines in every run
    makers = (_labels, _addresses, _contents, _list, _signatures, _columns, _names, _footer)
    for number in range(count):
        yield makers[number % len(makers)](random, "zh" if number % _CHINESE == 0 else "en")


def _labels(random: Random, tongue: str) -> Lookalike:
    mark = "：" if tongue == "zh" else ":"
    lines = [
        f"{_word(random, tongue)}{mark}\t{_word(random, tongue)}\t{_word(random, tongue)}{mark}\t{random.randint(1, 99)}"
        for _line in range(4)
    ]
    return Lookalike("labels", lines, (100, 220, 320))


def _addresses(random: Random, tongue: str) -> Lookalike:
    lines = [
        f"{_word(random, tongue)}\t{_word(random, tongue)} {random.randint(1, 99)}" for _line in range(5)
    ]
    return Lookalike("addresses", lines, (280,))


def _contents(random: Random, tongue: str) -> Lookalike:
    page = 1
    lines = []
    for line in range(1, 7):
        page += random.randint(0, 4)
        lines.append(f"{line}.{line}\t{_word(random, tongue)} {_word(random, tongue)}\t{page}")
    return Lookalike("contents", lines, (40, 400))


def _list(random: Random, tongue: str) -> Lookalike:
    lines = [f"({line})\t" + _joined(random.sample(_words(tongue), 8), tongue) for line in range(1, 6)]
    return Lookalike("list", lines, (40,))


def _signatures(random: Random, tongue: str) -> Lookalike:
    head = "编制：\t审核：\t批准：" if tongue == "zh" else "Prepared by:\tReviewed by:\tApproved by:"
    names = "\t".join(random.sample(_NAMES[tongue], 3))
    return Lookalike("signatures", [head, names, "\t".join(["2026-03-01"] * 3)], (160, 320))


def _columns(random: Random, tongue: str) -> Lookalike:
    count = 4 if tongue == "en" else 5
    lines = [
        "\t".join(_joined(random.sample(_words(tongue), count), tongue)[:26] for _column in range(2))
        for _line in range(7)
    ]
    return Lookalike("columns", lines, (240,))


def _names(random: Random, tongue: str) -> Lookalike:
    lines = ["\t".join(random.choice(_NAMES[tongue]) for _column in range(4)) for _line in range(4)]
    return Lookalike("names", lines, (110, 220, 330))


def _footer(random: Random, tongue: str) -> Lookalike:
    lines = [
        f"{_word(random, tongue)} Ltd\tTel. +44 20 7946 0{random.randint(100, 999)}\tBarclays Bank",
        f"{random.randint(1, 99)} {_word(random, tongue)} Street\tFax +44 20 7946 0999\tIBAN GB29 NWBK 6016",
        "London W1\tmail@example.com\tBIC NWBKGB2L",
    ]
    return Lookalike("footer", lines, (160, 320))


def _word(random: Random, tongue: str) -> str:
    return random.choice(_words(tongue)).capitalize()
