"""Check of rankings that lie in a row: the ten oldest, the five greatest."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar

from checker import (
    BoundCell,
    BoundTable,
    Check,
    Filing,
    Form,
    Message,
    Messages,
    Mistake,
    Need,
    NotAssessed,
    Observation,
    Problem,
    dataclass,
    entry_name,
    needs,
)
from checker_checks.tables import TableNames, named, only_one, unknown_table

_ = Messages(__package__)

_HOLIDAYS = Decimal("0.06")  # of weekdays, that may be holidays: some 10 to 15 a year
_SLACK = 4  # days, for counting the first and the last


@dataclass(frozen=True, slots=True)
class _Item:
    """What stands in one column of a ranking: a day, a number, or both; `None` where there is none."""

    column: str
    cells: tuple[BoundCell, ...]
    day: date | None
    number: Decimal | None

    @property
    def is_filled(self) -> bool:
        return self.day is not None or bool(self.number)


@dataclass(frozen=True)
class Ranking(Check):
    """A ranking that lies in a row is in order and without gaps, and the ranking of all is the foremost of each.

    From left to right numbers do not fall and days do not rise: the last column is the foremost. N/A, blanks and 0 are
    places that are not filled. A row with days and one with numbers below it are one ranking: every day has a number,
    and where numbers are waiting times, they fit the time from the day to the period's end.

    Options:
        table: The table, or a list of tables.
        numbers: The key of the rows with numbers.
        days: The key of the rows with days, if any.
        all_numbers: The key of the row with the numbers of all.
        all_days: The key of the row with the days of all.
        working_days: Whether numbers count the working days from the day to the period's end.
        counted: Where it says how many there are: columns of other tables, as table.column, whose sum it is in the row
            that is called the same.

    Codes:
        ranking-order: A number or day is not in order.
        ranking-gap: A place is not filled, but one behind it is.
        ranking-pair: There is a day without a number, or a number without a day.
        ranking-all: The ranking of all is not that of the foremost.
        ranking-late: A day lies after the period's end.
        ranking-time: The number of days does not fit the day; a person must look.
        ranking-count: Fewer places are filled than there are, or more.

    Example:
        tables:
          oldest:
            section: Outlook
            columns: {third: 3rd, second: 2nd, first: Oldest}
            rows:
              each: {any: true, rows: {day: {label: Received, type: date}, waiting: Days}}
              all: {label: All, rows: {all_day: {label: Received, type: date}, all_waiting: Days}}
        rules:
          oldest-in-order:
            check: ranking
            clause: "{basis}, 3"
            requirement: The three oldest cases are listed from the third to the oldest.
            category: accuracy
            severity: error
            table: oldest
            numbers: waiting
            days: day
            all_numbers: all_waiting
            all_days: all_day
    """

    name: ClassVar[str] = "ranking"
    codes: ClassVar[tuple[str, ...]] = (
        "ranking-order", "ranking-gap", "ranking-pair", "ranking-all", "ranking-late", "ranking-time",
        "ranking-count",
    )  # fmt: skip

    table: TableNames
    numbers: str
    days: str = ""
    all_numbers: str = ""
    all_days: str = ""
    working_days: bool = False
    counted: tuple[str, ...] = ()

    def mistakes(self, form: Form) -> Iterator[Mistake]:
        yield from unknown_table(self.table, form)
        for spec in (spec for spec in form.tables if spec.id in named(self.table, form)):
            for option in ("numbers", "days", "all_numbers", "all_days"):
                word = getattr(self, option)
                if word and word not in spec.rows:
                    yield Mistake((option,), f"“{word}” is not a row of the table “{spec.id}”")
        columns = {f"{spec.id}.{column}" for spec in form.tables for column in spec.columns}
        for index, word in enumerate(self.counted):
            if word not in columns:
                yield Mistake(("counted", index), f"“{word}” is not the column of a table: table.column")

    def split(self, form: Form) -> Sequence[Check]:
        tables = named(self.table, form)
        return () if tables == (self.table,) else [replace(self, table=name) for name in tables]

    def needs(self) -> Sequence[Need]:
        others = dict.fromkeys(word.split(".")[0] for word in self.counted)
        return (needs.Table(only_one(self.table)), *map(needs.Table, others))

    def run(self, filing: Filing) -> Iterator[Observation]:
        found = filing.tables[only_one(self.table)]
        columns = [path[-1].key for path in found.spec.bands[0].leaf_columns]
        keys = [f"{entry}/" for entries in found.repeated.values() for entry in entries]
        rankings = [self._items(found, columns, f"{key}{self.days}", f"{key}{self.numbers}") for key in keys]
        everything = self._items(found, columns, self.all_days, self.all_numbers) if self.all_numbers else []
        end = filing.period.end if filing.period else None
        if end is None:
            yield NotAssessed(
                _("the period of the report is not known"), codes=("ranking-late", "ranking-time")
            )
        for items in (*rankings, everything):
            yield from self._in_order(found, items)
            yield from self._paired(found, items) if self.days and self.numbers else ()
            yield from self._in_time(found, items, end) if end else ()
        if rankings and everything:
            yield from self._foremost(found, rankings, everything)
        if self.counted:
            yield from self._counted(filing, found, rankings, everything)

    def _items(self, found: BoundTable, columns: Sequence[str], days: str, numbers: str) -> list[_Item]:
        items = []
        for column in columns:
            day, number = found.cells.get((days, column)), found.cells.get((numbers, column))
            cells = tuple(cell for cell in (day, number) if cell is not None)
            value = number.value if number is not None and number.reading.kind == "value" else None
            if cells:
                items.append(_Item(column, cells, day.reading.day if day is not None else None, value))
        return items

    def _in_order(self, found: BoundTable, items: Sequence[_Item]) -> Iterator[Problem]:
        gaps = [
            (before, after)
            for before, after in pairwise(items)
            if before.is_filled and not after.is_filled and all(self._is_none(cell) for cell in after.cells)
        ]
        for before, after in gaps:
            message = _("“{after}” is not filled in, but “{before}” is",
                        after=_label(found, after.column), before=_label(found, before.column))  # fmt: skip
            yield _problem("ranking-gap", message, found, after, after.cells)
        filled = [item for item in items if item.is_filled]
        for before, after in pairwise(filled):
            later = before.day is not None and after.day is not None and before.day < after.day
            fewer = before.number is not None and after.number is not None and before.number > after.number
            if later or fewer:
                at = 0 if later else -1
                message = _("“{after}” is {value}, “{before}” is {other}: not in order",
                            after=_label(found, after.column), value=after.cells[at].cell.text.strip(),
                            before=_label(found, before.column), other=before.cells[at].cell.text.strip())  # fmt: skip
                yield _problem("ranking-order", message, found, after, (after.cells[at], before.cells[at]))

    @staticmethod
    def _is_none(cell: BoundCell) -> bool:
        reading = cell.reading
        return reading.kind in {"blank", "not-applicable"} or reading.number == 0

    def _paired(self, found: BoundTable, items: Sequence[_Item]) -> Iterator[Problem]:
        for item in (item for item in items if len(item.cells) > 1):
            day, number = item.cells
            if item.day is not None and number.reading.kind in {"blank", "not-applicable"}:
                message = _("there is a day, {day}, and no number", day=day.cell.text.strip())
                yield _problem("ranking-pair", message, found, item, (number, day))
            elif day.reading.kind in {"blank", "not-applicable"} and item.number:
                message = _("there is a number, {number}, and no day", number=number.cell.text.strip())
                yield _problem("ranking-pair", message, found, item, item.cells)

    def _in_time(self, found: BoundTable, items: Sequence[_Item], end: date) -> Iterator[Problem]:
        for item in (item for item in items if item.day is not None):
            assert item.day is not None, "chosen so"
            if item.day > end:
                message = _(
                    "{day} is after the end of the period, {end}",
                    day=item.day.isoformat(),
                    end=end.isoformat(),
                )
                yield _problem("ranking-late", message, found, item, item.cells[:1])
            elif self.working_days and item.number is not None:
                most = _weekdays(item.day, end)
                if not most * (1 - _HOLIDAYS) - _SLACK <= item.number <= most + _SLACK:
                    named = {"day": item.day.isoformat(), "end": end.isoformat()}
                    text = f"{item.number:f}"
                    message = _(
                        "{number} days, but there are {most} weekdays from {day} to {end}",
                        number=text,
                        most=most,
                        **named,
                    )
                    yield replace(
                        _problem("ranking-time", message, found, item, item.cells[::-1]), doubtful=True
                    )

    def _foremost(
        self, found: BoundTable, rankings: Sequence[Sequence[_Item]], everything: Sequence[_Item]
    ) -> Iterator[Problem]:
        """Compare the ranking of all with the foremost of each, place by place from the end."""
        every = [item for items in rankings for item in items]
        numbers = sorted((item.number for item in every if item.number), reverse=True)
        days = sorted(item.day for item in every if item.day is not None)
        differing: list[tuple[_Item, BoundCell, object]] = []
        for place, item in enumerate(reversed(everything)):
            number = numbers[place] if place < len(numbers) else None
            day = days[place] if place < len(days) else None
            if self.days and item.day != day:
                differing.append((item, item.cells[0], day.isoformat() if day else _("none")))
            elif (item.number or None) != number and (
                not self.days or day is None or item.number is not None
            ):
                differing.append((item, item.cells[-1], f"{number:f}" if number else _("none")))
        if differing:
            yield self._not_foremost(found, differing)

    def _counted(
        self,
        filing: Filing,
        found: BoundTable,
        rankings: Sequence[Sequence[_Item]],
        everything: Sequence[_Item],
    ) -> Iterator[Problem]:
        """Compare how many places are filled with how many there are, in the rows of the same name."""
        entries = [entry for several in found.repeated.values() for entry in several]
        named = [(entry_name(found, entry), items) for entry, items in zip(entries, rankings, strict=True)]
        if everything:
            named.append((found.spec.rows[self.all_numbers][0].text, everything))
        for name, items in named:
            filled = sum(item.is_filled for item in items)
            cells = self._counts(filing, found.spec.language.bare(name))
            if items and cells is not None and filled != min(len(items), sum(cells.values())):
                count = f"{sum(cells.values()):f}"
                message = _("{filled} of {places} places are filled, but there are {count}: {labels}",
                            filled=filled, places=len(items), count=count, labels=self._labels(filing))  # fmt: skip
                yield _problem(
                    "ranking-count", message, found, items[-1], items[-1].cells, others=tuple(cells)
                )

    def _counts(self, filing: Filing, name: str) -> Mapping[BoundCell, Decimal] | None:
        """Map the cells that say how many there are to their numbers; `None` where one has none, or is not there."""
        counts: dict[BoundCell, Decimal] = {}
        for word in self.counted:
            table, column = word.split(".", 1)
            other = filing.tables[table]
            rows = [
                row for row in other.bound_rows if other.spec.language.bare(entry_name(other, row)) == name
            ]
            cell = other.cells.get((rows[0], column)) if len(rows) == 1 else None
            if (
                cell is None
                or cell.is_blank
                or (cell.value is None and cell.reading.kind != "not-applicable")
            ):
                return None
            counts[cell] = cell.value or Decimal(0)
        return counts

    def _labels(self, filing: Filing) -> tuple[str, ...]:
        parts = (word.split(".", 1) for word in self.counted)
        return tuple(
            dict.fromkeys(
                " / ".join(label.text for label in filing.form.table(table).columns[column])
                for table, column in parts
            )
        )

    @staticmethod
    def _not_foremost(found: BoundTable, differing: Sequence[tuple[_Item, BoundCell, object]]) -> Problem:
        """Report the foremost place that differs; where one case is missing, all others behind it do, too."""
        item, cell, wanted = differing[0]
        named = {"place": _label(found, item.column), "value": cell.cell.text.strip(), "wanted": wanted}
        message = (
            _("“{place}” of all is {value}, that of the parts is {wanted}", **named)
            if len(differing) == 1
            else _("“{place}” of all is {value}, that of the parts is {wanted}; {count} places differ",
                   count=len(differing), **named)
        )  # fmt: skip
        return _problem("ranking-all", message, found, item, [other for _item, other, _wanted in differing])


def _label(found: BoundTable, column: str) -> str:
    return found.spec.columns[column][-1].text


def _problem(
    code: str,
    message: Message,
    found: BoundTable,
    item: _Item,
    cells: Sequence[BoundCell],
    *,
    others: Sequence[BoundCell] = (),
) -> Problem:
    first = cells[0]
    return Problem(
        code,
        message,
        (found.spec.id, found.spec.language.bare(found.name(first.row)), item.column),
        first.location,
        found.name(first.row, item.column),
        actual=first.cell.text.strip() or None,
        advice=_("check these cells against the cases themselves"),
        doubtful=not all(cell.cell.certain for cell in (*cells, *others)),
        cells=tuple(cell.location for cell in (*cells, *others)),
    )


def _weekdays(first: date, last: date) -> int:
    """Count the weekdays after a day, up to another."""
    weeks, rest = divmod((last - first).days, 7)
    return weeks * 5 + sum(
        1 for after in range(1, rest + 1) if (first + timedelta(days=weeks * 7 + after)).weekday() < 5
    )
