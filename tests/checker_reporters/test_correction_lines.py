"""The list of corrections stays short: many of one kind in one part share a line, few have one each."""

import re

import pytest

from checker import Report, Style
from tests.support.clean_drafts import clean
from tests.support.draft_reports import changed, text, word_file
from tests.support.engine import app

_PHONES = "；".join(f"电话：55502{number:02d}" for number in range(60))


@pytest.fixture(scope="module")
def crowded() -> Report:
    """Return the report on a document with 60 wrong telephone numbers in one paragraph."""
    faulty = changed(clean(), text("电话：0719-5550126", _PHONES))
    return app().engine(fixes=True).check("report.docx", word_file(faulty))


def written(report: Report, name: str) -> str:
    return "".join(app().host.reporters[name].write([report], Style(language="zh")))


def test_sixty_of_one_kind_in_one_part_are_one_line(crowded: Report) -> None:
    phones = [one for one in crowded.findings if one.problem.code == "phone-invalid"]
    assert len(phones) == 60
    shown, _, _ = written(crowded, "text").partition("▍警告")
    assert "60 处" in shown
    assert "另有 57 处" in shown
    assert len(re.findall("缺少区号", shown.replace("\n", ""))) <= 3


def test_the_page_has_one_row_for_them_and_a_place_for_each(crowded: Report) -> None:
    page = written(crowded, "html")
    assert page.count('type="checkbox"') < 6
    links = set(re.findall(r'href="#(c\d+)"', page))
    assert len(links) == 60
    assert links <= set(re.findall(r'id="(c\d+)"', page))


def test_a_sum_in_a_sentence_is_written_out_in_figures() -> None:
    faulty = changed(clean(), text("主动公开政府信息共186条", "主动公开政府信息共176条"))
    page = written(app().engine().check("report.docx", word_file(faulty)), "html")
    assert "12 + 9 + 5 + 63 + 7 + 48 + 14 + 28 = 186，正文写的是 176" in page
