"""The text of a published report is read, the navigation of the site is not."""

import pytest

from checker.documents.document import Document, Paragraph
from checker_formats.html.reader import HtmlReader
from tests.support.languages import LANGUAGES

LONG = (
    "本机关认真贯彻落实《中华人民共和国政府信息公开条例》，围绕群众关心的事项推进政府信息公开，保障公众的知情权、参与权和监督权。"
    * 3
)
REPORT = f"<p>一、总体情况</p><p>{LONG}</p><p>二、主动公开政府信息情况</p><p>{LONG}</p>"
READ = ["一、总体情况", LONG, "二、主动公开政府信息情况", LONG]


def read(body: str, head: str = "") -> Document:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return HtmlReader(languages=LANGUAGES).read(page.encode())


def texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href=/>首页</a></nav>",
        "<div class=nav>首页 政务公开</div>",
        "<div>当前位置：<a href=/>首页</a> &gt; <a href=/a>年报</a> &gt; 正文</div>",
        "<div><a href=/>首页</a> | <a href=/b>政务公开</a></div>",
        "<header><p>某县人民政府</p></header>",
        "<p>发布时间：2025-01-20　来源：县水务局　浏览次数：3</p>",
        "<table><tr><td>索引号</td><td>0001</td></tr><tr><td>发布机构</td><td>某局</td></tr></table>",
        "<script>document.write('<p>一、</p>')</script><style>p {}</style><noscript>请启用脚本</noscript>",
        "<template><p>某某</p></template><select><option>甲</option></select>",
    ],
)
def test_content_before_the_report_is_not_read(around: str) -> None:
    assert texts(read(around + REPORT)) == READ
    assert texts(read(f"<div>{around}</div><div><div>{REPORT}</div></div>")) == READ


@pytest.mark.parametrize(
    "around",
    [
        "<p>上一篇：<a href=a>某局报告</a></p><p>下一篇：没有了</p>",
        "<div>分享到：<a href=#>微信</a></div><p>【打印】【关闭】</p>",
        "<footer><p>某县人民政府</p></footer>",
        "<div class=footer>某县人民政府</div>",
        "<p>主办单位：某县人民政府办公室</p><p>某ICP备00000000号</p>",
        "<aside>热点</aside><div role=navigation>甲</div>",
        "<ul><li><a href=a>相关新闻一</a></li><li><a href=b>相关新闻二</a></li></ul>",
    ],
)
def test_content_after_the_report_is_not_read(around: str) -> None:
    assert texts(read(REPORT + around)) == READ


def test_closing_lines_of_a_report_are_kept() -> None:
    closing = "<p>无其他需要报告的事项。</p><p>2025年1月16日</p>"
    assert texts(read(REPORT + closing + "<p>打印</p>"))[-2:] == ["无其他需要报告的事项。", "2025年1月16日"]


def test_sections_in_separate_elements_are_all_read() -> None:
    """One section that holds nearly all the prose does not hide the others."""
    page = f"<div><div>一、总体情况<p>{LONG * 9}</p></div><div>二、其他<p>无。</p></div></div>"
    assert texts(read(page)) == ["一、总体情况", LONG * 9, "二、其他", "无。"]


def test_name_of_an_element_does_not_hide_the_report_itself() -> None:
    assert texts(read(f"<div class=nav>甲</div><div class=header>{REPORT}</div>")) == READ


def test_page_within_one_form_is_read() -> None:
    assert texts(read(f"<form id=aspnetForm><input type=hidden>{REPORT}</form>")) == READ


@pytest.mark.parametrize("mark", ["hidden", "style='color: red; display : none'", "style=mso-hide:all"])
def test_hidden_passages_are_left_out_and_counted(mark: str) -> None:
    document = read(REPORT.replace("<p>二、", f"<p {mark}>暗文</p><p>二、"))
    assert texts(document) == READ
    assert [note.code for note in document.notes] == ["hidden-text"]


def test_hidden_script_is_not_a_hidden_passage() -> None:
    assert read(REPORT.replace("<p>二、", "<script hidden>var a</script><p hidden> </p><p>二、")).notes == ()


def test_title_outside_the_content_is_read_first() -> None:
    head = "<title>某局2024年政府信息公开工作年度报告_某县人民政府</title>"
    page = f"<div><h1>某局2024年政府信息公开<br>工作年度报告</h1><p>来源：某局</p></div><div><div>{REPORT}</div></div>"
    assert texts(read(page, head)) == ["某局2024年政府信息公开", "工作年度报告", *READ]


