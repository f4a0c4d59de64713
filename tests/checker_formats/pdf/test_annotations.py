"""Form fields and text boxes belong to the page; comments of reviewers are left-overs."""

from typing import Any

import pytest

from checker import Document, Paragraph
from checker.errors import ReadError
from checker_formats.pdf.reader import PdfReader

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

PLACE = "/Rect [90 600 290 620]"


def _read(paper: Sheets, annotation: str, *, form: str = "", more: tuple[bytes, ...] = ()) -> Document:
    sheet = paper(
        page_keys=f"/Annots [<< /Type /Annot {PLACE} {annotation} >>]", catalog=f"/AcroForm << {form} >>"
    )
    sheet.extra = list(more)
    return PdfReader().read(sheet.text(90, 100, "first").text(90, 400, "last").pdf())


def _texts(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def _appearance(content: str, keys: str = "/BBox [0 0 200 20]") -> bytes:
    body = content.encode()
    head = f"<< /Subtype /Form {keys} /Resources << /Font << /F1 3 0 R >> >> /Length {len(body)} >>\nstream\n"
    return head.encode() + body + b"\nendstream"


# --- text of the page ----------------------------------------------------------------------------------------

FIELD = "/Subtype /Widget /FT /Tx /T (a)"


@pytest.mark.parametrize(
    "annotation",
    [
        f"{FIELD} /V (value) /DA (/Helv 9 Tf 0 g)",
        f"{FIELD} /V (value)",
        f"{FIELD} /V <FEFF00760061006C00750065> /DA (/Helv 0 Tf)",
        "/Subtype /Widget /Parent << /FT /Tx /V (value) >>",
        "/Subtype /Widget /FT /Ch /V [(value)]",
        "/Subtype /FreeText /Contents (value) /DA (/Helv 12 Tf 0 g)",
        "/Subtype /FreeText /IT /FreeTextTypewriter /Contents (value)",
    ],
    ids=["size", "no size", "utf-16", "inherited", "choice", "free text", "typewriter"],
)
def test_text_without_an_appearance_is_read_in_its_place(paper: Sheets, annotation: str) -> None:
    document = _read(paper, annotation)
    assert _texts(document) == ["first", "value", "last"]
    assert not document.notes


@pytest.mark.parametrize("subtype", ["/Widget /FT /Tx /V (old)", "/FreeText /Contents (old)"])
def test_appearance_is_read_as_it_is_painted(paper: Sheets, subtype: str) -> None:
    appearance = _appearance("/Tx BMC q BT /F1 10 Tf 2 5 Td (painted) Tj ET Q EMC")
    document = _read(paper, f"/Subtype {subtype} /AP << /N 10 0 R >>", more=(appearance,))
    assert _texts(document) == ["first", "painted", "last"]
    (bbox,) = [p.location.bbox for p in document.paragraphs if p.text == "painted"]
    assert bbox is not None
    assert bbox[0] == pytest.approx(92)


def test_appearance_is_fitted_into_its_rectangle(paper: Sheets) -> None:
    appearance = _appearance("BT /F1 20 Tf 0 0 Td (wide) Tj ET", "/BBox [0 0 400 40] /Matrix [1 0 0 1 7 7]")
    document = _read(paper, "/Subtype /FreeText /AP << /N 10 0 R >>", more=(appearance,))
    (bbox,) = [p.location.bbox for p in document.paragraphs if p.text == "wide"]
    assert bbox is not None
    assert (bbox[0], bbox[2]) == pytest.approx((90, 90 + 4 * 6))


def test_value_counts_where_the_appearance_shows_nothing(paper: Sheets) -> None:
    document = _read(paper, f"{FIELD} /V (value) /AP << /N 10 0 R >>", more=(_appearance("/Tx BMC EMC"),))
    assert _texts(document) == ["first", "value", "last"]


def test_value_counts_where_appearances_are_to_be_made_anew(paper: Sheets) -> None:
    stale = _appearance("BT /F1 10 Tf 2 5 Td (stale) Tj ET")
    document = _read(
        paper, f"{FIELD} /V (value) /AP << /N 10 0 R >>", form="/NeedAppearances true", more=(stale,)
    )
    assert _texts(document) == ["first", "value", "last"]


def test_long_text_of_a_box_is_wrapped_into_it(paper: Sheets) -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    document = _read(paper, f"/Subtype /FreeText /Contents ({words}) /DA (/Helv 8 Tf)")
    assert words in " ".join(_texts(document))


@pytest.mark.parametrize(
    "annotation",
    [
        f"{FIELD} /V (value) /F 2",
        f"{FIELD} /V (value) /F 32",
        f"{FIELD} /V (value) /Ff 8192",
        "/Subtype /Widget /FT /Btn /V /Yes /AS /Yes",
        "/Subtype /Link /Contents (value)",
        "/Subtype /Popup /Contents (value)",
    ],
    ids=["hidden", "not viewed", "password", "button", "link", "popup"],
)
def test_what_no_reader_sees_is_not_read(paper: Sheets, annotation: str) -> None:
    document = _read(paper, annotation)
    assert _texts(document) == ["first", "last"]
    assert not document.notes


def test_field_fills_the_cell_that_it_lies_in(paper: Sheets) -> None:
    sheet = paper(page_keys=f"/Annots [<< {FIELD} /Rect [155 712 245 732] /V (7) /DA (/Helv 9 Tf) >>]")
    sheet.grid([50, 150, 250], [80, 105, 130], [["甲", "1"], ["乙", ""]])
    (table,) = PdfReader().read(sheet.pdf()).tables
    assert [cell.text for cell in table.cells] == ["甲", "1", "乙", "7"]


# --- comments ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "annotation",
    [
        "/Subtype /Text /Contents (check this)",
        "/Subtype /Highlight /Contents (check this)",
        "/Subtype /StrikeOut",
        "/Subtype /Underline",
        "/Subtype /Caret /Contents (insert)",
        "/Subtype /Square /Contents (check this)",
    ],
)
def test_marks_of_reviewers_are_noted_and_not_part_of_the_text(paper: Sheets, annotation: str) -> None:
    document = _read(paper, annotation)
    assert _texts(document) == ["first", "last"]
    assert [(note.code, note.page, note.block, note.lost) for note in document.notes] == [
        ("comments", 1, 0, False)
    ]


