"""What is promised of scans that are read by recognising their characters."""

import subprocess
import sys
from pathlib import Path

import pytest

from checker.documents.document import Document, Table
from checker.errors import UsageError
from checker.judging.engine import Engine
from checker.judging.reports import Outcome, Report
from checker_formats.pdf import tesseract
from checker_formats.pdf.reader import PdfReader
from tests.support.engine import checker
from tests.support.languages import LANGUAGES
from tests.support.scanned_pdfs import Copied, scanned

EXAMPLE = Path(__file__).parents[3] / "examples" / "qingping-2024.pdf"
DISPUTES = 2  # the table of disputes, with its 15 figures in the fourth row
SCANNED = 4  # the page on which it stands

needs_tesseract = pytest.mark.needs("tesseract")


@pytest.fixture(scope="module")
def forged() -> tuple[Document, Report]:
    """Scan the page of the table of disputes, with the figure of its first total overwritten."""
    content = EXAMPLE.read_bytes()
    table = PdfReader(languages=LANGUAGES).read(content).tables[DISPUTES]
    one, other = table.at(3, 1), table.at(3, 4)
    assert one is not None
    assert one.bbox is not None
    assert other is not None
    assert other.bbox is not None
    assert (one.text, other.text) == ("0", "1")
    scan = scanned(content, (SCANNED,), forged=[Copied(SCANNED, one.bbox, other.bbox)])
    reader = PdfReader(languages=LANGUAGES).recognising()
    engine = Engine(lambda _suffix: reader, checker().packs)
    return engine.read("scan.pdf", scan), engine.check("scan.pdf", scan)


@needs_tesseract
def test_scanned_table_has_the_grid_and_the_figures_of_the_printed_one(
    forged: tuple[Document, Report],
) -> None:
    printed, read = (
        PdfReader(languages=LANGUAGES).read(EXAMPLE.read_bytes()).tables[DISPUTES],
        forged[0].tables[DISPUTES],
    )
    assert _places(read) == _places(printed)
    assert [cell.text for cell in read.row(3)] == [
        "0" if cell.column == 4 else cell.text for cell in printed.row(3)
    ]


def _places(table: Table) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


@needs_tesseract
def test_every_recognised_cell_is_doubtful(forged: tuple[Document, Report]) -> None:
    cells = [cell for table in forged[0].tables for cell in table.cells]
    assert {cell.certain for cell in cells if cell.page == SCANNED} == {False}


@needs_tesseract
def test_wrong_total_of_a_scanned_table_is_for_review(forged: tuple[Document, Report]) -> None:
    wrong = [str(f.problem.message) for f in forged[1].findings if f.rule.id.startswith("review")]
    assert ["0 ≠ 结果维持 1" in message for message in wrong] == [True]  # with the text, which says 1
    assert {finding.outcome for finding in forged[1].findings} == {Outcome.REVIEW}


@needs_tesseract
def test_scan_is_noted_and_nothing_counts_as_lost(forged: tuple[Document, Report]) -> None:
    assert [(note.code, note.page, note.lost) for note in forged[1].notes] == [
        ("recognised-text", SCANNED, False)
    ]
    assert not forged[1].unread


@needs_tesseract
def test_option_ocr_reads_scans(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(scanned(EXAMPLE.read_bytes(), (2,)))
    run = subprocess.run(
        [sys.executable, "-m", "checker", "check", "--ocr", scan], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_without_tesseract_the_error_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    tesseract.program.cache_clear()
    with pytest.raises(UsageError, match="tesseract-ocr-chi-sim"):
        PdfReader(languages=LANGUAGES).recognising()
