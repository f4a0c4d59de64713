"""The first sheet of the workbook: the totals of the audit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from checker import AuditResults, Message, Messages, Outcome, Severity
from checker_reporters.audit.totals import WAIVED, AuditTotals, Kind
from checker_reporters.audit.words import (
    ARRIVALS,
    BODY_VERDICTS,
    CATEGORIES,
    STATES,
    UNMATCHED_CODES,
    Words,
    period_name,
)
from checker_reporters.audit.xlsx import ExcelWorkbook, Sheet
from checker_reporters.wording import rule_name

_ = Messages(__package__)

_KINDS: Mapping[Kind, Message] = {
    Severity.ERROR: _("errors"),
    Severity.WARNING: _("warnings"),
    Severity.INFO: _("hints"),
    Outcome.REVIEW: _("to review"),
    WAIVED: _("accepted or known"),
}
_WIDTHS = (40, *(12,) * 7, 80)

SummaryRow = Sequence[Message | str | int | None]


@dataclass(frozen=True, slots=True)
class SummaryBlock:
    """Rows under column headings, the first of which is the title of the block."""

    headings: Sequence[Message]
    lines: Sequence[SummaryRow]


def write_summary(workbook: ExcelWorkbook, sheet: Sheet, results: AuditResults, totals: AuditTotals) -> None:
    """Write the sheet."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    title = _("audit of the reports for {year}", year=period_name(results.period, results.pack))
    sheet.set_row(0, 28)
    workbook.text(sheet, 0, 0, workbook.heading(title), workbook.format(bold=True, font_size=16))
    basis = workbook.wording.render(
        _("checked against {pack}", pack=f"{results.pack.title} ({results.pack.id})")
    )
    workbook.text(sheet, 1, 0, basis, workbook.format())
    rows = count(3)
    for block in _blocks(results, totals):
        row = next(rows)
        sheet.set_row(row, 28)
        for at, heading in enumerate(block.headings):
            workbook.head(sheet, row, at, heading, right=0 < at < len(_WIDTHS) - 1)
        for line in block.lines:
            _write(workbook, sheet, next(rows), line)
        next(rows)


def _write(workbook: ExcelWorkbook, sheet: Sheet, row: int, line: SummaryRow) -> None:
    for at, value in enumerate(line):
        if isinstance(value, int):
            workbook.number(sheet, row, at, value)
        else:
            workbook.value(sheet, row, at, workbook.wording.render(value))


def _blocks(results: AuditResults, totals: AuditTotals) -> Iterator[SummaryBlock]:
    yield SummaryBlock((_("submissions"), _("number")), tuple(_submissions(results)))
    bodies = tuple(_counted(ARRIVALS, totals.arrivals))
    yield SummaryBlock((_("bodies"), _("number")), ((_("all bodies"), totals.arrivals.total()), *bodies))
    yield SummaryBlock(
        (_("verdicts on bodies"), _("number")), tuple(_counted(BODY_VERDICTS, totals.verdicts))
    )
    yield SummaryBlock(
        (_("unassigned files"), _("number")), tuple(_counted(UNMATCHED_CODES, totals.unmatched))
    )
    yield SummaryBlock((_("findings"), *_KINDS.values()), (_kinds(_("all findings"), totals.findings),))
    categories = (_kinds(word, totals.categories.get(name, {})) for name, word in CATEGORIES.items())
    yield SummaryBlock((_("findings by category"), *_KINDS.values()), tuple(categories))
    headings = (_("findings by rule"), *_KINDS.values(), _("bodies"), _("not judged"), _("requirement"))
    yield SummaryBlock(headings, tuple(_rules(totals)))


def _submissions(results: AuditResults) -> Iterator[SummaryRow]:
    counts = results.counts
    yield _("all submissions"), counts.found
    for state, word in STATES.items():
        yield word, int(getattr(counts, state))
    yield (
        (
            _("the counts add up")
            if counts.consistent
            else _("the counts do not add up: do not rely on this audit")
        ),
    )


def _counted(words: Words, counts: Mapping[str, int]) -> Iterator[SummaryRow]:
    """Count by code, in the order of the words; a code without a word stands for itself."""
    for code in (*words, *sorted(set(counts) - set(words))):
        yield words.get(code, code), counts.get(code, 0)


def _kinds(label: Message | str, counts: Mapping[Kind, int], *more: int | str) -> SummaryRow:
    return [label, *(counts.get(kind, 0) for kind in _KINDS), *more]


def _rules(totals: AuditTotals) -> Iterator[SummaryRow]:
    """List the rules, those with most findings first."""
    kinds = tuple(_KINDS)
    rules = totals.rules.values()
    for one in sorted(rules, key=lambda one: ([-one.findings[kind] for kind in kinds], one.rule.id)):
        yield _kinds(rule_name(one.rule), one.findings, one.bodies, one.not_judged, one.rule.requirement)
