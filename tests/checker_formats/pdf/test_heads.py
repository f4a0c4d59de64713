"""Running heads of PDF pages."""

from checker_formats.pdf.lines import Line
from checker_formats.pdf.running_heads import Leaf, without_heads


def test_heads_that_begin_level_come_in_reading_order() -> None:
    heads = tuple(Line(text, (90, 40, 300, 50), 49, 10) for text in "甲乙丙丁戊己庚辛")
    leaves = [Leaf(page, 595, 842, heads) for page in (1, 2, 3)]
    stripped, found = without_heads(leaves)
    assert [line.text for _page, line in found] == list("甲乙丙丁戊己庚辛")
    assert not any(leaf.lines for leaf in stripped)
