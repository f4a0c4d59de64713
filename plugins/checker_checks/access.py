"""What a check needs of a filing, or why it cannot judge: one root, one finding."""

from collections.abc import Iterator

from checker import BoundTable, Filing, Form, Messages, Mistake, NotAssessed, Note, Section

_ = Messages(__package__)

_TELLING = 2  # so many labels of an older edition tell its template from a slip of the pen


def unknown_section(name: str, form: Form) -> Iterator[Mistake]:
    """Yield the mistake of naming a section that is not prescribed."""
    if name not in form.sections:
        yield Mistake(("section",), f"“{name}” is no prescribed section")


def unread(filing: Filing, section: str | None = None) -> Iterator[NotAssessed]:
    """Say why text in which nothing was found cannot be said to hold nothing: some of it was not read."""
    yield from (NotAssessed(lost, unread=True) for lost in filing.lost_text_in(section)[:1])


def section(filing: Filing, name: str) -> Section | NotAssessed:
    """Return a prescribed section that has content, or why what should stand in it cannot be judged."""
    found = filing.outline.section(name)
    if found is None:
        if lost := filing.lost_in(name):
            return NotAssessed(lost[0], unread=True)
        return NotAssessed(_("section “{name}” is missing", name=name))
    if not found.text(filing.document):
        if lost := filing.lost_in(name):
            return NotAssessed(lost[0], unread=True)
        return NotAssessed(_("section “{name}” is empty", name=name))
    return found


def table(filing: Filing, name: str) -> BoundTable | NotAssessed:
    """Return a prescribed table of the edition in force, or why its content cannot be judged."""
    spec = filing.form.table(name)
    found = filing.tables.get(name)
    if found is None:
        if lost := filing.lost_in(spec.section):
            return NotAssessed(lost[0], unread=True)
        return NotAssessed(_("table “{title}” is missing", title=spec.title))
    if (edition := outdated(filing, found)) is not None:
        return NotAssessed(_("the table is of an older edition ({edition})", edition=edition))
    return found


def lost_lines(filing: Filing, found: BoundTable) -> NotAssessed | None:
    """Say why rows and columns that seem to be missing cannot be called so; `None` where none do, or they can."""
    return lost_cells(filing, found) if found.missing_rows or found.missing_columns else None


def lost_cells(filing: Filing, found: BoundTable) -> NotAssessed | None:
    """Say why cells of a table that seem to be empty may not be; `None` where all of it was read."""
    lost = (note for note in filing.document.notes if note.lost and _may_hold_lines(note, found))
    return next((NotAssessed(note.message, unread=True) for note in lost), None)


def _may_hold_lines(note: Note, found: BoundTable) -> bool:
    """Tell whether what a note says to be lost stands after a piece of a table, on a page of it, or just before."""
    blocks = {piece.location.block for piece in found.pieces}
    if note.block is None:
        return note.page in {cell.page for piece in found.pieces for cell in piece.cells} - {None}
    first = found.pieces[0].location
    before = first.block == note.block + 1 and (note.page or 0) < (first.page or 0)
    return note.block in blocks or before


def outdated(filing: Filing, found: BoundTable) -> str | None:
    """Name the older edition whose labels a table bears."""
    bare = found.spec.language.bare
    texts = {bare(cell.text) for piece in found.pieces for cell in piece.cells}
    for edition in filing.superseded:
        old = next((spec for spec in edition.form.tables if spec.id == found.spec.id), None)
        if old is not None and len((old.labels - found.spec.labels) & texts) >= _TELLING:
            return edition.title
    return None


def is_blank_table(found: BoundTable) -> bool:
    """Return whether not one cell of a table is filled in."""
    return all(bound.is_blank for bound in found.cells.values())
