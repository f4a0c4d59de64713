"""What audit checks need of a body's filings, or the reason why they cannot judge."""

from collections.abc import Iterator, Sequence

from checker import (
    Audit,
    BodyFilings,
    BoundTable,
    Filing,
    Form,
    Json,
    Message,
    Messages,
    Mistake,
    NotApplicable,
    NotAssessed,
    StoredFiling,
    UnreadSubmission,
)
from checker_checks.continuity import Both, filled
from checker_checks.tables import unknown_table

_ = Messages(__package__)


def this_year(filings: BodyFilings, audit: Audit) -> StoredFiling | NotAssessed:
    """Return the filing for the year that counts, or why there is none."""
    if filings.filing is not None:
        return filings.filing
    if filings.unread:
        return NotAssessed(unread_reason(filings.unread), unread=True)
    return NotAssessed(
        _("nothing was filed for {year}", year=audit.form.language.written_period(audit.period))
    )


def last_year(filings: BodyFilings, audit: Audit) -> StoredFiling | NotAssessed | NotApplicable:
    """Return the filing for the year before that counts, or why there is none."""
    if filings.previous is not None and _is_before(filings.previous, audit):
        return filings.previous
    if filings.unread_before:
        return NotAssessed(unread_reason(filings.unread_before), unread=True)
    if filings.unread:
        reason = _("{reason}; it may be the filing of the year before", reason=unread_reason(filings.unread))
        return NotAssessed(reason, unread=True)
    return NotApplicable(_("no filing of the year before is among the submissions"))


def _is_before(filed: StoredFiling, audit: Audit) -> bool:
    """Return whether a filing is for the period before the audit's."""
    before = audit.form.cycle.before(audit.period)
    return before is not None and before.label == (filed.period.label if filed.period else str(filed.year))


def unread_reason(submissions: Sequence[UnreadSubmission]) -> Message:
    """Describe the first unread submission of a body."""
    first = submissions[0]
    return _("{path} was not read: {reason}", path=first.path, reason=first.reason)


def document_name(filed: StoredFiling) -> str:
    """Return the path and the title of a filing."""
    return f"{filed.path}《{filed.title}》" if filed.title else filed.path


def older_edition(filing: Filing, name: str) -> Json:
    """Return the older edition of the form that a table is of, if it is: its figures have another meaning."""
    found = filing.tables.get(name)
    return None if found is None else filing.older_edition(found)


def table_of(filed: StoredFiling, name: str, rule: str) -> BoundTable | NotAssessed | NotApplicable:
    """Return a table of a filing that has figures, or why there are none; the digest of `rule` is its older edition."""
    found = filed.tables.get(name)
    if found is None:
        return NotApplicable(_("the form of {document} has no such table", document=document_name(filed)))
    if isinstance(edition := filed.digests.get(rule), str):
        return NotAssessed(_("the table is of an older edition ({edition})", edition=edition))
    return filled(found)


def both_years(
    filings: BodyFilings, audit: Audit, name: str, rule: str
) -> Both | NotAssessed | NotApplicable:
    """Return a table of both years, or why they cannot be compared."""
    filed, previous = this_year(filings, audit), last_year(filings, audit)
    if not isinstance(filed, StoredFiling):
        return filed
    if not isinstance(previous, StoredFiling):
        return previous
    now, before = table_of(filed, name, rule), table_of(previous, name, rule)
    if not isinstance(now, BoundTable):
        return now
    if isinstance(before, NotAssessed):
        return NotAssessed(
            _("in {document}: {reason}", document=document_name(previous), reason=before.reason),
            before.unread,
        )
    return before if isinstance(before, NotApplicable) else Both(now, before, document_name(previous))


def chosen_cells(
    found: BoundTable, rows: tuple[str, ...], columns: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """Yield (row, column) of the cells that options choose, row by row; no columns means all columns of a row."""
    keys = tuple(map(found.spec.column_key, columns))
    for row in map(found.spec.row_key, rows):
        crossing = found.spec.columns_of(row)
        own = (path[-1].key for path in found.spec.band(row).leaf_columns)
        yield from ((row, column) for column in (keys or own) if column in crossing)


def unknown_cells(
    form: Form, name: str, rows: tuple[str, ...], columns: tuple[str, ...]
) -> Iterator[Mistake]:
    """Yield a mistake for each table, row or column that is not prescribed."""
    yield from unknown_table(name, form)
    for spec in (spec for spec in form.tables if spec.id == name):
        for option, labels, known in (("rows", rows, spec.row_key), ("columns", columns, spec.column_key)):
            for at, label in enumerate(labels):
                try:
                    known(label)
                except ValueError as error:
                    yield Mistake((option, at), str(error))