def test_title_in_a_header_beside_the_paragraphs_is_read() -> None:
    title = "某局2024年政府信息公开工作年度报告"
    page = f"<header><p>某县人民政府</p><h1>{title}</h1></header>{REPORT}"
    assert texts(read(page, f"<title>{title}</title>")) == [title, *READ]


def test_title_is_read_once_if_the_content_also_has_it() -> None:
    title = "某局2024年政府信息公开工作年度报告"
    page = f"<div><h1>{title}</h1></div><div><div><p>{title}</p>{REPORT}</div></div>"
    assert texts(read(page, f"<title>{title}</title>")) == [title, *READ]


REPORT_TITLE = "某局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize("site", ["", "_某县人民政府", " - 某县人民政府", "|某县", "-某县人民政府门户网站"])
@pytest.mark.parametrize("meta", ["", f"<meta name=ArticleTitle content='{REPORT_TITLE}'>"])
def test_title_only_in_the_head_is_read_first(site: str, meta: str) -> None:
    assert texts(read(REPORT, f"<title>{REPORT_TITLE}{site}</title>{meta}")) == [REPORT_TITLE, *READ]


@pytest.mark.parametrize(
    "site",
    [
        "<div class=header>某县人民政府</div>",
        "<header><h1>某县人民政府</h1></header>",
        "<h1><a href=/>某县人民政府网</a></h1>",
    ],
)
def test_name_of_the_site_is_not_the_title(site: str) -> None:
    page = f"{site}<div><div>{REPORT}</div></div>"
    assert texts(read(page, f"<title>{REPORT_TITLE}_某县人民政府</title>")) == [REPORT_TITLE, *READ]


@pytest.mark.parametrize("head", ["", "<title>首页</title>", "<title>政府信息公开年报_某县人民政府</title>"])
def test_heading_before_the_content_is_the_title_whatever_the_head_says(head: str) -> None:
    page = f"<h1>某县人民政府</h1><div><h1>{REPORT_TITLE}</h1><p>来源：某局</p></div><div><div>{REPORT}</div></div>"
    assert texts(read(page, head)) == [REPORT_TITLE, *READ]


def test_title_in_the_head_is_not_read_if_the_content_has_another() -> None:
    document = read(f"<p>某局年报</p>{REPORT}", "<title>政府信息公开年报_某县人民政府</title>")
    assert texts(document) == ["某局年报", *READ]


@pytest.mark.parametrize(
    "struck",
    [
        "<s>11</s>", "<del>11</del>", "<strike><b>11</b></strike>", "<span style='text-decoration:line-through'>11</span>",
        "<span style='color:red; text-decoration-line: underline line-through'>11</span>",
    ],
)  # fmt: skip
def test_struck_through_text_is_left_out_and_noted_once(struck: str) -> None:
    document = read(f"{REPORT}<p>新收{struck}12件，{struck}办结。</p>")
    assert texts(document)[-1] == "新收12件，办结。"
    assert [str(note.message) for note in document.notes] == [
        "2 struck-through passages were left out: “11”, “11”"
    ]


def test_a_struck_through_number_is_not_part_of_the_next_in_a_cell() -> None:
    document = read(f"{REPORT}<table><tr><td>甲<td><del>11</del>12<tr><td>乙<td>2</table>")
    assert [cell.text for cell in document.tables[0].cells] == ["甲", "12", "乙", "2"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("12<sup>1</sup>", "12"), ("12<sup><a href=#n>[1]</a></sup>", "12"), ("12<sup>①</sup>", "12"),
        ("12<span style='vertical-align:super'>1</span>", "12"), ("100m<sup>2</sup>", "100m²"),
        ("其他<sup>2</sup>", "其他"), ("<sup>1</sup>注", "1注"), ("1<sup>st</sup>", "1st"), ("12<sub>1</sub>", "121"),
    ],
)  # fmt: skip
def test_a_raised_note_mark_is_not_part_of_the_number_before_it(number: str, text: str) -> None:
    assert texts(read(f"{REPORT}<p>{number}</p>"))[-1] == text


def test_line_breaks_separate_paragraphs() -> None:
    assert (
        texts(read(f"一、总体情况<br>　　{LONG}<br/><br>二、主动公开政府信息情况<br>&nbsp;&emsp;{LONG}"))
        == READ
    )


