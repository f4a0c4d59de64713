"""The first sheet of the workbook: what the audit comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from checker import AuditResults, Message, Messages, Outcome, Severity
from checker_reporters.audit.totals import WAIVED, Kind, Totals
from checker_reporters.audit.words import ARRIVALS, BODY_VERDICTS, CATEGORIES, STATES, STRAYS, Words
from checker_reporters.audit.xlsx import Book, Sheet

_ = Messages(__package__)

_KINDS: Mapping[Kind, Message] = {
    Severity.ERROR: _("errors"),
    Severity.WARNING: _("warnings"),
    Severity.INFO: _("hints"),
    Outcome.REVIEW: _("to be checked"),
    WAIVED: _("accepted or known"),
}
_WIDTHS = (40, *(12,) * 7, 80)

Line = Sequence[Message | str | int | None]


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines with heads above their columns; the first head is the block's title."""

    heads: Sequence[Message]
    lines: Sequence[Line]


def write_summary(book: Book, sheet: Sheet, results: AuditResults, totals: Totals) -> None:
    """Write the sheet."""
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width)
    title = _("audit of the reports for {year}", year=results.year)
    sheet.set_row(0, 28)
    book.text(sheet, 0, 0, book.heading(title), book.format(bold=True, font_size=16))
    judged_by = book.said.say(_("judged by {pack}", pack=f"{results.pack.title} ({results.pack.id})"))
    book.text(sheet, 1, 0, judged_by, book.format())
    rows = count(3)
    for block in _blocks(results, totals):
        row = next(rows)
        sheet.set_row(row, 28)
        for at, words in enumerate(block.heads):
            book.head(sheet, row, at, words, right=0 < at < len(_WIDTHS) - 1)
        for line in block.lines:
            _write(book, sheet, next(rows), line)
        next(rows)


def _write(book: Book, sheet: Sheet, row: int, line: Line) -> None:
    for at, value in enumerate(line):
        if isinstance(value, int):
            book.number(sheet, row, at, value)
        else:
            book.value(sheet, row, at, book.said.say(value))


def _blocks(results: AuditResults, totals: Totals) -> Iterator[Block]:
    yield Block((_("submissions"), _("number")), tuple(_walk(results)))
    bodies = tuple(_counted(ARRIVALS, totals.arrivals))
    yield Block((_("bodies"), _("number")), ((_("all bodies"), totals.arrivals.total()), *bodies))
    yield Block((_("verdicts on bodies"), _("number")), tuple(_counted(BODY_VERDICTS, totals.verdicts)))
    yield Block((_("files of no body"), _("number")), tuple(_counted(STRAYS, totals.strays)))
    yield Block((_("findings"), *_KINDS.values()), (_kinds(_("all findings"), totals.findings),))
    categories = (_kinds(said, totals.categories.get(name, {})) for name, said in CATEGORIES.items())
    yield Block((_("findings by category"), *_KINDS.values()), tuple(categories))
    heads = (_("findings by rule"), *_KINDS.values(), _("bodies"), _("not judged"), _("requirement"))
    yield Block(heads, tuple(_rules(totals)))


def _walk(results: AuditResults) -> Iterator[Line]:
    walk = results.counts
    yield _("all submissions"), walk.found
    for state, said in STATES.items():
        yield said, int(getattr(walk, state))
    yield (
        (_("the sum holds") if walk.consistent else _("the sum does not hold: do not rely on this audit")),
    )


def _counted(words: Words, counts: Mapping[str, int]) -> Iterator[Line]:
    """Count by words, in their order; what has no word is called by its code."""
    for code in (*words, *sorted(set(counts) - set(words))):
        yield words.get(code, code), counts.get(code, 0)


def _kinds(said: Message | str, counts: Mapping[Kind, int], *more: int | str) -> Line:
    return [said, *(counts.get(kind, 0) for kind in _KINDS), *more]


def _rules(totals: Totals) -> Iterator[Line]:
    """List rules, those with most findings first."""
    kinds = tuple(_KINDS)
    rules = totals.rules.values()
    for one in sorted(rules, key=lambda one: ([-one.findings[kind] for kind in kinds], one.rule.id)):
        yield _kinds(one.rule.id, one.findings, one.bodies, one.not_judged, one.rule.requirement)
