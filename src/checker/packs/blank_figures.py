"""The figures of a blank form: which cells are sums of others, what is filled in, and what is carried over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from checker.documents.document import Cell, Location, Table
from checker.forms.application import applied
from checker.forms.calculation import Calculation
from checker.forms.cell_types import read_cell
from checker.forms.equations import Equation, Place
from checker.forms.filing import Filing
from checker.forms.form import Form
from checker.forms.table_specs import TableSpec
from checker.forms.tables import BoundCell, BoundTable
from checker.judging.rules import RulePack
from checker.packs.table_layout import entries_of, layout

Figures = Mapping[Place, str]  # by table, row and column


def bound(spec: TableSpec, block: int) -> BoundTable:
    """Bind a table that is laid out as in a blank form: its places are known, and nothing need be recognised."""
    placed = tuple(layout(spec))
    known = spec.with_entries(entries_of(spec))
    cells = {
        keys: BoundCell(
            *keys, cell, Location(block, row=cell.row, column=cell.column), spec.language, known.cell_type(*keys)
        )
        for cell, keys in placed
        if keys is not None
    }  # fmt: skip
    pieces = (Table(tuple(cell for cell, _keys in placed), Location(block)),)
    return BoundTable(known, pieces, cells, entries=entries_of(spec))


def sums(form: Form, tables: Mapping[str, BoundTable]) -> dict[Place, tuple[Place, ...]]:
    """Map the cells that relations make sums to their parts, in an order in which they can be added up."""
    found: dict[Place, tuple[Place, ...]] = {}
    for total, parts in _stated(form, tables):
        needed = {place for part in parts for place in _needed(part, found)}
        if total not in found and total not in needed:
            found[total] = parts
    return dict(sorted(found.items(), key=lambda one: _depth(one[0], found)))


def _stated(form: Form, tables: Mapping[str, BoundTable]) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    for relations in form.relations.values():
        for relation in (one for one in relations if one.when is None and set(one.tables) <= tables.keys()):
            for equation, _condition in applied(relation, tables):
                if isinstance(equation, Equation):
                    yield from _within_a_table(Calculation(equation).sums())


def _within_a_table(
    found: Iterable[tuple[Place, tuple[Place, ...]]],
) -> Iterator[tuple[Place, tuple[Place, ...]]]:
    for total, parts in found:
        if {part[0] for part in parts} == {total[0]}:
            yield total, parts


def _needed(place: Place, found: Mapping[Place, Sequence[Place]]) -> set[Place]:
    """Return a place with all those that it is the sum of."""
    needed, left = set(), [place]
    while left:
        one = left.pop()
        if one not in needed:
            needed.add(one)
            left += found.get(one, ())
    return needed


def _depth(place: Place, found: Mapping[Place, Sequence[Place]]) -> int:
    return 1 + max(_depth(part, found) for part in found[place]) if place in found else 0


def figures(
    tables: Mapping[str, BoundTable], totals: Mapping[Place, Sequence[Place]], fill: str, carried: Figures
) -> dict[Place, str]:
    """Fill in cells: what is carried over, then `fill` in every cell that takes it, then the sums whose parts are there."""
    filled = {
        place: text for place, text in carried.items() if place not in totals and _takes(place, text, tables)
    }
    if fill:
        for name, table in tables.items():
            for keys in table.cells:
                if (name, *keys) not in totals and _takes((name, *keys), fill, tables):
                    filled.setdefault((name, *keys), fill)
    for total, parts in totals.items():
        values = [_value(place, filled, tables) for place in parts]
        known = [value for value in values if value is not None]
        if len(known) == len(values):
            filled[total] = f"{sum(known, Decimal(0)):f}"
    return filled


def _takes(place: Place, text: str, tables: Mapping[str, BoundTable]) -> bool:
    """Return whether a blank cell is there, and the text is what it must hold."""
    cell = tables[place[0]].cells.get(place[1:]) if place[0] in tables else None
    if cell is None:
        return False
    reading = read_cell(text, cell.type, cell.language)
    return reading.number is not None or reading.kind == "not-applicable"


def _value(place: Place, filled: Mapping[Place, str], tables: Mapping[str, BoundTable]) -> Decimal | None:
    cell = tables[place[0]].cells[place[1:]]
    text = filled.get(place, "")
    return replace(cell, cell=replace(cell.cell, text=text)).value if text else None


def carried_over(pack: RulePack, previous: Filing) -> dict[Place, str]:
    """Return the figures that go on from the filing of the period before, as rules say that they do."""
    found: dict[Place, str] = {}
    for rule in pack.rules:
        for name, row, earlier in rule.check.carries(pack.form):
            before = previous.tables.get(name)
            for (of, column), cell in before.cells.items() if before is not None else ():
                if of == earlier and not cell.is_blank and cell.value is not None:
                    found[name, row, column] = cell.cell.text.strip()
    return found


def filled(table: BoundTable, texts: Mapping[Place, str]) -> tuple[Cell, ...]:
    """Return the cells of a laid-out table with what is filled in."""
    new = {bound.cell: texts.get((table.spec.id, *keys), "") for keys, bound in table.cells.items()}
    return tuple(replace(cell, text=new.get(cell) or cell.text) for cell in table.pieces[0].cells)
