"""Several reports in a document are told apart by their titles and sections; a title that stands twice is no report."""

import pytest

from checker import Document
from checker.forms.form import Form
from checker.forms.section_specs import SectionSpec
from checker.forms.several_reports import several_reports
from checker.testing import document
from checker_languages.zh import CHINESE
from tests.support.growth import cpu_seconds, grows_within

SECTIONS = ("总体情况", "主动公开政府信息情况", "存在的主要问题及改进情况", "其他需要报告的事项")
FORM = Form(
    ("政府信息公开工作年度报告",),
    tuple(SectionSpec(name, name, name=name) for name in SECTIONS),
    language=CHINESE,
)
TITLE = "2024年政府信息公开工作年度报告"


def report(body: str, *title: str, sections: int = 4) -> tuple[str, ...]:
    numbered = (
        line for at in range(sections) for line in (f"{'一二三四'[at]}、{SECTIONS[at]}", "情况如下。")
    )
    return (body, *(title or (TITLE,)), "根据条例编制本报告。", *numbered)


def bodies(read: Document) -> list[str]:
    return [one.title.body for one in several_reports(read, FORM)]


@pytest.mark.parametrize(
    "title",
    [
        (TITLE,),
        ("2024年政府信息公开工作", "年度报告"),
        ("政府信息公开工作2024年度报告",),
        ("2024年政府信息公开工作年 度 报 告",),
    ],
)
def test_each_report_has_its_title_however_it_is_written(title: tuple[str, ...]) -> None:
    read = document(*report("青屏县水务局"), *report("青屏县农业局", *title), *report("青屏县林业局"))
    assert bodies(read) == ["青屏县水务局", "青屏县农业局", "青屏县林业局"]


@pytest.mark.parametrize(
    "blocks",
    [
        report("青屏县水务局"),
        ("青屏县水务局", TITLE, "2025年1月", *report("青屏县水务局")),
        (*report("青屏县水务局"), f"附件：{TITLE}"),
        (*report("青屏县水务局"), TITLE, "没有其他内容。"),
        (*report("青屏县水务局"), *report("青屏县农业局", sections=1)),
        (*report("青屏县水务局", sections=2), f"青屏县林业局{TITLE}", *report("")[-4:]),
    ],
    ids=["alone", "cover", "named", "named-on-a-line", "one-section", "link-in-the-middle"],
)
def test_one_report_is_not_several(blocks: tuple[str, ...]) -> None:
    assert bodies(document(*blocks)) == []


def test_a_report_alone_stands_where_it_stood() -> None:
    read = document(*report("青屏县水务局"), *report("青屏县农业局"))
    _first, second = several_reports(read, FORM)
    alone = second.alone(read)
    assert [block.location for block in alone.blocks] == [block.location for block in read.blocks]
    assert alone.paragraphs == read.paragraphs[-len(report("")) :]


def test_cost_is_linear_in_the_number_of_reports() -> None:
    read = {count: document(*report("青屏县水务局") * count) for count in (10, 40)}

    def seconds(count: int) -> float:
        return cpu_seconds(lambda: several_reports(read[count], FORM))

    assert grows_within(8, 0.05, lambda: seconds(10), lambda: seconds(40))
