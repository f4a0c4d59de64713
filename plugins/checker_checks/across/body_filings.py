"""What an audit check needs of a body's filings, or why it cannot judge: one root, one finding."""

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
from checker_checks.access import outdated
from checker_checks.continuity import Both, filled
from checker_checks.tables import unknown_table

_ = Messages(__package__)


def this_year(standing: BodyFilings, audit: Audit) -> StoredFiling | NotAssessed:
    """Return the filing for the year that counts, or say why there is none."""
    if standing.filing is not None:
        return standing.filing
    if standing.unread:
        return NotAssessed(unread(standing.unread), unread=True)
    return NotAssessed(_("nothing was filed for {year}", year=audit.form.language.written_year(audit.year)))


def last_year(standing: BodyFilings, audit: Audit) -> StoredFiling | NotAssessed | NotApplicable:
    """Return the filing for the year before that counts, or say why there is none."""
    if standing.previous is not None and standing.previous.year == audit.year - 1:
        return standing.previous
    if standing.unread_before:
        return NotAssessed(unread(standing.unread_before), unread=True)
    if standing.unread:
        told = _("{reason}; it may be the filing of the year before", reason=unread(standing.unread))
        return NotAssessed(told, unread=True)
    return NotApplicable(_("no filing of the year before is among the submissions"))


def unread(submissions: Sequence[UnreadSubmission]) -> Message:
    """Say which submission of a body could not be read, and why; of several the first."""
    first = submissions[0]
    return _("{path} was not read: {reason}", path=first.path, reason=first.reason)


def called(filed: StoredFiling) -> str:
    """Call a filing by its file and its title."""
    return f"{filed.path}《{filed.title}》" if filed.title else filed.path


def older_edition(filing: Filing, name: str) -> Json:
    """Keep of a filing which older edition of the form its table is of, if it is: its figures mean others."""
    found = filing.tables.get(name)
    return None if found is None else outdated(filing, found)


def table(filed: StoredFiling, name: str, rule: str) -> BoundTable | NotAssessed | NotApplicable:
    """Return a table of a filing that has figures, or say why there are none; `rule` kept its older edition."""
    found = filed.tables.get(name)
    if found is None:
        return NotApplicable(_("the form of {document} has no such table", document=called(filed)))
    if isinstance(edition := filed.digests.get(rule), str):
        return NotAssessed(_("the table is of an older edition ({edition})", edition=edition))
    return filled(found)


def both_years(
    standing: BodyFilings, audit: Audit, name: str, rule: str
) -> Both | NotAssessed | NotApplicable:
    """Return a table of both years, or say why they cannot be compared."""
    filed, previous = this_year(standing, audit), last_year(standing, audit)
    if not isinstance(filed, StoredFiling):
        return filed
    if not isinstance(previous, StoredFiling):
        return previous
    now, before = table(filed, name, rule), table(previous, name, rule)
    if not isinstance(now, BoundTable):
        return now
    if isinstance(before, NotAssessed):
        return NotAssessed(
            _("in {document}: {reason}", document=called(previous), reason=before.reason), before.unread
        )
    return before if isinstance(before, NotApplicable) else Both(now, before, called(previous))


def places(found: BoundTable, rows: tuple[str, ...], columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Iterate over the places that options choose, row by row; no columns are all that cross a row."""
    keys = tuple(map(found.spec.column_key, columns))
    for row in map(found.spec.row_key, rows):
        crossing = found.spec.columns_of(row)
        own = (path[-1].key for path in found.spec.band(row).leaf_columns)
        yield from ((row, column) for column in (keys or own) if column in crossing)


def unknown_places(
    form: Form, name: str, rows: tuple[str, ...], columns: tuple[str, ...]
) -> Iterator[Mistake]:
    """Yield the mistakes of naming a table, rows or columns that are not prescribed."""
    yield from unknown_table(name, form)
    for spec in (spec for spec in form.tables if spec.id == name):
        for option, words, known in (("rows", rows, spec.row_key), ("columns", columns, spec.column_key)):
            for at, word in enumerate(words):
                try:
                    known(word)
                except ValueError as error:
                    yield Mistake((option, at), str(error))
