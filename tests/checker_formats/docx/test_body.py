"""The visible content of a document body is read once, in its place."""

from collections.abc import Callable

import pytest

from checker.documents.document import Document, Paragraph
from checker_formats.docx.reader import DocxReader

Read = Callable[..., Document]


FORMULA = (
    "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
)


def p(text: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{r(text)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{''.join(cells)}</w:tr>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def texts(document: Document, part: str = "body") -> list[str]:
    return [b.text for b in document.blocks if isinstance(b, Paragraph) and b.part == part]


def codes(document: Document) -> list[str]:
    return [note.code for note in document.notes]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("一") + r("二"), "一二"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a\tb\nc\nd"),
        ("<w:r><w:t>010</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/></w:r>", "010-1"),
        ("<w:r><w:t>\n a \n</w:t></w:r>", "a"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>有</w:t></w:r>', "☑有"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>1</w:t></w:r>', "≥1"),
        ('<w:r><w:sym w:font="Symbol" w:char="zz"/><w:t>1</w:t></w:r>', "1"),
        (r("\uf0a7项"), "▪项"),
        (f"<w:hyperlink>{r('链接')}</w:hyperlink>", "链接"),
        (f"<w:smartTag>{r('甲')}<w:customXml>{r('乙')}</w:customXml></w:smartTag>", "甲乙"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{r('填写')}</w:sdtContent></w:sdt>", "填写"),
        (f'<w:fldSimple w:instr="PAGE">{r("3")}</w:fldSimple>', "3"),
        (
            f"<w:r><w:ruby><w:rt>{r('zhèng')}</w:rt><w:rubyBase>{r('政')}</w:rubyBase></w:ruby></w:r>",
            "政",
        ),
        (
            f"<m:oMath>{FORMULA}</m:oMath>",
            "(a+b)/2x^2",
        ),
    ],
)
def test_visible_content_of_a_paragraph_is_its_text(read: Read, inside: str, text: str) -> None:
    assert texts(read(f"<w:p>{inside}</w:p>")) == [text]


def test_fields_show_their_result_and_never_their_instruction(read: Read) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, middle, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    inner = f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{middle}{r('9')}{end}"
    body = f"<w:p>{r('共')}{begin}{r('hidden')}{inner}{middle}{r('12')}{end}{r('页')}</w:p>"
    assert texts(read(body)) == ["共12页"]


def test_a_field_over_paragraphs_is_read_through(read: Read) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        f"<w:p>{mark.format('begin')}<w:r><w:instrText>TOC</w:instrText></w:r>{mark.format('separate')}{r('目')}</w:p>"
        f"{p('录')}<w:p>{mark.format('end')}{r('正文')}</w:p>"
    )
    assert texts(read(body)) == ["目", "录", "正文"]


def test_a_field_without_end_hides_nothing(read: Read) -> None:
    assert texts(read(f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{r("正文")}</w:p>')) == ["正文"]


def test_insertions_are_read_and_deletions_not_and_both_are_noted(read: Read) -> None:
    document = read(
        f"<w:p><w:ins>{r('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('旧')}</w:moveFrom><w:moveTo>{r('新')}</w:moveTo></w:p>"
        f"<w:tbl>{row(cell('留'), cell('1'))}{row(cell('去'), properties='<w:del/>')}</w:tbl>"
    )
    assert texts(document) == ["增新"]
    assert [c.text for c in document.tables[0].cells] == ["留", "1"]
    assert codes(document) == ["tracked-changes"]
    assert "5 tracked changes" in str(document.notes[0].message)
    assert "inserted “增”, deleted “删”" in str(document.notes[0].message)


def test_a_deleted_paragraph_end_joins_two_paragraphs(read: Read) -> None:
    first = p("一、总体", "<w:rPr><w:del/></w:rPr>")
    assert texts(read(first + p("情况"))) == ["一、总体情况"]
    assert texts(read(first)) == ["一、总体"]


def test_content_controls_are_read_around_paragraphs_rows_and_cells(read: Read) -> None:
    def sdt(inside: str) -> str:
        return f"<w:sdt><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    table = f"<w:tbl>{row(cell('a'), sdt(cell('b')))}{sdt(row(cell('c'), cell('d')))}</w:tbl>"
    document = read(sdt(p("段") + sdt(table)))
    assert texts(document) == ["段"]
    assert [(c.text, c.row, c.column) for c in document.tables[0].cells] == [
        ("a", 0, 0), ("b", 0, 1), ("c", 1, 0), ("d", 1, 1),
    ]  # fmt: skip


def test_an_unfilled_field_for_input_is_noted_with_its_block(read: Read) -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('点击输入')}</w:sdtContent></w:sdt>"
    )
    document = read(p("前") + f"<w:p>{control}</w:p>")
    assert [(note.code, note.block) for note in document.notes] == [("placeholder", 1)]


