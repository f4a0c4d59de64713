"""The cases of the rules for annual reports under the Freedom of Information Act."""

from collections.abc import Iterator
from datetime import date

from tests.support.draft_reports import Change, Draft, Grid, Line, text, without
from tests.support.foia_report import YEAR, boxed, cell, clean_foia, more, rewritten, unmerged
from tests.support.rule_cases import Case, Finds, failing, passing

PERIOD = f"Reporting Period: October 1, {YEAR - 1}, through September 30, {YEAR}"
CONTACT = "1. Questions about this report"
OVERALL = "AGENCY OVERALL"
SUM = "sum-mismatch"


def foia_cases() -> Iterator[Case]:
    """Iterate over the cases, a passing and a failing one a rule at least."""
    yield from _frame()
    yield from _tables()
    yield from _requests()
    yield from _appeals()
    yield from _days()
    yield from _costs_and_backlogs()
    yield from _overall()
    yield from _two_years()


def _wrong(rule: str, name: str, place: str, *changes: Change, also: tuple[Finds, ...] = ()) -> Case:
    return failing(rule, name, SUM, place, *changes, also=also)


def _twice(rule: str, name: str, place: str, *changes: Change, also: tuple[Finds, ...] = ()) -> Case:
    """Build a case that is found in a component's row and in the agency's."""
    return _wrong(rule, name, place, *changes, also=(Finds(rule, SUM, OVERALL), *also))


def _frame() -> Iterator[Case]:
    yield passing(
        "sections-present", "colons", text("I. BASIC", "I: BASIC"), text("II. MAKING", "SECTION II – MAKING")
    )
    yield failing("sections-present", "no-requests", "section-missing", "", without("II. MAKING", "III. "))
    yield passing(
        "sections-form",
        "capitals",
        text("BASIC INFORMATION REGARDING REPORT", "Basic Information Regarding Report"),
    )
    yield failing(
        "sections-form",
        "other-title",
        "section-title",
        "",
        text("II. MAKING A FOIA REQUEST", "II. HOW TO MAKE A REQUEST"),
    )
    yield passing(
        "period",
        "without-commas",
        text(PERIOD, f"Reporting Period: October 1, {YEAR - 1} to September 30, {YEAR}"),
    )
    yield failing(
        "period",
        "calendar-year",
        "period-mismatch",
        "",
        text(PERIOD, f"Reporting Period: January 1, {YEAR}, through December 31, {YEAR}"),
    )
    yield passing("contact", "extension", text("482-1190", "482-1190, ext. 12"))
    yield failing("contact", "nine-digits", "phone-invalid", "", text("482-1190", "482-119"))


def _tables() -> Iterator[Case]:
    yield passing("tables-present", "in-boxes", boxed)
    yield failing("tables-present", "no-postings", "table-missing", "", without_table("XI.B."))
    yield passing("tables-labels", "unmerged", unmerged)
    yield failing(
        "tables-labels",
        "reworded",
        "table-label",
        "",
        cell("VIII.A.", "Number Granted", 1, "Number of Grants"),
    )
    yield passing(
        "cells-filled",
        "a-blank-row",
        rewritten("VI.B.", lambda grid: (*grid[:-1], ("", "", "", "", "", "0"), grid[-1])),
    )
    yield failing("cells-filled", "not-applicable-left-out", "cell-blank", "", cell("XII.A.", "OTR", 2, ""))
    yield passing("cells-types", "note-marks", cell("V.A.", "CPO", 2, lambda old: old + "*"))
    yield failing(
        "cells-types",
        "date-in-words",
        "cell-type",
        "",
        *(cell("VI.C.(5).", row, 11, _in_words) for row in ("CPO", OVERALL)),
        also=(Finds("cells-types", "cell-type", OVERALL),),
    )
    yield passing("components-listed", "full-name", cell("XI.B.", "CPO", 0, "Coastal Pilots Office"))
    yield failing("components-listed", "another", "row-unlisted", "", cell("XI.B.", "CPO", 0, "CPB"))


