"""Marked copies of PDF files: the text under each mark is the finding's, and the original is the beginning of the copy."""

import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader as Opened
from pypdf import PdfWriter
from pypdf.constants import UserAccessPermissions
from pypdf.generic import ArrayObject, NameObject

from checker import Document, Location, Mark, Paragraph, ReadError, Urgency
from checker_formats.pdf.annotator import PdfAnnotator
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from
WHEN = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
# name: entries of the page, operators before its content, box of the page
PAGES = {
    "plain": ("", "", "0 0 595 842"),
    "shown on its side": ("/Rotate 90", "", "0 0 595 842"),
    "upside down": ("/Rotate 180", "", "0 0 595 842"),
    "on its other side": ("/Rotate 270", "", "0 0 595 842"),
    "turned to be upright": ("/Rotate 90", "0 1 -1 0 842 0 cm", "0 0 842 595"),
    "cropped": ("/CropBox [30 40 565 802]", "", "0 0 595 842"),
    "turned and cropped": ("/Rotate 90 /CropBox [30 20 802 575]", "0 1 -1 0 842 0 cm", "0 0 842 595"),
    "larger units": ("/UserUnit 2", "", "0 0 595 842"),
    "origin elsewhere": ("", "1 0 0 1 9 -7 cm", "9 -7 604 835"),
}


def sheet(
    paper: Sheets, keys: str = "", before: str = "", box: str = "0 0 595 842", catalog: str = ""
) -> bytes:
    """Print a paragraph of two lines, a heading and a table."""
    page = paper(page_keys=keys, catalog=catalog).raw(before)
    page.text(90, 100, "The year 2023 is written in the first line and in the second")
    page.text(90, 118, "of them, where 2023 stands again.").text(90, 160, "Heading")
    content = page.grid([90, 190, 290], [200, 220, 240], [["a", "17"], ["b", ""]]).pdf()
    return bytes(content.replace(b"[0 0 595 842] ", b"[%s]%s" % (box.encode(), b" " * (12 - len(box)))))


def read(content: bytes) -> Document:
    return PdfReader(languages=LANGUAGES).read(content)


def mark(location: Location | None, quote: str = "", start: int = 0, *lines: str) -> Mark:
    return Mark("id-1", location, "somewhere", lines or ("change it",), start, quote, Urgency.REQUIRED)


def marked(content: bytes, *marks: Mark) -> bytes:
    return PdfAnnotator(LANGUAGES).annotate(content, marks, WHEN)


def annotations(content: bytes) -> list[Any]:
    """List the annotations of all pages; the values of pypdf compare with those of Python, its types do not."""
    return [
        entry.get_object() for page in Opened(BytesIO(content)).pages for entry in page.get("/Annots", [])
    ]


TURNS: Mapping[int, Any] = {
    0: lambda x0, y0, _x1, _y1: (1, 0, 0, 1, -x0, -y0),
    90: lambda _x0, y0, x1, _y1: (0, -1, 1, 0, -y0, x1),
    180: lambda _x0, _y0, x1, y1: (-1, 0, 0, -1, x1, y1),
    270: lambda x0, _y0, _x1, y1: (0, 1, -1, 0, y1, -x0),
}


def characters(layout: object) -> Iterator[LTChar]:
    if isinstance(layout, LTChar):
        yield layout
    elif isinstance(layout, LTContainer):
        for one in layout:
            yield from characters(one)


def layouts(content: bytes) -> Iterator[LTPage]:
    """Iterate over the pages with their characters in the order of the content."""
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    for page in PDFPage.get_pages(BytesIO(content)):
        PDFPageInterpreter(resources, device).process_page(page)
        yield device.get_result()


def under(content: bytes) -> list[str]:
    """List the texts that pdfminer.six sees under the marks."""
    found = []
    for page, layout in zip(Opened(BytesIO(content)).pages, layouts(content), strict=True):
        a, b, c, d, e, f = TURNS[page.rotation](*map(float, page.mediabox))
        for entry in page.get("/Annots", []):
            corners = list(map(float, entry.get_object().get("/QuadPoints", [])))
            text = ""
            for at in range(0, len(corners), 8):
                quad = list(zip(corners[at : at + 8 : 2], corners[at + 1 : at + 8 : 2], strict=True))
                xs, ys = [a * x + c * y + e for x, y in quad], [b * x + d * y + f for x, y in quad]
                text += "".join(
                    char.get_text()
                    for char in characters(layout)
                    if min(xs) < (char.x0 + char.x1) / 2 < max(xs)
                    and min(ys) < (char.y0 + char.y1) / 2 < max(ys)
                )
            found.append(text)
    return found


