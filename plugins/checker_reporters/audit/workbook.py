"""An audit as an Excel workbook: summary, bodies, submissions, findings, sums of tables, and all figures if wanted."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from checker import AuditResults, Messages, Style
from checker_reporters.audit.atomic_files import atomic_path
from checker_reporters.audit.body_status import judge_body
from checker_reporters.audit.decision_rows import DECISIONS
from checker_reporters.audit.sum_sheets import write_sum
from checker_reporters.audit.summary import write_summary
from checker_reporters.audit.table_rows import AssessmentRow, FindingRow, Role
from checker_reporters.audit.tables import (
    ASSESSMENTS,
    BODIES,
    FACTS,
    FINDINGS,
    REPORTS,
    UNMATCHED,
    AuditTable,
    write_rows,
)
from checker_reporters.audit.totals import AuditTotals, TableSum
from checker_reporters.audit.xlsx import LAST_ROW, ExcelWorkbook, TableSheet, open_workbook
from checker_reporters.entries import is_unjudged

_ = Messages(__package__)

# People look at this year; findings in last year's filings are in the exports only.
_FINDINGS: AuditTable[FindingRow] = AuditTable(
    FINDINGS.name,
    FINDINGS.title,
    FINDINGS.columns,
    lambda body_report, style: (f for f in FINDINGS.of_body(body_report, style) if f.role is not Role.BEFORE),
    FINDINGS.of_unmatched,
)
_UNJUDGED: AuditTable[AssessmentRow] = AuditTable(
    ASSESSMENTS.name,
    _("rules not judged"),
    ASSESSMENTS.columns,
    lambda body_report, style: filter(_unjudged, ASSESSMENTS.of_body(body_report, style)),
    lambda unmatched: filter(_unjudged, ASSESSMENTS.of_unmatched(unmatched)),
)


def _unjudged(one: AssessmentRow) -> bool:
    return is_unjudged(one.assessment) and one.role is not Role.BEFORE


@dataclass(frozen=True, slots=True)
class WorkbookReporter:
    """Write `workbook.xlsx`, named as the reporter; a sheet has at most `rows` rows.

    The sheet of all `facts` is most of the file, of the time and of what a spreadsheet must load: it is extra.
    """

    name: str = "workbook"
    rows: int = LAST_ROW
    facts: bool = False

    def write_audit(self, results: AuditResults, folder: Path, style: Style) -> None:
        """Write all sheets in one pass over the results, without keeping rows."""
        path = folder / f"{self.name}.xlsx"
        with TemporaryDirectory(dir=folder, prefix=".workbook-") as waiting, atomic_path(path) as part:
            workbook = open_workbook(str(part), waiting, style.language or results.pack.language)
            try:
                self._fill(workbook, results, style)
            finally:
                workbook.close()

    def _fill(self, workbook: ExcelWorkbook, results: AuditResults, style: Style) -> None:
        totals = AuditTotals(tuple(map(TableSum, results.pack.form.tables)))
        summary = workbook.sheet(workbook.heading(_("summary")))
        bodies = TableSheet(workbook, BODIES, self.rows)
        sums = [
            (one, workbook.sheet(workbook.wording.render(one.spec.title) or one.spec.id))
            for one in totals.sums
        ]
        further = (
            _FINDINGS,
            _UNJUDGED,
            *((DECISIONS,) if results.decisions else ()),
            REPORTS,
            UNMATCHED,
            *((FACTS,) if self.facts else ()),
        )  # the longest last, as it may need further sheets
        sheets = (bodies, *(TableSheet(workbook, table, self.rows) for table in further))
        for body_report in results.body_reports():
            totals.add(judge_body(body_report, style))
            for sheet in sheets:
                write_rows(sheet.table.rows(body_report, style, workbook.wording), sheet)
        for unmatched in results.unmatched():
            totals.add_unmatched(unmatched)
            for sheet in sheets:
                write_rows(sheet.table.unmatched_rows(unmatched, workbook.wording), sheet)
        for sheet in sheets:
            write_rows(sheet.table.audit_rows(results, workbook.wording), sheet)
            sheet.finish()
        write_summary(workbook, summary, results, totals)
        for one, sheet in sums:
            write_sum(workbook, sheet, one)


REPORTER = WorkbookReporter()
WITH_FACTS = WorkbookReporter("workbook-facts", facts=True)