def _requests() -> Iterator[Case]:
    yield passing("flow", "no-commas", cell("V.A.", OVERALL, 2, lambda old: old.replace(",", "")))
    yield _wrong("flow", "end", "CPO", cell("V.A.", "CPO", 4, more()), cell("V.A.", OVERALL, 4, more()))
    yield passing("disposition-totals", "spaces", cell("V.B.(1).", "CPO", 1, lambda old: f" {old} "))
    yield _wrong(
        "disposition-totals",
        "granted",
        "LSD",
        cell("V.B.(1).", "LSD", 1, more()),
        cell("V.B.(1).", OVERALL, 1, more()),
    )
    yield passing("disposition-processed", "unmerged", unmerged)
    yield _twice(
        "disposition-processed",
        "one-more",
        "LSD",
        *(cell("V.B.(1).", row, at, more()) for row in ("LSD", OVERALL) for at in (1, 13)),
    )
    yield passing("other-reasons", "marks", cell("V.B.(2).", "CPO", 2, lambda old: old + "*"))
    yield _wrong("other-reasons", "one-less", "CPO", *(cell("V.B.(2).", "CPO", at, more()) for at in (2, 3)))
    yield passing("group-totals", "unmerged", unmerged)
    for name, heading, row, column, place in (
        ("statute", "IV.", "26 U.S.C. § 6103", 5, "26 U.S.C. § 6103"),
        ("component", "V.B.(2).", "CPO", 3, "CPO"),
        ("overall", "V.B.(2).", OVERALL, 3, ""),
        ("appeals", "VI.C.(3).", "CPO", 3, "CPO"),
        ("appeals-overall", "VI.C.(3).", OVERALL, 3, ""),
    ):
        yield _wrong("group-totals", name, place, cell(heading, row, column, more()))
    yield passing("exemptions-applied", "in-boxes", boxed)
    yield _wrong(
        "exemptions-applied", "none", "CPO", *_no_exemptions("CPO"), also=(Finds("statutes-exemption", SUM),)
    )
    yield passing("statutes-exemption", "more", cell("IV.", "CPO", 4, more()), cell("IV.", "CPO", 5, more()))
    yield _wrong(
        "statutes-exemption", "fewer", "", cell("IV.", "CPO", 4, more(-1)), cell("IV.", "CPO", 5, more(-1))
    )


def _appeals() -> Iterator[Case]:
    yield passing("appeal-totals", "unmerged", unmerged)
    yield _wrong(
        "appeal-totals", "affirmed", "CPO", cell("VI.B.", "CPO", 1, more()), cell("VI.B.", OVERALL, 1, more())
    )
    yield passing("appeal-processed", "in-boxes", boxed)
    yield _twice(
        "appeal-processed",
        "one-more",
        "CPO",
        *(cell("VI.B.", row, at, more()) for row in ("CPO", OVERALL) for at in (1, 5)),
    )
    yield passing("appeals-closed", "as-many", boxed)
    yield _wrong(
        "appeals-closed",
        "no-reasons",
        "",
        rewritten(
            "VI.C.(2).",
            lambda grid: tuple(
                (row[0], *["0"] * 10, row[11]) if row[0] in {"CPO", "LSD", OVERALL} else row for row in grid
            ),
        ),
    )
    yield passing("other-appeal-reasons", "unmerged", unmerged)
    yield _wrong(
        "other-appeal-reasons", "one-more", "CPO", *(cell("VI.C.(3).", "CPO", at, more()) for at in (2, 3))
    )
    yield passing("times-range", "less-than-one", cell("VI.C.(4).", "CPO", 3, "<1"))
    yield _wrong("times-range", "average", "CPO", cell("VI.C.(4).", "CPO", 2, "900"))
    yield passing("backlog-appeals", "in-boxes", boxed)
    yield _twice(
        "backlog-appeals",
        "more",
        "CPO",
        *(
            cell(*at, more(500))
            for at in (
                ("XII.A.", "CPO", 2),
                ("XII.A.", OVERALL, 2),
                ("XII.E.(2).", "CPO", 2),
                ("XII.E.(2).", OVERALL, 2),
            )
        ),
    )
    yield passing("backlog-appeals-given", "unmerged", unmerged)
    yield failing(
        "backlog-appeals-given",
        "not-applicable",
        "value-missing",
        "CPO",
        cell("XII.A.", "CPO", 2, "N/A"),
        also=(Finds("overall-sums", SUM),),
    )
    yield passing("backlog-appeals-none", "not-applicable", boxed)
    yield failing(
        "backlog-appeals-none", "zero", "value-given", "OTR", cell("XII.A.", "OTR", 2, "0"), expected="N/A"
    )


