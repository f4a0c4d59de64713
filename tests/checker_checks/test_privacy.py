"""Personal numbers are found in a document and never quoted in a report."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.documents.document import Location, Paragraph
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.judging.checks import Problem
from checker.periods import calendar_year
from checker.testing import Rows, document, sections
from checker_checks.privacy import PersonalData
from checker_languages.zh import CHINESE

FORM = Form(("政府信息公开工作年度报告",), sections("总体情况"), language=CHINESE)
CONTACT = (
    "请与办公室联系（地址：沿河路18号；电话：0719-5550126、13900001111；电子邮箱：13700002222@139.com）。"
)
IDENTITY = "110101199003077774"


def found(*blocks: str | Rows) -> list[Problem]:
    title = "某县水务局2024年政府信息公开工作年度报告"
    filing = Filing(document(title, CONTACT, "一、总体情况", *blocks), FORM, calendar_year(2024))
    return [each for each in PersonalData().run(filing) if isinstance(each, Problem)]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"申请人张某（身份证号：{IDENTITY}）已答复。", "110101********7774"),
        ("申请人张某（身份证号：11010119900307\n7774）已答复。", "110101********7774"),
        ("申请人张某（１１０１０１１９９００３０７７７７４ 5件）", "110101********7774"),
        ("申请人李某（手机：13812345678）", "138****5678"),
        ("申请人李某（138-1234-5678）", "138****5678"),
        ("李某13812345678、王某", "138****5678"),
        ("开户行账号6222020000000000000", "622************0000"),
        ("卡号 4111 1111 1111 1111", "411*********1111"),
    ],
)
def test_personal_number_is_reported_masked(text: str, masked: str) -> None:
    (problem,) = found(text)
    assert (problem.code, problem.subject, problem.actual) == ("personal-data", (masked,), masked)
    assert masked in problem.message.render("zh")
    secret = "".join(character for character in text if character.isdecimal())
    assert secret[4:-4] not in repr(problem)


def test_number_in_a_table_is_found_in_its_cell() -> None:
    (problem,) = found([["姓名", "证件号"], ["张某", IDENTITY]])
    assert problem.location is not None
    assert (problem.location.row, problem.location.column) == (1, 1)


def test_number_in_a_footnote_is_found() -> None:
    notes = Paragraph(f"注：{IDENTITY}", Location(0), part="footnote")
    filing = Filing(type(document())((notes,)), FORM, calendar_year(2024))
    assert len(list(PersonalData().run(filing))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "身份证号：110101********7774",
        "身份证号：110101199003077775",
        "统一社会信用代码：110101199003077774",
        "办公室电话：0719-5550126、13900001111",
        "发送至13700002222@139.com",
        "涉及资金13812345678元，共13812345678.50",
        "项目代码2019-110101-47-03-077774",
        "见http://www.x.gov.cn/art/13812345678.html",
        "流水号20240101123456789012",
        "0，0，0，0，0，0，0，0，0，0，0，0，0，0，0，0",
        "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0",
        "1 0 0 3 5 8 0 0 1 2 6 7 0 0 1 2 3 4",
        "13 812 345 678",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert found(text) == []


def test_figures_in_cells_are_not_mobile_numbers() -> None:
    assert found([["金额", "13812345678"]]) == []


@given(st.dates(), st.integers(0, 999), st.integers(1, 9))
def test_number_with_a_wrong_check_digit_is_not_an_identity_number(
    born: object, serial: int, off: int
) -> None:
    stem = f"110101{str(born).replace('-', '')}{serial:03}"
    signs = "10X98765432"
    weights = [pow(2, 17 - place, 11) for place in range(17)]
    right = sum(int(digit) * weight for digit, weight in zip(stem, weights, strict=True)) % 11
    wrong = signs[(right + off) % 11]
    alive = 1900 <= int(stem[6:10]) < 2100
    named = {each.message.render("en").split()[0] for each in found(f"证{stem}{signs[right]}")}
    assert ("identity" in named) is alive
    assert not [each for each in found(f"证{stem}{wrong}") if "identity" in str(each.message)]
