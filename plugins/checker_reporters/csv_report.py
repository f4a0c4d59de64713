"""The report as a CSV table: one line per finding, at least one per document."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from checker import Message, Messages, Outcome, Report, Severity, Style, dataclass, regex
from checker_reporters.counts import Verdict, verdict
from checker_reporters.entries import ReportEntry, entries
from checker_reporters.log_commands import break_commands
from checker_reporters.wording import VERDICTS, ReportWording, wording_for

_ = Messages(__package__)

Key = TypeVar("Key", bound=StrEnum)

# Excel takes such a start for a formula, also after a semicolon if it splits cells there.
_FORMULA = regex(r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－﹢﹣＠])")
# Excel would turn these into other numbers or into dates: 0719, 1-2, 2024年1月, 18 digits.
_LOOKS_LIKE_A_NUMBER = regex(
    r"[\d\s.,:/%eE-]*\d[\d\s.,:/%eE-]*|\s*(?:\d{1,4}\s*[^\W\d_A-Za-z]\s*){2,3}\d{0,2}\s*"
)
_NUMBER = regex(r"0|[1-9]\d{0,14}")
_BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the system

_COLUMNS = {
    "file": _("file"),
    "title": _("title of the document"),
    "body": _("body"),
    "year": _("report year"),
    "verdict": _("verdict"),
    "outcome": _("outcome"),
    "severity": _("severity"),
    "place": _("place"),
    "page": _("page"),
    "message": _("what is wrong"),
    "found": _("found"),
    "expected": _("expected"),
    "advice": _("what to do"),
    "clause": _("clause"),
    "requirement": _("requirement"),
    "rule": _("rule"),
    "code": _("code"),
    "fingerprint": _("fingerprint"),
}
_SEVERITIES = {Severity.ERROR: _("error"), Severity.WARNING: _("warning"), Severity.INFO: _("hint")}
_OUTCOMES = {
    Outcome.PASS: VERDICTS[Verdict.CONFORMS],
    Outcome.FAIL: VERDICTS[Verdict.FAILS],
    Outcome.REVIEW: _("please check"),
    Outcome.NOT_ASSESSED: VERDICTS[Verdict.UNREAD],
}
_WAIVED = {"known": _("known"), "accepted": _("accepted")}


@dataclass(frozen=True, slots=True)
class CsvReporter:
    """Write comma-separated values for programs, or for people who open the file in Excel by double click.

    For Excel it begins with a byte order mark, has headings and codes in the language of the report, and keeps
    Excel from changing values that look like dates or long numbers.
    """

    name: str = "csv"
    excel: bool = False

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the table line by line; cells that would be formulas get an apostrophe in front."""
        wording = wording_for(reports, style)
        headings = [wording.render(label) for label in _COLUMNS.values()] if self.excel else list(_COLUMNS)
        yield (_BYTE_ORDER_MARK if self.excel else "") + _line(headings)
        for report in reports:
            wording = wording_for([report], style)
            about = self._about(report, wording, style)
            passed = {"outcome": self._word(Outcome.PASS, _OUTCOMES, wording)}
            for row in [self._entry(entry, wording) for entry in entries(report)] or [passed]:
                yield _line([self._cell((about | row).get(column, "")) for column in _COLUMNS])

    def _about(self, report: Report, wording: ReportWording, style: Style) -> dict[str, str]:
        return {
            "file": wording.render(report.path),
            "title": wording.render(report.title),
            "body": wording.render(report.body),
            "year": str(report.year) if report.year is not None else "",
            "verdict": self._word(verdict(report, style.threshold), VERDICTS, wording),
        }

    def _entry(self, entry: ReportEntry, wording: ReportWording) -> dict[str, str]:
        row = {
            "outcome": self._outcome(entry, wording),
            "severity": self._word(entry.severity, _SEVERITIES, wording),
            "place": wording.place(entry),
            "message": wording.render(entry.message),
            "clause": wording.render(entry.rule.clause) if entry.rule else "",
            "requirement": wording.render(entry.rule.requirement) if entry.rule else "",
            "rule": wording.render(entry.rule.id) if entry.rule else "",
            "code": wording.render(entry.code),
            "fingerprint": entry.fingerprint,
        }
        if entry.finding is None:
            return row
        problem = entry.finding.problem
        page = problem.location.page if problem.location else None
        return row | {
            "page": str(page) if page is not None else "",
            "found": wording.quote(problem.actual),
            "expected": wording.quote(problem.expected),
            "advice": wording.render(problem.advice),
        }

    def _outcome(self, entry: ReportEntry, wording: ReportWording) -> str:
        if entry.finding is None or entry.finding.waiver is None:
            return self._word(entry.outcome, _OUTCOMES, wording)
        word = "known" if entry.finding.waiver.known else "accepted"
        return wording.render(_WAIVED[word]) if self.excel else word

    def _word(self, word: Key, words: Mapping[Key, Message], wording: ReportWording) -> str:
        return wording.render(words[word]) if self.excel else str(word)

    def _cell(self, text: str) -> str:
        changed = _LOOKS_LIKE_A_NUMBER.fullmatch(text) and not _NUMBER.fullmatch(text)
        return f"'{text}" if self.excel and changed else inert(break_commands(text))


def inert(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would take for a formula."""
    return _FORMULA.sub("'", text)


def _line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    # Excel accepts plain line feeds, too; a stdout that writes each as two characters would make three of CRLF
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return buffer.getvalue()


FOR_EXCEL = CsvReporter("csv-excel", excel=True)