def _days() -> Iterator[Case]:
    yield passing("tracks-range", "not-applicable", boxed)
    yield _wrong("tracks-range", "average", "CPO", cell("VII.B.", "CPO", 2, "900"))
    yield passing(
        "increment-totals", "more-days", text("VII.C. PROCESSED SIMPLE", "VII.C.(1). PROCESSED SIMPLE")
    )
    yield _wrong(
        "increment-totals",
        "increment",
        "CPO",
        cell("VII.C. PROCESSED SIMPLE", "CPO", 1, more()),
        cell("VII.C. PROCESSED SIMPLE", OVERALL, 1, more()),
    )
    yield passing("increments-processed", "fewer", boxed)
    yield _twice(
        "increments-processed",
        "more",
        "OTR",
        *(
            cell("VII.C. PROCESSED REQUESTS", row, at, more(5000))
            for row in ("OTR", OVERALL)
            for at in (1, 14)
        ),
        also=(Finds("overall-average", SUM),),
    )
    yield passing("pending-counted", "in-boxes", boxed)
    yield _twice(
        "pending-counted",
        "more",
        "OTR",
        *(cell("VII.D.", row, 1, more(5000)) for row in ("OTR", OVERALL)),
        also=(Finds("overall-average", SUM),),
    )
    yield passing("pending-not-applicable", "none", boxed)
    yield failing(
        "pending-not-applicable",
        "zero-days",
        "value-given",
        "CPO",
        cell("VII.D.", "CPO", 8, "0"),
        expected="N/A",
    )
    yield failing(
        "pending-not-applicable",
        "no-days",
        "value-missing",
        "CPO",
        cell("VII.D.", "CPO", 2, "N/A"),
        actual="N/A",
    )
    yield passing("oldest-ranked", "in-boxes", boxed)
    yield failing("oldest-ranked", "swapped", "ranking-order", "", swapped("XII.C.", 0))
    yield passing(
        "oldest-days", "a-holiday-more", *(cell("VII.E.", row, 11, more(-1), 1) for row in ("OTR", OVERALL))
    )
    yield failing(
        "oldest-days",
        "calendar-days",
        "ranking-time",
        "LSD",
        *_longest("VI.C.(5)."),
        also=(Finds("oldest-days", "ranking-time", OVERALL),),
    )
    for rule, heading in (
        ("oldest-appeals-listed", "VI.C.(5)."),
        ("oldest-requests-listed", "VII.E."),
        ("oldest-consultations-listed", "XII.C."),
    ):
        yield passing(rule, "in-boxes", boxed)
        rows = ("CPO", "LSD") if "appeals" in rule else ("CPO", "LSD", "OTR")
        yield failing(
            rule,
            "none",
            "ranking-count",
            OVERALL,
            *_no_oldest(heading),
            also=tuple(Finds(rule, "ranking-count", row) for row in rows),
        )
    yield passing("expedited-adjudicated", "in-boxes", boxed)
    yield _twice(
        "expedited-adjudicated",
        "more",
        "CPO",
        *(cell("VIII.A.", row, 5, more(90)) for row in ("CPO", OVERALL)),
    )
    yield passing("adjudicated-given", "in-boxes", boxed)
    yield failing(
        "adjudicated-given",
        "not-applicable",
        "value-missing",
        "CPO",
        cell("VIII.A.", "CPO", 5, "N/A"),
        also=(Finds("overall-counts", SUM),),
    )
    nothing = [cell("VIII.A.", "OTR", at, figure) for at, figure in enumerate(("0", "0", "N/A", "N/A"), 1)]
    overall = [
        cell("VIII.A.", OVERALL, at, figure) for at, figure in ((1, "4"), (2, "11"), (4, "7.07"), (5, "10"))
    ]
    yield passing("adjudicated-none", "zero", *nothing, cell("VIII.A.", "OTR", 5, "0"), *overall)
    yield failing(
        "adjudicated-none",
        "not-applicable",
        "value-missing",
        "OTR",
        *nothing,
        cell("VIII.A.", "OTR", 5, "N/A"),
        *overall,
    )