@pytest.mark.parametrize("switch", ['<w:vanish w:val="0"/>', '<w:vanish w:val="false"/>', ""])
def test_text_that_is_not_hidden_is_read(read: Read, switch: str) -> None:
    assert texts(read(f"<w:p><w:r><w:rPr>{switch}</w:rPr><w:t>见</w:t></w:r></w:p>")) == ["见"]


def test_hidden_text_is_left_out_and_noted_also_through_styles(read: Read) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="I"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:basedOn w:val="B"/></w:style>'
    )
    body = (
        f"<w:p>{r('见')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>直</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="H"/></w:rPr><w:t>式</w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="I"/></w:rPr><w:t>袭</w:t></w:r></w:p>'
        + p("承", '<w:pStyle w:val="C"/>')
    )
    document = read(body, styles=styles)
    assert texts(document) == ["见"]
    assert codes(document) == ["hidden-text"]
    assert "4 hidden" in str(document.notes[0].message)


BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent>"
    "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent>"
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def shown(document: Document) -> list[str]:
    """List the text of the body in reading order; a table is its cells in brackets."""
    return [
        block.text if isinstance(block, Paragraph) else str([cell.text for cell in block.cells])
        for block in document.blocks
        if not isinstance(block, Paragraph) or block.part == "body"
    ]


def test_text_boxes_are_read_once_where_they_are_anchored(read: Read) -> None:
    document = read(p("前") + f"<w:p>{BOX.format(p('框一') + p('框二'))}</w:p>" + p("后"))
    assert shown(document) == ["前", "框一", "框二", "后"]


@pytest.mark.parametrize(
    ("position", "order"),
    [
        ("", ["框", "锚"]),
        ("<wp:inline/>", ["框", "锚"]),
        ('<wp:positionV relativeFrom="page"><wp:posOffset>9</wp:posOffset></wp:positionV>', ["框", "锚"]),
        (
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>-9</wp:posOffset></wp:positionV>',
            ["框", "锚"],
        ),
        (
            '<wp:positionV relativeFrom="paragraph"><wp:posOffset>9</wp:posOffset></wp:positionV>',
            ["锚", "框"],
        ),
        ('<wp:positionV relativeFrom="paragraph"/><wp:wrapTopAndBottom/>', ["框", "锚"]),
    ],
)
def test_text_box_is_read_above_or_below_its_anchor(read: Read, position: str, order: list[str]) -> None:
    box = BOX.format(p("框")).replace("<w:drawing>", f"<w:drawing>{position}")
    assert shown(read(f"<w:p>{box}{r('锚')}</w:p>")) == order


def test_inline_text_box_after_text_follows_it(read: Read) -> None:
    box = BOX.format(p("框")).replace("<w:drawing>", "<w:drawing><wp:inline/>")
    assert shown(read(f"<w:p>{r('锚')}{box}</w:p>")) == ["锚", "框"]


def test_text_box_anchored_in_a_heading_belongs_to_its_section(read: Read) -> None:
    table = f"<w:tbl>{row(cell('1'), cell('2'))}</w:tbl>"
    document = read(f"<w:p>{BOX.format(table)}{r('二、主动公开政府信息情况')}</w:p>" + p("后"))
    assert shown(document) == ["二、主动公开政府信息情况", "['1', '2']", "后"]


@pytest.mark.parametrize(
    "anchor", ["（一）主动公开。" + "全年公开政府信息。" * 9, "本机关推进公开。", "二、下一部分"]
)
def test_section_heading_in_a_text_box_precedes_its_anchor(read: Read, anchor: str) -> None:
    assert shown(read(f"<w:p>{BOX.format(p('一、总体情况'))}{r(anchor)}</w:p>")) == ["一、总体情况", anchor]


def test_text_box_in_a_cell_is_part_of_the_cell(read: Read) -> None:
    """The labels of a diagonal header are text boxes in its cell."""
    boxes = f"<w:tc><w:p>{BOX.format(p('项目'))}{BOX.format(p('年份'))}</w:p></w:tc>"
    assert shown(read(f"<w:tbl>{row(boxes, cell('1'))}</w:tbl>")) == ["['项目\\n年份', '1']"]