def test_line_feeds_are_spaces_except_in_preformatted_text() -> None:
    assert texts(read("<p>甲\n\t 乙</p><p><span>丙</span>\n<b>丁</b></p><pre>戊\n己</pre>")) == [
        "甲 乙",
        "丙 丁",
        "戊",
        "己",
    ]


def test_indents_and_invisible_characters_at_the_ends_are_removed() -> None:
    assert texts(read("<p>&nbsp;　\u200b甲&nbsp;乙&#65279;　</p><p>&nbsp;</p>")) == ["甲\u00a0乙"]


def test_numbers_of_ordered_lists_are_read() -> None:
    items = "<ol start=3><li>甲<li value=7>乙<li><p>丙</p></ol><ol style='list-style: cjk-ideographic'><li>丁</ol>"
    found = read(items + "<ol style='list-style-type:none'><li>戊</ol><ul><li>己</ul>").paragraphs
    assert [p.text for p in found] == ["3. 甲", "7. 乙", "8. 丙", "一、丁", "戊", "己"]
    assert [p.label for p in found] == ["3.", "7.", "8.", "一、", "", ""]


def test_numbered_headings_are_left_to_their_numbers() -> None:
    found = read(f"<h1>报告</h1><h3>一、甲</h3><p>{LONG}</p><h3>乙</h3><h5>丙</h5><p>{LONG}</p>").paragraphs
    assert [(p.text, p.level) for p in found if p.text != LONG] == [
        ("报告", None), ("一、甲", None), ("乙", 1), ("丙", None)
    ]  # fmt: skip


def test_ranks_of_headings_without_numbers_count_from_the_highest() -> None:
    found = read(f"<h1>报告</h1><h3>甲</h3><p>{LONG}</p><h4>乙</h4><p>{LONG}</p>").paragraphs
    assert [(p.text, p.level) for p in found if p.text != LONG] == [("报告", None), ("甲", 1), ("乙", 2)]


@pytest.mark.parametrize(
    ("picture", "lost"),
    [
        ("<img src=a width=600 height=400>", [True]),
        ("<img src=a style='width: 12cm; height: 200pt'>", [True]),
        ("<img src=a width=600>", [True]),
        ("<img src=a width=100% height=20>", []),
        ("<img src=a width=32 height=32>", []),
        ("<img src=a>", [False]),
    ],
)
def test_pictures_that_may_hold_a_table_are_noted(picture: str, lost: list[bool]) -> None:
    notes = read(REPORT.replace("<p>二", f"{picture}<p>二")).notes
    assert [(note.code, note.lost, note.block) for note in notes] == [("picture", each, 2) for each in lost]


def test_picture_alone_in_a_section_is_lost_text() -> None:
    notes = read(
        REPORT + "<p>三、收到和处理政府信息公开申请情况</p><p><img src=a></p><p>四、其他</p><p>无。</p>"
    ).notes
    assert [(note.code, note.lost) for note in notes] == [("picture", True)]


@pytest.mark.parametrize(
    "announced",
    [
        "<iframe src=a.pdf></iframe>",
        "<a href='files/2024.PDF?x=1'>附件</a>",
        "<embed src=a>",
        "<object data=a></object>",
    ],
)
def test_report_in_another_file_is_not_read(announced: str) -> None:
    notes = read(f"<p>某局2024年政府信息公开工作年度报告</p>{announced}").notes
    assert [(note.code, note.lost) for note in notes] == [("embedded", True)]


def test_attachment_of_a_whole_report_is_not_lost_text() -> None:
    assert read(f"{REPORT}<p><a href=a.pdf>附件</a></p>").notes == ()
    document = read(REPORT.replace("<p>二", "<iframe src=a></iframe><p>二"))
    assert [(note.code, note.lost) for note in document.notes] == [("embedded", False)]


def test_blocks_are_numbered_in_reading_order() -> None:
    table = "<table><tr><td>甲<td>1<tr><td>乙<td>2</table>"
    document = read(f"<p>前</p>{table}<p>后</p>")
    assert [block.location.block for block in document.blocks] == [0, 1, 2]
    assert [isinstance(block, Paragraph) for block in document.blocks] == [True, False, True]
    assert document.format == "html"


@pytest.mark.parametrize("end", ["</body>", "</html>", "</body></html><html><body>", "</BODY></HTML >\n"])
def test_content_after_the_end_of_a_page_within_is_read(end: str) -> None:
    half = REPORT.index("<p>二、")
    assert texts(read(REPORT[:half] + end + REPORT[half:])) == READ