def _costs_and_backlogs() -> Iterator[Case]:
    yield passing("personnel-costs", "in-boxes", boxed)
    yield _wrong("personnel-costs", "total", "CPO", cell("IX.", "CPO", 6, "$900,000,000.00"))
    yield passing("personnel-needed", "unmerged", unmerged)
    yield _wrong("personnel-needed", "no-staff", "CPO", *_no_staff("CPO"))
    yield passing("fees-share", "two-decimals", unmerged)
    yield _wrong("fees-share", "of-total-costs", OVERALL, cell("X.", OVERALL, 2, "0.01%"))
    yield passing("fees-share-none", "no-costs", *_no_costs("0.00%"))
    yield _wrong("fees-share-none", "a-share", "CPO", *_no_costs("4.00%"))
    yield passing("backlog-requests", "in-boxes", boxed)
    yield _twice(
        "backlog-requests",
        "more",
        "CPO",
        *(
            cell(*at, more(5000))
            for at in (
                ("XII.A.", "CPO", 1),
                ("XII.A.", OVERALL, 1),
                ("XII.D.(2).", "CPO", 2),
                ("XII.D.(2).", OVERALL, 2),
            )
        ),
    )
    yield passing("comparisons", "in-boxes", boxed)
    for name, heading, column in (
        ("requests", "XII.D.(1).", 2),
        ("request-backlog", "XII.D.(2).", 2),
        ("appeals", "XII.E.(1).", 4),
        ("appeal-backlog", "XII.E.(2).", 2),
    ):
        yield _wrong(
            "comparisons", name, "CPO", *(cell(heading, row, column, more()) for row in ("CPO", OVERALL))
        )


def _overall() -> Iterator[Case]:
    for rule, name, heading, column, also in (
        ("overall-sums", "exemptions-applied", "V.B.(3).", 2, ()),
        ("overall-sums", "exemptions", "VI.C.(1).", 2, ()),
        ("overall-counts", "pending", "VII.D.", 4, ()),
        ("overall-counts", "granted", "VIII.A.", 1, ()),
        ("overall-access", "postings", "XI.B.", 2, ()),
    ):
        yield _wrong(rule, name, "", cell(heading, OVERALL, column, more()), also=also)
    yield passing("overall-sums", "in-boxes", boxed)
    yield passing("overall-counts", "in-boxes", boxed)
    yield passing("overall-access", "in-boxes", boxed)
    for rule, name, heading, column, new in (
        ("overall-lowest", "requests", "VII.A.", 3, "2"),
        ("overall-lowest", "appeals", "VI.C.(4).", 3, "2"),
        ("overall-highest", "requests", "VII.A.", 8, "421"),
        ("overall-median", "pending", "VII.D.", 2, "1"),
        ("overall-median", "appeals", "VI.C.(4).", 1, "2"),
        ("overall-average", "waivers", "VIII.B.", 4, "1.5"),
    ):
        yield _wrong(rule, name, "", cell(heading, OVERALL, column, new))
    yield passing("overall-lowest", "in-boxes", boxed)
    yield passing("overall-highest", "in-boxes", boxed)
    yield passing("overall-median", "in-boxes", boxed)
    yield passing("overall-average", "in-boxes", boxed)
    yield passing("overall-median-entered", "in-boxes", boxed)
    yield _wrong("overall-median-entered", "average", "", average_of_medians("VII.B.", 5))


def _two_years() -> Iterator[Case]:
    for rule, heading, columns in (
        ("carried-start", "XII.B.", (1, 2)),
        ("carried-comparison", "XII.D.(1).", (1,)),
        ("carried-backlog", "XII.E.(2).", (1,)),
    ):
        yield _with_year_before(passing(rule, "agree", boxed))
        changes = [
            cell(heading, row, at, more(sign))
            for row in ("CPO", OVERALL)
            for at, sign in zip(columns, (1, -1), strict=False)
        ]
        found = failing(
            rule,
            "one-more",
            "carry-over-row",
            "CPO",
            *changes,
            also=(Finds(rule, "carry-over-row", OVERALL),),
        )
        yield _with_year_before(found)


def _with_year_before(case: Case) -> Case:
    def earlier(_report: Draft) -> Draft:
        return clean_foia(3, YEAR - 1)

    return Case(case.rule, case.name, case.changes, case.finds, (earlier,))


# --- changes ---


def without_table(heading: str) -> Change:
    def change(report: Draft) -> Draft:
        at = next(at for at, b in enumerate(report) if isinstance(b, Line) and b.text.startswith(heading))
        return (*report[:at], *report[at + 2 :])

    return change