@pytest.mark.parametrize("box", ["<v:textbox>{}</v:textbox>", "<v:shape><v:textbox>{}</v:textbox></v:shape>"])
def test_vml_text_boxes_are_read(read: Read, box: str) -> None:
    content = box.format(f"<w:txbxContent>{p('旧框')}</w:txbxContent>")
    assert shown(read(f"<w:p><w:r><w:pict>{content}</w:pict></w:r></w:p>")) == ["旧框"]


def test_a_whole_report_in_one_text_box_is_read_in_order(read: Read) -> None:
    report = p("标题") + p("一、总体情况") + f"<w:tbl>{row(cell('1'), cell('2'))}</w:tbl>" + p("二、其他")
    assert shown(read(f"<w:p>{BOX.format(report)}</w:p>")) == [
        "标题",
        "一、总体情况",
        "['1', '2']",
        "二、其他",
    ]


def test_a_text_box_in_a_text_box_is_read_once(read: Read) -> None:
    inner = f"<w:p>{BOX.format(p('内'))}{r('外')}</w:p>"
    assert shown(read(f"<w:p>{BOX.format(inner)}</w:p>")) == ["内", "外"]


def test_numbering_starts_anew_in_a_text_box_and_continues_after_it(read: Read) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    use = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = p("甲", use) + f"<w:p>{BOX.format(p('框', use))}</w:p>" + p("乙", use)
    assert shown(read(body, numbering=numbering)) == ["1. 甲", "1. 框", "2. 乙"]


def test_word_art_is_read_and_a_watermark_is_not(read: Read) -> None:
    art = '<w:r><w:pict><v:shape {}><v:textpath string="某局2024年报告"/></v:shape></w:pict></w:r>'
    assert shown(read(f"<w:p>{art.format('')}</w:p>" + p("后"))) == ["某局2024年报告", "后"]
    watermark = art.format("id='PowerPlusWaterMarkObject1'")
    assert shown(read(f"<w:p>{watermark}</w:p>" + p("后"))) == ["后"]


def picture(width_cm: float, height_cm: float) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(width_cm * 360000)}" cy="{int(height_cm * 360000)}"/>'
        "<a:graphic><a:blip/></a:graphic></wp:inline></w:drawing></w:r>"
    )


def test_a_large_picture_may_hide_a_table_a_small_one_does_not(read: Read) -> None:
    document = read(p("图") + f"<w:p>{picture(15, 6)}</w:p><w:p>{picture(2, 2)}</w:p>" + p("后"))
    assert [(note.code, note.block, note.lost) for note in document.notes] == [
        ("picture", 1, True),
        ("picture", 1, False),
    ]


def test_an_old_picture_has_its_size_in_its_style(read: Read) -> None:
    shape = '<w:r><w:pict><v:shape style="width:400pt;height:200.5pt"><v:imagedata/></v:shape></w:pict></w:r>'
    assert [note.lost for note in read(f"<w:p>{shape}</w:p>").notes] == [True]


def test_an_icon_in_text_is_not_noted(read: Read) -> None:
    assert codes(read(f"<w:p>{picture(1, 1)}{r('文字')}</w:p>")) == []


def test_embedded_documents_are_noted_as_lost(read: Read) -> None:
    document = read(p("前") + '<w:altChunk r:id="c1"/>' + p("后"))
    assert [(note.code, note.block, note.lost) for note in document.notes] == [("embedded", 1, True)]


def test_notes_comments_and_headers_follow_the_body_each_as_its_part(read: Read) -> None:
    document = read(
        p("文") + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>',
        header=p("眉") + f"<w:tbl>{row(cell('眉表'))}</w:tbl>",
        footer=p("未用"),
        footnotes=f'<w:footnote w:type="separator">{p("—")}</w:footnote><w:footnote>{p("注")}</w:footnote>',
        endnotes=f"<w:endnote>{p('尾')}</w:endnote>",
        comments=f"<w:comment w:author='张科长'>{p('批')}</w:comment>",
    )
    assert [(b.text, b.part) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("文", "body"), ("注", "footnote"), ("尾", "footnote"), ("批", "comment"), ("眉", "header"), ("眉表", "header"),
    ]  # fmt: skip
    assert [str(note.message) for note in document.notes] == ["a comment by 张科长 is left in: “批”"]
    assert document.tables == ()


