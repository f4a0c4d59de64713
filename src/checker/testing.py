"""Documents and audits for tests of checks and packs, written down as they read.

    document("某局2024年报告", "一、总体情况", "…", [["合计", "<", "3"], ["甲", "乙", "1"]])

A text is a paragraph, a list of rows a table; "<" continues the cell to the left, "^" the cell above.

    audit(form, 2024, BodyFilings(Body("某局"), (filed(filing, pack.audit),)), BodyFilings(Body("某县")))
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from checker.documents.document import Block, Cell, Document, Location, Note, Paragraph, Table
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.section_specs import SectionSpec, named, section
from checker.judging import observing
from checker.judging.audit_checks import Audit, BodyFilings, StoredFiling
from checker.judging.checks import Check, NotAssessed, Observation
from checker.judging.rules import AuditRule
from checker.language import NEUTRAL, Language
from checker.lazy_dataclasses import dataclass
from checker.messages import Messages
from checker.periods import Period, calendar_year

_ = Messages(__package__)

Rows = Sequence[Sequence[str]]


def document(*blocks: str | Rows, notes: Sequence[Note] = ()) -> Document:
    """Build a document of paragraphs and tables in reading order."""
    return Document(tuple(_block(block, at) for at, block in enumerate(blocks)), "test", notes=tuple(notes))


def _block(block: str | Rows, at: int) -> Block:
    return Paragraph(block, Location(at)) if isinstance(block, str) else table(block, at)


def table(rows: Rows, block: int = 0) -> Table:
    """Build a table from its rows."""
    cells = [
        Cell(text, row, column, _run(rows, row, column, down=True), _run(rows, row, column, down=False))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text not in {"<", "^"}
    ]
    return Table(tuple(cells), Location(block))


def _run(rows: Rows, row: int, column: int, *, down: bool) -> int:
    """Count how far a cell reaches: its own place and the marks that continue it."""
    reach = 1
    mark = "^" if down else "<"
    while True:
        next_row, next_column = (row + reach, column) if down else (row, column + reach)
        if next_row >= len(rows) or next_column >= len(rows[next_row]) or rows[next_row][next_column] != mark:
            return reach
        reach += 1


def sections(*titles: str, language: Language = NEUTRAL) -> tuple[SectionSpec, ...]:
    """Return prescribed sections of these titles, none within another."""
    return named([section(title, language) for title in titles], language)


def observed(check: Check, filing: Filing) -> list[Observation]:
    """Run a check as the engine does, the answers to its needs included."""
    return list(observing.observed(check, filing))


def filed(filing: Filing, rules: Iterable[AuditRule] = ()) -> StoredFiling:
    """Remember a filing as an audit by these rules does."""
    assert filing.year is not None, "audits know the year of what was filed"
    return StoredFiling(
        filing.name,
        sha256(repr(filing.document).encode("utf-8", "replace")).hexdigest(),
        filing.document.format,
        filing.title.text if filing.title else "",
        filing.body,
        filing.year,
        filing.form,
        {
            spec.id: filing.tables.get(spec.id) or _no_table(filing, spec.section)
            for spec in filing.form.tables
        },
        {rule.id: rule.check.digest(filing) for rule in rules},
        {spec.id: spec.section for spec in filing.form.tables},
        filing.period,
    )


def _no_table(filing: Filing, section: str) -> NotAssessed:
    if lost := filing.unread_in(section):
        return NotAssessed(lost[0], unread=True)
    return NotAssessed(_("the table is missing"))


def audit(form: Form, period: int | Period, *bodies: BodyFilings, unread_unmatched: int = 0) -> Audit:
    """Return an audit of bodies with these filings, for a period or a calendar year."""
    of = calendar_year(period) if isinstance(period, int) else period
    return _Audit(form, of, bodies, unread_unmatched)


@dataclass(frozen=True)
class _Audit:
    """An audit that is held in memory."""

    form: Form
    period: Period
    all: tuple[BodyFilings, ...]
    unread_unmatched: int = 0

    @property
    def year(self) -> int:
        return self.period.year

    def body_filings(self) -> Iterator[BodyFilings]:
        return iter(self.all)

    def filings_of(self, body: str) -> BodyFilings | None:
        return next((one for one in self.all if one.body.name == body), None)

    def children(self, body: str) -> tuple[str, ...]:
        return tuple(one.body.name for one in self.all if one.body.parent == body)