def _no_exemptions(row: str) -> Iterator[Change]:
    """Move the exemptions of a component to the agency's other rows, so that all sums hold."""

    def moved(grid: Grid) -> Grid:
        own = next(texts for texts in grid if texts[0] == row)
        other = next(texts for texts in grid if texts[0] == "OTR")
        summed = tuple(
            f"{int(a.replace(',', '')) + int(b.replace(',', '')):,}"
            for a, b in zip(own[1:], other[1:], strict=True)
        )
        new = {row: (row, *["0"] * 14), "OTR": ("OTR", *summed)}
        return tuple(new.get(texts[0], texts) for texts in grid)

    yield rewritten("V.B.(3).", moved)


def _no_oldest(heading: str) -> Iterator[Change]:
    """Leave all lists of the oldest empty."""

    def empty(grid: Grid) -> Grid:
        return (
            grid[0],
            *((*row[:2], *(["0"] * 10 if "Days" in row[1] else ["N/A"] * 10)) for row in grid[1:]),
        )

    yield rewritten(heading, empty)


def swapped(heading: str, at: int) -> Change:
    def change(grid: Grid) -> Grid:
        def swap(row: tuple[str, ...]) -> tuple[str, ...]:
            return (*row[:-2], row[-1], row[-2])

        return tuple(
            swap(row) if place in {1 + at * 2, 2 + at * 2} else row for place, row in enumerate(grid)
        )

    return rewritten(heading, change)


def _no_staff(row: str) -> Iterator[Change]:
    def moved(grid: Grid) -> Grid:
        own = next(texts for texts in grid if texts[0] == row)
        other = next(texts for texts in grid if texts[0] == "OTR")
        summed = [f"{float(a) + float(b):.2f}" for a, b in zip(own[1:4], other[1:4], strict=True)]
        new = {row: (row, "0", "0", "0", *own[4:]), "OTR": ("OTR", *summed, *other[4:])}
        return tuple(new.get(texts[0], texts) for texts in grid)

    yield rewritten("IX.", moved)


def _no_costs(share: str) -> Iterator[Change]:
    """Move the processing costs of a component to another one."""

    def money(text: str) -> float:
        return float(text.strip("$").replace(",", ""))

    def moved(grid: Grid) -> Grid:
        own = next(texts for texts in grid if texts[0] == "CPO")
        other = next(texts for texts in grid if texts[0] == "OTR")
        processing = money(own[4]) + money(other[4])
        new = {
            "CPO": (*own[:4], "$0.00", own[5], own[5]),
            "OTR": (*other[:4], f"${processing:,.2f}", other[5], f"${processing + money(other[5]):,.2f}"),
        }
        return tuple(new.get(texts[0], texts) for texts in grid)

    def shares(grid: Grid) -> Grid:
        costs = rewritten("IX.", moved)(clean_foia())
        table = next(
            block for block in costs if not isinstance(block, Line) and "Processing Costs" in block[1]
        )
        processing = next(money(texts[4]) for texts in table if texts[0] == "OTR")
        return tuple(
            (*texts[:2], share)
            if texts[0] == "CPO"
            else (*texts[:2], f"{money(texts[1]) / processing * 100:.2f}%")
            if texts[0] == "OTR"
            else texts
            for texts in grid
        )

    yield rewritten("IX.", moved)
    yield rewritten("X.", shares)


def _in_words(day: str) -> str:
    return date.fromisoformat(day).strftime("%B %d, %Y") if day != "N/A" else day


def _longest(heading: str) -> Iterator[Change]:
    """Give the oldest of all two hundred days more, in the row of its component and in the agency's."""
    yield from (cell(heading, row, 11, more(200), 1) for row in ("LSD", OVERALL))


def average_of_medians(heading: str, column: int) -> Change:
    def change(grid: Grid) -> Grid:
        medians = [float(row[column]) for row in grid if row[0] in {"CPO", "LSD", "OTR"}]
        average = sum(medians) / len(medians)
        short = round(average * 2) / 2
        last = f"{float(grid[-2][column]) + (short - average) * len(medians):.4f}".rstrip("0").rstrip(".")
        rows = [*map(list, grid)]
        rows[-2][column], rows[-1][column] = last, f"{short:g}"
        return tuple(map(tuple, rows))

    return rewritten(heading, change)