def test_empty_paragraphs_are_left_out_and_blocks_count_on(read: Read) -> None:
    document = read(f"{p('一')}<w:p/>{p('　')}<w:tbl>{row(cell('格'))}</w:tbl>{p('二')}")
    assert [block.location.block for block in document.blocks] == [0, 1, 2]


def test_pages_are_known_only_from_rendered_breaks_of_word(read: Read) -> None:
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>新页</w:t></w:r></w:p>"
    explicit = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    document = read(p("首") + broken + explicit + broken)
    assert [block.location.page for block in document.blocks] == [1, 2, 3]
    assert document.pages == 3
    unpaged = read(p("首") + explicit + p("次"))
    assert [block.location.page for block in unpaged.blocks] == [None, None]
    assert unpaged.pages is None


def test_cells_of_a_row_share_a_page_break(read: Read) -> None:
    def split(text: str) -> str:
        return (
            f"<w:tc><w:p><w:r><w:t>{text}</w:t><w:lastRenderedPageBreak/><w:t>{text}</w:t></w:r></w:p></w:tc>"
        )

    document = read(f"<w:tbl>{row(split('a'), split('b'))}</w:tbl>" + p("后"))
    assert document.blocks[-1].location.page == 2
    assert [c.page for c in document.tables[0].cells] == [1, 1]


def test_strict_documents_and_other_prefixes_read_the_same(
    parts: Callable[..., dict[str, str | bytes]], package: Callable[[dict[str, str | bytes]], bytes]
) -> None:
    whole = parts(p("甲", '<w:outlineLvl w:val="0"/>'))
    text = str(whole["word/document.xml"])
    strict = text.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    renamed = text.replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")
    expected = DocxReader().read(package(whole))
    for other in (strict, renamed, f'<?xml version="1.0" encoding="UTF-16"?>{strict}'.encode("utf-16")):
        assert DocxReader().read(package({**whole, "word/document.xml": other})).blocks == expected.blocks


_UNSEEN_STYLES = [
    '<w:style w:type="table" w:styleId="Grid"><w:pPr><w:outlineLvl w:val="3"/></w:pPr></w:style>',
    '<w:style w:type="table" w:styleId="Grid"/>',
    '<w:style w:type="character" w:styleId="Bold"><w:rPr><w:b/></w:rPr></w:style>',
    '<w:style w:type="character" w:styleId="Bold"/>',
    '<w:latentStyles w:count="1"><w:lsdException w:name="Own"/></w:latentStyles>',
    '<w:latentStyles w:count="1"/>',
    '<!-- <w:style w:type="table" w:styleId="Grid"> -->',
]


@pytest.mark.parametrize("before", _UNSEEN_STYLES)
@pytest.mark.parametrize("after", _UNSEEN_STYLES)
def test_styles_between_unneeded_ones_are_read(read: Read, before: str, after: str) -> None:
    own = '<w:style w:type="paragraph" w:styleId="Own"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    document = read(
        '<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>总体情况</w:t></w:r></w:p>',
        styles=before + own + after,
    )
    assert [paragraph.level for paragraph in document.paragraphs] == [2]


def test_a_comment_is_noted_with_author_text_and_place(read: Read) -> None:
    mark = '<w:r><w:commentReference w:id="7"/></w:r>'
    document = read(
        p("一") + f"<w:p>{r('二')}{mark}</w:p>",
        comments=f"<w:comment w:id='7' w:author='李主任'>{p('这里')}{p('要改')}</w:comment>",
    )
    assert [(note.code, note.block, str(note.message)) for note in document.notes] == [
        ("comments", 1, "a comment by 李主任 is left in: “这里 要改”")
    ]


def test_tracked_changes_are_noted_with_authors_texts_and_place(read: Read) -> None:
    def change(tag: str, author: str, text: str) -> str:
        inside = r(text) if tag == "ins" else f"<w:r><w:delText>{text}</w:delText></w:r>"
        return f"<w:{tag} w:author='{author}'>{inside}</w:{tag}>"

    changes = change("del", "甲", "16") + change("ins", "甲", "18") + change("ins", "乙", "件")
    (note,) = read(p("前") + f"<w:p>{changes}</w:p>").notes
    assert note.block == 1
    assert str(note.message).startswith("3 tracked changes by 甲, 乙 are not accepted")
    assert str(note.message).endswith("deleted “16”, inserted “18”, inserted “件”")


