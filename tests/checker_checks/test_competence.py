"""Only bodies that may make regulations report any."""

import pytest

from checker.judging.reports import Finding, Outcome
from checker_checks.competence import Competence
from tests.support.clean_document import CellText, DropRow, Text, clean, judged
from tests.support.engine import checker

ROW = next(rule.check for pack in checker().packs if (rule := pack.rule("disclosure-regulations")))


def found(body: str, *figures: str) -> list[Finding]:
    """Judge the clean report of another body, with these figures in the row of regulations."""
    document = Text("青屏县水务局", body)(clean())
    for column, figure in enumerate(figures, start=1):
        document = CellText(0, 2, column, figure)(document)
    return [finding for finding in judged(document).findings if finding.rule.id == "disclosure-regulations"]


def test_rule_on_regulations_checks_competence() -> None:
    assert isinstance(ROW, Competence)


@pytest.mark.parametrize(
    "body",
    ["湖南省人民政府", "贵州省人民政府办公厅", "广西壮族自治区人民政府", "上海市", "重庆市人民政府",
     "大理白族自治州人民政府", "教育部", "中华人民共和国司法部", "国家市场监督管理总局", "国家发展和改革委员会",
     "中国人民银行", "长沙市人民政府", "浙江省宁波市人民政府办公厅", "东莞市", "内蒙古自治区包头市人民政府", "吉林市"],
)  # fmt: skip
def test_bodies_that_make_regulations_may_report_them(body: str) -> None:
    assert found(body, "1", "0", "12") == []


@pytest.mark.parametrize(
    "body",
    ["青屏县水务局", "青屏县人民政府", "青屏县人民政府办公室", "石岭镇人民政府", "城关街道办事处", "江北区人民政府",
     "新乡市水利局", "长沙市公安局", "长沙市岳麓区人民政府", "镇江市京口区司法局", "国家税务总局青屏县税务局",
     "广州市公安局天河区分局", "青屏经济开发区管理委员会"],
)  # fmt: skip
def test_other_bodies_may_not_report_regulations(body: str) -> None:
    (finding,) = found(body, "1", "0", "12")
    assert finding.outcome is Outcome.FAIL
    assert "本年制发件数 1" in str(finding.problem.message)
    assert "现行有效件数 12" in str(finding.problem.message)
    assert "行政规范性文件" in str(finding.problem.advice)


@pytest.mark.parametrize(
    "body",
    [
        "青屏市人民政府",
        "青屏市人民政府办公室",
        "青屏市",
        "湖南省浏阳市人民政府",
        "湖南省水利厅",
        "内蒙古自治区民政厅",
        "北京市水务局",
        "国家某中心",
    ],
)
def test_ambiguous_name_of_a_body_is_for_review(body: str) -> None:
    (finding,) = found(body, "0", "0", "3")
    assert finding.outcome is Outcome.REVIEW


@pytest.mark.parametrize("figures", [("0", "0", "0"), ("", "/", "—"), ("0.00", "０", "0件")])
def test_zeros_are_not_reported(figures: tuple[str, ...]) -> None:
    assert found("青屏县水务局", *figures) == []


def test_missing_row_is_not_assessed() -> None:
    report = judged(DropRow(0, 2)(clean()))
    (assessment,) = (one for one in report.assessments if one.rule.id == "disclosure-regulations")
    assert assessment.outcome is Outcome.NOT_ASSESSED
