"""Prescribed aspects of a section are found in any wording, and lists of the report's parts are none."""

import pytest

from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.periods import calendar_year
from checker.testing import document, observed, sections
from checker_checks.topics import SectionTopics
from checker_languages.zh import CHINESE
from tests.support.engine import checker

RULE = next(rule for pack in checker().packs if (rule := pack.rule("overview-aspects")))
ASPECTS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
ALL = (
    "主动公开政府信息186条。", "办理政府信息公开申请16件。", "加强信息管理。", "推进平台建设。", "开展业务培训2次。",
)  # fmt: skip


def missing(*text: str) -> list[tuple[tuple[str, ...], bool]]:
    """List (the aspects that a finding names, whether it is doubtful)."""
    assert isinstance(RULE.check, SectionTopics)
    form = Form(("政府信息公开工作年度报告",), sections("总体情况", "其他需要报告的事项"), language=CHINESE)
    title = "青屏县水务局2024年政府信息公开工作年度报告"
    report = document(title, "一、总体情况", *text, "二、其他需要报告的事项", "无。")
    problems = [
        seen
        for seen in observed(RULE.check, Filing(report, form, calendar_year(2024)))
        if isinstance(seen, Problem)
    ]
    return [(problem.subject[1:], problem.doubtful) for problem in problems]


def test_every_aspect_reported_passes() -> None:
    assert missing(*ALL) == []


@pytest.mark.parametrize(
    "supervision",
    [
        "加强组织领导。",
        "调整政务公开领导小组。",
        "开展督查2次。",
        "明确责任分工。",
        "纳入考核。",
        "加强督促检查。",
        "接受社会评议。",
    ],
)
def test_supervision_is_reported_in_many_words(supervision: str) -> None:
    assert missing(*ALL[:-1], supervision) == []


def test_hints_count_even_if_no_aspect_is_reported() -> None:
    assert missing("青屏县水务局完成供水工程12项。") == [(ASPECTS, False)]
    assert missing("青屏县水务局完成供水工程12项，维护网站。") == [
        (("主动公开", "依申请公开", "政府信息管理", "监督保障"), False),
        (("政府信息公开平台建设",), True),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        (
            "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
            "存在的主要问题及改进情况、其他需要报告的事项等六部分组成。"
        ),
        "本年度报告包括概述、主动公开政府信息的情况、依申请公开政府信息的情况、收费及减免情况、监督保障情况、附表等七个部分。",
        "全文共分六个部分：总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、其他需要报告的事项。",
        "本报告由六部分组成，分别为总体情况；主动公开政府信息情况；收到和处理政府信息公开申请情况；其他需要报告的事项。",
    ],
)
def test_list_of_parts_reports_on_nothing(parts: str) -> None:
    assert missing(f"青屏县水务局完成供水工程12项。{parts}") == [(ASPECTS, False)]


@pytest.mark.parametrize(
    "sentence",
    [
        "向县委报告政府信息公开工作情况，由办公室负责主动公开、依申请公开、信息管理、平台建设和监督保障，各部分均已落实。",
        "公开的报告包括主动公开、依申请公开、信息管理、平台建设和监督保障方面的做法。",
    ],
)
def test_sentence_on_the_work_is_no_list_of_parts(sentence: str) -> None:
    assert missing(sentence) == []
