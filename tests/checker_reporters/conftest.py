"""Reports to write: one with everything, one that conforms, one that could not be judged; and a browser."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

from checker.documents.document import Location, Note
from checker.forms.filing import Filing
from checker.judging.checks import Check, Observation, Problem, Side, Working
from checker.judging.excerpts import CellExcerpt, SectionExcerpt, TableExcerpt, TextExcerpt
from checker.judging.reports import Assessment, Failure, Finding, Outcome, Report
from checker.judging.rules import Category, Rule, Severity
from checker.messages import Message

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; CHECKER_UPDATE_GOLDEN=1 writes the file first."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("CHECKER_UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")

    return compare


@dataclass(frozen=True)
class Unused(Check):
    """The rules of these reports were applied already."""

    name: ClassVar[str] = "unused"

    def run(self, filing: Filing) -> Iterator[Observation]:
        raise NotImplementedError


def rule(name: str, severity: Severity, requirement: str) -> Rule:
    clause = "国办公开办函〔2021〕30号 附表（本列数据的勾稽关系）"
    return Rule(name, severity, Category.ACCURACY, clause, requirement, Unused())


BALANCE = rule("applications-balance", Severity.ERROR, "第一项加第二项之和，等于第三项加第四项之和")
CELLS = rule("applications-cells", Severity.ERROR, "没有数据的，填“0”")
CONTACT = rule("contact", Severity.WARNING, "公开报告应当写明联系方式")
GENERIC = rule(
    "specific-text", Severity.INFO,
    "总体情况应当围绕主动公开、依申请公开、政府信息管理、平台建设、监督保障等方面如实总结，"
    "存在的主要问题及改进情况应当具体、有针对性，不得照抄往年的报告，不得以成绩代替问题",
)  # fmt: skip
REVIEWS = rule("reviews-shape", Severity.ERROR, "行政复议、行政诉讼的表格应当完整")

FINDINGS = (
    Finding(
        BALANCE,
        Problem(
            "sum-mismatch",
            Message("新收 + 结转 = 12，总计 + 结转下年度 = 11，相差 {gap}", (("gap", 1),)),
            ("applications", "total", "natural"),
            Location(14, 5, 24, 3, (100.0, 200.125, 130.5, 212.0)),
            expected="12",
            actual="11",
            advice=Message("总计 10 → 11"),
            cells=(Location(14, 5, 24, 3),),
            working=Working("自然人", Side("11 + 1", "12"), "≠", Side("11", "11", "总计")),
        ),
        Message("三、收到和处理政府信息公开申请情况 › （七）总计 / 自然人 › 第 5 页"),
    ),
    Finding(
        CONTACT,
        Problem("phone-invalid", Message("“0719-555” 不是电话号码"), ("phone",), Location(2), actual="0719-555"),
        Message("开头段落"),
    ),
    Finding(
        CELLS,
        Problem(
            "cell-type", Message("“1l” 不是数"), ("applications", "new"), Location(14, 5, 4, 3),
            expected="11", actual="1l", doubtful=True,
        ),
        Message("三、收到和处理政府信息公开申请情况 › 一、本年新收 / 总计"),
    ),
    Finding(GENERIC, Problem("generic-text", Message("与上年的报告相同")), Message("五、存在的主要问题及改进情况")),
)  # fmt: skip


def excerpts(text: str = "") -> tuple[SectionExcerpt, ...]:
    """Make the excerpts of these findings, with a text of one's own in all places."""
    opening = text or "联系电话：0719-555。"
    rows = {0: ("项目", "自然人"), 4: ("一、本年新收", "1l"), 24: ("（七）总计", "11")}
    cells = tuple(
        CellExcerpt(row, column, 1, 1 if column < 3 else 2, text or words, 0, len(text or words))
        for row, texts in rows.items()
        for column, words in zip((0, 3), texts, strict=True)
    )
    table = TableExcerpt(Location(14), tuple(rows), (0, 3, 4), (0,), 1, 26, 5, cells)
    return (
        SectionExcerpt("", None, (TextExcerpt(Location(2), opening, 0, len(opening)),)),
        SectionExcerpt(text or "三、收到和处理政府信息公开申请情况", Location(13), tables=(table,)),
        SectionExcerpt(text or "四、行政复议、行政诉讼情况", Location(15)),
    )


@pytest.fixture
def faulty() -> Report:
    return Report(
        "年报/青屏县水务局2024年报告.docx",
        "a" * 64,
        "docx",
        12,
        "annual-report/2021",
        "zh",
        "青屏县水务局2024年政府信息公开工作年度报告",
        "青屏县水务局",
        2024,
        findings=FINDINGS,
        assessments=(
            Assessment(BALANCE, Outcome.FAIL),
            Assessment(CELLS, Outcome.REVIEW),
            Assessment(CONTACT, Outcome.FAIL),
            Assessment(GENERIC, Outcome.FAIL),
            Assessment(REVIEWS, Outcome.NOT_ASSESSED, Message("第四部分没有找到")),
        ),
        notes=(Note("picture", Message("图片中的文字没有读出"), page=3, block=9),),
        excerpts=excerpts(),
    )


@pytest.fixture
def conforming() -> Report:
    return Report(
        "年报/合格.pdf", "b" * 64, "pdf", 9, "annual-report/2021", "zh", "某局2024年报告", "某局", 2024,
        assessments=(Assessment(BALANCE, Outcome.PASS),),
    )  # fmt: skip


@pytest.fixture
def failed() -> Report:
    reason = Message("no page has a text layer: the file holds pictures of pages")
    return Report("年报/扫描件.pdf", "c" * 64, language="zh", failure=Failure("no-text-layer", reason))


@pytest.fixture
def unread(conforming: Report) -> Report:
    """Return a report in which one rule was not judged because of an unread page, and one does not apply."""
    return replace(
        conforming,
        path="年报/缺页.pdf",
        assessments=(
            Assessment(BALANCE, Outcome.NOT_ASSESSED, Message("第 3 页是图片"), unread=True),
            Assessment(REVIEWS, Outcome.NOT_APPLICABLE, Message("本年没有复议")),
        ),
    )


@pytest.fixture
def reports(faulty: Report, conforming: Report, failed: Report) -> tuple[Report, ...]:
    return faulty, conforming, failed


HOSTILE = "\x1b[31m\u202e\ud800\x00\r\n::error::<script>{0.__class__}%n\u2028"


@pytest.fixture
def hostile(faulty: Report) -> Report:
    """Return a report with hostile text everywhere."""
    problem = Problem(
        "cell-type", Message("“{text}” 不是数", (("text", HOSTILE),)), (HOSTILE,), Location(1),
        expected=HOSTILE, actual=HOSTILE,
    )  # fmt: skip
    finding = Finding(CELLS, problem, Message("{part0}", (("part0", HOSTILE),)))
    return Report(
        HOSTILE, "d" * 64, HOSTILE, 1, HOSTILE, "zh", HOSTILE, HOSTILE, 2024,
        findings=(finding, finding),
        assessments=(Assessment(CELLS, Outcome.FAIL),),
        notes=(*faulty.notes, Note("picture", Message("{text}", (("text", HOSTILE),)))),
    )  # fmt: skip
