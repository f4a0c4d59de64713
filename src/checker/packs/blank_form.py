"""The blank form of a pack: title, sections and tables to fill in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from checker.documents.document import Block, Location, Paragraph, Table
from checker.forms.equations import Place
from checker.forms.filing import Filing
from checker.forms.section_specs import SectionSpec, every
from checker.forms.table_specs import TableSpec
from checker.forms.tables import BoundTable
from checker.judging.rules import RulePack
from checker.language import Language
from checker.lazy_dataclasses import dataclass
from checker.packs import blank_figures
from checker.periods import PLACES, Period, fill

BLANK = "____"  # marks what is to be filled in


@dataclass(frozen=True)
class Blank:
    """A form to fill in: the lines of its title, then its paragraphs and tables in order.

    `sums` maps cells of its tables to those that they are the sum of.
    """

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    language: Language
    sums: Mapping[Location, tuple[Location, ...]] = field(default_factory=dict)


def blank(
    pack: RulePack,
    period: Period | None = None,
    body: str = "",
    fill_with: str = "",
    previous: Filing | None = None,
) -> Blank:
    """Return the blank form of a pack; an unknown period or body is left to fill in.

    `fill_with` stands in every cell that may hold it; figures that go on from the filing of the period before are there.
    """
    language = pack.form.language
    places = dict.fromkeys(PLACES, BLANK) if period is None else language.places(period)
    known = {**places, "body": body or BLANK}
    anywhere = [table for table in pack.form.tables if not table.section]
    texts: list[str | TableSpec] = [*pack.template.opening, *_tables(anywhere)]
    numbered = any(spec.value for spec in every(pack.form.sections))  # then by the pack, as far as it does
    levels: dict[int, int] = {}
    for spec, place in _headings(pack.form.sections):
        levels[len(texts)] = len(place)
        texts.append(spec.printed if numbered else language.numbered(place, spec.title))
        texts += pack.template.section(spec.name)
        texts += _tables([table for table in pack.form.tables if table.section == spec.name])
    specs = {at: block.filled(known) for at, block in enumerate(texts) if not isinstance(block, str)}
    laid = {at: blank_figures.bound(spec, at) for at, spec in specs.items()}
    tables = {one.spec.id: one for at, one in reversed(laid.items())}
    totals = blank_figures.sums(pack.form, tables)
    carried = {} if previous is None else blank_figures.carried_over(pack, previous)
    filled = blank_figures.figures(tables, totals, fill_with, carried)
    blocks = (
        Paragraph(fill(block, known), Location(at), levels.get(at))
        if isinstance(block, str)
        else Table(blank_figures.filled(laid[at], filled), Location(at))
        for at, block in enumerate(texts)
    )
    title = tuple(fill(line, known) for line in pack.template.title or _title(pack, period))
    sums = {
        _location(total, tables): tuple(_location(part, tables) for part in parts)
        for total, parts in totals.items()
    }
    return Blank(title, tuple(blocks), language, sums)


def _location(place: Place, tables: Mapping[str, BoundTable]) -> Location:
    return tables[place[0]].cells[place[1:]].location


def _tables(specs: Sequence[TableSpec]) -> Iterator[str | TableSpec]:
    """List tables with what tells them apart: a caption where there are several; one that repeats comes twice."""
    for spec in specs:
        for _time in range(2 if spec.repeats else 1):
            if spec.repeats:
                yield f"{spec.name} {BLANK}"
            elif len(specs) > 1:
                yield spec.name
            yield spec


def _headings(
    specs: Sequence[SectionSpec], above: tuple[int, ...] = ()
) -> Iterator[tuple[SectionSpec, tuple[int, ...]]]:
    """Iterate over the sections, each with its position among its siblings, after those of the ones around it."""
    for position, spec in enumerate(specs, start=1):
        place = (*above, position)
        yield spec, place
        yield from _headings(spec.children, place)


def _title(pack: RulePack, period: Period | None) -> tuple[str, ...]:
    language = pack.form.language
    words = pack.form.title[0] if pack.form.title else pack.title
    named = language.years.written if period is None else language.written_period(period)
    lines = (line.replace(language.years.written, named) for line in language.titles.lines)
    return tuple(line.replace("{words}", words) for line in lines)
