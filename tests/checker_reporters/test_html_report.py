"""The page, as markup."""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import sha256

import pytest
from lxml import html

from checker.formats import Style
from checker.judging.reports import Assessment, Outcome, Report, Waiver
from checker.judging.rules import Severity
from checker.messages import Message
from checker.version import VERSION
from checker_reporters.changes import Change, changes
from checker_reporters.html_report.reporter import HtmlReporter


def write(
    reports: Sequence[Report], language: str = "zh", threshold: Severity | None = Severity.ERROR
) -> str:
    return "".join(HtmlReporter().write(reports, Style(language, threshold)))


def page(
    reports: Sequence[Report], language: str = "zh", threshold: Severity | None = Severity.ERROR
) -> html.HtmlElement:
    return html.document_fromstring(write(reports, language, threshold))


def texts(tree: html.HtmlElement, path: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in tree.cssselect(path)]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_report_equals_the_golden_file(
    language: str, reports: Sequence[Report], unread: Report, golden: Callable[[str, str], None]
) -> None:
    text = write([*reports, unread], language).replace(f"Checker {VERSION}", "Checker X")
    text = re.sub(r"(?s)<style>.*?</style>", "<style></style>", re.sub(r"sha256-[^&]*", "sha256-X", text))
    golden(f"report.{language}.html", text)


@pytest.mark.parametrize(
    ("language", "threshold", "verdict"),
    [
        ("zh", Severity.ERROR, "暂不能报送"),
        ("zh", None, "可以报送，建议修改"),
        ("en", Severity.ERROR, "Not ready to file"),
        ("en", None, "Ready to file, changes suggested"),
    ],
)
def test_verdict_is_in_words(language: str, threshold: Severity | None, verdict: str, faulty: Report) -> None:
    tree = page([faulty], language, threshold)
    assert texts(tree, ".verdict h2") == [verdict]
    assert texts(tree, "title")[0].startswith(verdict)


def test_nothing_to_correct_is_stated(conforming: Report) -> None:
    assert texts(page([conforming]), ".verdict h2, .verdict p") == ["可以报送", "没有发现需要修改的地方。"]


def test_failure_to_read_never_looks_like_a_pass(failed: Report, unread: Report) -> None:
    assert texts(page([failed]), ".verdict h2") == texts(page([unread]), ".verdict h2") == ["未能判断"]
    assert texts(page([unread]), ".verdict p") == ["部分内容未能读取或判断，见下文所列。"]
    assert "第 3 页是图片" in texts(page([unread]), "#unjudged p")


def test_unread_parts_are_not_promised_to_be_right(faulty: Report) -> None:
    unjudged = Assessment(
        faulty.findings[0].rule, Outcome.NOT_ASSESSED, Message("第 3 页是图片"), unread=True
    )
    (text,) = texts(page([replace(faulty, assessments=(unjudged,))]), ".verdict p")
    assert "即可报送" not in text
    assert "未能读取" in text


def test_list_leads_to_the_details_in_the_order_of_the_document(faulty: Report) -> None:
    tree = page([faulty])
    links = [str(link.get("href"))[1:] for link in tree.cssselect(".list a")]
    details = [str(article.get("id")) for article in tree.cssselect("article.f")]
    assert links == ["c1", "c2", "c3", "c4"]
    assert details == ["c3", "c2", "c4", "c1"]
    assert texts(tree, ".list .g") == ["必须改正 1 处", "建议修改 2 处", "请核对 1 处"]


def test_line_names_place_found_and_expected(faulty: Report) -> None:
    (row,) = page([faulty]).cssselect(".list .required tr:not(.g)")
    assert texts(row, ".place, .found, .change") == [
        "三、收到和处理政府信息公开申请情况（七）总计 / 自然人 › 第 5 页", "原文11", "改为12总计 10 → 11",
    ]  # fmt: skip


def test_clause_is_folded_and_a_line_on_paper(faulty: Report) -> None:
    (article,) = page([faulty]).cssselect("#c1")
    clause = faulty.findings[0].rule.clause
    assert clause in texts(article, "details dl")[0]
    assert clause in texts(article, ".basis")[0]
    assert "open" not in article.cssselect("details")[0].attrib


def test_accepted_findings_are_apart(faulty: Report) -> None:
    accepted = replace(faulty.findings[0], waiver=Waiver("上级已同意", "checker-waivers.toml #2", "张三"))
    tree = page([replace(faulty, findings=(accepted, *faulty.findings[1:]))])
    assert texts(tree, ".verdict h2") == ["可以报送，建议修改"]
    assert "上级已同意、张三批准" in texts(tree, "#waived")[0]


def test_several_documents_have_an_overview(reports: Sequence[Report]) -> None:
    tree = page(reports)
    assert texts(tree, "h1") == ["共 3 份文件"]
    assert texts(tree, ".overview .state") == ["✕ 暂不能报送", "✓ 可以报送", "? 未能判断"]
    assert [link.get("href") for link in tree.cssselect(".overview a")] == ["#d1", "#d2", "#d3"]


def test_every_id_is_unique_and_every_link_leads_somewhere(reports: Sequence[Report], faulty: Report) -> None:
    for some in ([faulty], [*reports, faulty]):
        tree = page(some)
        ids = [element.get("id") for element in tree.cssselect("[id]")]
        assert len(ids) == len(set(ids))
        assert {str(link.get("href"))[1:] for link in tree.cssselect("a")} <= set(ids)


def test_language_of_the_page_and_of_quotations_is_named(faulty: Report) -> None:
    assert page([faulty]).get("lang") == "zh-CN"
    tree = page([faulty], "en")
    assert tree.get("lang") == "en"
    assert {element.get("lang") for element in tree.cssselect(".list del, .list ins, .basis")} == {"zh-CN"}


def test_policy_allows_the_page_s_own_style_only(faulty: Report) -> None:
    tree = page([faulty])
    (style,) = tree.cssselect("style")
    digest = b64encode(sha256(str(style.text).encode()).digest()).decode()
    (policy,) = tree.cssselect("meta[http-equiv=Content-Security-Policy]")
    assert policy.get("content") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not tree.cssselect("script, link, img, [style], [src]")


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("2024年", "2025年", [("2024", "2025"), ("年", "年")]),
        ("改进措施", "改进情况", [("改进", "改进"), ("措施", "情况")]),
        ("/", "0", [("/", "0")]),
        ("", "0", []),
        ("上年结转3件", "1", []),
        ("全年新收政府信息公开申请61件", "16", []),
        ("a" * 401, "a" * 401, []),
    ],
)
def test_changes_are_shown_in_whole_words(old: str, new: str, shown: list[tuple[str, str]]) -> None:
    assert changes(old, new) == tuple(Change(*pair) for pair in shown)
