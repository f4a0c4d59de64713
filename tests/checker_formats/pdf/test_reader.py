"""The PDF reader on whole files."""

import zlib
from struct import pack
from time import process_time
from typing import Any

import pytest

from checker.documents.document import Document, Table
from checker.documents.readers import Progress
from checker.errors import OutOfTime, ReadError
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES
from tests.support.paths import SHARED

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _failure(content: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        PdfReader(languages=LANGUAGES).read(content)
    return caught.value


def test_document_has_its_format_pages_and_places(paper: Sheets) -> None:
    document = PdfReader().read(paper().text(90, 100, "前言").turn().text(90, 100, "正文").pdf())
    assert (document.format, document.pages) == ("pdf", 2)
    assert [(p.location.block, p.location.page) for p in document.paragraphs] == [(0, 1), (1, 2)]
    bbox = document.paragraphs[0].location.bbox
    assert bbox is not None
    assert bbox[0] == pytest.approx(90)
    assert bbox[1] < 100 < bbox[3]


def test_progress_is_reported_page_by_page(paper: Sheets) -> None:
    steps: list[tuple[int, int | None]] = []
    PdfReader().read(
        paper().text(90, 100, "一").turn().text(90, 100, "二").pdf(), lambda *step: steps.append(step)
    )
    assert steps == [(1, 2), (2, 2)]


def _until(page: int) -> Progress:
    def progress(done: int, _total: int | None) -> None:
        if done == page:
            raise OutOfTime

    return progress


def test_pages_done_are_kept_when_time_runs_out(paper: Sheets) -> None:
    sheet = paper().text(90, 100, "一").turn().text(90, 100, "二").turn().text(90, 100, "三")
    document = PdfReader(languages=LANGUAGES).read(sheet.pdf(), _until(2))
    assert _texts(document) == ["一", "二"]
    assert document.pages == 3
    (note,) = document.notes
    assert (note.code, note.page, note.block, note.lost) == ("timeout", 3, 1, True)
    assert str(note.message) == (
        "reading stopped after page 2 of 3: the time was up, and pages 3 to 3 are not read"
    )


def test_nothing_is_kept_when_time_runs_out_before_any_text(paper: Sheets) -> None:
    with pytest.raises(OutOfTime):
        PdfReader(languages=LANGUAGES).read(paper().turn().text(90, 100, "二").pdf(), _until(1))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 word/document.xml", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"%PDF-1.4", "old Office file"),
        (b"<!DOCTYPE html><html></html>", "web page"),
        ("政府信息公开".encode(), "text"),
    ],
)
def test_other_kinds_of_files_are_named(content: bytes, kind: str) -> None:
    failure = _failure(content)
    assert failure.code == "wrong-format"
    assert kind in str(failure)


def test_password_to_open_is_asked_for_by_name(paper: Sheets) -> None:
    assert _failure(paper().text(90, 100, "密").pdf(password="secret")).code == "encrypted"  # noqa: S106  # of a file made here


def test_damaged_file_after_one_with_a_password_is_not_called_encrypted(paper: Sheets) -> None:
    """PDFium tells the reason of an earlier failure where it knows none."""
    held = b"5 0 2 5 <<>> <</Type/Pages/Kids[]>>"  # the stream of objects stands in itself
    parts = [
        b"%PDF-1.7\n",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"5 0 obj<</Type/ObjStm/N 2/First 8/Length %d>>stream\n%b\nendstream endobj\n" % (len(held), held),
    ]
    start = sum(map(len, parts))
    places = [(0, 0, 255), (1, 9, 0), (2, 5, 1), (0, 0, 0), (0, 0, 0), (2, 5, 0), (1, start, 0)]
    rows = b"".join(pack(">BHB", *row) for row in places)
    head = b"6 0 obj<</Type/XRef/Size 7/W[1 2 1]/Root 1 0 R/Length 28>>stream\n"
    parts += [head, rows, b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % start]
    locked = paper().text(90, 100, "密").pdf(password="secret")  # noqa: S106  # of a file made here
    assert [_failure(content).code for content in (locked, b"".join(parts))] == ["encrypted", "unreadable"]


