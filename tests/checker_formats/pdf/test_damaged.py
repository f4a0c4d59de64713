"""Damaged and lying PDF files: what viewers show is read, what is lost is said, and nothing takes long."""

import re
import sys
import zlib
from dataclasses import replace
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import binary, integers
from pdfminer.pdftypes import LITERALS_FLATE_DECODE, PDFStream

import checker_formats.pdf
from checker import Document, Location, Paragraph, ReadError
from checker_formats.pages.page import Opened
from checker_formats.pdf.objects import STREAM_LIMIT, inflated
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from


def _breaking(content: bytes) -> Opened:
    """Break as the library does on damaged files, on the second page."""
    opened = PdfReader(languages=LANGUAGES).source(content)

    def pages() -> Any:
        yield next(opened.pages)
        raise TypeError("can't multiply sequence by non-int")

    return replace(opened, pages=pages())


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def _read(content: bytes) -> Document:
    return PdfReader(languages=LANGUAGES).read(content)


def _failure(content: bytes, reader: PdfReader | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        (reader or PdfReader(languages=LANGUAGES)).read(content)
    return caught.value


@pytest.fixture
def without_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "checker_formats.pdf.pdfium", None)
    monkeypatch.delattr(checker_formats.pdf, "pdfium", raising=False)


def test_what_breaks_the_first_way_is_read_by_pdfium_with_a_note(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").turn().text(90, 100, "two").pdf()
    document = PdfReader(_breaking, languages=LANGUAGES).read(content)
    assert _texts(document) == ["one", "two"]
    assert [(note.code, note.lost) for note in document.notes] == [("damaged", False)]


def test_form_fields_that_pdfium_does_not_read_are_lost(paper: Sheets) -> None:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /V (7) /Rect [90 700 200 720] >>"
    sheet = paper(page_keys="/Annots [12 0 R]", extra=[field]).text(90, 100, "one")
    document = PdfReader(_breaking, languages=LANGUAGES).read(sheet.turn().text(90, 100, "two").pdf())
    lost = [(note.code, note.page) for note in document.notes if note.lost]
    assert lost == [("shortfall", 1), ("shortfall", 2)]


@pytest.mark.usefixtures("without_pdfium")
def test_without_pdfium_the_message_says_what_helps(paper: Sheets) -> None:
    failure = _failure(paper().text(90, 100, "one").turn().pdf(), PdfReader(_breaking, languages=LANGUAGES))
    assert failure.code == "unreadable"
    assert "pdfium" in str(failure)
    assert "TypeError" not in str(failure)


def test_what_nobody_can_read_has_a_plain_message(paper: Sheets) -> None:
    failure = _failure(paper().text(90, 100, "one").pdf()[:60])
    assert failure.code == "unreadable"
    assert "print it to a new PDF" in str(failure)
    assert not re.search(r"PS\w+|\w+Error", str(failure))


def test_a_lying_count_of_pages_adds_none(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").pdf().replace(b"/Count 1 ", b"/Count 999999999 ")
    document = _read(content)
    assert _texts(document) == ["one"]
    assert document.pages == 1


def test_a_count_of_pages_that_no_file_has_is_not_passed_on_as_progress(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").pdf().replace(b"/Count 1 ", b"/Count 2147483647000 ")
    totals: list[int | None] = []
    PdfReader().read(content, lambda _done, total: totals.append(total))
    assert set(totals) <= {None}


def test_a_cyclic_page_tree_shows_each_page_once(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").pdf().replace(b"/Kids [8 0 R]", b"/Kids [8 0 R 2 0 R 8 0 R]")
    assert _texts(_read(content)) == ["one"]


def test_a_page_tree_of_20000_levels_is_read(paper: Sheets) -> None:
    first = 12
    nodes = [
        b"<< /Type /Pages /Count 1 /Kids [%d 0 R] >>" % (first + index + 1 if index < 20_000 else 8)
        for index in range(20_001)
    ]
    content = paper(extra=[b"null", b"null", *nodes]).text(90, 100, "one").pdf()
    content = content.replace(b"/Kids [8 0 R] ", b"/Kids [12 0 R]", 1)
    assert _texts(_read(content)) == ["one"]


@pytest.mark.parametrize("updates", [1, 20_000])
def test_a_file_saved_again_and_again_is_read(paper: Sheets, updates: int) -> None:
    content = paper().text(90, 100, "one").pdf()
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    out = bytearray(content)
    for _update in range(updates):
        place = len(out)
        out += b"xref\n0 0\ntrailer << /Size 12 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
            start,
            place,
        )
        start = place
    assert _texts(_read(bytes(out))) == ["one"]


def test_no_fault_of_the_reader_is_called_damage(paper: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_given: object) -> None:
        raise KeyError(7)

    monkeypatch.setattr("checker_formats.pages.document.read_page", fault)
    with pytest.raises(KeyError):
        _read(paper().text(90, 100, "one").pdf())


def test_updates_that_refer_to_each_other_are_read_once(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").pdf()
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    content = content.replace(b"/Root 1 0 R  >>", b"/Root 1 0 R /Prev %d >>" % start)
    assert _texts(_read(content)) == ["one"]


def test_a_page_that_cannot_be_loaded_is_lost(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").turn().text(90, 100, "two").turn().text(90, 100, "three").pdf()
    broken = content.replace(b"10 0 obj\n<< /Type /Page ", b"10 0 obj\n<< /Type /Pagf ")
    document = PdfReader(_breaking, languages=LANGUAGES).read(broken)
    assert "one" in _texts(document)
    assert any(note.lost for note in document.notes) or "two" in _texts(document)


def test_a_cell_can_be_asked_for_again(paper: Sheets) -> None:
    content = paper().text(90, 100, "one").turn().text(90, 100, "two").pdf()
    document = PdfReader(_breaking, languages=LANGUAGES).read(content)
    (first, _second) = (block for block in document.blocks if isinstance(block, Paragraph))
    place = Location(0, 1, bbox=first.location.bbox)
    assert PdfReader(languages=LANGUAGES).reread(content, [place]) == {place: "one"}


@given(binary(max_size=600), integers(0, 10_000), integers(0, 3))
def test_damaged_streams_hold_what_pdfminer_finds_in_them(plain: bytes, place: int, damage: int) -> None:
    packed = bytearray(zlib.compress(plain))
    at = place % len(packed)
    if damage == 1:
        packed[at] ^= 255
    elif damage == 2:
        del packed[at:]
    elif damage == 3:
        packed[-1 - place % 6] ^= 1
    content = bytes(packed)
    assert inflated(content) == PDFStream({"Filter": LITERALS_FLATE_DECODE[0]}, content).get_data()


def test_damaged_stream_takes_time_in_proportion_to_its_size() -> None:
    packed = bytearray(zlib.compress(b"0 0 m " * 8_000_000, 9))
    packed[-1] ^= 1  # pdfminer.six copies the 48 MB once for each byte
    begun = process_time()
    assert len(inflated(bytes(packed))) == 48_000_000
    assert process_time() - begun < 5


def test_bomb_with_a_wrong_checksum_is_a_bomb() -> None:
    packed = bytearray(zlib.compress(b" " * (STREAM_LIMIT + 1), 9))
    packed[-1] ^= 1
    with pytest.raises(ReadError) as caught:
        inflated(bytes(packed))
    assert caught.value.code == "too-large"
