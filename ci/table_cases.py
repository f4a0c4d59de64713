"""Tables with few rules or none whose cells are known, and pages that hold none: what `ci/score_tables.py` prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

STYLES = ("none", "rows", "booktabs", "head", "zebra", "lined-zebra", "dotted", "dashed", "white")
SHAPES = (
    "numbers", "text", "caption", "wrapped", "centred", "two-level", "sub-heads", "row-heads",
    "long-labels", "sparse", "many",
)  # fmt: skip
_CHINESE = 3  # every third table is

_WORDS = {
    "en": "access review invoice supplier leavers passwords inventory laptops backup remain unpaid expired contract "
    "approved twice without evidence server vendor payments delayed records missing",
    "zh": "系统 权限 未及时 清理 供应商 发票 重复 付款 库存 设备 无法 找到 备份 记录 不完整 合同 过期 审批 缺少 依据",
}
_LABELS = {
    "en": "Salaries|Rent and rates|Travel|Office supplies|Insurance|Maintenance of equipment|Training|Audit fees|Postage"
    "|Energy|Cleaning services|Depreciation",
    "zh": "工资福利支出|办公费|差旅费|公务接待费|维修费|培训费|会议费|水电费|邮电费|租赁费|物业管理费|其他支出",
}
_NAMES = {
    "en": ["J. Smith", "A. Jones", "R. Patel", "M. O'Neil", "K. Berg"],
    "zh": ["王小明", "李建国", "陈芳", "赵敏", "周大伟"],
}
_STATES = {
    "en": ["High", "Medium", "Low", "Critical", "Closed"],
    "zh": ["高", "中等", "低", "严重", "已整改"],
}
_HEADS = {
    "en": {"number": "No.", "long": "Finding", "state": "Severity", "name": "Owner", "date": "Due date",
           "amount": "Amount", "label": "Item", "short": "Area"},
    "zh": {"number": "序号", "long": "问题描述", "state": "严重程度", "name": "责任人", "date": "整改期限",
           "amount": "金额", "label": "项目", "short": "领域"},
}  # fmt: skip
_UPPER = {
    "en": ("Budget", "Outturn", "Previous year"),
    "zh": ("年初预算", "决算数", "上年数"),
}
_LOWER = {"en": ("Amount", "Share"), "zh": ("金额", "占比")}
_GROUPS = {"en": ("Staff", "Running costs", "Capital"), "zh": ("基本支出", "项目支出", "其他")}
_TEXTS = (
    ("number", "long", "state", "name", "date"),
    ("short", "long", "state"),
    ("number", "short", "long", "amount", "date"),
    ("name", "long", "amount", "date"),
)
_RIGHT = {"amount"}
COMPANIONS = ("", "", "chart", "frame", "form")  # what else stands on the page of a table


@dataclass(frozen=True, slots=True)
class CaseCell:
    """One cell; `right` is set against its right side, `middle` in the middle of its height."""

    text: str
    rows: int = 1
    columns: int = 1
    right: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class TableCase:
    """A table on a page of its own: its rows of cells, and how it is set."""

    style: str
    shape: str
    rows: Sequence[Sequence[CaseCell]]
    heads: int
    shares: Sequence[float]
    before: str
    caption: str
    after: str
    padding: int
    companion: str

    @property
    def grid(self) -> list[list[str]]:
        """The text at each place, merged cells have theirs at the first; a caption is no row."""
        rows = self.rows[self.shape == "caption" :]
        width = len(self.shares)
        found = [[""] * width for _row in rows]
        taken: set[tuple[int, int]] = set()
        for place, row in enumerate(rows):
            column = 0
            for cell in row:
                while (place, column) in taken:
                    column += 1
                found[place][column] = cell.text
                taken |= {
                    (place + down, column + across)
                    for down in range(cell.rows)
                    for across in range(cell.columns)
                }
        return found


def table_cases(seed: str) -> Iterator[TableCase]:
    """Iterate over one table of each style and shape."""
    random = Random(seed)  # noqa: S311  # the same tables in every run
    number = 0
    for style in STYLES:
        for shape in SHAPES:
            number += 1
            tongue = "zh" if number % _CHINESE == 0 else "en"
            rows, heads, shares = _MAKERS[shape](random, tongue)
            caption = f"Table {number} Open findings" if tongue == "en" else f"表{number} 问题清单"
            if shape == "caption":
                rows = [[CaseCell(caption, columns=len(shares), centred=True)], *rows]
                caption = ""
            yield TableCase(
                style, shape, rows, heads, shares, prose(tongue, random), caption, prose(tongue, random),
                random.choice((1, 3, 6)), random.choice(COMPANIONS),
            )  # fmt: skip


Made = tuple[list[list[CaseCell]], int, Sequence[float]]


def _numbers(random: Random, tongue: str) -> Made:
    width = random.randint(2, 6)
    heads = [
        _HEADS[tongue]["label"],
        *(f"{2019 + place}" + "年" * (tongue == "zh") for place in range(width)),
    ]
    rows = [[CaseCell(text, right=place > 0) for place, text in enumerate(heads)]]
    rows += [_counted(label, width, random) for label in _labels(random, tongue, random.randint(4, 9))]
    rows.append(_counted("合计" if tongue == "zh" else "Total", width, random, blank=0))
    return rows, 1, (2.0, *[1.0] * width)


def _counted(label: str, width: int, random: Random, blank: float = 0.1) -> list[CaseCell]:
    return [CaseCell(label), *(CaseCell(_number(random, blank), right=True) for _column in range(width))]


def _number(random: Random, blank: float) -> str:
    if random.random() < blank:
        return random.choice(("", "-", "—"))
    figure = random.choice(
        (random.randint(0, 99), random.randint(100, 99999), round(random.random() * 9999, 2))
    )
    return f"({figure:,})" if random.random() < 0.05 else f"{figure:,}"


def _labels(random: Random, tongue: str, count: int) -> list[str]:
    return random.sample(_LABELS[tongue].split("|"), count)


def _text(random: Random, tongue: str, most: int = 4) -> Made:
    kinds = random.choice(_TEXTS)
    rows = [[CaseCell(_HEADS[tongue][kind], right=kind in _RIGHT) for kind in kinds]]
    rows += [
        [CaseCell(_content(kind, row, tongue, random, most), right=kind in _RIGHT) for kind in kinds]
        for row in range(1, random.randint(4, 7))
    ]
    shares = {"number": 0.8, "long": 3.0, "short": 1.8, "date": 1.6}
    return rows, 1, [shares.get(kind, 1.3) for kind in kinds]


def _wrapped(random: Random, tongue: str) -> Made:
    return _text(random, tongue, 22)


def _content(kind: str, row: int, tongue: str, random: Random, most: int) -> str:
    if kind == "number":
        return str(row)
    if kind == "amount":
        return f"{random.randint(1, 99999):,}.00"
    if kind == "date":
        month, day = random.randint(1, 12), random.randint(1, 28)
        return f"2026-{month:02}-{day:02}" if tongue == "en" else f"2026年{month}月{day}日"
    if kind == "name":
        return random.choice(_NAMES[tongue])
    if kind == "state":
        return random.choice(_STATES[tongue])
    words = random.choices(_WORDS[tongue].split(), k=random.randint(3, most) if kind == "long" else 2)
    return _joined(words, tongue)


def _two_level(random: Random, tongue: str) -> Made:
    upper = _UPPER[tongue][: random.randint(2, 3)]
    lower = _LOWER[tongue]
    rows = [
        [CaseCell(_HEADS[tongue]["label"], rows=2)]
        + [CaseCell(text, columns=len(lower), centred=True) for text in upper],
        [CaseCell(text, right=True) for _group in upper for text in lower],
    ]
    width = len(upper) * len(lower)
    rows += [
        _counted(label, width, random, blank=0.05) for label in _labels(random, tongue, random.randint(4, 8))
    ]
    return rows, 2, (2.0, *[1.0] * width)


def _sub_heads(random: Random, tongue: str) -> Made:
    rows, heads, shares = _numbers(random, tongue)
    whole = rows[:1]
    body = rows[1:]
    for place, group in enumerate(_GROUPS[tongue][:2]):
        part = body[place * len(body) // 2 : (place + 1) * len(body) // 2]
        whole += [[CaseCell(group), *[CaseCell("")] * (len(shares) - 1)], *part]
    return whole, heads, shares


def _row_heads(random: Random, tongue: str) -> Made:
    rows, heads, shares = _numbers(random, tongue)
    head, body = [CaseCell("类别" if tongue == "zh" else "Kind"), *rows[0]], rows[1:]
    whole = [head]
    for place, group in enumerate(_GROUPS[tongue][:2]):
        part = body[place * len(body) // 2 : (place + 1) * len(body) // 2]
        whole += [[CaseCell(group, rows=len(part)), *part[0]], *part[1:]]
    return whole, heads, (1.3, *shares)


def _long_labels(random: Random, tongue: str) -> Made:
    """Return rows of numbers beside labels of several lines."""
    rows, heads, shares = _numbers(random, tongue)
    for row in rows[1:-1]:
        words = random.choices(_WORDS[tongue].split(), k=random.randint(5, 12))
        row[0] = CaseCell(_joined(words, tongue))
    return rows, heads, shares


def _sparse(random: Random, tongue: str) -> Made:
    """Return rows of numbers with many empty cells."""
    width = random.randint(3, 6)
    heads = [_HEADS[tongue]["label"], *(str(2019 + place) for place in range(width))]
    rows = [[CaseCell(text, right=place > 0) for place, text in enumerate(heads)]]
    rows += [
        _counted(label, width, random, blank=0.4) for label in _labels(random, tongue, random.randint(5, 9))
    ]
    return (
        [*rows, _counted("合计" if tongue == "zh" else "Total", width, random, blank=0)],
        1,
        (2.0, *[1.0] * width),
    )


def _many(random: Random, tongue: str) -> Made:
    """Return many narrow columns of small numbers, centred."""
    width = random.randint(9, 12)
    heads = [
        _HEADS[tongue]["label"],
        *(f"{place}月" if tongue == "zh" else f"M{place}" for place in range(1, width + 1)),
    ]
    rows = [[CaseCell(text, centred=place > 0) for place, text in enumerate(heads)]]
    rows += [
        [CaseCell(label), *(CaseCell(str(random.randint(0, 300)), centred=True) for _one in range(width))]
        for label in _labels(random, tongue, random.randint(4, 8))
    ]
    return rows, 1, (3.0, *[1.0] * width)


_MAKERS = {
    "numbers": _numbers, "text": _text, "caption": _numbers, "wrapped": _wrapped, "centred": _wrapped,
    "two-level": _two_level, "sub-heads": _sub_heads, "row-heads": _row_heads,
    "long-labels": _long_labels, "sparse": _sparse, "many": _many,
}  # fmt: skip


def prose(tongue: str, random: Random, lines: int = 3) -> str:
    """Return running text of several lines."""
    words = [word for _line in range(lines) for word in random.sample(_WORDS[tongue].split(), 12)]
    return _joined(words, tongue) + ("。" if tongue == "zh" else ".")


def _joined(words: Sequence[str], tongue: str) -> str:
    return "".join(words) if tongue == "zh" else " ".join(words).capitalize()


def words(tongue: str, random: Random, count: int) -> str:
    """Return some words."""
    return _joined(random.sample(_WORDS[tongue].split(), count), tongue)


def labels(tongue: str, random: Random, count: int) -> list[str]:
    """Return some labels of rows."""
    return _labels(random, tongue, count)