def test_file_locked_against_changes_only_is_read(paper: Sheets) -> None:
    assert _texts(PdfReader(languages=LANGUAGES).read(paper().text(90, 100, "公开").pdf(password=""))) == [
        "公开"
    ]


def test_damaged_file_is_unreadable_not_a_crash(paper: Sheets) -> None:
    content = paper().text(90, 100, "公开").pdf()
    assert _failure(content[:60]).code == "unreadable"


def test_scan_has_no_text_layer(paper: Sheets) -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    assert _failure(paper().raw(picture).pdf()).code == "no-text-layer"


def test_scanned_page_among_others_is_noted_as_lost(paper: Sheets) -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    document = PdfReader(languages=LANGUAGES).read(paper().text(90, 100, "正文").turn().raw(picture).pdf())
    assert [(note.code, note.page, note.lost) for note in document.notes] == [("no-text-layer", 2, True)]


def test_text_drawn_as_curves_has_no_text_layer(paper: Sheets) -> None:
    curve = "100 100 m 110 130 140 130 150 100 c 140 80 120 80 100 100 c f "
    assert _failure(paper().raw(curve * 60).pdf()).code == "no-text-layer"


def test_empty_pages_are_no_text_layer(paper: Sheets) -> None:
    assert _failure(paper().turn().pdf()).code == "no-text-layer"


def test_font_without_characters_is_garbled(paper: Sheets) -> None:
    assert (
        _failure(paper(mapped=False).text(90, 100, "政府信息公开工作年度报告").pdf()).code == "garbled-text"
    )


def test_machine_layer_over_a_scan_is_kept_and_doubted(paper: Sheets) -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"
    text = "政府信息公开工作年度报告由某某局办公室负责编制"
    document = PdfReader(languages=LANGUAGES).read(paper().raw(picture).text(50, 100, text, mode=3).pdf())
    assert _texts(document) == [text]
    assert [(note.code, note.lost) for note in document.notes] == [("hidden-text", True)]


def test_hidden_words_do_not_count_as_text(paper: Sheets) -> None:
    page = paper().text(90, 100, "看得见").text(90, 140, "看不见", mode=3).raw("1 g").text(90, 180, "白字")
    document = PdfReader(languages=LANGUAGES).read(page.pdf())
    assert _texts(document) == ["看得见"]
    assert [(note.code, note.lost) for note in document.notes] == [("hidden-text", False)]


def test_words_clipped_away_are_hidden(paper: Sheets) -> None:
    page = paper().text(90, 200, "外").raw("q 80 642 200 120 re W* n").text(90, 100, "看得见")
    page.text(90, 400, "看不见").raw("q 80 700 10 10 re W n").text(200, 100, "也看不见")
    document = PdfReader(languages=LANGUAGES).read(page.raw("Q Q").text(90, 300, "又看得见").pdf())
    assert _texts(document) == ["看得见", "外", "又看得见"]
    assert [str(note.message) for note in document.notes] == ["page 1 holds 7 characters that cannot be seen"]


@pytest.mark.parametrize("clip", ["0 0 595 842 re", "80 700 m 300 700 l 190 600 l h", "89 730 1 40 re"])
def test_clips_that_leave_something_of_the_words_hide_none(paper: Sheets, clip: str) -> None:
    page = paper().raw(f"q {clip} W n").text(90, 100, "公").raw("Q")
    assert _texts(PdfReader(languages=LANGUAGES).read(page.pdf())) == ["公"]


def test_rules_and_pictures_clipped_away_are_not_there(paper: Sheets) -> None:
    page = paper().text(90, 50, "正文").raw("q 0 800 100 20 re W n")
    page.grid([90, 190, 290], [100, 120, 140], [["", ""], ["", ""]]).box(90, 300, 300, 400)
    page.raw("q 400 0 0 400 100 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q Q")
    (sheet,) = PdfReader(languages=LANGUAGES).source(page.pdf()).pages
    assert (sheet.rulings, sheet.boxes, sheet.images) == ((), (), ())


def test_white_words_on_a_coloured_cell_are_text(paper: Sheets) -> None:
    page = paper().box(80, 80, 200, 120, paint="0 0 1 rg").raw("1 g").text(90, 100, "表头")
    assert _texts(PdfReader(languages=LANGUAGES).read(page.pdf())) == ["表头"]


