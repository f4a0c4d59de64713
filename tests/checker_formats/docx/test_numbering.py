"""Automatic numbers are part of the text, as Word shows them."""

from collections.abc import Callable

import pytest

from checker.documents.document import Document
from checker_formats.docx.numerals import numeral
from tests.support.languages import LANGUAGES

Read = Callable[..., Document]


def level(index: int, text: str, form: str = "decimal", more: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, overrides: str = "") -> str:
    """Write one list, used as number 1, and with overrides as number 2."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="7"/>{overrides}</w:num>'
    )


def item(depth: int = 0, number: int = 1, text: str = "x") -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def styled(style: str, numbering: str = "", text: str = "x") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbering}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def labels(document: Document) -> list[str]:
    return [paragraph.label for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("form", "characters"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalHalfWidth", {12: "12"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈"}),
        ("numberInDash", {3: "- 3 -"}),
        ("upperRoman", {4: "IV", 1994: "MCMXCIV"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 54: "BBB"}),
        ("lowerLetter", {28: "bb"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 22: "22nd", 113: "113th"}),
        ("cardinalText", {1: "One", 21: "Twenty-one", 115: "One hundred fifteen"}),
        ("ordinalText", {1: "First", 12: "Twelfth", 20: "Twentieth", 32: "Thirty-second"}),
        ("hex", {26: "1A"}),
        ("chicago", {1: "*", 2: "†", 6: "††"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 101: "一○一"}),
        ("taiwaneseCounting", {12: "十二"}),
        ("chineseCountingThousand", {10: "十", 21: "二十一", 101: "一百零一", 110: "一百一十"}),
        ("chineseCountingThousand", {1001: "一千零一", 12000: "一万二千", 10010: "一万零一十"}),
        ("taiwaneseCountingThousand", {20000: "二萬"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍", 101: "壹佰零壹"}),
        ("ideographLegalTraditional", {6: "陸", 12: "壹拾貳"}),
        ("japaneseCounting", {10: "十", 100: "百", 101: "百一", 110: "百十"}),
        ("japaneseLegal", {11: "壱拾壱"}),
        ("ideographDigital", {1: "一", 10: "一〇", 24: "二四"}),
        ("japaneseDigitalTenThousand", {10: "一〇"}),
        ("taiwaneseDigital", {10: "一○"}),
        ("koreanDigital", {12: "일이"}),
        ("koreanCounting", {12: "십이"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("aiueo", {1: "ア"}),
        ("iroha", {2: "ロ"}),
        ("ganada", {3: "다"}),
        ("chosung", {1: "ㄱ"}),
        ("russianLower", {1: "а"}),
        ("none", {5: ""}),
        ("bullet", {5: ""}),
        ("unheard-of", {5: "5"}),
    ],
)  # fmt: skip
def test_each_number_format_counts_as_word_does(form: str, characters: dict[int, str]) -> None:
    assert {value: numeral(value, form, LANGUAGES) for value in characters} == characters


@pytest.mark.parametrize(
    "form", ["upperRoman", "lowerLetter", "chicago", "cardinalText", "chineseCountingThousand"]
)
@pytest.mark.parametrize("value", [0, -3, 32_767])
def test_any_value_is_formatted_in_few_characters(form: str, value: int) -> None:
    assert len(numeral(value, form, LANGUAGES)) < 100


def test_a_number_starts_the_text_and_is_its_label(read: Read) -> None:
    document = read(
        item(text="总体情况") + item(text="问题"), numbering=lists(level(0, "%1、", "chineseCounting"))
    )
    assert [(p.label, p.text) for p in document.paragraphs] == [
        ("一、", "一、总体情况"),
        ("二、", "二、问题"),
    ]


@pytest.mark.parametrize(
    ("text", "suffix", "expected"),
    [
        ("（%1）", "", "（1）x"),
        ("%1.", "", "1. x"),
        ("%1.", '<w:suff w:val="space"/>', "1. x"),
        ("%1.", '<w:suff w:val="nothing"/>', "1.x"),
        ("%1. ", "", "1. x"),
        ("第%1条", "", "第1条x"),
    ],
)
def test_western_numbers_are_followed_by_a_space_and_chinese_ones_not(
    read: Read, text: str, suffix: str, expected: str
) -> None:
    assert read(item(), numbering=lists(level(0, text, more=suffix))).paragraphs[0].text == expected


def test_levels_nest_and_restart(read: Read) -> None:
    levels = lists(level(0, "%1."), level(1, "%1.%2"), level(2, "%1.%2.%3", more='<w:lvlRestart w:val="0"/>'))
    body = "".join(item(depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1, 2))
    assert labels(read(body, numbering=levels)) == [
        "1.", "1.1", "1.1.1", "1.1.2", "1.2", "1.2.3", "2.", "2.1", "2.1.4",
    ]  # fmt: skip


def test_a_level_may_restart_only_after_a_higher_one(read: Read) -> None:
    levels = lists(level(0, "%1"), level(1, "%2"), level(2, "%3", more='<w:lvlRestart w:val="1"/>'))
    body = "".join(item(depth) for depth in (0, 1, 2, 1, 2, 0, 2))
    assert labels(read(body, numbering=levels)) == ["1", "1", "1", "2", "2", "2", "1"]


def test_skipped_levels_count_as_used(read: Read) -> None:
    levels = lists(level(0, "%1."), level(1, "%1.%2"))
    assert labels(read(item(1) + item(0), numbering=levels)) == ["1.1", "2."]


def test_legal_numbers_are_arabic(read: Read) -> None:
    levels = lists(level(0, "%1、", "chineseCounting"), level(1, "%1.%2", more="<w:isLgl/>"))
    assert labels(read(item(0) + item(1), numbering=levels)) == ["一、", "1.1"]


def test_lists_of_one_definition_continue_and_an_override_restarts(read: Read) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    body = item(0, 1) + item(0, 2) + item(0, 2) + item(0, 1)
    assert labels(read(body, numbering=lists(level(0, "%1"), overrides=restart))) == ["1", "5", "6", "7"]
    assert labels(read(body, numbering=lists(level(0, "%1")))) == ["1", "2", "3", "4"]


def test_an_override_may_define_a_level(read: Read) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    assert labels(read(item(0, 1) + item(0, 2), numbering=lists(level(0, "%1"), overrides=own))) == [
        "1",
        "（二）",
    ]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style>'
)


def test_a_style_numbers_its_paragraphs_at_the_linked_level(read: Read) -> None:
    levels = lists(level(0, "%1、"), level(1, "（%2）", more='<w:pStyle w:val="A"/>'))
    assert labels(read(styled("A") + styled("B"), numbering=levels, styles=STYLES)) == ["（1）", "（2）"]


def test_a_paragraph_may_switch_off_or_move_the_number_of_its_style(read: Read) -> None:
    levels = lists(level(0, "%1、"), level(1, "（%2）"))
    off = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = styled("A") + styled("A", off) + styled("A", deeper) + styled("A")
    assert labels(read(body, numbering=levels, styles=STYLES)) == ["1、", "", "（1）", "2、"]


def test_a_list_may_refer_to_a_numbering_style(read: Read) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="L"/>{level(0, "%1、")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="9"><w:abstractNumId w:val="2"/></w:num>'
    )
    styles = '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
    assert labels(read(item(), numbering=numbering, styles=styles)) == ["1、"]
    circle = styles.replace('w:val="9"', 'w:val="1"')
    assert labels(read(item(), numbering=numbering, styles=circle)) == [""]


def test_bullets_are_the_visible_character(read: Read) -> None:
    font = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    document = read(item(), numbering=lists(level(0, "\uf06c", "bullet", font)))
    assert document.paragraphs[0].text == "● x"


def test_a_custom_format_is_given_by_its_example(read: Read) -> None:
    form = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert labels(read(item(), numbering=lists(form))) == ["007"]


def test_cells_are_numbered_too(read: Read) -> None:
    table = f"<w:tbl><w:tr><w:tc>{item(text='名')}</w:tc><w:tc>{item(text='称')}</w:tc></w:tr></w:tbl>"
    cells = read(table, numbering=lists(level(0, "%1、"))).tables[0].cells
    assert [cell.text for cell in cells] == ["1、名", "2、称"]


def test_a_deleted_paragraph_has_no_number(read: Read) -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>y</w:delText></w:r></w:del></w:p>"
    )
    assert labels(read(item() + gone + item(), numbering=lists(level(0, "%1、")))) == ["1、", "2、"]


@pytest.mark.parametrize("number", ["99", "abc", "-1"])
def test_an_undefined_list_numbers_nothing(read: Read, number: str) -> None:
    body = item(999_999_999).replace('<w:numId w:val="1"/>', f'<w:numId w:val="{number}"/>')
    assert labels(read(body, numbering=lists(level(0, "%1、")))) == [""]


NO_HEADING = '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'

# --- heading levels ------------------------------------------------------------------------------------------


def style(name: str, more: str = "", identity: str = "S") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{more}</w:style>'


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        (style("heading 1"), 1),
        (style("标题 3"), 3),
        (style("Heading 9"), 9),
        (style("Title"), None),
        (style("标题"), None),
        (style("toc 1"), None),
        (style("mine", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'), 2),
        (style("mine", '<w:basedOn w:val="T"/>') + style("heading 2", identity="T"), 2),
        (style("TOC Heading", '<w:basedOn w:val="T"/>' + NO_HEADING) + style("heading 1", identity="T"), None),
        (style("a", '<w:basedOn w:val="T"/>') + style("b", '<w:basedOn w:val="S"/>', "T"), None),
    ],
)  # fmt: skip
def test_the_heading_level_comes_from_the_style_and_its_base_styles(
    read: Read, styles: str, expected: int | None
) -> None:
    assert read(styled("S"), styles=styles).paragraphs[0].level == expected


def test_the_level_of_the_paragraph_overrides_its_style(read: Read) -> None:
    assert read(styled("S", '<w:outlineLvl w:val="2"/>'), styles=style("heading 1")).paragraphs[0].level == 3
    assert (
        read(styled("S", '<w:outlineLvl w:val="9"/>'), styles=style("heading 1")).paragraphs[0].level is None
    )


def test_an_undefined_built_in_style_has_its_level(read: Read) -> None:
    assert read(styled("Heading2")).paragraphs[0].level == 2


def test_the_default_style_applies_where_none_is_given(read: Read) -> None:
    default = style("Normal", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>').replace(
        "<w:style ", '<w:style w:default="1" '
    )
    assert read("<w:p><w:r><w:t>x</w:t></w:r></w:p>", styles=default).paragraphs[0].level == 1


def test_a_cycle_of_styles_ends(read: Read) -> None:
    chain = "".join(style("x", f'<w:basedOn w:val="S{i + 1}"/>', f"S{i}") for i in range(3000))
    assert read(styled("S0"), styles=chain).paragraphs[0].level is None
