"""A submission in parts is one document."""

from checker.documents.document import Document, Location, Note, Paragraph, Table
from checker.documents.joining import joined
from checker.judging.reports import Report
from checker.messages import Message
from checker.testing import document

TABLE = [["Item", "Number"], ["Income", "5"]]


def texts(read: Document) -> list[str]:
    return [one.text if isinstance(one, Paragraph) else "table" for one in read.blocks]


def test_what_follows_a_line_of_the_text_goes_behind_it_there() -> None:
    text = document("Report", "1. Figures", "2. Outlook", "It is fine.")
    tables = document("Report", "1. Figures", TABLE, "in thousands")
    assert texts(joined((text, tables))) == [
        "Report", "1. Figures", "table", "in thousands", "2. Outlook", "It is fine.",
    ]  # fmt: skip


def test_what_follows_no_such_line_goes_to_the_end() -> None:
    text = document("Report", "It is fine.")
    assert texts(joined((text, document("Annex", TABLE)))) == ["Report", "It is fine.", "Annex", "table"]


def test_places_are_those_in_the_joined_document() -> None:
    text = Document((Paragraph("Report", Location(0, 1)),), pages=2)
    table = document(TABLE).blocks[0]
    assert isinstance(table, Table)
    note = Note("picture", Message("a picture"), page=1, block=0)
    annex = Document((Table(table.cells, Location(0, 1)),), pages=1, notes=(note,))
    both = joined((text, annex))
    assert [one.location for one in both.blocks] == [Location(0, 1), Location(1, 3)]
    assert [(one.page, one.block) for one in both.notes] == [(3, 1)]
    assert both.pages == 3
    report = Report("a.pdf + b.pdf", files=both.files)
    assert [report.file_of(one.location) for one in both.blocks] == [(0, 1), (1, 1)]
    assert joined((text,)) == text
