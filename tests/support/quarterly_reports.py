"""Invented quarterly audit reports in Word and PDF, in the layouts that authors use: styles, typed numbers, bold lines."""

import io
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Pt

Layout = Literal["styled", "numbered", "bold"]

_MOST = 60  # files that LibreOffice prints in one run
HEAD = ("No.", "Finding", "Severity", "Owner", "Due date")
ROWS = (
    ("1", "Passwords of leavers stay valid for weeks", "High", "J. Smith", "15 November 2026"),
    ("2", "Two invoices were paid twice", "Critical", "A. Jones", "2026-10-31"),
    ("3", "The inventory lists 12 laptops that nobody can find", "Medium", "R. Patel", "12/31/2026"),
)


@dataclass(frozen=True)
class Quarterly:
    """A report: lines of its title, text below each heading; the table of findings stands below “Findings”."""

    title: Sequence[str] = ("Northwind Traders", "Quarterly Report", "Third quarter 2026")
    sections: Mapping[str, Sequence[str]] | None = None
    head: Sequence[str] = HEAD
    rows: Sequence[Sequence[str]] = ROWS
    layout: Layout = "styled"

    def text(self) -> dict[str, Sequence[str]]:
        return dict(self.sections or SECTIONS)

    def changed(self, name: str, *lines: str) -> "Quarterly":
        """Return the report with other text below a heading."""
        return replace(self, sections={**self.text(), name: lines})

    def without(self, name: str) -> "Quarterly":
        """Return the report without a section."""
        return replace(self, sections={key: text for key, text in self.text().items() if key != name})

    def without_column(self, name: str) -> "Quarterly":
        """Return the report whose table lacks a column."""
        at = self.head.index(name)
        head, *rows = ([*row[:at], *row[at + 1 :]] for row in (self.head, *self.rows))
        return replace(self, head=head, rows=rows)

    def with_cell(self, row: int, column: str, text: str) -> "Quarterly":
        """Return the report with another text in one cell of its table."""
        at = self.head.index(column)
        rows = [[*line] for line in self.rows]
        rows[row][at] = text
        return replace(self, rows=rows)


SECTIONS: Mapping[str, Sequence[str]] = {
    "Summary": (
        "Reporting period: 1 July 2026 to 30 September 2026.",
        "Internal audit finished four audits in the quarter and raised three findings.",
    ),
    "Scope": ("The audits covered access control, accounts payable and the inventory of equipment.",),
    "Findings": ("The table lists all findings that were open at the end of the quarter.",),
    "Contact": ("Questions are answered by Internal Audit.", "E-mail: internal.audit@example.com"),
}


def word_file(report: Quarterly, table_style: str = "Table Grid") -> bytes:
    """Write a report as Word saves it."""
    document = Document()
    for at, line in enumerate(report.title):
        _heading(document, line, report.layout, None if at else 0)
    for number, (name, lines) in enumerate(report.text().items(), start=1):
        _heading(document, f"{number}. {name}" if report.layout == "numbered" else name, report.layout, 1)
        for line in lines:
            document.add_paragraph(line)
        if name == "Findings":
            _table(document, report, table_style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _heading(document: WordDocument, text: str, layout: Layout, level: int | None) -> None:
    if layout == "styled" and level is not None:
        document.add_heading(text, level)
        return
    run = document.add_paragraph().add_run(text)
    run.bold = layout == "bold"
    run.font.size = Pt(16 if level == 0 else 12)


def _table(document: WordDocument, report: Quarterly, style: str) -> None:
    table = document.add_table(0, len(report.head), style=style)
    for row in (report.head, *report.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def print_all(files: Mapping[str, bytes], folder: Path) -> Mapping[str, bytes]:
    """Print Word files as PDF with LibreOffice, in one run for many of them."""
    paths = {name: folder / f"{name}.docx" for name in files}
    for name, path in paths.items():
        path.write_bytes(files[name])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    words = list(map(str, paths.values()))
    for first in range(0, len(words), _MOST):
        several = words[first : first + _MOST]
        subprocess.run([*command, *several], check=True, capture_output=True, timeout=900)
    return {name: path.with_suffix(".pdf").read_bytes() for name, path in paths.items()}
