"""Content of layers that are switched off is not read."""

from typing import Any

import pytest

from checker_formats.pdf.reader import PdfReader

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from

HIDDEN = "/OC /Layer BDC BT /F1 12 Tf 90 600 Td (hidden) Tj ET 90 500 200 90 re f EMC"
GROUP = b"<< /Type /OCG /Name (draft) >>"


def _texts(sheet: Sheets) -> list[str]:
    document = PdfReader().read(sheet.pdf())
    assert not document.notes
    return [paragraph.text for paragraph in document.paragraphs]


def _sheet(paper: Sheets, config: str, layer: str = "10 0 R", content: str = HIDDEN) -> Sheets:
    sheet = paper(
        resources=f"/Properties << /Layer {layer} >> /XObject << /Form 12 0 R >>",
        catalog=f"/OCProperties << /OCGs [10 0 R 11 0 R] /D << {config} >> >>",
    )
    inner = b"BT /F1 12 Tf 90 600 Td (hidden) Tj ET"
    form = b"<< /Subtype /Form /BBox [0 0 600 900] /OC 10 0 R /Length %d >>\nstream\n%s\nendstream"
    sheet.extra = [GROUP, GROUP, form % (len(inner), inner)]
    return sheet.text(90, 100, "shown").raw(content)


@pytest.mark.parametrize(
    ("config", "shown"),
    [
        ("/OFF [10 0 R]", False),
        ("/OFF [11 0 R]", True),
        ("", True),
        ("/BaseState /OFF", False),
        ("/BaseState /OFF /ON [10 0 R]", True),
        ("/BaseState /ON /OFF [10 0 R 11 0 R]", False),
    ],
)
def test_layer_is_read_if_the_default_configuration_shows_it(
    paper: Sheets, config: str, *, shown: bool
) -> None:
    assert _texts(_sheet(paper, config)) == ["shown", "hidden"][: 1 + shown]


@pytest.mark.parametrize(
    ("membership", "shown"),
    [
        ("/OCGs [10 0 R 11 0 R]", True),
        ("/OCGs [10 0 R 11 0 R] /P /AllOn", False),
        ("/OCGs [10 0 R 11 0 R] /P /AnyOff", True),
        ("/OCGs [10 0 R 11 0 R] /P /AllOff", False),
        ("/OCGs 10 0 R", False),
        ("/OCGs [] /P /AllOn", True),
        ("/VE [/And 10 0 R 11 0 R]", False),
        ("/VE [/Or 10 0 R 11 0 R]", True),
        ("/VE [/Or [/Not 11 0 R] [/And 10 0 R]]", False),
    ],
)
def test_membership_of_layers_follows_its_policy(paper: Sheets, membership: str, *, shown: bool) -> None:
    sheet = _sheet(paper, "/OFF [10 0 R]", f"<< /Type /OCMD {membership} >>")
    assert _texts(sheet) == ["shown", "hidden"][: 1 + shown]


@pytest.mark.parametrize(
    "content",
    [
        "/Form Do",
        "BT /F1 12 Tf 90 600 Td /OC /Layer BDC (hidden) Tj EMC ET",
        "/OC /Layer BDC /P << /MCID 1 >> BDC BT /F1 12 Tf 90 600 Td (hidden) Tj ET EMC /Form Do EMC",
        "/OC /Layer BDC BT /F1 12 Tf 90 600 Td (hidden) Tj ET",
    ],
    ids=["form", "within text", "nested", "never closed"],
)
def test_hidden_content_is_left_out_wherever_it_stands(paper: Sheets, content: str) -> None:
    assert _texts(_sheet(paper, "/OFF [10 0 R]", content=content)) == ["shown"]


def test_text_after_a_hidden_layer_is_read(paper: Sheets) -> None:
    sheet = _sheet(paper, "/OFF [10 0 R]").text(90, 700, "after")
    assert _texts(sheet) == ["shown", "after"]
