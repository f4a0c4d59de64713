"""Totals and rates of groups of bodies, over the last periods: for trends, and to compare districts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from checker import AuditResults, CellKey, Form, RunCounts, Statistic, clean
from checker_reporters.audit.dashboard.chunks import Chunks, Json
from checker_reporters.audit.dashboard.grids import grids
from checker_reporters.audit.dashboard.indexes import NameIndex
from checker_reporters.audit.words import period_name
from checker_reporters.wording import UNCUT

_PERIODS = 5

Group = tuple[int, int]  # numbers of a parent and of a kind


@dataclass
class _Totals:
    """The counts of a group in a run, and the value, the base and the filings of each statistic."""

    counts: list[int]
    statistics: list[list[Decimal]]

    def json(self) -> list[Json]:
        return [*self.counts, *(_number(number) for one in self.statistics for number in one)]


@dataclass
class Trends:
    """The last run of each of the last periods, by parent and kind of bodies."""

    results: AuditResults
    parents: NameIndex = field(default_factory=NameIndex)
    kinds: NameIndex = field(default_factory=NameIndex)

    @property
    def statistics(self) -> tuple[Statistic, ...]:
        return self.results.pack.statistics

    def write(self, chunks: Chunks) -> None:
        """Write the groups, and for each parent, and for all together, the sums of all prescribed cells by kind."""
        runs = self._runs()
        chunks.write("trends", self.json())
        places = {place: at for at, place in enumerate(cells_of(self.results.pack.form))}
        everybody: _Cells = {}
        parents: dict[int, _Cells] = {at: {} for at in self.parents.numbers.values()}
        for at, run in enumerate(runs):
            for parent, kind, cell, number in self.results.history.sums(run.number):
                if (place := places.get(cell)) is None:  # of an older form
                    continue
                numbered = self.kinds.number(kind)
                for cells in (everybody, parents[self.parents.number(parent)]):
                    sums = cells.setdefault(numbered, [{} for _run in runs])[at]
                    sums[place] = sums.get(place, Decimal(0)) + number
        chunks.write("cells", _cells_json(everybody))
        for above, cells in parents.items():
            chunks.write(f"cells-{above:04}", _cells_json(cells))

    def json(self) -> Json:
        """Return for each period its groups: parent, kind, bodies, filed, missing, unread, errors, warnings, statistics."""
        runs = self._runs()
        periods = [self._period(run) for run in runs]
        return {"parents": self.parents.json(), "kinds": self.kinds.json(), "periods": periods}

    def _runs(self) -> Sequence[RunCounts]:
        """List the last run of each period, the earliest period first."""
        history, cycle = self.results.history, self.results.pack.form.cycle
        last = {run.period: run for run in history.runs if run.number <= history.number}
        own = self.results.period
        found = [(period, run) for label, run in last.items() if (period := cycle.read(label)) is not None]
        chosen = sorted(
            (pair for pair in found if pair[0].start <= own.start), key=lambda pair: pair[0].start
        )
        return [run for _period, run in chosen[-_PERIODS:]]

    def _period(self, run: RunCounts) -> Json:
        history, pack = self.results.history, self.results.pack
        own = run.number == history.number
        results = self.results if own else self.results.run(run.number)
        groups: dict[Group, _Totals] = {}
        group_of: dict[str, Group] = {}
        counted = history.bodies(run.number)
        for body in results.bodies:
            group = self.parents.number(body.parent), self.kinds.number(body.kind)
            group_of[body.name] = group
            totals = groups.setdefault(
                group, _Totals([0] * 6, [[Decimal(0)] * 3 for _one in self.statistics])
            )
            counts = counted[body.name]
            added = (1, counts.filed, counts.missing, counts.unread, counts.errors, counts.warnings)
            totals.counts = [a + b for a, b in zip(totals.counts, added, strict=True)]
        cells = tuple(dict.fromkeys(cell for one in self.statistics for cell in one.cells))
        for name, numbers in history.figures(run.number, cells) if cells else ():
            if name not in group_of:
                continue
            for statistic, sums in zip(self.statistics, groups[group_of[name]].statistics, strict=True):
                if (read := statistic.read(numbers.get)) is not None:
                    sums[:] = [sums[0] + read[0], sums[1] + read[1], sums[2] + 1]
        period = pack.form.cycle.read(run.period)
        assert period is not None, "others were left out"
        return {
            "period": clean(period_name(period, pack), UNCUT),
            "run": run.number,
            "groups": [[*group, *totals.json()] for group, totals in sorted(groups.items())],
        }


_Cells = dict[int, list[dict[int, Decimal]]]  # kinds → for each period, places → sums


def cells_of(form: Form) -> Iterator[CellKey]:
    """Yield all prescribed cells, in the order in which the page draws them."""
    return ((grid.spec.id, row, column) for grid in grids(form) for row, column in grid.places)


def _cells_json(cells: _Cells) -> Json:
    return {
        str(kind): [
            {str(place): _number(number) for place, number in sorted(sums.items())} for sums in periods
        ]
        for kind, periods in sorted(cells.items())
    }


def statistics_json(statistics: Sequence[Statistic], languages: Sequence[str]) -> Json:
    """List the statistics: name by language, whether it is a rate, the smallest base of a rate."""
    return [
        [{language: one.name.render(language) for language in languages}, one.is_rate, one.at_least]
        for one in statistics
    ]


def _number(value: Decimal) -> Json:
    """Write an integer as one, and any other number as a text: scripts read both."""
    return int(value) if value == int(value) else f"{value:f}"
