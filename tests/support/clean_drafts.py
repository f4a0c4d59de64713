"""The clean report of an invented body as a draft, in each edition of the form, and what is found in drafts."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from types import ModuleType

from checker.judging.reports import Finding, Report
from tests.support.draft_reports import Draft, Grid, changed, draft, table, text, word_file
from tests.support.engine import checker
from tests.support.scripts import script

_OLD_DISCLOSURE = """
第二十条第（一）项|<|<|<
信息内容|本年新制作数量|本年新公开数量|对外公开总数量
规章|0|0|0
规范性文件|1|1|4
第二十条第（五）项|<|<|<
信息内容|上一年项目数量|本年增/减|处理决定数量
行政许可|12|增1|63
其他对外管理服务事项|5|0|18
第二十条第（六）项|<|<|<
信息内容|上一年项目数量|本年增/减|处理决定数量
行政处罚|31|-2|7
行政强制|3|0|0
第二十条第（八）项|<|<|<
信息内容|上一年项目数量|本年增/减|<
行政事业性收费|2|0|<
第二十条第（九）项|<|<|<
信息内容|采购项目数量|采购总金额|<
政府集中采购|6|128.35|<
"""


@cache
def clean(edition: str = "2021") -> Draft:
    """Return the clean report of 2024, or that of 2020 in the form that governed then."""
    return _of_2024() if edition == "2021" else changed(_of_2024(), *_OLDER)


def _of_2024() -> Draft:
    make = script("examples/make.py")
    example = make.EXAMPLES[-1]
    written = (make.HERE / "text" / f"{example.name}.txt").read_text(encoding="utf-8")
    title, body = written.split("\n\n")
    grids = {
        "二、": make.disclosure_grid(example),
        "三、": make.applications_grid(example),
        "四、": make.disputes_grid(example),
    }
    blocks: list[str | Grid] = title.splitlines()
    for line in body.format_map(example.quotable()).splitlines():
        blocks.append(line)
        if (grid := grids.get(line[:2])) is not None:
            blocks.append(_marked(grid, make))
    return draft(*blocks)


def _marked(values: Sequence[Sequence[object]], make: ModuleType) -> Grid:
    """Write the examples' way of merging cells in marks."""
    rows = [["<" if value is None else str(value) for value in row] for row in values]
    for top, left, bottom, right in make.merged_areas(values):
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    rows[row][column] = "<" if column > left else "^"
    return tuple(map(tuple, rows))


def _one_other_row(grid: Grid) -> Draft:
    """Make the three rows of 其他处理 one, as the form of 2019 has it: only the first is not 0."""
    first = next(at for at, row in enumerate(grid) if "（六）其他处理" in row)
    whole = ("^", "（六）其他处理", "<", *grid[first][3:])
    return ((*grid[:first], whole, *grid[first + 3 :]),)


_OLDER = (
    text("2024", "2020"),
    text("〔2021〕30号", "〔2019〕60号"),
    text("制发行政规范性文件", "制发规范性文件"),
    table(0, lambda _grid: draft([line.split("|") for line in _OLD_DISCLOSURE.split()])),
    table(1, _one_other_row),
)


def judged(report: Draft) -> Report:
    """Write a draft as a Word file, read that and judge it."""
    return checker().check("report.docx", word_file(report))


def explained(report: Draft) -> Report:
    """Judge a draft as `checker check` does: with edits that were tried, and what the document says."""
    return replace(checker(), fixes=True, excerpts=True).check("report.docx", word_file(report))


def summary(finding: Finding) -> str:
    """Describe a finding by rule and code."""
    return f"{finding.rule.id} ({finding.problem.code})"


def found(report: Draft) -> list[str]:
    """List the findings of a draft as “rule (code)”, sorted."""
    outcome = judged(report)
    assert outcome.failure is None, outcome.failure
    assert not outcome.unread, "everything can be read"
    return sorted(map(summary, outcome.findings))