@pytest.mark.parametrize("kind", PAGES)
def test_the_text_under_a_mark_is_that_of_the_finding(paper: Sheets, kind: str) -> None:
    content = sheet(paper, *PAGES[kind])
    first, heading = read(content).paragraphs
    (table,) = read(content).tables
    cell = table.at(0, 1)
    assert cell is not None
    again = first.text.rindex("2023")
    copy = marked(
        content,
        mark(first.location, "2023", first.text.index("2023")),
        mark(first.location, "2023", again),
        mark(first.location, "second of", first.text.index("second of")),
        mark(heading.location),
        mark(table.locate(cell)),
    )
    assert under(copy) == ["2023", "2023", "secondof", "Heading", "17"]
    assert copy.startswith(content)
    assert [p.text for p in read(copy).paragraphs] == [first.text, heading.text]


def test_a_mark_says_what_to_do(paper: Sheets) -> None:
    content = sheet(paper)
    (found,) = annotations(
        marked(content, mark(read(content).paragraphs[1].location, "", 0, "改为 “2024”", "依据"))
    )
    assert found["/Subtype"] == "/Highlight"
    assert found["/Contents"] == "改为 “2024”\n依据"
    assert (found["/T"], found["/NM"], found["/F"]) == ("Checker", "id-1", 4)
    assert found["/M"] == "D:20260105093000"
    x0, y0, x1, y1 = found["/Rect"]
    assert list(found["/QuadPoints"]) == [x0, y1, x1, y1, x0, y0, x1, y0]
    looks = found["/AP"]["/N"]
    assert looks["/Resources"]["/ExtGState"]["/Blend"]["/BM"] == "/Multiply"
    assert list(looks["/BBox"]) == [x0, y0, x1, y1]


def test_an_empty_cell_and_a_whole_table_have_a_mark(paper: Sheets) -> None:
    content = sheet(paper)
    (table,) = read(content).tables
    cell = table.at(1, 1)
    assert cell is not None
    copy = marked(content, mark(table.locate(cell)), mark(table.location))
    assert under(copy) == ["", "a"]
    assert [found["/Contents"] for found in annotations(copy)] == ["change it", "somewhere\nchange it"]


def test_a_quote_on_the_next_page_is_marked_there(paper: Sheets) -> None:
    page = paper()
    for line in range(30):
        page.text(
            90, 100 + 20 * line, f"Line {line:02} of a page of text that is as wide as all the others of it."
        )
    page.turn().text(90, 100, "a paragraph that goes on: 2023 stands on its second page, and more text.")
    content = page.pdf()
    goes_on = next(p for p in read(content).paragraphs if "2023" in p.text)
    copy = marked(content, mark(goes_on.location, "2023", goes_on.text.index("2023")))
    assert under(copy) == ["2023"]


