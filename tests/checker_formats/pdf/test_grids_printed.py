"""Tables merged at random come back from PDF as they were written, whatever program printed them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import docx
import pytest
from docx.shared import Cm

from checker.documents.document import Document
from checker_formats.pdf.reader import PdfReader
from tests.support.languages import LANGUAGES
from tests.support.merged_tables import Place, Tiling, tiled, written_as_html

TABLES = 60
PAGE = """<!DOCTYPE html><meta charset=utf-8><style>
table { border-collapse: collapse; break-inside: avoid; margin: 1em 0; table-layout: fixed; width: 1em }
tr { height: 2em }
td { border: 1px solid; padding: 4px 9px }
</style>"""


def drawn(seed: str) -> list[Tiling]:
    random = Random(seed)  # noqa: S311  # the same tables in every run
    return [tiled(random.randint) for _table in range(TABLES)]


def caption(number: int) -> str:
    """Return a line that no two tables share; lines that differ in a number only are taken for running heads."""
    return chr(0x4E00 + 37 * number) * 4 + "统计表"


def grids(document: Document) -> Iterator[list[Place]]:
    for table in document.tables:
        yield [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]


def compare(pdf: Path, tilings: list[Tiling]) -> None:
    found = list(grids(PdfReader(languages=LANGUAGES).read(pdf.read_bytes())))
    wrong = [tiling for tiling, grid in zip(tilings, found, strict=False) if list(tiling.seen()) != grid]
    assert not wrong, min(wrong, key=lambda tiling: len(tiling.areas))
    assert len(found) == len(tilings)


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("seed", ["one", "two"])
def test_tables_printed_by_chromium_come_back(seed: str, tmp_path: Path) -> None:
    tilings = drawn(seed)
    tables = (
        f"<p>{caption(number)}</p>{written_as_html(tiling)}" for number, tiling in enumerate(tilings, 1)
    )
    page, pdf = tmp_path / "page.html", tmp_path / "page.pdf"
    page.write_text(PAGE + "".join(tables), encoding="utf-8")
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
        f"--user-data-dir={tmp_path}",
    )
    command = ["chromium", *options, f"--print-to-pdf={pdf}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    compare(pdf, tilings)


def printed(source: Path) -> Path:
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(source.parent),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return source.with_suffix(".pdf")


@pytest.mark.needs("soffice")
def test_word_tables_printed_by_libreoffice_come_back(tmp_path: Path) -> None:
    tilings = drawn("three")
    document = docx.Document()
    for number, tiling in enumerate(tilings, 1):
        document.add_paragraph(caption(number)).paragraph_format.page_break_before = number % 4 == 0
        table = document.add_table(tiling.height, tiling.width, style="Table Grid")
        for row in table.rows:
            row.height = Cm(0.8)
        for row, column, tall, wide in tiling.areas:
            cell = table.cell(row, column).merge(table.cell(row + tall - 1, column + wide - 1))
            cell.paragraphs[0].text = tiling.text(row, column)
    source = tmp_path / "tables.docx"
    document.save(str(source))
    compare(printed(source), tilings)


@pytest.mark.needs("soffice")
def test_opendocument_tables_printed_by_libreoffice_come_back(tmp_path: Path) -> None:
    tilings = drawn("four")
    source = tmp_path / "tables.fodt"
    source.write_text(written_as_odt(tilings), encoding="utf-8")
    compare(printed(source), tilings)


def written_as_odt(tilings: list[Tiling]) -> str:
    names = ("office", "style", "text", "table")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    styles = (
        '<style:style style:name="T" style:family="table"><style:table-properties style:may-break-between-rows="false"/>'
        '</style:style><style:style style:name="C" style:family="table-cell">'
        '<style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="0.1cm"/></style:style>'
        '<style:style style:name="R" style:family="table-row">'
        '<style:table-row-properties style:min-row-height="0.8cm"/></style:style>'
    )
    tables = "".join(
        f"<text:p>{caption(number)}</text:p>{_odt_table(number, tiling)}"
        for number, tiling in enumerate(tilings, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {spaces} office:version="1.2"'
        ' office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{tables}</office:text></office:body></office:document>"
    )


def _odt_table(number: int, tiling: Tiling) -> str:
    begins = {(row, column): (tall, wide) for row, column, tall, wide in tiling.areas}
    rows = []
    for row in range(tiling.height):
        cells = ""
        for column in range(tiling.width):
            if (row, column) not in begins:
                cells += "<table:covered-table-cell/>"
                continue
            tall, wide = begins[row, column]
            spans = f'table:number-rows-spanned="{tall}" table:number-columns-spanned="{wide}"'
            text = f"<text:p>{tiling.text(row, column)}</text:p>"
            cells += f'<table:table-cell table:style-name="C" {spans}>{text}</table:table-cell>'
        rows.append(f'<table:table-row table:style-name="R">{cells}</table:table-row>')
    columns = f'<table:table-column table:number-columns-repeated="{tiling.width}"/>'
    return f'<table:table table:name="T{number}" table:style-name="T">{columns}{"".join(rows)}</table:table>'
