"""The blank form of a pack: title, sections and tables to fill in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.documents.document import Block, Cell, Location, Paragraph, Table
from checker.forms.section_specs import SectionSpec, every
from checker.forms.tables import Band, Label, TableSpec
from checker.judging.rules import RulePack
from checker.languages import Language

BLANK = "____"  # marks what is to be filled in


@dataclass(frozen=True)
class Blank:
    """A form to fill in: the lines of its title, then its paragraphs and tables in order."""

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    language: Language


def blank(pack: RulePack, year: int | None = None, body: str = "") -> Blank:
    """Return the blank form of a pack; an unknown year or body is left to fill in."""
    language = pack.form.language
    known = {"{year}": BLANK if year is None else str(year), "{body}": body or BLANK}
    texts: list[str | TableSpec] = list(pack.template.opening)
    numbered = any(spec.value for spec in every(pack.form.sections))  # then by the pack, as far as it does
    levels: dict[int, int] = {}
    for spec, place in _headings(pack.form.sections):
        levels[len(texts)] = len(place)
        texts.append(spec.printed if numbered else language.numbered(place, spec.title))
        texts += pack.template.section(spec.name)
        texts += [table for table in pack.form.tables if table.section == spec.name]
    blocks = (
        Paragraph(_filled(block, known), Location(at), levels.get(at))
        if isinstance(block, str)
        else table(block, at)
        for at, block in enumerate(texts)
    )
    title = tuple(_filled(line, known) for line in pack.template.title or _title(pack))
    return Blank(title, tuple(blocks), language)


def _headings(
    specs: Sequence[SectionSpec], above: tuple[int, ...] = ()
) -> Iterator[tuple[SectionSpec, tuple[int, ...]]]:
    """Iterate over the sections, each with its position among its siblings, after those of the ones around it."""
    for position, spec in enumerate(specs, start=1):
        place = (*above, position)
        yield spec, place
        yield from _headings(spec.children, place)


def _filled(text: str, known: dict[str, str]) -> str:
    for place, value in known.items():
        text = text.replace(place, value)
    return text


def _title(pack: RulePack) -> tuple[str, ...]:
    words = pack.form.title[0] if pack.form.title else pack.title
    return tuple(line.replace("{words}", words) for line in pack.form.language.titles.lines)


# --- tables ---


def table(spec: TableSpec, block: int = 0) -> Table:
    """Lay out a prescribed table: merged column heads, merged row labels, blank cells."""
    return Table(tuple(cell for cell, _keys in layout(spec)), Location(block))


def layout(spec: TableSpec) -> Iterator[tuple[Cell, tuple[str, str] | None]]:
    """Iterate over the cells of the laid-out table, each blank one with its row and column keys."""
    across = max(len(band.leaf_columns) for band in spec.bands)
    beside = max((len(path) for band in spec.bands for path in band.row_paths if path[-1].text), default=0)
    bottom = 0
    for band in spec.bands:
        for cell, keys in _band(band, bottom, beside, across):
            yield cell, keys
        bottom = cell.rows.stop


def _band(band: Band, top: int, beside: int, across: int) -> Iterator[tuple[Cell, tuple[str, str] | None]]:
    if band.caption:
        yield Cell(band.caption, top, 0, 1, beside + across), None
        top += 1
    depth = max(map(len, band.column_paths))
    if beside:
        yield Cell(band.stub, top, 0, depth, beside), None
    columns = [path[-1] for path in band.leaf_columns]
    widths = [1] * len(columns)
    widths[-1] += across - len(widths)  # the last column takes the extra width of other bands
    labels = (
        *_heads(band.columns, top, top + depth, beside, widths),
        *_rows(band.rows, top + depth, 0, beside),
    )
    yield from ((cell, None) for cell in labels)
    rows = [leaf for row in band.rows for leaf in row.leaves]
    for at, row in enumerate(rows, start=top + depth):
        for place, (column, width) in enumerate(zip(columns, widths, strict=True)):
            yield Cell("", at, beside + place, 1, width), (row.key, column.key)


def _heads(
    labels: Sequence[Label], top: int, bottom: int, left: int, widths: Sequence[int]
) -> Iterator[Cell]:
    """Lay out column heads; a leaf extends down to the rows."""
    first = 0
    for label in labels:
        count = len(label.leaves)
        own = widths[first : first + count]
        height = 1 if label.children else bottom - top
        yield Cell(label.text, top, left, height, sum(own))
        yield from _heads(label.children, top + 1, bottom, left, own)
        first, left = first + count, left + sum(own)


def _rows(labels: Sequence[Label], top: int, left: int, beside: int) -> Iterator[Cell]:
    """Lay out row labels; a leaf extends right to the values."""
    for label in labels:
        count = len(label.leaves)
        if left < beside:
            yield Cell(label.text, top, left, count, 1 if label.children else beside - left)
        yield from _rows(label.children, top, left + 1, beside)
        top += count