def character_style(identity: str, properties: str) -> str:
    """Write a styles part: the first style is never cut out, so the style is the second."""
    return (
        '<w:style w:type="paragraph" w:styleId="P"/>'
        f'<w:style w:type="character" w:styleId="{identity}"><w:rPr>{properties}</w:rPr></w:style>'
    )


def styled(text: str, properties: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    "mark", ["<w:strike/>", "<w:dstrike/>", '<w:rStyle w:val="S"/>', '<w:strike w:val="1"/>']
)
def test_struck_through_text_is_left_out_and_noted_once(read: Read, mark: str) -> None:
    styles = character_style("S", "<w:strike/>")
    body = f"<w:p>{r('收到')}{styled('1', mark)}{styled('1', mark)}{r('12件')}{styled('旧', mark)}</w:p>"
    document = read(p("前") + body, styles=styles)
    assert texts(document) == ["前", "收到12件"]
    assert [(note.code, note.block) for note in document.notes] == [("tracked-changes", 1)]
    assert "2 struck-through passages were left out: “11”, “旧”" in str(document.notes[0].message)


@pytest.mark.parametrize("mark", ['<w:strike w:val="0"/>', '<w:dstrike w:val="false"/><w:strike w:val="0"/>'])
def test_text_that_is_not_struck_is_read(read: Read, mark: str) -> None:
    document = read(f"<w:p>{styled('12', mark)}</w:p>")
    assert texts(document) == ["12"]
    assert document.notes == ()


def test_a_struck_through_heading_is_no_heading(read: Read) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    use = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    body = f"<w:p>{use}{styled('旧标题', '<w:strike/>')}</w:p>" + p("后")
    assert texts(read(body, numbering=numbering)) == ["后"]


def test_a_struck_through_number_is_not_part_of_the_next_in_a_cell(read: Read) -> None:
    number = f"<w:tc><w:p>{styled('11', '<w:strike/>')}{r('12')}</w:p></w:tc>"
    assert shown(read(f"<w:tbl>{row(number, cell('1'))}</w:tbl>")) == ["['12', '1']"]


RAISED = ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="12"/>', '<w:rStyle w:val="N"/>']


@pytest.mark.parametrize("format_", RAISED)
@pytest.mark.parametrize(
    ("before", "mark", "text"),
    [
        ("12", "1", "12"),
        ("12", "[1]", "12"),
        ("12", "（2）", "12"),
        ("12", "①", "12"),
        ("12", "*", "12"),
        ("12", "注1", "12"),
        ("12", "注②", "12"),
        ("12", "§", "12"),
        ("12", "a", "12"),
        ("x", "a", "xa"),
        ("12", "1,2", "12"),
        ("其他", "1", "其他"),
        ("100m", "2", "100m²"),
        ("", "1", "1"),
        ("", "12", "12"),
        ("May 1", "st", "May 1st"),
        ("12", "1234", "121234"),
    ],
)
def test_a_raised_note_mark_is_not_part_of_the_number_before_it(
    read: Read, format_: str, before: str, mark: str, text: str
) -> None:
    styles = character_style("N", '<w:vertAlign w:val="superscript"/>')
    assert texts(read(f"<w:p>{r(before)}{styled(mark, format_)}</w:p>", styles=styles)) == [text]


def test_a_custom_mark_and_a_cross_reference_of_a_footnote_are_not_digits(read: Read) -> None:
    styles = character_style("N", '<w:vertAlign w:val="superscript"/>')
    note = styled("1", '<w:rStyle w:val="N"/>').replace(
        "<w:t>", '<w:footnoteReference w:customMarkFollows="1"/><w:t>'
    )
    reference = styled("1", '<w:rStyle w:val="N"/>')
    field = f"<w:fldSimple w:instr='NOTEREF _Ref1'>{reference}</w:fldSimple>"
    for mark in (note, field):
        assert texts(read(f"<w:p>{r('12')}{mark}</w:p>", styles=styles)) == ["12"]


@pytest.mark.parametrize(
    "format_",
    [
        '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="ffffff" w:themeColor="background1"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="W"/>',
        '<w:shd w:val="clear" w:fill="FFFFFF"/><w:color w:val="FFFFFF"/>',
        '<w:highlight w:val="none"/><w:color w:val="FFFFFF"/>',
    ],
)
def test_white_and_tiny_text_is_hidden(read: Read, format_: str) -> None:
    styles = character_style("W", '<w:color w:val="FFFFFF"/>')
    document = read(f"<w:p>{styled('11', format_)}{r('12')}</w:p>", styles=styles)
    assert texts(document) == ["12"]
    assert [(note.code, note.lost) for note in document.notes] == [("hidden-text", False)]