def test_bomb_is_too_large(paper: Sheets) -> None:
    bomb = zlib.compress(zlib.compress(b"\0" * (200 << 20)))
    content = paper().text(90, 100, "公开").pdf()
    head, _, tail = content.rpartition(b"<< /Length ")
    body = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    assert tail
    assert _failure(head + body + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF").code == "too-large"


def test_endless_line_is_read_in_linear_time() -> None:
    began = process_time()
    assert _failure(b"%PDF-1.7 " + b"a" * 20_000_000).code == "unreadable"
    assert process_time() - began < 2


def test_table_of_impossible_objects_is_refused(paper: Sheets) -> None:
    content = paper().text(90, 100, "公开").pdf().partition(b"xref\n0 ")[0]
    table = b"/Type /XRef /Size 1000000000 /W [0 0 0] /Index [0 1000000000] /Root 1 0 R /Length 0"
    content += b"99 0 obj\n<< %s >>\nstream\n\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(content),
    )
    assert _texts(PdfReader(languages=LANGUAGES).read(content + b"trailer << /Root 1 0 R >>\n")) == ["公开"]


def test_page_on_its_side_is_read_upright(paper: Sheets) -> None:
    sheet = paper(page_keys="/Rotate 90", width=600, height=400)
    sheet.raw("BT /F1 12 Tf 0 1 -1 0 100 50 Tm (first) Tj ET BT /F1 12 Tf 0 1 -1 0 140 50 Tm (second) Tj ET")
    document = PdfReader(languages=LANGUAGES).read(sheet.pdf())
    assert _texts(document) == ["first", "second"]


def test_wide_table_set_sideways_is_read_upright(paper: Sheets) -> None:
    sheet = paper()
    for x, text in ((100, "first"), (140, "second")):
        sheet.raw(f"BT /F1 12 Tf 0 1 -1 0 {x} 50 Tm ({text}) Tj ET")
    assert _texts(PdfReader(languages=LANGUAGES).read(sheet.pdf())) == ["first", "second"]


def test_crop_box_moves_the_corner(paper: Sheets) -> None:
    document = PdfReader(languages=LANGUAGES).read(
        paper(page_keys="/CropBox [50 0 595 742]").text(90, 150, "公开").pdf()
    )
    bbox = document.paragraphs[0].location.bbox
    assert bbox is not None
    assert (bbox[0], bbox[1]) == pytest.approx((40, 39.44), abs=0.1)


def test_page_numbers_are_left_out_and_running_heads_come_once(paper: Sheets) -> None:
    sheet = paper()
    for page in range(1, 4):
        sheet.text(90, 40, "某某局文件", size=9).text(90, 200, f"正文{'甲乙丙'[page - 1]}。").text(
            280, 800, f"- {page} -"
        )
        if page < 3:
            sheet.turn()
    document = PdfReader(languages=LANGUAGES).read(sheet.pdf())
    assert _texts(document) == ["正文甲。", "正文乙。", "正文丙。"]
    heads = [
        block.text for block in document.blocks if not isinstance(block, Table) and block.part == "header"
    ]
    assert heads == ["某某局文件", "- 1 -", "- 2 -", "- 3 -"]


def test_number_in_the_text_is_not_a_page_number(paper: Sheets) -> None:
    assert _texts(PdfReader().read(paper().text(90, 100, "共计").text(90, 400, "35").pdf())) == ["共计", "35"]


def test_metadata_is_kept(paper: Sheets) -> None:
    content = (
        paper()
        .text(90, 100, "公开")
        .pdf()
        .replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Producer (Press 1) >>")
    )
    assert PdfReader(languages=LANGUAGES).read(content).metadata == (("producer", "Press 1"),)


@pytest.mark.needs("shared")
def test_published_report_has_its_three_tables() -> None:
    document = PdfReader().read((SHARED / "samples" / "hongze-2024-published.pdf").read_bytes())
    assert [(table.height, table.width) for table in document.tables] == [(14, 4), (26, 10), (4, 15)]
