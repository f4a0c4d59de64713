"""Headings are bound to prescribed sections by their words, then by number and neighbours."""

from collections.abc import Sequence

import pytest

from checker.forms.section_binding import outline
from checker.testing import Rows, document, sections
from checker_languages.en import ENGLISH
from checker_languages.zh import CHINESE

SECTIONS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)


def bound(**headings: str) -> dict[str, str]:
    """Map prescribed sections to the headings found; some of the right ones are replaced, "" leaves one out."""
    numbered = [f"{sign}、{title}" for sign, title in zip("一二三四五六", SECTIONS, strict=True)]
    written = [headings.get(right[0], right) for right in numbered]
    lines = (line for heading in written if heading for line in (heading, "2024年做了工作。"))
    found = outline(
        document("某局2024年政府信息公开工作年度报告", *lines), sections(*SECTIONS, language=CHINESE), CHINESE
    )
    return {section.name: section.heading.title for section in found.sections}


@pytest.mark.parametrize(
    "heading",
    [
        "工作概述",
        "概述",
        "工作开展情况",
        "本年度政府信息公开工作的总体情况",
        "基本情况",
        "2024年工作推进成效",
    ],
)
def test_first_section_may_have_any_title(heading: str) -> None:
    assert bound(一=f"一、{heading}")["总体情况"] == heading


@pytest.mark.parametrize(
    "heading",
    ["政府信息公开工作存在的主要问题及改进情况", "政府信息公开工作中存在的问题和改进措施", "问题与不足"],
)
def test_section_between_its_neighbours_may_have_a_similar_title(heading: str) -> None:
    assert bound(五=f"五、{heading}")["存在的主要问题及改进情况"] == heading


def test_section_of_other_content_is_missing() -> None:
    assert "存在的主要问题及改进情况" not in bound(五="五、下一步工作打算")
    assert "总体情况" not in bound(一="")
    assert "总体情况" not in bound(一="（一）工作概述")


def test_wording_of_the_law_is_bound() -> None:
    found = bound(
        二="二、行政机关主动公开政府信息的情况",
        三="三、行政机关收到和处理政府信息公开申请的情况",
        四="四、因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
    )
    assert len(found) == len(SECTIONS)


@pytest.mark.parametrize(
    "lines",
    [
        ("四、政府信息公开行政复议、", "行政诉讼情况"),
        ("四、政府信息", "公开行政复议、", "行政诉讼情况"),
    ],
)
def test_title_goes_on_in_the_lines_below(lines: tuple[str, ...]) -> None:
    read = document("一、总体情况", "无。", *lines, "五、存在的主要问题及改进情况", "无。")
    found = outline(read, sections(*SECTIONS, language=CHINESE), CHINESE)
    section = found.section(SECTIONS[3])
    assert section is not None
    assert section.heading.title == SECTIONS[3]
    assert section.text(read) == "", "the end of a title is no content"


@pytest.mark.parametrize("below", [("and Costs were high.",), ([["2"]], "and Costs")])
def test_text_below_a_short_title_is_not_part_of_it(below: Sequence[str | Rows]) -> None:
    titles = ("Exemption 3 Statutes", "FOIA Personnel and Costs", "Fees Collected")
    whole = outline(
        document("I. Exemption 3", "Statutes", "II. FOIA Personnel", "and Costs", "III. Fees Collected"),
        sections(*titles, language=ENGLISH),
        ENGLISH,
    )
    assert [section.heading.title for section in whole.sections] == list(titles)
    short = outline(
        document("I. Exemption 3 Statutes", "None.", "II. FOIA Personnel", *below, "III. Fees Collected"),
        sections(*titles, language=ENGLISH),
        ENGLISH,
    )
    assert [section.heading.title for section in short.sections][1] == "FOIA Personnel"
