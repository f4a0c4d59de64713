"""The basis is cited under its own name and number."""

import pytest

from tests.support.clean_document import Text, clean, judged

FORM = "〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）"
LAW = "《中华人民共和国政府信息公开条例》"


def found(old: str, new: str) -> list[tuple[str, str | None]]:
    """List (what is cited, what is right) after a change of the clean report."""
    findings = judged(Text(old, new)(clean())).findings
    assert {finding.rule.id for finding in findings} <= {"citations-right", "basis-cited"}
    return [
        (str(f.problem.message), str(f.problem.expected)) for f in findings if f.rule.id == "citations-right"
    ]


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("〔2021〕30号", "〔2021〕60号", "国办公开办函〔2021〕30号"),
        ("国办公开办函〔2021〕30号", "国办公开函〔2021〕30号", "国办公开办函〔2021〕30号"),
        ("国办公开办函〔2021〕30号", "国办函〔2021〕30号", "国办公开办函〔2021〕30号"),
        ("〔2021〕30号", "〔2022〕30号", "国办公开办函〔2021〕30号"),
        (LAW, LAW + "（国务院令第771号）", "国令第711号"),
        (LAW, LAW + "(中华人民共和国国务院令第 17 号)", "国令第711号"),
        ("信息处理费管理办法》", "信息处理费管理办法》（国办函〔2021〕109号）", "国办函〔2020〕109号"),
    ],
)
def test_wrong_number_or_name_is_reported_with_the_right_one(old: str, new: str, right: str) -> None:
    ((message, expected),) = found(old, new)
    assert expected == right
    assert right in message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("〔2021〕30号", "(2021)30号"),
        ("〔2021〕30号", "[2021] 30 号"),
        ("〔2021〕30号", "〔2021年〕第30号"),
        (LAW, LAW + "（国令第711号）"),
        (LAW, LAW + "（中华人民共和国国务院令第711号，以下简称《条例》）"),
        (LAW, LAW + "（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）"),
        (LAW, LAW + "（国务院令第492号）"),
        ("信息处理费管理办法》", "信息处理费管理办法》（国办函〔2020〕109号）"),
        ("〔2021〕30号", "〔2021〕30号），《省政府关于公布规章清理结果的决定》（省政府令第60号"),
        ("〔2021〕30号", "〔2021〕30号），《关于做好年度报告编制的通知》（湘政办函〔2021〕60号"),
    ],
)
def test_other_citation_styles_and_other_documents_pass(old: str, new: str) -> None:
    assert found(old, new) == []
