"""Tables of text with few rules or none come back with their cells, and what only looks like tables does not."""

import subprocess
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest

from checker import Document
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES
from tests.support.set_out_prints import print_directly, word_file
from tests.support.set_out_text import (
    Grid,
    Lookalike,
    SetOutTable,
    lookalikes,
    tables,
)

EXACT, FALSE = 0.9, 0.03  # shares

Printed = Sequence[SetOutTable | Lookalike]


def drawn(seed: str) -> Printed:
    return [*tables(40, seed), *lookalikes(40, seed)]


def grids(document: Document) -> dict[int | None, list[Grid]]:
    """Return the tables by page, without the spaces of their cells: lines are joined with them or without."""
    found: dict[int | None, list[Grid]] = defaultdict(list)
    for table in document.tables:
        rows = [["".join(cell.text.split()) for cell in table.row(row)] for row in range(table.height)]
        found[table.location.page].append(rows)
    return found


def compare(pdf: bytes, printed: Printed) -> None:
    document = PdfReader(languages=LANGUAGES).read(pdf)
    assert document.pages == len(printed)
    found = grids(document)
    wrong = []
    false = []
    for page, one in enumerate(printed, 1):
        if isinstance(one, Lookalike):
            false += [(page, one.name)] if found[page] else []
        elif found[page] != [[["".join(text.split()) for text in row] for row in one.grid]]:
            wrong.append((page, one.style))
    count = sum(isinstance(one, SetOutTable) for one in printed)
    exact, taken = count - len(wrong), len(printed) - count
    counts = f"{exact} of {count} tables exact, wrong: {wrong}; {len(false)} of {taken} lookalikes taken for tables: {false}"
    assert exact >= EXACT * count, counts
    assert len(false) <= FALSE * taken, counts
    assert not any(cell.certain for table in document.tables for cell in table.cells), counts


def test_tables_printed_by_reportlab_come_back() -> None:
    printed = drawn("one")
    compare(print_directly(printed), printed)


@pytest.mark.needs("soffice")
def test_word_tables_printed_by_libreoffice_come_back(tmp_path: Path) -> None:
    printed = drawn("two")
    source = tmp_path / "tables.docx"
    source.write_bytes(word_file(printed))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    compare(source.with_suffix(".pdf").read_bytes(), printed)
