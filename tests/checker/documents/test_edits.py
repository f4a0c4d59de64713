"""Edits: exactly the characters that they name are replaced, or nothing is."""

import pytest

from checker import Edit, Location, Paragraph, Table, edited, whole
from checker.documents.document import Document
from checker.testing import document

REPORT = document("Report of 2023", "In 2023 and 2023.", [["Total", "<", "3"], ["A", "B", " 1 "]])


def texts(read: Document) -> list[object]:
    return [
        block.text if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for block in read.blocks
    ]


def test_several_edits_of_one_document_are_made_at_once() -> None:
    edits = (
        Edit(Location(1), 12, "2023", "2024"),
        Edit(Location(0), 10, "2023", "2024"),
        Edit(Location(1), 3, "2023", "the year"),
        Edit(Location(2, row=0, column=2), 0, "3", "1"),
    )
    assert texts(edited(REPORT, edits)) == [
        "Report of 2024",
        "In the year and 2024.",
        ["Total", "1", "A", "B", " 1 "],
    ]


def test_a_whole_text_is_replaced_without_the_blanks_around_it() -> None:
    table = edited(REPORT, [whole(Location(2, row=1, column=2), " 1 ", "20")]).blocks[2]
    assert isinstance(table, Table)
    assert table.cells[-1].text == " 20 "


def test_added_paragraphs_move_what_follows() -> None:
    edits = [
        Edit(Location(2), 0, "", "Above", adds="before", like=1),
        Edit(Location(0), 0, "", "First", adds="after"),
        Edit(Location(2, row=0, column=2), 0, "3", "1"),
    ]
    after = edited(REPORT, edits)
    assert texts(after) == [
        "Report of 2023", "First", "In 2023 and 2023.", "Above", ["Total", "1", "A", "B", " 1 "],
    ]  # fmt: skip
    assert [block.location.block for block in after.blocks] == [0, 1, 2, 3, 4]


def test_a_paragraph_is_added_beside_and_like_one_that_is_there() -> None:
    for edit in (
        Edit(Location(9), 0, "", "x", adds="after"),
        Edit(Location(0), 0, "", "x", adds="after", like=2),
    ):
        with pytest.raises(ValueError, match="there"):
            edited(REPORT, [edit])


@pytest.mark.parametrize(
    "edits",
    [
        [Edit(Location(0), 9, "2023", "2024")],
        [Edit(Location(0), 10, "2023", "1"), Edit(Location(0), 12, "23", "2")],
        [Edit(Location(0), 10, "", "1"), Edit(Location(0), 10, "", "2")],
        [Edit(Location(2), 0, "Total", "Sum")],
        [Edit(Location(2, row=7, column=0), 0, "", "1")],
        [Edit(Location(9), 0, "", "1")],
    ],
    ids=["other-text", "overlap", "two-insertions", "no-cell", "no-such-cell", "no-such-block"],
)
def test_an_edit_that_does_not_fit_is_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match=r"stand|no text"):
        edited(REPORT, edits)


def test_an_automatic_number_is_no_text_to_edit() -> None:
    numbered = Document((Paragraph("1. Scope", Location(0), label="1. "),))
    assert texts(edited(numbered, [Edit(Location(0), 3, "Scope", "Range")])) == ["1. Range"]
    with pytest.raises(ValueError, match="automatic"):
        edited(numbered, [Edit(Location(0), 0, "1. Scope", "2. Scope")])
