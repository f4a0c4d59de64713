"""What the reader of OFD files promises, on packages that a test writes part by part."""

from base64 import b64encode
from struct import pack

import pytest

from checker import Document, ReadError, Table
from checker_formats.ofd.reader import OfdReader
from checker_formats.ofd.sheets import ofd_pages
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES
from tests.support.ofd_parts import ROOT, TEXT, Parts, document, one_page, package, page, path, words

RES = "<DocumentRes>R.xml</DocumentRes>"
CLIP = "<Clips><Clip><Area><Path><AbbreviatedData>{}</AbbreviatedData></Path></Area></Clip></Clips>"
GRID = "".join(
    [path(f"M 20 {y} L 120 {y}") for y in (100, 110, 120)]
    + [path(f"M {x} 100 L {x} 120") for x in (20, 70, 120)]
)


def read(content: bytes) -> Document:
    return OfdReader(languages=LANGUAGES).read(content)


def texts(content: bytes) -> list[str]:
    return [block.text for block in read(content).blocks if not isinstance(block, Table)]


def codes(content: bytes) -> set[str]:
    return {note.code for note in read(content).notes}


def refusal(content: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read(content)
    return caught.value.code


def table(content: bytes) -> list[str]:
    found = [block for block in read(content).blocks if isinstance(block, Table)]
    assert len(found) == 1
    return [cell.text for cell in found[0].cells]


def res(*entries: str) -> Parts:
    return {"R.xml": f"<Res>{''.join(entries)}</Res>"}


# --- text ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("甲\\0020乙\\4E19", "甲 乙丙"),
        ("路径C:\\temp与其他", "路径C:\\temp与其他"),
        ("第一段\n            第二段", "第一段 第二段"),
        ("\n   首尾没有空白\n  ", "首尾没有空白"),
        ("软\xad连字符", "软-连字符"),
    ],
)
def test_text_is_what_its_code_means(written: str, seen: str) -> None:
    assert texts(one_page(words(written, code=" "))) == [seen]  # no steps: widths tell


@pytest.mark.parametrize(
    "code",
    [
        'DeltaX="4"',
        'DeltaX="4 4 4"',
        'DeltaX="g 99 4"',
        'DeltaX="g 2 4 4 g 2 4"',
        'DeltaX="4 4 4 4 4 4 4 4 4"',
        "",
    ],
)
def test_steps_may_be_few_many_or_none(code: str) -> None:
    assert texts(one_page(words("逐字排列的文字", code=code) + words(TEXT, y=60))) == ["逐字排列的文字", TEXT]


def test_a_line_may_break_within_a_code() -> None:
    code = 'DeltaX="4 4 4 -12 4 4 4" DeltaY="0 0 0 8 0 0 0"'
    assert "第一行字\n第二行字" in "\n".join(texts(one_page(words("第一行字第二行字", code=code))))


def test_upright_characters_below_one_another_are_one_line() -> None:
    assert "竖排的字" in texts(one_page(words("竖排的字", code='DeltaY="4"') + words(TEXT, y=90)))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_characters_are_read_in_their_direction(turn: int) -> None:
    along = {90: 'DeltaY="4"', 180: 'DeltaX="-4"', 270: 'DeltaY="-4"'}[turn]
    turned = words("转过来的文字", 90, 100, attributes=f'CharDirection="{turn}"', code=along)
    assert texts(one_page(turned)) == ["转过来的文字"]


def test_vertical_writing_may_be_turned_as_a_whole() -> None:
    turned = "".join(
        words(sign, 90 + 4 * place, 100, attributes='CTM="0 -1 1 0 0 0"')
        for place, sign in enumerate("竖排的字")
    )
    assert texts(one_page(words() + turned)) == [TEXT, "竖排的字"]


def test_steps_are_vectors_that_are_turned_but_not_moved() -> None:
    attributes = 'CTM="0 1 -1 0 30 0"'
    assert texts(one_page(words("转过来的文字", attributes=attributes) + "")) == ["转过来的文字"]


