"""What a second engine is asked: whether text was lost, and what cells say."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import checker_formats.pdf
from checker.documents.document import Document
from checker_formats.pages.page import Opened, Page
from checker_formats.pdf.pdfium import pdfium_pages
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

EXAMPLES = Path(__file__).parents[3] / "examples"
# not those in English: PDFium gives one letter too few for the ligature “ffi”
_WITHOUT_LIGATURES = [EXAMPLES / "qingping-2024.pdf", EXAMPLES / "zhongning-sfj-2021.pdf"]
WORDS = "Annual report on the disclosure of government information"


def _losing(change: Callable[[Page], Iterator[Page]]) -> PdfReader:
    """Make a reader whose page source loses what `change` does not yield."""

    def source(content: bytes) -> Opened:
        opened = PdfReader(languages=LANGUAGES).source(content)
        return replace(opened, pages=(kept for page in opened.pages for kept in change(page)))

    return PdfReader(source)


def _shortfalls(document: Document) -> list[tuple[int | None, bool]]:
    return [(note.page, note.lost) for note in document.notes if note.code == "shortfall"]


@pytest.fixture
def without_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "checker_formats.pdf.pdfium", None)
    monkeypatch.delattr(checker_formats.pdf, "pdfium", raising=False)


@pytest.mark.parametrize("example", _WITHOUT_LIGATURES, ids=lambda path: path.stem)
def test_both_engines_read_the_same_document(example: Path) -> None:
    content = example.read_bytes()
    one, other = PdfReader(languages=LANGUAGES).read(content), PdfReader(pdfium_pages).read(content)
    assert [getattr(block, "text", "") for block in one.blocks] == [
        getattr(block, "text", "") for block in other.blocks
    ]
    cells = [[cell.text for table in document.tables for cell in table.cells] for document in (one, other)]
    assert cells[0] == cells[1]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_both_engines_see_turned_and_cropped_pages_alike(paper: Sheets, turn: int) -> None:
    sheet = paper(page_keys=f"/Rotate {turn} /CropBox [20 30 500 700]").text(90, 200, "open")
    content = sheet.line(60, 300, 400, 300).box(60, 400, 400, 450, paint="1 0 0 rg").pdf()
    (one,), (other,) = (
        source(content).pages for source in (PdfReader(languages=LANGUAGES).source, pdfium_pages)
    )
    assert (one.width, one.height) == pytest.approx((other.width, other.height))
    for char, twin in zip(sorted(one.chars), sorted(other.chars), strict=True):
        assert (char.text, char.angle, char.white) == (twin.text, twin.angle, twin.white)
        assert char[1:7] == pytest.approx(twin[1:7], abs=0.1)
    assert [rule.horizontal for rule in one.rulings] == [rule.horizontal for rule in other.rulings]
    assert one.rulings[0][1:4] == pytest.approx(other.rulings[0][1:4], abs=0.1)
    assert one.boxes[0][:4] == pytest.approx(other.boxes[0][:4], abs=0.1)


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.pdf")), ids=lambda path: path.stem)
def test_whole_documents_have_no_shortfall(example: Path) -> None:
    assert not _shortfalls(PdfReader(languages=LANGUAGES).read(example.read_bytes()))


def test_page_whose_text_breaks_off_is_noted_as_lost(paper: Sheets) -> None:
    sheet = paper().text(20, 100, WORDS * 2).turn()
    for row in range(4):
        sheet.text(20, 100 + 20 * row, WORDS)

    def first_words(page: Page) -> Iterator[Page]:
        yield replace(page, chars=page.chars[:30] if page.number == 2 else page.chars)

    assert _shortfalls(_losing(first_words).read(sheet.pdf())) == [(2, True)]


def test_page_that_is_not_read_is_noted_as_lost(paper: Sheets) -> None:
    content = paper().text(90, 100, "一").turn().text(90, 100, "二").pdf()

    def first_page(page: Page) -> Iterator[Page]:
        if page.number == 1:
            yield page

    document = _losing(first_page).read(content)
    assert _shortfalls(document) == [(2, True)]
    assert "1 of 2 pages" in str(document.notes[0].message)


def test_number_of_pages_that_a_file_declares_may_be_wrong(paper: Sheets) -> None:
    content = paper().text(90, 100, "一").pdf().replace(b"/Count 1 ", b"/Count 9 ")
    assert not _shortfalls(PdfReader(languages=LANGUAGES).read(content))


def test_text_beside_the_page_and_ligatures_are_not_a_shortfall(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").text(700, 100, WORDS).text(90, 200, "ﬁ" * 30).pdf()
    assert not _shortfalls(PdfReader(languages=LANGUAGES).read(content))


@pytest.mark.usefixtures("without_pdfium")
def test_without_pdfium_there_are_no_notes(paper: Sheets) -> None:
    content = (
        paper().grid([50, 150], [80, 110], [["7"]]).text(90, 300, "一").turn().text(90, 100, WORDS).pdf()
    )
    document = _losing(lambda page: iter([replace(page, chars=page.chars[:1])])).read(content)
    assert not document.notes
    assert not PdfReader(languages=LANGUAGES).reread(content, ())


def test_cells_are_read_again_where_they_stand(paper: Sheets) -> None:
    content = paper().grid([50, 150, 250], [80, 110, 140], [["a", "1"], ["b, c", "23"]]).pdf()
    (table,) = PdfReader(languages=LANGUAGES).read(content).tables
    places = [table.locate(cell) for cell in table.cells]
    assert [*PdfReader(languages=LANGUAGES).reread(content, places).values()] == ["a", "1", "b, c", "23"]


def test_cells_of_a_sideways_table_are_read_again(paper: Sheets) -> None:
    sheet = paper()
    for x in (100, 140, 180):
        sheet.line(x, 500, x, 700)
    for y in (500, 600, 700):
        sheet.line(100, y, 180, y)
    for x, y, text in ((125, 150, "12"), (125, 250, "34"), (165, 150, "56"), (165, 250, "78")):
        sheet.raw(f"BT /F1 12 Tf 0 1 -1 0 {x} {y} Tm ({text}) Tj ET")
    content = sheet.pdf()
    (table,) = PdfReader(languages=LANGUAGES).read(content).tables
    places = {table.locate(cell): cell.text for cell in table.cells}
    assert PdfReader(languages=LANGUAGES).reread(content, tuple(places)) == places
    assert sorted(places.values()) == ["12", "34", "56", "78"]
