"""An audit as an Excel workbook: summary, bodies, submissions, findings, figures, sums of tables, strays."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from checker import AuditResults, Messages, Outcome, Style
from checker_reporters.audit.atomic_files import fresh
from checker_reporters.audit.body_status import judged
from checker_reporters.audit.forms import write_sum
from checker_reporters.audit.row_records import Ended, Found, Role
from checker_reporters.audit.summary import write_summary
from checker_reporters.audit.tables import (
    ASSESSMENTS,
    ASTRAY,
    BODIES,
    FACTS,
    FINDINGS,
    REPORTS,
    Row,
    Table,
)
from checker_reporters.audit.totals import Sum, Totals
from checker_reporters.audit.xlsx import LAST_ROW, Book, Listing, open_book

_ = Messages(__package__)

# What people look at is this year's: findings of last year's filings are left to the exports.
_FOUND: Table[Found] = Table(
    FINDINGS.name,
    FINDINGS.title,
    FINDINGS.columns,
    lambda dossier, style: (f for f in FINDINGS.of_body(dossier, style) if f.role is not Role.BEFORE),
    FINDINGS.of_stray,
)
_UNJUDGED: Table[Ended] = Table(
    ASSESSMENTS.name,
    _("rules not judged"),
    ASSESSMENTS.columns,
    lambda dossier, style: filter(_unjudged, ASSESSMENTS.of_body(dossier, style)),
    lambda stray: filter(_unjudged, ASSESSMENTS.of_stray(stray)),
)


def _unjudged(one: Ended) -> bool:
    told = one.assessment.unread or one.assessment.outcome is Outcome.NOT_ASSESSED
    return told and one.role is not Role.BEFORE


@dataclass(frozen=True, slots=True)
class WorkbookReporter:
    """Write `workbook.xlsx`; a sheet has at most `rows`."""

    name: str = "workbook"
    rows: int = LAST_ROW

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write all sheets at once, so that the results are read once and no row is kept."""
        path = folder / f"{self.name}.xlsx"
        with TemporaryDirectory(dir=folder, prefix=".workbook-") as waiting, fresh(path) as part:
            book = open_book(str(part), waiting, style.language or results.pack.language)
            try:
                self._fill(book, results, style)
            finally:
                book.close()

    def _fill(self, book: Book, results: AuditResults, style: Style) -> None:
        totals = Totals(tuple(map(Sum, results.pack.form.tables)))
        summary = book.sheet(book.heading(_("summary")))
        bodies = Listing(book, BODIES, self.rows)
        sums = [(one, book.sheet(book.said.say(one.spec.title) or one.spec.id)) for one in totals.sums]
        further = (_FOUND, _UNJUDGED, REPORTS, ASTRAY, FACTS)  # the longest last: it may need further sheets
        listings = (bodies, *(Listing(book, table, self.rows) for table in further))
        for dossier in results.body_reports():
            totals.add(judged(dossier, style))
            for listing in listings:
                _listed(listing.table.rows(dossier, style, book.said), listing)
        for stray in results.unmatched():
            totals.add_stray(stray)
            for listing in listings:
                _listed(listing.table.stray_rows(stray, book.said), listing)
        for listing in listings:
            listing.finish()
        write_summary(book, summary, results, totals)
        for one, sheet in sums:
            write_sum(book, sheet, one)


def _listed(rows: Iterator[Row], listing: Listing) -> None:
    for row in rows:
        listing.write(row)


REPORTER = WorkbookReporter()