def test_marks_without_a_place_are_one_note_on_the_first_page(paper: Sheets) -> None:
    copy = marked(sheet(paper), mark(None), mark(Location(99)), mark(None, "", 0, "another"))
    (note,) = annotations(copy)
    assert note["/Subtype"] == "/Text"
    assert note["/Contents"].split("\n\n") == [
        "somewhere\nchange it", "somewhere\nchange it", "somewhere\nanother",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", PAGES)
def test_a_note_stands_in_the_corner_that_is_shown_top_left(paper: Sheets, kind: str) -> None:
    comment = read(marked(sheet(paper, *PAGES[kind]), mark(None))).blocks[-1]
    assert isinstance(comment, Paragraph)
    assert comment.location.bbox is not None
    x0, top, x1, bottom = comment.location.bbox
    upright = {"shown on its side", "upside down", "on its other side"}  # pages are turned with their text
    assert kind in upright or (15 < x0 < x1 < 45 and 15 < top < bottom < 45)


def test_bookmarks_lead_to_the_marks_under_one_title(paper: Sheets) -> None:
    content = sheet(paper)
    copy = Opened(BytesIO(marked(content, mark(read(content).paragraphs[1].location), mark(None))))
    outline: Any = copy.outline
    title, (one, other) = outline
    assert [entry.title for entry in (title, one, other)] == [
        "Checker",
        "somewhere: change it",
        "somewhere: change it",
    ]
    assert copy.get_destination_page_number(one) == 0


def test_the_same_marks_give_the_same_bytes_and_a_second_copy_adds(paper: Sheets) -> None:
    content = sheet(paper)
    once = marked(content, mark(read(content).paragraphs[1].location))
    assert once == marked(content, mark(read(content).paragraphs[1].location))
    twice = marked(once, mark(None))
    assert twice.startswith(once)
    assert len(annotations(twice)) == 2
    assert marked(content) == content


def test_annotations_of_others_stay(paper: Sheets) -> None:
    theirs = "<< /Type /Annot /Subtype /Text /Rect [50 50 70 70] /Contents (why?) /T (A. Smith) >>"
    content = sheet(paper, f"/Annots [{theirs}]")
    copy = marked(content, mark(None))
    assert [found["/Contents"] for found in annotations(copy)] == ["why?", "somewhere\nchange it"]
    notes = [note.message.render("en") for note in read(copy).notes if note.code == "comments"]
    assert notes[0] == "1 comments by Checker are left in"
    assert "“why?”" in notes[1]


def test_pages_that_share_a_list_of_annotations_have_their_own_marks() -> None:
    writer = PdfWriter()
    shared = writer._add_object(ArrayObject())  # noqa: SLF001  # pypdf has no public name for it
    for _page in range(2):
        writer.add_blank_page(300, 400)[NameObject("/Annots")] = shared
    file = BytesIO()
    writer.write(file)
    first, second = Opened(BytesIO(marked(file.getvalue(), mark(None)))).pages
    counts = [len(list(page.get("/Annots", []))) for page in (first, second)]
    assert counts == [1, 0]


def test_a_file_with_object_streams_is_marked() -> None:
    writer = PdfWriter()
    writer.add_blank_page(300, 400)
    file = BytesIO()
    writer.compress_identical_objects()
    writer.write(file)
    copy = marked(file.getvalue(), mark(None))
    assert copy.startswith(file.getvalue())


def forbidding(content: bytes) -> bytes:
    """Encrypt a file so that everybody may read it, and print it only."""
    writer = PdfWriter(clone_from=BytesIO(content))
    writer.encrypt("", "owner", permissions_flag=UserAccessPermissions.PRINT, algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("locked", "encrypted"),
        ("not to be commented", "forbidden"),
        ("password", "encrypted"),
        ("signature", "signed"),
        ("nested signature", "signed"),
        ("certified", "signed"),
        ("damaged", "unreadable"),
        ("a text", "wrong-format"),
    ],
)
def test_a_file_that_must_not_be_changed_is_refused(paper: Sheets, content: str, code: str) -> None:
    signature = "<< /FT /Sig /V << /Type /Sig >> >>"
    files: dict[str, Callable[[], bytes]] = {
        "locked": lambda: paper().text(90, 100, "text").pdf(password=""),
        "not to be commented": lambda: forbidding(sheet(paper)),
        "password": lambda: paper().text(90, 100, "text").pdf(password="secret"),  # noqa: S106  # of this document
        "signature": lambda: sheet(paper, catalog=f"/AcroForm << /Fields [{signature}] /SigFlags 3 >>"),
        "nested signature": lambda: sheet(
            paper, catalog=f"/AcroForm << /Fields [<< /Kids [{signature}] >>] >>"
        ),
        "certified": lambda: sheet(paper, catalog="/Perms << /DocMDP << >> >>"),
        "damaged": lambda: b"%PDF-1.4\nnothing",
        "a text": lambda: b"Dear all",
    }
    with pytest.raises(ReadError) as refused:
        marked(files[content](), mark(None))
    assert refused.value.code == code


def test_an_empty_signature_field_is_no_signature(paper: Sheets) -> None:
    content = sheet(paper, catalog="/AcroForm << /Fields [<< /FT /Sig /T (sign here) >>] /SigFlags 1 >>")
    assert len(annotations(marked(content, mark(None)))) == 1


def test_without_pypdf_the_way_to_install_it_is_named(paper: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "checker_formats.pdf.marked_copy", None)
    with pytest.raises(ReadError) as refused:
        marked(sheet(paper), mark(None))
    assert refused.value.code == "not-installed"
    assert f'{sys.executable} -m pip install "pypdf>=7"' in refused.value.message.render("en")


def test_signs_that_a_file_cannot_hold_are_left_out(paper: Sheets) -> None:
    (note,) = annotations(marked(sheet(paper), mark(None, "", 0, "a\x00b\ud800c(\\)")))
    assert note["/Contents"] == "somewhere\na b?c(\\)"
