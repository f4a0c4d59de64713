"""Heads over several columns or rows, sub-heads and centred cells are found where few rules or none are drawn."""

from collections.abc import Iterable, Sequence
from typing import Any

from checker import Document
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES

Sheets = Any  # the type of the `paper` fixture: test folders are no packages to import it from
Line = tuple[float, Sequence[tuple[float, str]]]  # height; places and texts

LEFTS = [60.0, 160.0, 280.0, 360.0, 440.0]


def _written(sheet: Sheets, lines: Iterable[Line], size: float = 10) -> Sheets:
    for y, texts in lines:
        for x, text in texts:
            sheet.text(x, y, text, size=size)
    return sheet


def _row(y: float, texts: Sequence[str], lefts: Sequence[float] = LEFTS) -> Line:
    return y, [(x, text) for x, text in zip(lefts, texts, strict=True) if text]


def _read(sheet: Sheets) -> Document:
    return PdfReader(languages=LANGUAGES).read(sheet.pdf())


def _grid(document: Document) -> list[list[str]]:
    """Return the text at each place of the only table, whose cells are all uncertain."""
    (table,) = document.tables
    assert not any(cell.certain for cell in table.cells)
    found = [[""] * table.width for _row in range(table.height)]
    for cell in table.cells:
        found[cell.row][cell.column] = cell.text
    return found


FIGURES = [
    ["Rent", "120", "8.5", "130", "9.1"],
    ["Travel", "45", "3.2", "50", "3.5"],
    ["Energy", "77", "5.4", "70", "4.9"],
]


def test_a_head_of_two_levels_without_rules(paper: Sheets) -> None:
    lower = ["", "Amount", "Share", "Amount", "Share"]
    lefts = [60.0, 200.0, 280.0, 360.0, 440.0]
    head: list[Line] = [(100, [(236, "Budget"), (396, "Outturn")]), (107, [(60, "Item")])]
    rows = [_row(130 + 20 * place, row, lefts) for place, row in enumerate(FIGURES)]
    document = _read(_written(paper(), [*head, _row(114, lower, lefts), *rows]))
    assert _grid(document) == [["Item", "Budget", "", "Outturn", ""], lower, *FIGURES]


def test_row_heads_in_the_middle_of_their_rows(paper: Sheets) -> None:
    labels = ["Rent", "Travel", "Energy", "Audit"]
    rows = [_row(140 + 24 * place, ["", label, "1", "22", "333"]) for place, label in enumerate(labels)]
    heads: list[Line] = [(152, [(60, "Staff")]), (200, [(60, "Other")])]
    lines = [_row(116, ["Kind", "Item", "2019", "2020", "2021"]), *rows, *heads]
    (table,) = (document := _read(_written(paper(), lines))).tables
    assert _grid(document) == [
        ["Kind", "Item", "2019", "2020", "2021"],
        *(
            ["Staff" * (place == 0) + "Other" * (place == 2), label, "1", "22", "333"]
            for place, label in enumerate(labels)
        ),
    ]
    assert [cell.row_span for cell in table.cells if cell.column == 0] == [1, 2, 2]


def test_sub_heads_are_rows_of_their_own(paper: Sheets) -> None:
    head, under = ["Item", "2019", "2020", "2021", "2022"], ["Other", "", "", "", ""]
    wanted = [
        head,
        ["Staff", "", "", "", ""],
        *FIGURES[:2],
        under,
        FIGURES[2],
        ["Cleaning work", "1", "2", "3", "4"],
    ]
    sheet = _written(paper(), [_row(116 + 15 * place, row) for place, row in enumerate(wanted)])
    for y in (102, 121, 211):
        sheet.line(50, y, 500, y)
    assert _grid(_read(sheet)) == wanted


def test_wrapped_cells_beside_centred_ones(paper: Sheets) -> None:
    texts = [
        ("a long text that", "goes on here", "for three lines"),
        ("of one line",),
        ("and one more text", "of two lines"),
    ]
    lines, y = [_row(116, ["No.", "Finding", "Owner", "Date", "State"])], 135.0
    for place, parts in enumerate(texts, 1):
        lines += [(y + 13 * number, [(160, part)]) for number, part in enumerate(parts)]
        lines.append(_row(y + 6.5 * (len(parts) - 1), [str(place), "", "Berg", "May 3", "Open"]))
        y += 13 * len(parts)
    grid = _grid(_read(_written(paper(), lines).line(50, 120, 520, 120)))
    assert [" ".join(row[1].split()) for row in grid[1:]] == [" ".join(parts) for parts in texts]
    assert [row[0] for row in grid] == ["No.", "1", "2", "3"]


def test_numbers_close_to_the_next_column(paper: Sheets) -> None:
    lefts = [60.0, 160.0, 250.0, 281.5]  # the third column ends 7.5 points before the fourth
    rows = [
        ["Rent", "1", "1234", "2026-05-13"],
        ["Travel", "2", "5678", "2026-08-03"],
        ["Energy", "3", "9012", "2026-02-28"],
    ]
    head = ["Item", "No.", "Paid", "Due"]
    lines = [_row(116 + 20 * place, row, lefts) for place, row in enumerate([head, *rows])]
    assert _grid(_read(_written(paper(), lines))) == [head, *rows]


def test_a_caption_below_the_first_rule_is_no_row(paper: Sheets) -> None:
    head = ["Item", "Amount", "Share", "Amount", "Share"]
    lines = [
        (116, [(220, "Table 3 Open findings")]),
        *(_row(131 + 15 * place, row) for place, row in enumerate([head, *FIGURES])),
    ]
    sheet = _written(paper(), lines)
    for y in (102, 136, 182):
        sheet.line(50, y, 500, y)
    document = _read(sheet)
    assert _grid(document) == [head, *FIGURES]
    assert [paragraph.text for paragraph in document.paragraphs] == ["Table 3 Open findings"]


def test_the_lines_of_a_chart_are_no_table(paper: Sheets) -> None:
    sheet = paper()
    for place in range(6):
        sheet.line(80, 300 - 30 * place, 400, 300 - 30 * place).text(
            60, 304 - 30 * place, f"{30 * place}", size=9
        )
    for place, height in enumerate((100, 45, 130, 70)):
        sheet.box(100 + 70 * place, 300 - height, 130 + 70 * place, 300, paint="0.3 0.4 0.8 rg")
        sheet.text(104 + 70 * place, 296 - height, f"{height}", size=9).text(
            104 + 70 * place, 314, f"{2019 + place}", size=9
        )
    assert not _read(sheet).tables


def test_boxes_that_a_line_joins_are_no_table(paper: Sheets) -> None:
    sheet = paper()
    for place, step in enumerate(("Apply", "Review", "Decide")):
        sheet.box(60 + 160 * place, 100, 160 + 160 * place, 150, paint="0 G 0.5 w", how="S").text(
            80 + 160 * place, 128, step
        )
    sheet.line(160, 125, 220, 125).line(320, 125, 380, 125)
    document = _read(sheet)
    assert not document.tables
    assert "Review" in " ".join(paragraph.text for paragraph in document.paragraphs)
