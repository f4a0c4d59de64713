"""Statistics in packs: totals and rates of cells, read from filings."""

from decimal import Decimal
from pathlib import Path

import pytest

from checker import plugins
from checker.errors import PackError
from checker.forms.statistics import CellKey, Statistic
from checker.packs.loading import load_pack

HOST = plugins.load()

PACK = """\
title: Report
language: en
titles: [Report]
sections: [Figures]
tables:
  costs:
    section: Figures
    columns: {planned: Planned, actual: {Actual: {first: First, second: Second}}}
    rows: {income: Income, costs: {Costs: {staff: Staff, rent: Rent}}}
rules:
  sections: {check: required-sections, clause: "1", requirement: All., category: form, severity: error}
statistics:
  it: {name: It, table: costs, %s}
"""


def statistic(folder: Path, text: str) -> Statistic:
    path = folder / "report" / "1.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PACK % text, encoding="utf-8")
    (found,) = load_pack(path, HOST.vocabulary, {}).statistics
    return found


def test_a_rate_is_one_sum_of_cells_to_another(tmp_path: Path) -> None:
    rate = statistic(tmp_path, "column: planned, value: income - rent, of: income, at_least: 5")
    cells: dict[CellKey, Decimal] = {
        ("costs", "income", "planned"): Decimal(8),
        ("costs", "rent", "planned"): Decimal("2.5"),
    }
    assert (rate.is_rate, rate.at_least, rate.read(cells.get)) == (True, 5, (Decimal("5.5"), Decimal(8)))
    assert rate.read(lambda _cell: None) is None, "a missing number is not 0"


def test_a_group_is_the_sum_of_its_cells_unless_it_is_printed(tmp_path: Path) -> None:
    total = statistic(tmp_path, "column: planned, value: costs")
    parts: dict[CellKey, Decimal] = {
        ("costs", "staff", "planned"): Decimal(1),
        ("costs", "rent", "planned"): Decimal(2),
    }
    assert total.read(parts.get) == (Decimal(3), Decimal(0))
    assert total.read({**parts, ("costs", "costs", "planned"): Decimal(9)}.get) == (Decimal(9), Decimal(0))
    assert not total.is_rate


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("column: planned, value: incme", "incme"),
        ("column: plannd, value: income", "plannd"),
        ("column: planned, value: income * rent", "a sum of cells"),
        ("value: income", "needs a row or a column"),
        ("column: planned, value: income, at_least: 0", "1 or more"),
        ("row: income", "value"),
    ],
)
def test_a_statistic_that_fits_no_table_is_a_mistake(tmp_path: Path, text: str, mistake: str) -> None:
    with pytest.raises(PackError, match=mistake):
        statistic(tmp_path, text)
