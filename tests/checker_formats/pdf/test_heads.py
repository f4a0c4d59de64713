"""Running heads of PDF pages."""

from checker_formats.pdf.lines import TextLine
from checker_formats.pdf.running_heads import PageContent, without_heads


def test_heads_that_begin_level_come_in_reading_order() -> None:
    heads = tuple(TextLine(text, (90, 40, 300, 50), 49, 10) for text in "甲乙丙丁戊己庚辛")
    contents = [PageContent(page, 595, 842, heads) for page in (1, 2, 3)]
    stripped, found = without_heads(contents)
    assert [line.text for _page, line in found] == list("甲乙丙丁戊己庚辛")
    assert not any(content.lines for content in stripped)
