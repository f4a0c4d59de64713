"""Faults that a report under the Freedom of Information Act may have, planted one at a time, and what may vary."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from tests.support.draft_reports import Change, Draft, Grid, Line, after, text
from tests.support.foia_cases import OVERALL, PERIOD, SUM, average_of_medians, swapped, without_table
from tests.support.foia_figures import year_of
from tests.support.foia_report import (
    NAMES,
    YEAR,
    boxed,
    cell,
    clean_foia,
    more,
    report,
    rewritten,
    unmerged,
)
from tests.support.rule_cases import Case, Finds

SIMPLE = "VII.C. PROCESSED SIMPLE"
BEFORE = (lambda _report: clean_foia(3, YEAR - 1),)


def faults() -> Iterator[Case]:
    """Iterate over the faults, each with all that is found of it."""
    both, other = ("CPO", OVERALL), ("OTR", OVERALL)
    yield _planted("flow-of-the-agency", {"flow": SUM}, cell("V.A.", OVERALL, 4, more()))
    yield _planted("flow-of-a-component", {"flow": SUM}, cell("V.A.", "LSD", 4, more()))
    yield _planted("dispositions-not-processed", {"disposition-processed": SUM},
                   *(cell("V.B.(1).", row, at, more()) for row in both for at in (1, 13)))  # fmt: skip
    yield _planted(
        "component-without-other-reasons", {"other-reasons": SUM}, rewritten("V.B.(2).", _without("LSD"))
    )
    yield _planted("increments-not-their-total", {"increment-totals": SUM}, cell(SIMPLE, "OTR", 2, more()))
    yield _planted("increments-above-processed", {"increments-processed": SUM, "overall-average": SUM},
                   *(cell("VII.C. PROCESSED REQUESTS", row, at, more(5000)) for row in other for at in (1, 14)))  # fmt: skip
    yield _planted("pending-above-the-end", {"pending-counted": SUM, "overall-average": SUM},
                   *(cell("VII.D.", row, 1, more(5000)) for row in other))  # fmt: skip
    yield _planted("share-of-total-costs", {"fees-share": SUM}, rewritten("X.", _of_total_costs))
    yield _planted("backlog-above-pending", {"backlog-requests": SUM},
                   *(cell("XII.A.", row, 1, more(5000)) for row in both),
                   *(cell("XII.D.(2).", row, 2, more(5000)) for row in both))  # fmt: skip
    yield _planted(
        "appeals-of-a-component-without-any", {"backlog-appeals": SUM}, cell("XII.A.", "OTR", 2, "3")
    )
    yield _planted(
        "comparison-not-the-year", {"comparisons": SUM}, *(cell("XII.D.(1).", row, 2, more()) for row in both)
    )
    yield _planted("oldest-swapped", {"oldest-ranked": "ranking-order"}, swapped("VII.E.", 0))
    left_out = {"oldest-appeals-listed": "ranking-count", "oldest-ranked": "ranking-all"}
    yield _planted("oldest-of-a-component-left-out", left_out, rewritten("VI.C.(5).", _none_of("CPO")))
    yield _planted("overall-one-more", {"overall-counts": SUM}, cell("VIII.A.", OVERALL, 2, more()))
    yield _planted("overall-one-less", {"overall-counts": SUM}, cell("VIII.A.", OVERALL, 2, more(-1)))
    yield _planted(
        "overall-median-an-average", {"overall-median-entered": SUM}, average_of_medians("VII.A.", 5)
    )
    yield _planted(
        "no-tables-of-2016",
        {"tables-present": "table-missing"},
        _of_2018,
        without_table("XI.A."),
        without_table("XI.B."),
    )
    yield _planted("calendar-year", {"period": "period-mismatch"},
                   text(PERIOD, f"Reporting Period: January 1, {YEAR}, through December 31, {YEAR}"))  # fmt: skip
    yield _planted("nine-digits", {"contact": "phone-invalid"}, text("482-1190", "482-119"))
    yield _planted("not-applicable-left-out", {"cells-filled": "cell-blank"}, cell("VII.D.", "CPO", 8, ""))
    yield _planted("less-than-one-as-zero", {"cells-types": "cell-type"}, cell("VII.A.", "CPO", 3, "0"))
    yield _planted("start-not-the-end-of-the-year-before", {"carried-start": "carry-over-row"},
                   *(cell("XII.B.", row, 1, more()) for row in both),
                   *(cell("XII.B.", row, 2, more(-1)) for row in both), previous=BEFORE)  # fmt: skip


def variations() -> Iterator[Case]:
    """Iterate over what may vary: nothing is found."""
    quiet: dict[str, tuple[Change, ...]] = {
        "clean": (),
        "commas-mixed": (rewritten("V.A.", _mixed_commas),),
        "titles-in-boxes": (boxed,),
        "nothing-merged": (unmerged,),
        "empty-second-row": (rewritten("VI.A.", lambda grid: (*grid[:-1], ("", "", "", "", "0"), grid[-1])),),
        "note-marks": (cell("V.A.", "CPO", 1, lambda old: f"{old}*"), cell("V.A.", "CPO", 3, lambda old: f"{old}**")),
        "increments-below-processed": (
            *(cell(SIMPLE, row, at, more(-1)) for row in ("LSD", OVERALL) for at in (1, 14)),
        ),
        "no-components": (lambda _report: clean_foia(0),),
        "other-order": (rewritten("XII.B.", _other_order),),
        "a-note": (after("V.A.", Line("* After reviewing its database, CPO adjusted its figures.")),),
        "no-headings-above-tables": (_without_headings,),
        "title-with-dates": (
            text(f"Freedom of Information Act Annual Report for Fiscal Year {YEAR}",
                 f"FOIA Annual Report for 10/01/{YEAR - 1} through 09/30/{YEAR}"),
        ),
    }  # fmt: skip
    for name, changes in quiet.items():
        yield Case("quiet", name, changes)


def _planted(name: str, finds: dict[str, str], *changes: Change, previous: tuple[Change, ...] = ()) -> Case:
    return Case("fault", name, changes, tuple(Finds(rule, code) for rule, code in finds.items()), previous)


# --- changes ---


def _without(row: str) -> Callable[[Grid], Grid]:
    """Return what drops the rows of a component, and the cells merged below them."""

    def change(grid: Grid) -> Grid:
        at = next(at for at, texts in enumerate(grid) if texts[0] == row)
        stop = next(stop for stop in range(at + 1, len(grid)) if grid[stop][0] != "^")
        return (*grid[:at], *grid[stop:])

    return change


def _none_of(row: str) -> Callable[[Grid], Grid]:
    """Return what lists nothing for a component."""

    def change(grid: Grid) -> Grid:
        at = next(at for at, texts in enumerate(grid) if texts[0] == row)
        days, numbers = ((*grid[at + down][:2], *[fill] * 10) for down, fill in enumerate(("N/A", "0")))
        return (*grid[:at], days, numbers, *grid[at + 2 :])

    return change


def _of_total_costs(grid: Grid) -> Grid:
    """Divide the fees of every row by its total costs."""
    costs = next(b for b in clean_foia() if not isinstance(b, Line) and "Processing Costs" in b[1])
    total = {row[0]: _money(row[6]) for row in costs[2:]}
    return (
        grid[0],
        *((name, fees, f"{_money(fees) / total[name] * 90:.2f}%") for name, fees, _share in grid[1:]),
    )


def _money(amount: str) -> Decimal:
    return Decimal(amount.strip("$").replace(",", ""))


def _of_2018(_report: Draft) -> Draft:
    before = year_of(2017, tuple(NAMES))
    return report(year_of(2018, tuple(NAMES), before), before, 2018)


def _mixed_commas(grid: Grid) -> Grid:
    return tuple(tuple(t.replace(",", "") if at % 2 else t for t in row) for at, row in enumerate(grid))


def _other_order(grid: Grid) -> Grid:
    return (*grid[:-4], grid[-3], grid[-4], *grid[-2:])


def _without_headings(report: Draft) -> Draft:
    return tuple(
        b for b in report if not (isinstance(b, Line) and b.text.startswith(("V. ", "VI. ", "XII. ")))
    )
