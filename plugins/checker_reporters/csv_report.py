"""The report as a table: a line for each finding, at least one for each document."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from checker import Message, Messages, Outcome, Report, Severity, Style
from checker_reporters.counts import Verdict, verdict
from checker_reporters.entries import Entry, entries
from checker_reporters.wording import VERDICTS, Voice, voice

_ = Messages(__package__)

Key = TypeVar("Key", bound=StrEnum)

# A cell that begins so is a formula to Excel, and after a semicolon to one that splits there.
_FORMULA = re.compile(r"(?:^|(?<=;))(?=\s*[=+\-@＝＋－﹢﹣＠])")
# What Excel would turn into a number with other digits, or into a date: 0719, 1-2, 2024年1月, 18 digits.
_LOOKS_LIKE_A_NUMBER = re.compile(r"[\d\s.,:/%eE年月日-]*\d[\d\s.,:/%eE年月日-]*")
_NUMBER = re.compile(r"0|[1-9]\d{0,14}")
_MARK = "\ufeff"  # without it, Excel takes UTF-8 for the code page of the system

_COLUMNS = {
    "file": _("file"),
    "title": _("title of the document"),
    "body": _("body"),
    "year": _("report year"),
    "verdict": _("verdict"),
    "outcome": _("outcome"),
    "severity": _("gravity"),
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
    "fingerprint": _("mark"),
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
    """Write a table with commas: for programs, or for Excel as people open it, by a double click.

    For Excel it begins with a byte order mark, speaks the language of the report also in its heads and words,
    and keeps Excel from changing values that look like dates or long numbers.
    """

    name: str = "csv"
    excel: bool = False

    def write(self, reports: Sequence[Report], style: Style) -> Iterator[str]:
        """Yield the table line by line; a cell that would be a formula begins with an apostrophe."""
        said = voice(reports, style)
        heads = [said.say(label) for label in _COLUMNS.values()] if self.excel else list(_COLUMNS)
        yield (_MARK if self.excel else "") + _line(heads)
        for report in reports:
            said = voice([report], style)
            about = self._about(report, said, style)
            nothing = {"outcome": self._word(Outcome.PASS, _OUTCOMES, said)}
            for row in [self._entry(entry, said) for entry in entries(report)] or [nothing]:
                yield _line([self._cell((about | row).get(column, "")) for column in _COLUMNS])

    def _about(self, report: Report, said: Voice, style: Style) -> dict[str, str]:
        return {
            "file": said.say(report.path),
            "title": said.say(report.title),
            "body": said.say(report.body),
            "year": str(report.year) if report.year is not None else "",
            "verdict": self._word(verdict(report, style.threshold), VERDICTS, said),
        }

    def _entry(self, entry: Entry, said: Voice) -> dict[str, str]:
        row = {
            "outcome": self._outcome(entry, said),
            "severity": self._word(entry.severity, _SEVERITIES, said),
            "place": said.place(entry),
            "message": said.say(entry.message),
            "clause": said.say(entry.rule.clause) if entry.rule else "",
            "requirement": said.say(entry.rule.requirement) if entry.rule else "",
            "rule": said.say(entry.rule.id) if entry.rule else "",
            "code": said.say(entry.code),
            "fingerprint": entry.fingerprint,
        }
        if entry.finding is None:
            return row
        problem = entry.finding.problem
        page = problem.location.page if problem.location else None
        return row | {
            "page": str(page) if page is not None else "",
            "found": said.short(problem.actual),
            "expected": said.short(problem.expected),
            "advice": said.say(problem.advice),
        }

    def _outcome(self, entry: Entry, said: Voice) -> str:
        if entry.finding is None or entry.finding.waiver is None:
            return self._word(entry.outcome, _OUTCOMES, said)
        word = "known" if entry.finding.waiver.known else "accepted"
        return said.say(_WAIVED[word]) if self.excel else word

    def _word(self, word: Key, words: Mapping[Key, Message], said: Voice) -> str:
        return said.say(words[word]) if self.excel else str(word)

    def _cell(self, text: str) -> str:
        changed = _LOOKS_LIKE_A_NUMBER.fullmatch(text) and not _NUMBER.fullmatch(text)
        return f"'{text}" if self.excel and changed else inert(text)


def inert(text: str) -> str:
    """Keep a text from being a formula where a spreadsheet opens the table: an apostrophe is put before it."""
    return _FORMULA.sub("'", text)


def _line(cells: Sequence[str]) -> str:
    line = io.StringIO()
    # Excel takes plain line feeds, too; where stdout makes two signs of each, two would become three
    csv.writer(line, quoting=csv.QUOTE_ALL, lineterminator="\n").writerow(cells)
    return line.getvalue()
