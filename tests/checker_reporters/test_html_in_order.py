"""The page in the order of the document: excerpts, drawn tables, sums in figures, sections without fault."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from lxml import html

from checker.documents.document import Location
from checker.documents.edits import Edit
from checker.formats import Style
from checker.judging.checks import Problem
from checker.judging.excerpts import Picture, SectionExcerpt, TextExcerpt
from checker.judging.reports import Assessment, Finding, Fix, Outcome, Report
from checker.messages import Message
from checker_reporters.html_report.reporter import HtmlReporter
from tests.checker_reporters.conftest import BALANCE
from tests.support.clean_drafts import clean, explained
from tests.support.draft_reports import changed, figure, text, without

SECTIONS = ["一、总体情况", "二、主动公开政府信息情况", "六、其他需要报告的事项"]


def page(report: Report, language: str = "zh") -> html.HtmlElement:
    return html.document_fromstring("".join(HtmlReporter().write([report], Style(language))))


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.cssselect(path)]


@pytest.fixture(scope="module")
def report() -> Report:
    return explained(
        changed(
            clean(),
            figure("（一）予以公开", 1, "9"),
            figure("4.保护第三方合法权益", 3, ""),
            text("改进情况", "改进措施"),
            text("2024年1月1日", "2023年1月1日"),
        )
    )


@pytest.fixture(scope="module")
def tree(report: Report) -> html.HtmlElement:
    return page(report)


def test_sections_without_fault_are_one_line_each(tree: html.HtmlElement) -> None:
    assert texts(tree, ".sec.fine > span:first-child") == [
        "一、总体情况", "二、主动公开政府信息情况", "四、政府信息公开行政复议、行政诉讼情况", "六、其他需要报告的事项",
    ]  # fmt: skip
    assert set(texts(tree, ".sec.fine .state")) == {"没有问题"}


def test_nobody_promises_that_nothing_is_wrong_where_not_all_was_judged(report: Report) -> None:
    unjudged = Assessment(report.assessments[0].rule, Outcome.NOT_ASSESSED, Message("unread"), unread=True)
    tree = page(replace(report, assessments=(*report.assessments, unjudged)))
    assert tree.cssselect(".sec.fine") == []
    assert "未发现问题（有内容未能判断）" in texts(tree, ".sec .state")


def test_wrong_characters_are_marked_in_their_sentence(tree: html.HtmlElement) -> None:
    (quote,) = tree.cssselect("#document blockquote")
    assert "自 1 2023 2024 年1月1日" in " ".join(quote.itertext())
    assert [texts(quote, tag) for tag in ("mark del", "mark ins")] == [["2023"], ["2024"]]


def test_wrong_heading_is_marked_in_itself(tree: html.HtmlElement) -> None:
    (heading,) = tree.cssselect(".sec:has(mark)")
    assert "".join(heading.itertext()).startswith("五、存在的主要问题及改进")
    assert [texts(heading, tag) for tag in ("del", "ins")] == [["措施"], ["情况"]]


def test_wrong_cell_says_what_to_type(tree: html.HtmlElement) -> None:
    wrong = [texts(cell, "a, del, ins, .blank") for cell in tree.cssselect("table.x td.hit")]
    assert ["9", "5"] in [one[1:] for one in wrong]
    assert ["空白", "0"] in [one[1:] for one in wrong]


def test_cells_of_a_sum_are_tinted(tree: html.HtmlElement) -> None:
    (row,) = (row for row in tree.cssselect("table.x tbody tr") if "（一）予以公开" in row.text_content())
    assert len(row.cssselect("td.t")) == len(row.cssselect("td"))


def test_every_row_of_a_drawn_table_has_the_same_width(tree: html.HtmlElement) -> None:
    for table in tree.cssselect("table.x"):
        taken: dict[int, int] = {}
        rows = table.cssselect("tr")
        for at, row in enumerate(rows):
            for one in row.cssselect("th, td"):
                for down in range(int(one.get("rowspan", "1"))):
                    taken[at + down] = taken.get(at + down, 0) + int(one.get("colspan", "1"))
        assert len(taken) == len(rows)
        assert len(set(taken.values())) == 1


def test_sum_is_written_out(tree: html.HtmlElement) -> None:
    (article,) = tree.cssselect("article.f:has(.eq)")
    assert "填的是 9，应为 5" in texts(article, "h4")[0]
    assert any(line.startswith("三、") and "9 + " in line for line in texts(article, ".eq"))


def test_clause_is_folded_below(tree: html.HtmlElement) -> None:
    for article in tree.cssselect("article.f"):
        assert len(article.cssselect("details dl dd")) >= 2
        assert article.cssselect("p.basis")


def test_links_of_marks_lead_to_articles(tree: html.HtmlElement) -> None:
    ids = {str(one.get("id")) for one in tree.cssselect("article.f")}
    links = {str(one.get("href"))[1:] for one in tree.cssselect(".x a, blockquote a, .sec a")}
    assert links
    assert links <= ids


def test_missing_section_is_explained_where_it_belongs() -> None:
    tree = page(explained(changed(clean(), without("六、"))))
    assert texts(tree, "article.f h4, article.f h3")


def finding(*edits: Edit, actual: str | None = None, subject: str = "") -> Finding:
    problem = Problem("wrong", Message("wrong"), (subject,), Location(0), actual=actual, edits=edits)
    return Finding(BALANCE, problem, Message("there"))


def of(words: Sequence[str], *findings: Finding) -> html.HtmlElement:
    excerpts = tuple(TextExcerpt(Location(0), text, at * 1000, 9000) for at, text in enumerate(words))
    fixes = tuple(
        Fix(one.problem.edits, (mark,))
        for mark, one in Report("", findings=findings).by_fingerprint().items()
        if one.problem.edits
    )
    return page(
        Report(
            "a.docx",
            language="en",
            findings=findings,
            fixes=fixes,
            excerpts=(SectionExcerpt("", None, excerpts),),
        )
    )


def test_stretches_are_marked_each_by_what_is_in_it() -> None:
    tree = of(
        ["one two", "three four"], finding(Edit(Location(0), 1006, "four", "five")), finding(actual="two")
    )
    assert [texts(quote, "mark") for quote in tree.cssselect("blockquote")] == [["2two"], ["1fourfive"]]


def test_text_that_is_not_there_is_marked_by_a_number_in_front() -> None:
    tree = of(["one two"], finding(actual="three"))
    assert texts(tree, "blockquote") == ["1 one two……"]


def test_corrections_with_the_same_reason_are_explained_together() -> None:
    ones = [finding(Edit(Location(0), at, "o", "0"), subject=str(at)) for at in range(3)]
    tree = of(["ooo and more"], *ones)
    assert texts(tree, "article.f li") == ["1 错例", "2 错例", "3 错例"]
    assert [str(one.get("id")) for one in tree.cssselect("article.f li")] == ["c1", "c2", "c3"]
    assert len(tree.cssselect("article.f .basis")) == 1


def test_correction_that_no_excerpt_shows_says_what_it_changes() -> None:
    report = Report("a.docx", findings=(finding(actual="two"),), excerpts=(SectionExcerpt("", None),))
    assert texts(page(report, "en"), "article.f .values dd") == ["two"]


def test_page_is_shown_beside_what_was_read_in_it() -> None:
    excerpt = SectionExcerpt(
        "", None, (TextExcerpt(Location(0), "one", 0, 3),), (), (Picture(0, 4, "iVBORw0KGgo="),)
    )
    tree = page(Report("a.pdf", language="en", findings=(finding(actual="one"),), excerpts=(excerpt,)), "en")
    (image,) = tree.cssselect("details.page img")
    assert (image.get("src"), image.get("alt")) == (
        "data:image/png;base64,iVBORw0KGgo=",
        "Page 4 as it looks",
    )
    (policy,) = tree.cssselect("meta[http-equiv=Content-Security-Policy]")
    assert str(policy.get("content")).endswith("; img-src data:")


def test_overlapping_marks_are_not_nested() -> None:
    tree = of(["one two"], finding(Edit(Location(0), 0, "one", "1")), finding(actual="one two"))
    assert texts(tree, "blockquote") == ["2 1one1 two……"]