def test_text_of_a_comment_is_kept_outside_the_body(paper: Sheets) -> None:
    document = _read(paper, "/Subtype /Text /Contents (check this)")
    assert [b.text for b in document.blocks if isinstance(b, Paragraph) and b.part == "comment"] == [
        "check this"
    ]
    assert "check this" in str(document.notes[0].message)


@pytest.mark.parametrize(
    "annotation", ["/Subtype /Text /StateModel /Review /State /Accepted", "/Subtype /Square"]
)
def test_states_of_comments_and_drawings_without_words_are_not_noted(paper: Sheets, annotation: str) -> None:
    assert not _read(paper, annotation).notes


# --- forms ---------------------------------------------------------------------------------------------------


def _form(fields: str) -> str:
    return f"/Fields [{fields}]"


def test_form_without_values_is_noted(paper: Sheets) -> None:
    empty = "<< /FT /Tx /T (a) >> << /FT /Tx /T (b) /V () >> << /FT /Ch /T (c) >>"
    notes = _read(paper, "/Subtype /Link", form=_form(empty)).notes
    assert [(note.code, note.lost) for note in notes] == [("placeholder", False)]
    assert "none of its 3 fields" in str(notes[0].message)


@pytest.mark.parametrize(
    "fields",
    [
        "<< /FT /Tx /T (a) >> << /FT /Tx /T (b) /V (x) >> << /FT /Ch /T (c) >>",
        "<< /FT /Tx /T (a) >>",
        "<< /FT /Btn /T (a) >> << /FT /Btn /T (b) >> << /FT /Sig /T (c) >>",
    ],
    ids=["one filled", "a single field", "buttons"],
)
def test_other_forms_are_not_noted(paper: Sheets, fields: str) -> None:
    assert not _read(paper, "/Subtype /Link", form=_form(fields)).notes


@pytest.mark.parametrize(
    ("catalog", "kind"),
    [
        ("/NeedsRendering true /AcroForm << /XFA [] >>", "XFA"),
        ("/AcroForm << /XFA [] /Fields [] >>", "XFA"),
        ("/Collection << /View /D >>", "portfolio"),
        ("/Collection << >>", "portfolio"),
    ],
)
def test_files_whose_pages_do_not_show_them_are_named(paper: Sheets, catalog: str, kind: str) -> None:
    with pytest.raises(ReadError, match=kind) as caught:
        PdfReader().read(paper(catalog=catalog).text(90, 100, "Please wait").pdf())
    assert caught.value.code == "wrong-format"


def test_document_with_attachments_behind_it_is_read(paper: Sheets) -> None:
    assert _texts(
        PdfReader().read(paper(catalog="/Collection << /View /H >>").text(90, 100, "text").pdf())
    ) == ["text"]