SHADE = '<w:shd w:val="clear" w:fill="4472C4"/>'
WHITE = styled("白", '<w:color w:val="FFFFFF"/>')
WHITE_CELL = f"<w:tc><w:p>{WHITE}</w:p></w:tc>"
COLORED_CELL = f"<w:tc><w:tcPr>{SHADE}</w:tcPr><w:p>{WHITE}</w:p></w:tc>"


@pytest.mark.parametrize(
    "body",
    [
        "<w:p>" + styled("白", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="C00000"/>') + "</w:p>",
        "<w:p>" + styled("白", '<w:color w:val="FFFFFF"/><w:highlight w:val="red"/>') + "</w:p>",
        f"<w:p><w:pPr>{SHADE}</w:pPr>{WHITE}</w:p>",
        f"<w:p>{BOX.format(f'<w:p>{WHITE}</w:p>')}</w:p>",
        f'<w:p><w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>{WHITE}</w:p>',
        f"<w:tbl>{row(COLORED_CELL, cell('1'))}</w:tbl>",
        f"<w:tbl><w:tblPr><w:tblStyle w:val='Blue'/></w:tblPr>{row(WHITE_CELL, cell('1'))}</w:tbl>",
    ],
)
def test_white_text_on_a_coloured_ground_is_read(read: Read, body: str) -> None:
    styles = (
        '<w:style w:type="table" w:styleId="Blue"><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="4472C4"/></w:tcPr></w:tblStylePr></w:style>'
        '<w:style w:type="table" w:styleId="Grid"/>'
    )
    document = read(body, styles=styles)
    assert "白" in "".join(shown(document))
    assert document.notes == ()


def test_white_text_on_a_page_with_a_picture_in_its_header_is_read(read: Read) -> None:
    header = "<w:p><w:r><w:drawing><wp:anchor/></w:drawing></w:r></w:p>"
    body = f"<w:p>{WHITE}</w:p><w:sectPr><w:headerReference r:id='header'/></w:sectPr>"
    assert shown(read(body, header=header)) == ["白"]
    assert shown(read(p("前") + body, header=p("眉"))) == ["前"]


def test_white_text_in_a_plain_table_is_hidden(read: Read) -> None:
    table = "<w:tbl><w:tblPr><w:tblStyle w:val='Grid'/></w:tblPr>{}</w:tbl>"
    document = read(table.format(row(f"<w:tc><w:p>{WHITE}{r('12')}</w:p></w:tc>", cell("1"))))
    assert shown(document) == ["['12', '1']"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="0"/><w:listEntry w:val="16"/></w:ddList>', "16"),
        (
            '<w:ddList><w:default w:val="1"/><w:listEntry w:val="0"/><w:listEntry w:val="16"/></w:ddList>',
            "16",
        ),
        ('<w:ddList><w:listEntry w:val="0"/><w:listEntry w:val="16"/></w:ddList>', "0"),
        ('<w:ddList><w:result w:val="9"/><w:listEntry w:val="0"/></w:ddList>', ""),
        ("<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>", "☑"),
        ("<w:checkBox><w:default w:val='0'/></w:checkBox>", "☐"),
    ],
)
def test_legacy_form_fields_show_their_choice(read: Read, data: str, text: str) -> None:
    field = (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        "<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )
    assert texts(read(f"<w:p>{r('共')}{field}</w:p>")) == [f"共{text}"]


@pytest.mark.parametrize("kind", ["drop", "margin"])
def test_a_drop_cap_is_part_of_the_following_paragraph(read: Read, kind: str) -> None:
    cap = p("根", f'<w:framePr w:dropCap="{kind}" w:lines="3"/>')
    assert texts(read(p("前") + cap + p("据条例"))) == ["前", "根据条例"]
    assert texts(read(p("框架", '<w:framePr w:w="99"/>') + p("正文"))) == ["框架", "正文"]


def test_several_bodies_are_read_and_noted(
    parts: Callable[..., dict[str, str | bytes]], package: Callable[[dict[str, str | bytes]], bytes]
) -> None:
    whole = parts(p("一"))
    text = str(whole["word/document.xml"]).replace("</w:body>", f"</w:body><w:body>{p('二')}</w:body>")
    document = DocxReader().read(package({**whole, "word/document.xml": text}))
    assert texts(document) == ["一", "二"]
    assert codes(document) == ["several-bodies"]
