"""The interpreter paints what the interpreter of pdfminer.six paints, on every file, and ends soon on any file."""

import time
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import ReadError
from checker_formats.pages.lines import lines
from checker_formats.pages.page import UNMAPPED, Page
from checker_formats.pdf.interpreter import interpreted_pages
from checker_formats.pdf.syntax import operations
from tests.support.paths import SHARED
from tests.support.pdfminer_pages import pdfminer_pages

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from
ROOT = Path(__file__).parents[3]
NEAR = 0.01  # points


def same(one: object, other: object) -> bool:
    """Compare pages and what they hold; places may differ by a hundredth of a point."""
    if isinstance(one, float) and isinstance(other, (int, float)):
        return abs(one - other) < NEAR
    if isinstance(one, tuple) and isinstance(other, tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    return one == other


def parts(page: Page) -> tuple[object, ...]:
    return (
        page.number, page.width, page.height, tuple(page.chars), page.rulings, page.boxes, page.images, page.curves,
    )  # fmt: skip


def agree(content: bytes) -> list[Page]:
    """Read a file with both interpreters, and return the pages that both of them give."""
    ours, theirs = interpreted_pages(content), pdfminer_pages(content)
    assert (ours.metadata, ours.total) == (theirs.metadata, theirs.total)
    pages, expected = list(ours.pages), list(theirs.pages)
    assert len(pages) == len(expected)
    for page, other in zip(pages, expected, strict=True):
        assert same(parts(page), parts(other))
    return pages


def stream(text: str, keys: str = "") -> bytes:
    return f"<< {keys} /Length {len(text)} >>\nstream\n{text}\nendstream".encode("latin-1")


def text_of(page: Page) -> str:
    return "".join(char.text for char in page.chars)


# --- whole files ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*.pdf")), ids=lambda path: path.stem)
def test_examples_are_painted_alike(path: Path) -> None:
    assert any(page.chars for page in agree(path.read_bytes()))


@pytest.mark.needs("shared")
def test_a_sample_of_the_corpus_is_painted_alike() -> None:
    for path in sorted((SHARED / "corpus").glob("*.pdf"))[::8]:
        assert any(page.chars for page in agree(path.read_bytes()))


def test_tables_texts_and_ideographs_are_painted_alike(paper: Sheets) -> None:
    sheet = (
        paper().text(50, 60, "年报 2024").grid([50, 150, 300], [100, 130, 160], [["甲", "乙"], ["1", "2,3"]])
    )
    sheet.turn().text(300, 300, "竖排", vertical=True).box(10, 10, 200, 90).text(20, 40, "x", mode=3)
    assert text_of(agree(sheet.pdf())[0]).startswith("年报 2024")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_and_cropped_pages_are_painted_alike(paper: Sheets, turn: int) -> None:
    keys = f"/Rotate {turn} /CropBox [20 30 500 700]"
    sheet = (
        paper(page_keys=keys)
        .text(100, 300, "seen")
        .text(5, 5, "cut")
        .line(30, 200, 400, 200)
        .box(50, 50, 90, 90)
    )
    (page,) = agree(sheet.pdf())
    assert text_of(page) == "seen"
    assert {page.width, page.height} == {480, 670}


def test_encrypted_pages_are_painted_alike(paper: Sheets) -> None:
    (page,) = agree(paper().text(50, 50, "年报").pdf(password=""))
    assert text_of(page) == "年报"


# --- operators -----------------------------------------------------------------------------------------------

BEGIN = "BT /F1 10 Tf 1 0 0 1 50 700 Tm "

OPERATIONS = {
    "Td": BEGIN + "(a) Tj 10 -12 Td (b) Tj ET",
    "TD": BEGIN + "(a) Tj 10 -12 TD (b) Tj T* (c) Tj ET",
    "TL": BEGIN + "14 TL (a) Tj T* (b) Tj (c) ' ET",
    "quotes": BEGIN + '14 TL (a b) Tj 3 1 (b c) " (d e) Tj ET',
    "Tc": BEGIN + "2 Tc (ab) Tj (cd) Tj [(e) -500 (f)] TJ ET",
    "Tw": BEGIN + "5 Tw (a b) Tj (c) Tj /F2 9 Tf <0020> Tj (c) Tj ET",
    "Tz": BEGIN + "50 Tz 1 Tc (ab) Tj [(c) 100 (d)] TJ ET",
    "Ts": BEGIN + "4 Ts (a) Tj -4 Ts (b) Tj ET",
    "Tr": BEGIN + "3 Tr (a) Tj 7 Tr (b) Tj 2 Tr (c) Tj 0 Tr (d) Tj ET",
    "Tm": BEGIN
    + "0 1 -1 0 200 300 Tm (up) Tj 1 1 -1 1 200 400 Tm (slant) Tj -1 0 0 -1 200 300 Tm (down) Tj ET",
    "TJ": BEGIN + "[(a)-250(b) 12.5 <63> 3 4 (d(e)\\(f\\051\\\n)] TJ ET",
    "strings": BEGIN
    + "<61 62> Tj <6 3> Tj [<65> -20 <66\n67>] TJ [(h) 30 (i(j)k)-4(l\\)m)] TJ [] TJ () Tj <> Tj ET",
    "level, turned, level": BEGIN
    + "(a) Tj 0 1 -1 0 200 300 Tm (b) Tj 1 0 0 1 60 700 Tm (c) Tj /F3 9 Tf <4e00> Tj ET",
    "mirrored": BEGIN
    + "-1 0 0 1 300 600 Tm [(a)-200(bc)] TJ 1 0 0 1 50 500 Tm /F1 -9 Tf (d) Tj 0 0 1 1 9 9 Tm (e) Tj ET",
    "to and fro": BEGIN + "[(a) -90000 (b) 95000 (c) 9000 (d)] TJ (e) Tj ET",
    "cm in text": BEGIN + "(a) Tj 2 0 0 2 5 5 cm (b) Tj 3 4 Td (c) Tj q 5 Ts (d) Tj Q (e) Tj ET",
    "text in text": BEGIN + "(a) Tj BT (b) Tj ET 9 9 Td (c) Tj ET",
    "outside of text": "/F1 9 Tf 1 0 0 1 50 600 Tm (a) Tj 9 -9 TD (b) Tj T* (c) Tj ET BT (d) Tj",
    "a font that is not there": "BT /F9 10 Tf 50 700 Td (a) Tj ET",
    "no font": "BT 50 700 Td (a) Tj ET",
    "vertical": "BT /F3 12 Tf 1 Tc 300 700 Td [<5e74> 200 <62a5>] TJ <4e00> Tj ET",
    "q": BEGIN + "q /F1 20 Tf (a) Tj Q (b) Tj ET Q Q",
    "cm": "q 2 0 0 3 10 20 cm 0 0 100 50 re f 1 w 0 0 m 50 0 l S Q 0 0 9 9 re f q 0 1 -1 0 300 300 cm 0 0 9 90 re f Q",
    "w": "0.3 w 10 10 m 90 10 l S 8 w 10 50 m 90 50 l S 10 90 m 10 300 l S",
    "re": "0 0 1 re 10 10 50 60 re f 10 10 -5 -60 re f 10 10 0 50 re S 90 90 50 0 re B 9 9 50 50 re 8 8 52 52 re f*",
    "paths": "0 0 m 10 0 l 10 10 l h S 5 5 m 50 50 l s 9 9 m 1 2 3 4 5 6 c 1 2 3 4 v 1 2 3 4 y b 7 7 l 8 8 l S",
    "after re": "10 10 40 50 re 90 90 l S 10 10 40 50 re h n 5 5 m S 0 0 m 100 0 l 100 80 l 0 80 l b*",
    "F": "10 10 90 1 re F 10 30 90 1 re f* 10 50 90 1 re B* 10 70 90 1 re n",
    "gray": BEGIN + "1 g (a) Tj 0.5 g (b) Tj 1 G 10 10 m 90 10 l S ET",
    "rgb": BEGIN + "1 1 1 rg (a) Tj 1 0 0 rg (b) Tj 1 1 1 RG 10 10 m 90 10 l S ET",
    "cmyk": BEGIN + "0 0 0 0 k (a) Tj 0 0 0 1 k (b) Tj 0 0 0 0 K 10 10 m 90 10 l S ET",
    "spaces": BEGIN
    + "/DeviceRGB cs 1 1 1 sc (a) Tj /Spot cs 1 scn (b) Tj /Two cs 1 1 scn (c) Tj /Icc cs 1 1 1 scn (d) Tj"
    " /Pattern cs /P1 scn (e) Tj /Nowhere cs (f) Tj /DeviceGray CS 1 SCN 10 10 m 90 10 l S ET",
    "marks": BEGIN + "/Span << /X (a\\)b) /Y [1 true null] >> BDC (a) Tj EMC /P /M DP ET",
    "numbers": "10. .5 m +50 -.5 l --9 9 l S 1 2 3 10 10 50 60 re f 5-3 7 m 8 8 l S",
    "comments": "% 1 g (a\n10 10 50 60 re % f\nf",
    "inline image": "q 50 0 0 40 10 10 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \x00 EI\xff\xfe EI Q 10 10 50 60 re f",
    "broken": "( 1 g 10 10 5 5 re f",
    "stray": "] ) > >> } 10 10 50 60 re f",
    "glued": "10 10 50 60 re/GS0 gs f 10 10 50 60re f q[1 2]0 d Q",
}


def resources(sheet: Sheets) -> Sheets:
    sheet.resources = (
        "/ColorSpace << /Spot [/Separation /Gold /DeviceCMYK 10 0 R] /Two [/DeviceN [/A /B] /DeviceRGB 10 0 R]"
        " /Icc [/ICCBased 10 0 R] >> /XObject << /Form 11 0 R /Picture 12 0 R /Self 13 0 R >>"
    )
    inner = "/Resources << /Font << /F1 3 0 R >> /XObject << /Picture 12 0 R >> >>"
    sheet.extra = [
        stream("", "/N 3"),
        stream(
            "BT /F1 9 Tf 5 5 Td (form) Tj ET 0 0 90 1 re f q q /Picture Do",
            f"/Subtype /Form /BBox [0 0 9 9] {inner}",
        ),
        stream("", "/Subtype /Image /Width 2 /Height 2"),
        stream("/Self Do /Form Do", "/Subtype /Form /BBox [0 0 9 9] /Matrix [2 0 0 2 30 40]"),
    ]
    return sheet


@pytest.mark.parametrize("content", OPERATIONS.values(), ids=OPERATIONS.keys())
def test_every_operator_paints_what_the_stock_interpreter_paints(paper: Sheets, content: str) -> None:
    agree(resources(paper(used=set("年报一 "))).raw(content).pdf())


BACKWARDS = {
    "size": ("/F1 -12 Tf -1 0 0 -1 100 700 Tm (Requests 12 received) Tj", "Requests 12 received"),
    "size, numbers": ("/F1 -12 Tf -1 0 0 -1 100 700 Tm [(ab)-250(12)] TJ", "ab 12"),
    "size, spacing": ("/F1 -12 Tf -1 Tc -5 Tw -1 0 0 -1 100 700 Tm (ab 12) Tj (34) Tj", "ab 1234"),
    "size, upside down": ("/F1 -12 Tf 300 700 Td (ab 12) Tj", "ab 12"),
    "size, turned": ("/F1 -12 Tf 0 -1 1 0 100 300 Tm (ab 12) Tj", "ab 12"),
    "page": ("1 0 0 -1 0 842 cm /F1 -12 Tf -1 0 0 1 100 100 Tm (flipped page 12) Tj", "flipped page 12"),
    "scaling": ("/F1 12 Tf -100 Tz 300 700 Td (ab 12) Tj", "ab 12"),
    "scaling, spacing": ("/F1 12 Tf -100 Tz 300 700 Td (ab) Tj 1 Tc (12) Tj", "ab12"),
    "scaling and size": ("/F1 -12 Tf -100 Tz 1 0 0 -1 50 700 Tm (ab) Tj 1 Tc (12) Tj", "ab12"),
    "mirrored": ("/F1 12 Tf -100 Tz -1 0 0 1 50 700 Tm (ab) Tj 1 Tc (12) Tj", "ab12"),
}


@pytest.mark.parametrize(("content", "text"), BACKWARDS.values(), ids=BACKWARDS.keys())
def test_text_of_a_negative_size_or_scaling_is_read_as_it_is_shown(
    paper: Sheets, content: str, text: str
) -> None:
    (page,) = agree(paper().raw(f"BT {content} ET").pdf())
    assert all(char.x0 < char.x1 and char.top < char.bottom for char in page.chars)
    assert [line.text for line in lines(page.chars)] == [text]


@pytest.mark.parametrize("lean", [0.2, 0.25, 0.3333])
@pytest.mark.parametrize(
    "matrix", ["1 0 {} 1 50 500", "0 1 -1 {} 300 100", "-1 0 -{} -1 500 500", "0 -1 1 -{} 300 700"]
)
def test_slanted_text_keeps_its_blanks(paper: Sheets, matrix: str, lean: float) -> None:
    content = f"BT /F1 12 Tf {matrix.format(lean)} Tm (slanted text of 30 requests) Tj ET"
    (page,) = agree(paper().raw(content).pdf())
    assert [line.text for line in lines(page.chars)] == ["slanted text of 30 requests"]


@pytest.mark.parametrize(
    ("array", "text"),
    [
        ("[(ok)null(yes)]", "okyes"),
        ("[(ok) null -300 nan (yes)]", "ok yes"),
        ("[(ok)1e6(yes)]", "okyes"),
        ("[(ok)-1e-05<796573>inf(no)]", "okyesno"),
        ("[(o[k)null(y]es)]", "o[ky]es"),
        ("[(o) 3 null", "o"),
    ],
)
def test_words_in_an_array_lose_no_string(paper: Sheets, array: str, text: str) -> None:
    content = BEGIN + f"{array} TJ 0 -20 Td (after) Tj ET"
    (page,) = interpreted_pages(paper().raw(content).pdf()).pages
    assert [line.text for line in lines(page.chars)] == [text, "after"]


def test_an_array_without_end_among_unknown_operators_loses_no_text(paper: Sheets) -> None:
    content = BEGIN + "[(a]) 1 unknown (b) Tj 1 0 0 1 50 600 Tm [1 unknown (c) Tj ET"
    (page,) = interpreted_pages(paper().raw(content).pdf()).pages
    assert text_of(page).endswith("bc")


def test_a_clip_hides_the_strings_that_follow_it_and_no_others(paper: Sheets) -> None:
    content = (
        BEGIN
        + "(a) Tj ET q 0 0 90 90 re W n "
        + BEGIN
        + "(b) Tj 0 1 -1 0 50 600 Tm (c) Tj ET Q "
        + BEGIN
        + "(d) Tj ET"
    )
    (page,) = interpreted_pages(paper().raw(content).pdf()).pages
    assert [(char.text, char.invisible) for char in page.chars] == [
        ("a", False), ("b", True), ("c", True), ("d", False),
    ]  # fmt: skip


def test_forms_and_pictures_are_painted_alike(paper: Sheets) -> None:
    content = "1 g q 50 0 0 50 100 100 cm /Picture Do Q /Form Do 1 0 0 1 20 20 cm /Self Do /Nothing Do 0 0 90 1 re f"
    (page,) = agree(resources(paper()).raw(content).pdf())
    assert text_of(page) == "formform"
    assert page.chars[0].white, "a form begins with the colour that it is painted in"
    assert len(page.images) == 3


def test_the_bytes_of_an_inline_image_are_not_operators(paper: Sheets) -> None:
    inline = "q 50 0 0 40 10 10 cm BI /W 2 /H 2 ID \x80 EI \xff 0 0 90 1 re f\x01\x02 EI Q 10 10 50 60 re f"
    (page,) = interpreted_pages(paper().raw(inline).pdf()).pages
    assert (len(page.images), len(page.boxes), len(page.rulings)) == (1, 1, 0)


def test_spacing_follows_the_last_glyph_of_a_string_too(paper: Sheets) -> None:
    (page,) = agree(paper().raw(BEGIN + "2 Tc (a) Tj (b) Tj ET").pdf())
    assert page.chars[1].x0 - page.chars[0].x0 == pytest.approx(10 * 0.6 + 2)


@given(st.lists(st.sampled_from(b"()<>[]{}/%\\ \n\0aBIDET'\"0123.-*".decode()), max_size=60).map("".join))
def test_any_content_is_split_to_its_end(text: str) -> None:
    content = text.encode()
    assert sum(len(operator) for _operands, operator in operations(content)) <= 4 * len(
        content
    )  # ' stands for T* and Tj


# --- fonts ---------------------------------------------------------------------------------------------------


def mapping(body: str) -> bytes:
    return stream(f"/CIDInit /ProcSet findresource begin begincmap\n{body}\nendcmap")


def font(sheet: Sheets, spec: str, to_unicode: bytes, *more: bytes) -> Sheets:
    """Put a font under the name X; its map is object 11, others follow."""
    sheet.resources = "/ExtGState << >>"
    sheet.extra = [f"<< /Type /Font {spec} /ToUnicode 11 0 R >>".encode(), to_unicode, *more]
    return sheet


SIMPLE = "/Subtype /TrueType /BaseFont /Abc /FirstChar 65 /LastChar 67 /Widths [500 12 0 R 700] /FontDescriptor 13 0 R"
TYPE3 = (
    "/Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 -0.001 0 0] /FirstChar 0 /Widths [0 600 900]"
    " /CharProcs << >> /Encoding << /Differences [0 /g0 /A /B] >>"
)
COMPOSITE = "/Subtype /Type0 /BaseFont /Abc /Encoding /Identity-{} /DescendantFonts [12 0 R]"
DESCENDANT = (
    b"<< /Subtype /CIDFontType2 /BaseFont /Abc /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >>"
    b" /DW 800 /W [1 [300 400] 5 9 250 20 [13 0 R]] >>"
)
FONTS = {
    "simple": (SIMPLE, "(ABCD)", "2 beginbfchar <41> <4E00> <43> <D840DC0B> endbfchar"),
    "range": (SIMPLE, "(ABC)", "2 beginbfrange <41> <42> <4E00> <43> <44> [<4E8C> <4E09>] endbfrange"),
    "blanks": (
        SIMPLE, "(ABC)", "1 beginbfchar\r\n< 41 >\n<00 20>\n<42>\n<00A0 >endbfchar 1 beginbfrange<43><43><00A0>endbfrange",
    ),
    "lone surrogate": (SIMPLE, "(ABC)", "1 beginbfchar <41> <D800> <42> <0007> <43> <00660066> endbfchar"),
    "names": (SIMPLE, "(ABC)", "1 beginbfrange <41> <42> [/one /two] endbfrange"),
    "cidrange": (SIMPLE, "(ABC)", "1 begincidrange <41> <43> 65 endcidrange"),
    "type 3": (TYPE3, "<000102>", "1 beginbfchar <01> <4E00> endbfchar"),
    "type 3 of its own scale": (TYPE3.replace("0.001", "0.02"), "<000102>", "1 beginbfchar <01> <4E00> endbfchar"),
    "identity": (COMPOSITE.format("H"), "<0001000200050014> Tj <00>", "1 beginbfrange <0000> <0014> <4E00> endbfrange"),
    "unmapped": (COMPOSITE.format("H"), "<00010063>", "1 beginbfchar <0001> <4E00> endbfchar"),
    "downwards": (COMPOSITE.format("V"), "<00010002>", "1 beginbfrange <0001> <0002> <4E00> endbfrange"),
    "cmap": (
        COMPOSITE.replace("Identity-{}", "UniGB-UCS2-H"), "<4E004E8C>", "1 beginbfchar <0001> <4E00> endbfchar",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spec", "shown", "body"), FONTS.values(), ids=FONTS.keys())
def test_fonts_are_read_alike(paper: Sheets, spec: str, shown: str, body: str) -> None:
    descendant = DESCENDANT if "Type0" in spec else b"600"
    sheet = font(
        paper(), spec, mapping(body), descendant, b"555" if "Type0" in spec else b"<< /MissingWidth 450 >>"
    )
    content = sheet.raw(f"BT /X 10 Tf 100 400 Td {shown} Tj ET").pdf()
    (page,) = agree(content.replace(b"/F1 3 0 R", b"/X 10 0 R"))
    assert page.chars


def test_a_character_that_no_map_tells_is_unmapped(paper: Sheets) -> None:
    spec, shown, body = FONTS["unmapped"]
    sheet = font(paper(), spec, mapping(body), DESCENDANT, b"555").raw(
        f"BT /X 10 Tf 100 400 Td {shown} Tj ET"
    )
    (page,) = interpreted_pages(sheet.pdf().replace(b"/F1 3 0 R", b"/X 10 0 R")).pages
    assert text_of(page) == "一" + UNMAPPED


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("00AD", "-"),
        ("2010", "-"),
        ("2011", "-"),
        ("002D", "-"),
        ("2013", "–"),
        ("FB01", "fi"),
        ("FB04", "ffl"),
    ],
)
def test_hyphens_and_ligatures_are_read_as_they_are_typed(paper: Sheets, code: str, text: str) -> None:
    sheet = font(paper(), SIMPLE, mapping(f"1 beginbfchar <41> <{code}> endbfchar"), b"600", b"<< >>")
    content = sheet.raw("BT /X 10 Tf 100 400 Td (A) Tj ET").pdf().replace(b"/F1 3 0 R", b"/X 10 0 R")
    (page,) = interpreted_pages(content).pages
    assert text_of(page) == text


# --- the object layer ----------------------------------------------------------------------------------------


def packed() -> bytes:
    """Write a file whose page and font stand in an object stream, found by a cross-reference stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 300 200] >>",
        b"<< /Type /Page /Parent 2 0 R /Resources << /Font << /F#31 4 0 R >> >> /Contents 6 0 R >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier % \xe4\n /Encoding << /Differences [97 /b /c] >> >>",
    ]
    places, body = [], b""
    for number, one in enumerate(objects, 1):
        places.append(f"{number} {len(body)}")
        body += one + b"\n"
    head = " ".join(places).encode() + b" "
    data = zlib.compress(head + body)
    streams = {
        5: b"<< /Type /ObjStm /N 4 /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(head), len(data), data),
        6: stream("BT /F1 10 Tf 20 100 Td (aax) Tj ET"),
    }
    out, table = b"%PDF-1.5\n", b"\0\0\0\0" + b"".join(b"\2\0\5" + bytes((index,)) for index in range(4))
    for number, written in streams.items():
        table += b"\1" + len(out).to_bytes(2) + b"\0"
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(out)
    out += b"7 0 obj\n<< /Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R /Length %d >>\nstream\n" % len(table)
    return out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start


def test_object_streams_are_read_alike() -> None:
    (page,) = agree(packed())
    assert text_of(page) == "bbx"


def test_a_file_whose_table_of_objects_is_lost_is_read_alike(paper: Sheets) -> None:
    content = paper().text(50, 50, "年报").pdf()
    (page,) = agree(content.replace(b"startxref\n", b"startxref\n9"))
    assert text_of(page) == "年报"


def test_a_wrong_length_of_a_stream_is_read_alike(paper: Sheets) -> None:
    content = paper().raw("10 10 50 60 re f ").pdf()
    agree(content.replace(b"/Length 17", b"/Length 10"))


# --- hostile files -------------------------------------------------------------------------------------------

MANY = 200_000
HOSTILE = {
    "q": "q " * 10**6,
    "arrays": "[" * 10**6 + "]" * 10**6 + " TJ",
    "open strings": "(" * MANY,
    "deep strings": "(" * MANY + ")" * MANY + " Tj",
    "open hex strings": "<41" * MANY,
    "dictionaries": "<<" * MANY,
    "inline images": "BI " * MANY,
    "inline images without end": "BI /W 1 ID " * MANY,
    "ends of images": "BI /W 1 ID " + " EI\x80" * MANY,
    "names": "/A" * MANY + " gs",
    "fonts": "BT " + "/F9 1 Tf (a) Tj " * 20_000,
    "digits": "9" * 10**6 + " 0 0 1 0 0 cm 0 0 9 9 re f",
    "blanks": " " * 10**6,
    "steps": "0 0 m 9 9 l " * 600_000,
    "boxes": "0 0 9 9 re f " * 120_000,
    "glyphs off the page": BEGIN + "9999 0 Td (" + "a" * 1_100_000 + ") Tj",
    "exponential forms": "/Self Do " * 20_000,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_content_ends_soon(paper: Sheets, content: str) -> None:
    began = time.process_time()
    with suppress(ReadError):
        list(interpreted_pages(resources(paper()).raw(content).pdf()).pages)
    assert time.process_time() - began < 20  # a few seconds, on a slow machine


def test_forms_nested_deeply_are_refused(paper: Sheets) -> None:
    sheet = paper().raw("/X10 Do")
    sheet.resources = "/XObject << /X10 10 0 R >>"
    keys = "/Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X{0} {0} 0 R >> >>"
    sheet.extra = [stream(f"/X{number} Do", keys.format(number)) for number in range(11, 211)]
    with pytest.raises(ReadError, match="more than a printed page"):
        list(interpreted_pages(sheet.pdf()).pages)


@pytest.mark.parametrize(
    ("spec", "body", "descendant", "reason"),
    [
        (SIMPLE, "1 beginbfrange " + "<0000> <ffff> <0000> " * 20 + "endbfrange", b"600", "maps"),
        (SIMPLE, "1 beginbfrange <00 00 00 00> < ffffffff> <0000> endbfrange usecmap", b"600", "maps"),
        (COMPOSITE.format("H"), "", DESCENDANT.replace(b"5 9 250", b"5 999999999 250"), "width"),
    ],
)
def test_huge_ranges_of_fonts_are_refused(
    paper: Sheets, spec: str, body: str, descendant: bytes, reason: str
) -> None:
    sheet = font(paper(), spec, mapping(body), descendant, b"1").raw("BT /X 10 Tf 100 400 Td (AB) Tj ET")
    with pytest.raises(ReadError, match=reason):
        list(interpreted_pages(sheet.pdf().replace(b"/F1 3 0 R", b"/X 10 0 R")).pages)


@pytest.mark.parametrize(
    ("spec", "shown"), [(SIMPLE, "(AB)"), (COMPOSITE.format("H"), "<00410042>")], ids=["simple", "composite"]
)
def test_a_map_of_all_numbers_of_32_bits_is_read_as_far_as_codes_go(
    paper: Sheets, spec: str, shown: str
) -> None:
    body = mapping("1 beginbfrange <00000000> <ffffffff> <0000> endbfrange")
    sheet = font(paper(), spec, body, DESCENDANT, b"1").raw(f"BT /X 10 Tf 100 400 Td {shown} Tj ET")
    (page,) = interpreted_pages(sheet.pdf().replace(b"/F1 3 0 R", b"/X 10 0 R")).pages
    assert text_of(page) == "AB"


def test_blocks_of_a_map_that_never_end_are_passed_over(paper: Sheets) -> None:
    sheet = font(paper(), SIMPLE, mapping("beginbfchar " * MANY), b"600", b"<< >>").raw(
        "BT /X 9 Tf 9 99 Td (A) Tj ET"
    )
    began = time.process_time()
    (page,) = interpreted_pages(sheet.pdf().replace(b"/F1 3 0 R", b"/X 10 0 R")).pages
    assert text_of(page) == "A"
    assert time.process_time() - began < 10


# --- text given for glyphs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("/Span << /ActualText <FEFF00740069> >> BDC (~) Tj EMC", "Secti"),
        ("/Span << /ActualText (ti) >> BDC (~) Tj EMC", "Secti"),
        ("/Span << /ActualText (ti) /Y [1 true null] >> BDC (~) Tj EMC", "Secti"),
        ("/Span /Given BDC (~) Tj EMC", "Secti"),
        ("/Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC", "Sec"),
        ("/Span << /ActualText (ab) >> BDC (x) Tj (y) Tj EMC", "Secab"),
        ("/Span << /ActualText (99) >> BDC (12) Tj EMC", "Sec12"),
        ("/Span << /ActualText () >> BDC (x) Tj EMC", "Secx"),
        ("/Span << /ActualText (all) >> BDC (x) Tj 0 -20 Td (y) Tj EMC", "Secxy"),
        ("/Span << /ActualText (ti) >> BDC EMC", "Sec"),
    ],
    ids=[
        "hex",
        "string",
        "words in an array",
        "named",
        "soft hyphen",
        "two glyphs",
        "digits",
        "empty",
        "two lines",
        "no glyph",
    ],
)
def test_text_given_for_glyphs_replaces_them(paper: Sheets, content: str, text: str) -> None:
    sheet = paper(resources="/Properties << /Given << /ActualText (ti) >> >>")
    (page,) = interpreted_pages(sheet.raw(BEGIN + "(Sec) Tj " + content + " ET").pdf()).pages
    assert text_of(page) == text


def test_thousands_of_tiny_images_are_painted(paper: Sheets) -> None:
    image = "q 1 0 0 1 50 50 cm /Picture Do Q "
    (page,) = interpreted_pages(resources(paper()).raw(image * 12_000).text(50, 50, "x").pdf()).pages
    assert (len(page.images), text_of(page)) == (12_000, "x")