@pytest.mark.parametrize(
    ("attributes", "inside"),
    [
        ('Visible="false"', ""),
        ('Alpha="0"', ""),
        ('Fill="false"', ""),
        ("", '<FillColor Value="255 255 255"/>'),
        ("", '<FillColor Value="#ff #FF #ff"/>'),
        ("", '<FillColor Value="0 0 0 0" ColorSpace="9"/>'),
        ("", '<FillColor Value="0 0 0" Alpha="3"/>'),
        ('DrawParam="2"', ""),
        ("", CLIP.format("M 0 -9 L 1 -9 L 1 -8 C")),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_is_left_out_and_noted(attributes: str, inside: str) -> None:
    base = '<DrawParam ID="3"><FillColor Value="255 255 255"/></DrawParam>'
    white = f'<DrawParams><DrawParam ID="2" Relative="3"/>{base}</DrawParams>'
    space = '<ColorSpaces><ColorSpace ID="9" Type="CMYK"/></ColorSpaces>'
    content = one_page(
        words() + words("藏起来的文字", y=60, attributes=attributes, inside=inside), res(white, space), RES
    )
    assert texts(content) == [TEXT]
    assert codes(content) == {"hidden-text"}


def test_white_text_on_colour_is_seen() -> None:
    ground = path(
        "M 10 50 L 150 50 L 150 70 L 10 70 C", 'Fill="true" Stroke="false"', '<FillColor Value="0 80 160"/>'
    )
    white = words("白字蓝底", y=60, inside='<FillColor Value="255 255 255"/>')
    assert texts(one_page(words() + ground + white)) == [TEXT, "白字蓝底"]


def test_a_clip_of_what_is_shown_hides_nothing() -> None:
    inside = (
        "<Clips><Clip><Area><Path><AbbreviatedData>M 0 0 L 9 0 L 9 9 C</AbbreviatedData></Path></Area>"
        "<Area><Path><AbbreviatedData>M 9 0 L 190 0 L 190 9 C</AbbreviatedData></Path></Area></Clip></Clips>"
    )
    content = one_page(words(inside=inside, attributes='CTM="1 0 0 1 0 0"'))
    assert (texts(content), codes(content)) == ([TEXT], set())


# --- fonts ---------------------------------------------------------------------------------------------------


def font(width: int, characters: str) -> bytes:
    """Write a font whose characters, at glyphs 1, 2 …, are so many thousandths of the em wide."""
    head, hhea = b"\0" * 18 + pack(">H", 1000) + b"\0" * 34, b"\0" * 34 + pack(">H", 1)
    groups = b"".join(pack(">III", ord(sign), ord(sign), glyph) for glyph, sign in enumerate(characters, 1))
    sub = pack(">HHIII", 12, 0, 16 + len(groups), 0, len(characters)) + groups
    tables = {
        b"cmap": pack(">HHHHI", 0, 1, 3, 10, 12) + sub,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": pack(">HH", width, 0),
    }
    index, body = b"", b""
    for tag, content in tables.items():
        index += pack(">4sIII", tag, 0, 12 + 16 * len(tables) + len(body), len(content))
        body += content
    return b"\0\1\0\0" + pack(">HHHH", len(tables), 0, 0, 0) + index + body


def with_font(content: str, width: int, characters: str = "illty") -> bytes:
    listed = '<Res BaseLoc="Res"><Fonts><Font ID="1" FontName="HYe3gj"><FontFile>f.ttf</FontFile></Font></Fonts></Res>'
    return one_page(content, {"R.xml": listed, "Res/f.ttf": font(width, characters)}, RES)


def test_widths_of_the_embedded_font_tell_words_apart() -> None:
    letters = words("illty", code='DeltaX="1.2 2.4 1.2 1.2"') + words(TEXT, y=60)
    assert texts(with_font(letters, 600))[0] == "illty"
    assert texts(with_font(letters, 300))[0] == "il lty"


@pytest.mark.parametrize(("name", "seen"), [("宋体", "illty"), ("仿宋_GB2312", "illty"), ("Arial", "illty")])
def test_letters_of_chinese_fonts_are_half_as_wide(name: str, seen: str) -> None:
    listed = f'<Fonts><Font ID="1" FontName="{name}"/></Fonts>'
    single = "".join(words(sign, 20 + 2 * place) for place, sign in enumerate("illty"))
    assert texts(one_page(single + words(TEXT, y=60), res(listed), RES))[0] == seen


def test_private_characters_are_named_by_the_font_or_noted() -> None:
    change = (
        '<CGTransform CodePosition="0" CodeCount="5" GlyphCount="5"><Glyphs>1 2 3 4 5</Glyphs></CGTransform>'
    )
    private = words("\ue001\ue002\ue003\ue004\ue005", inside=change) + words(TEXT, y=60)
    assert texts(with_font(private, 1000, "公开的文字"))[0] == "公开的文字"
    assert codes(one_page(private)) == {"garbled-text"}


# --- rules, templates, composite objects ---------------------------------------------------------------------


def cells(*names: str) -> str:
    return "".join(
        words(name, 25 + 50 * (place % 2), 106 + 10 * (place // 2)) for place, name in enumerate(names)
    )


CELLS = ["单位", "数量", "甲局", "12"]


@pytest.mark.parametrize(
    "grid",
    [
        GRID,
        GRID.replace("M ", "S ").replace("</Abb", " C</Abb"),
        GRID.replace("<PathObject", '<PathObject LineWidth="-0.353"'),
        GRID.replace('Boundary="0 0 210 297"', 'Boundary="0 0 0 0"'),
        GRID.replace(" L ", "L").replace("M ", "M"),
        f"<PageBlock><PageBlock>{GRID}</PageBlock></PageBlock>",
    ],
)
def test_rules_make_tables_however_they_are_drawn(grid: str) -> None:
    assert table(one_page(words() + grid + cells(*CELLS))) == CELLS


def test_rules_of_templates_and_composite_objects_count() -> None:
    common = '<TemplatePage ID="7" BaseLoc="TPLS/T.xml"/>' + RES
    held = f'<CompositeGraphicUnit ID="3"><Content>{cells(*CELLS)}</Content></CompositeGraphicUnit>'
    unit = res(f"<CompositeGraphicUnits>{held}</CompositeGraphicUnits>")
    content = words() + '<CompositeObject ResourceID="3" Boundary="0 0 210 297"/>'
    made = one_page(content, {**unit, "Tpls/T.xml": page(GRID)}, common, '<Template TemplateID="7"/>')
    assert table(made) == CELLS


@pytest.mark.parametrize("missing", ['<Template TemplateID="7"/>', '<Template TemplateID="8"/>'])
def test_a_template_that_is_missing_is_text_not_read(missing: str) -> None:
    content = one_page(words(), common='<TemplatePage ID="7" BaseLoc="T.xml"/>', before=missing)
    assert [(note.code, note.lost) for note in read(content).notes] == [("shortfall", True)]


def test_a_composite_object_that_is_missing_is_text_not_read() -> None:
    content = one_page(words() + '<CompositeObject ResourceID="3" Boundary="0 0 9 9"/>')
    assert [(note.code, note.lost) for note in read(content).notes] == [("shortfall", True)]


def test_outlines_of_glyphs_over_text_are_no_rules() -> None:
    outline = path("M 20 26 L 24 26 L 24 30 B 24 30 22 31 20 30 L 20 26 C", 'LineWidth="0.003"')
    assert table(one_page(words() + outline * 20 + GRID + cells(*CELLS))) == CELLS


def test_text_that_is_only_outlines_is_no_text() -> None:
    outline = path("M 20 26 B 24 26 24 30 22 31 B 20 30 20 28 20 26 C", 'Fill="true" Stroke="false"')
    assert refusal(one_page(outline * 80)) == "no-text-layer"


def test_template_paints_text_once_a_page() -> None:
    parts = {"T.xml": page(words("抬头的文字")), "P1.xml": page(words(y=60), '<Template TemplateID="7"/>')}
    parts["P2.xml"] = page(words("第二页的另一段文字。", y=60), '<Template TemplateID="7"/>')
    content = package({"Document.xml": document(2, '<TemplatePage ID="7" BaseLoc="T.xml"/>'), **parts})
    painted = ["".join(char.text for char in sheet.chars) for sheet in ofd_pages(content).pages]
    assert [text.count("抬头的文字") for text in painted] == [1, 1]


# --- packages and documents ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_parts_may_be_in_any_encoding(encoding: str) -> None:
    name = {"utf-8-sig": "utf-8"}.get(encoding, encoding)
    written = f'<?xml version="1.0" encoding="{name}"?>{page(words())}'.encode(encoding)
    assert texts(package({"Document.xml": document(), "P1.xml": written})) == [TEXT]


def test_documents_of_a_file_are_read_in_order() -> None:
    root = ROOT.replace("</DocBody>", "</DocBody><DocBody><DocRoot>/Doc_1/Document.xml</DocRoot></DocBody>")
    other = words("另一份文档的文字")
    parts = {
        "Document.xml": document(),
        "P1.xml": page(words()),
        "/Doc_1/Document.xml": document(),
        "/Doc_1/P1.xml": page(other),
    }
    content = package(parts, root=root)
    assert texts(content) == [TEXT, "另一份文档的文字"]
    assert (codes(content), read(content).pages) == ({"several-bodies"}, 2)


def test_the_current_version_is_read() -> None:
    versions = (
        '<Versions><Version ID="1" Current="false" BaseLoc="Doc_0/V1.xml"/>'
        '<Version ID="2" Current="true" BaseLoc="Doc_0/V2.xml"/></Versions>'
    )
    parts = {
        "Document.xml": document(), "P1.xml": page(words("旧版本的文字")),
        "V2.xml": "<DocVersion><DocRoot>New.xml</DocRoot></DocVersion>",
        "New.xml": document().replace("P1", "P2"), "P2.xml": page(words("新版本的文字")),
    }  # fmt: skip
    content = package(parts, root=ROOT.replace("</DocRoot>", f"</DocRoot>{versions}"))
    assert (texts(content), codes(content)) == (["新版本的文字"], {"several-versions"})


def test_a_lost_page_leaves_its_number_and_a_note() -> None:
    parts = {"Document.xml": document(3), "P1.xml": page(words()), "P3.xml": page(words("第三页的文字"))}
    found = read(package(parts))
    assert [(note.code, note.page, note.block, note.lost) for note in found.notes] == [
        ("lost-page", 2, 0, True)
    ]
    assert [block.location.page for block in found.blocks] == [1, 3]


def test_seals_and_attachments_are_named() -> None:
    root = ROOT.replace("</DocBody>", "<Signatures>Doc_0/S.xml</Signatures></DocBody>")
    parts = {
        "Document.xml": document(rest="<Attachments>A.xml</Attachments>"), "P1.xml": page(words()),
        "S.xml": "<Signatures><Signature ID='1'/></Signatures>",
        "A.xml": "<Attachments><Attachment Name='invoice.xml'/></Attachments>",
    }  # fmt: skip
    found = read(package(parts, root=root))
    assert [(note.code, note.lost) for note in found.notes] == [("seals", False), ("attachments", False)]
    assert "invoice.xml" in str(found.notes[1].message)


def annotated(kind: str, text: str = "批注的文字") -> bytes:
    shown = f'<Appearance Boundary="20 80 90 9">{words(text, 0, 4)}</Appearance>'
    annotation = f'<Annot Type="{kind}"><Remark>请核对</Remark>{shown}</Annot>'
    parts = {
        "Annots.xml": '<Annotations><Page PageID="1"><FileLoc>An1.xml</FileLoc></Page></Annotations>',
        "An1.xml": f"<PageAnnot>{annotation}</PageAnnot>",
    }
    return one_page(words(), parts, rest="<Annotations>Annots.xml</Annotations>")


@pytest.mark.parametrize(
    ("kind", "seen", "noted"),
    [
        ("Watermark", [TEXT], set()),
        ("Link", [TEXT], set()),
        ("Stamp", [TEXT], {"stamps"}),
        ("Highlight", [TEXT, "请核对"], {"comments"}),
        ("Path", [TEXT, "批注的文字"], {"annotations"}),
    ],
)
def test_annotations_are_read_noted_or_left_out(kind: str, seen: list[str], noted: set[str]) -> None:
    assert (texts(annotated(kind)), codes(annotated(kind))) == (seen, noted)


def test_metadata_is_what_the_file_says_of_itself() -> None:
    root = ROOT.replace("<DocInfo/>", "<DocInfo><Title>年度报告</Title><Creator>WPS</Creator></DocInfo>")
    found = read(package({"Document.xml": document(), "P1.xml": page(words())}, root=root))
    assert found.metadata == (("creator", "WPS"), ("title", "年度报告"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7", "wrong-format"),
        (b64encode(b"text"), "wrong-format"),
        (one_page(words(), {"/Encryptions.xml": "<a/>"}), "encrypted"),
        (package({}), "unreadable"),
        (package({}, root="<OFD/>"), "unreadable"),
        (
            package({"Document.xml": document(), "P1.xml": "<Page><Content><PageArea/></Content></Page>"}),
            "unreadable",
        ),
        (package({"Document.xml": document(), "P1.xml": "<Page>"}), "unreadable"),
    ],
)
def test_what_cannot_be_read_has_a_code(content: bytes, code: str) -> None:
    assert refusal(content) == code


def test_an_ofd_file_of_another_name_is_named() -> None:
    with pytest.raises(ReadError) as caught:
        PdfReader().read(one_page(words()))
    assert (caught.value.code, "OFD" in str(caught.value.message)) == ("wrong-format", True)
