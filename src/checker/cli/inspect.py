"""`checker inspect`: what the reader extracted, and how it was bound to the form."""

from collections.abc import Iterator
from pathlib import Path

import click

from checker.cli.grid import draw
from checker.cli.policy import Policy
from checker.cli.setup import Setup, language, pack_option, terminal_columns
from checker.documents.document import Block, Document, Note, PageFurniture, Paragraph, Table
from checker.documents.readers import Illustrator, Reader
from checker.documents.submissions import content
from checker.errors import UsageError, reason_of
from checker.forms.filing import Filing
from checker.forms.tables import BoundTable, FoundLabel
from checker.messages import Messages
from checker.terminal import align, wrap
from checker.text import clean

_ = Messages(__package__)

_WHOLE = 100_000


@click.command("inspect")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--page", type=click.IntRange(1), metavar="N", help="Only this page.")
@click.option("--table", "number", type=click.IntRange(1), metavar="K", help="Only the K-th table.")
@click.option("--bound", is_flag=True, help="For each prescribed table, the row and column of each cell.")
@click.option(
    "--image",
    metavar="OUT.png",
    type=click.Path(path_type=Path),
    help="Draw the page, overlaid with what was read, into this file.",
)
@pack_option
@language
@click.pass_obj
def command(
    setup: Setup,
    *,
    path: Path,
    page: int | None,
    number: int | None,
    bound: bool,
    image: Path | None,
    pack: str | None,
) -> None:
    """Show what the reader extracted: block, page, heading level and text; tables; notes.

    Blocks count from 0, as in every report; pages and tables from 1.
    """
    policy = Policy(setup)
    policy.use_packs([path])
    readers = policy.readers([path])
    engine = setup.app.engine(pack, readers=readers) if bound else setup.app.engine(packs=(), readers=readers)
    submission = content(path)
    document = engine.read(path.as_posix(), submission)
    if image is not None:
        _draw_page(engine.readers(path.suffix), submission, document, page, image)
    if bound:
        pack_used, period = engine.govern(document)
        filing = Filing(document, pack_used.form.in_period(period), period)
        click.echo(setup.render(_("judged by {pack}", pack=pack_used.id)))
        lines = _bindings(setup, filing)
    else:
        lines = _blocks(setup, document, page, number)
    for line in lines:
        click.echo(line)


def _draw_page(
    reader: Reader | None, submission: bytes, document: Document, page: int | None, image: Path
) -> None:
    if not isinstance(reader, Illustrator):
        raise UsageError(_("pages of this format cannot be drawn"))
    if page is None:
        raise UsageError(_("--image needs --page"))
    if page > (document.pages or 0):
        raise UsageError(_("the document has {count} pages", count=document.pages or 0))
    try:
        image.write_bytes(reader.drawn(submission, document, page))
    except OSError as error:
        raise UsageError(_("cannot write {path}: {reason}", path=image, reason=reason_of(error))) from error


def _blocks(setup: Setup, document: Document, page: int | None, number: int | None) -> Iterator[str]:
    if number is not None and number > len(document.tables):
        raise UsageError(_("the document has {count} tables", count=len(document.tables)))
    if page is not None and document.pages is None:
        raise UsageError(_("the document has no page numbers"))
    wanted = document.tables[number - 1 : number] if number else document.blocks
    tables = {table.location: position for position, table in enumerate(document.tables, start=1)}
    yield setup.render(
        _("{format}: pages {pages}, blocks {blocks}, tables {tables}",
          format=document.format, pages=document.pages or "–", blocks=len(document.blocks), tables=len(tables))
    )  # fmt: skip
    yield from (_note(setup, note) for note in document.notes if page in {None, note.page})
    if number is None:
        yield from (_furniture(setup, one) for one in document.page_furniture if page in {None, one.page})
    yield ""
    yield setup.render(_("block page lvl  text"))
    for block in wanted:
        if page is None or page in _pages(block):
            yield from _block(setup, block, tables.get(block.location, 0))


def _note(setup: Setup, note: Note) -> str:
    where = [f"{setup.render(_('page {page}', page=note.page))}: "] if note.page else []
    return "".join(("! ", *where, setup.render(note.message), f" ({note.code})"))


def _furniture(setup: Setup, around: PageFurniture) -> str:
    """Say what stands around the text of a page, or of all pages with this header and footer."""
    number, of = (
        str(value) if value is not None else setup.render(_("computed")) if name in around.fields else "–"
        for value, name in ((around.number, "page"), (around.of, "pages"))
    )
    where = _("page {page}", page=around.page) if around.page else _("header and footer")
    lines = clean(" · ".join((*around.head, *around.foot)), _WHOLE)
    shown = _("{where}: number {number} of {of}: {lines}", where=where, number=number, of=of, lines=lines)
    return setup.render(shown)


def _pages(block: Block) -> set[int | None]:
    """List the pages of a block; a table may span several."""
    within = {cell.page for cell in block.cells} if isinstance(block, Table) else set()
    return {block.location.page, *within}


def _block(setup: Setup, block: Block, number: int) -> Iterator[str]:
    level = block.level if isinstance(block, Paragraph) else None
    margin = f"{block.location.block:>5}{_or_dash(block.location.page):>5}{_or_dash(level):>4}  "
    if isinstance(block, Table):
        size = _("table {number}: rows {height}, columns {width}",
                 number=number, height=block.height, width=block.width)  # fmt: skip
        yield margin + setup.render(size)
        yield from draw(block, terminal_columns())
        return
    part = "" if block.part == "body" else f"[{block.part}] "
    first, *rest = wrap(part + clean(block.text, _WHOLE), terminal_columns() - len(margin))
    yield (margin + first).rstrip()
    yield from (" " * len(margin) + line for line in rest)


def _or_dash(number: int | None) -> str:
    return "–" if number is None else str(number)


def _bindings(setup: Setup, filing: Filing) -> Iterator[str]:
    for spec in filing.form.tables:
        yield ""
        table = filing.tables.get(spec.id)
        if table is None:
            yield setup.render(_("table {id} was not found", id=spec.id))
            continue
        blocks = ", ".join(str(piece.location.block) for piece in table.pieces)
        yield setup.render(_("table {id}, block {blocks}", id=spec.id, blocks=blocks))
        head = tuple(map(setup.render, (_("row"), _("column"), _("value"), _("label"))))
        yield from (f"  {line}" for line in align([head, *_cells(table)]))
        yield from (f"  {line}" for line in _left_over(setup, table))


def _cells(table: BoundTable) -> Iterator[tuple[str, str, str, str]]:
    for (row, column), bound in table.cells.items():
        value = bound.cell.text if bound.cell.certain else f"? {bound.cell.text}"
        yield row, column, clean(value, 24), table.name(row, column)


def _left_over(setup: Setup, table: BoundTable) -> Iterator[str]:
    """List labels that are missing, and labels that are not prescribed."""
    yield from (
        setup.render(_("row missing: {label}", label=table.name(p[-1].key))) for p in table.missing_rows
    )
    for path in table.missing_columns:
        yield setup.render(_("column missing: {label}", label=" / ".join(label.text for label in path)))
    yield from (_found(setup, label) for label in (*table.extra_rows, *table.extra_columns))


def _found(setup: Setup, label: FoundLabel) -> str:
    return setup.render(_("not prescribed: {label}", label=label.text))
