"""The annual report of an invented agency under the Freedom of Information Act as a draft, and changes of it."""
# ruff: noqa: E501  # the headings of the form are long

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from tests.support.draft_reports import Change, Draft, Grid, Line, draft
from tests.support.foia_figures import (
    NONE,
    OVERALL,
    TRACKS,
    Component,
    Item,
    added,
    every,
    increments,
    oldest,
    times,
    year_of,
)

AGENCY = "Harbor Light Commission"
NAMES = {
    "CPO": "Coastal Pilots Office",
    "LSD": "Lighthouse Service Division",
    "OTR": "Office of Tides and Records",
}
YEAR = 2024

COMPONENT = "Agency / Component"
FIRST_REASONS = ("No Records", "All Records Referred to Another Component or Agency", "Request Withdrawn", "Fee-Related Reason", "Records not Reasonably Described", "Improper FOIA Request for Other Reason", "Not Agency Record", "Duplicate Request", "Other *Explain in Chart Below")  # fmt: skip
APPEAL_REASONS = ("No Records", "Records Referred at Initial Request Level", "Request Withdrawn", "Fee-Related Reason", "Records not Reasonably Described", "Improper Request for Other Reasons", "Not Agency Record", "Duplicate Request or Appeal", "Request in Litigation", "Appeal Based Solely on Denial of Request for Expedited Processing", "Other *Explain in chart below")  # fmt: skip
EXEMPTIONS = tuple(
    f"Ex. {name}"
    for name in ["1", "2", "3", "4", "5", "6", "7(A)", "7(B)", "7(C)", "7(D)", "7(E)", "7(F)", "8", "9"]
)
INCREMENTS = ("<1-20 Days", "21-40 Days", "41-60 Days", "61-80 Days", "81-100 Days", "101-120 Days", "121-140 Days", "141-160 Days", "161-180 Days", "181-200 Days", "201-300 Days", "301-400 Days", "401+ Days", "TOTAL")  # fmt: skip
DAYS = ("Median Number of Days", "Average Number of Days", "Lowest Number of Days", "Highest Number of Days")
PLACES = ("9th", "8th", "7th", "6th", "5th", "4th", "3rd", "2nd")
HEADS = ("SIMPLE", "COMPLEX", "EXPEDITED PROCESSING")

TEXT_BEFORE = """
I. BASIC INFORMATION REGARDING REPORT
1. Questions about this report: Ada Merrow, FOIA Officer, 12 Quay Street, Suite 3, Washington, DC 20001; telephone (202) 482-1190.
2. The report is at https://www.harborlight.example/foia/report.
3. For a paper copy, write to the FOIA Officer at the address above.
II. MAKING A FOIA REQUEST
1. Requests are sent to the component that holds the records; a list is at https://www.harborlight.example/foia.
2. Some requests are not granted because the records concern persons, or are reserved by statute.
III. ACRONYMS, DEFINITIONS, AND EXEMPTIONS
1. The abbreviations of components are listed in the table below.
2. An appeal is a request to look at a decision again; a perfected request is one that describes what is asked for.
3. Agency Component Abbreviations
"""


@cache
def years(count: int) -> tuple[list[Component], list[Component]]:
    """Return the figures of the year before and of the year, for so many components."""
    names = tuple(NAMES)[:count] or (AGENCY,)
    before = year_of(YEAR - 1, names)
    return before, year_of(YEAR, names, before)


@cache
def clean_foia(components: int = 3, year: int = YEAR) -> Draft:
    """Return the clean report; without components its tables have the agency's row alone."""
    before, now = years(components)
    if year == YEAR:
        return report(now, before, YEAR, alone=not components)
    return report(before, before, year, alone=not components)


def report(now: Sequence[Component], before: Sequence[Component], year: int, *, alone: bool = False) -> Draft:
    """Write a year's figures into all tables."""
    tables = _Tables(now, before, alone=alone)
    shown = (
        [] if alone else [(component.name, NAMES.get(component.name, component.name)) for component in now]
    )
    return draft(
        AGENCY,
        f"Freedom of Information Act Annual Report for Fiscal Year {year}",
        f"Reporting Period: October 1, {year - 1}, through September 30, {year}",
        *TEXT_BEFORE.strip().splitlines(),
        (("Component Abbreviation", "Component Name"), *(shown or [("HLC", AGENCY)])),
        *tables.requests(),
        *tables.appeals(),
        *tables.times(),
        *tables.adjudications(),
        *tables.costs(),
        *tables.backlogs(),
    )


class _Tables:
    """Writes the tables of a year, each below its heading."""

    def __init__(self, now: Sequence[Component], before: Sequence[Component], *, alone: bool) -> None:
        self.now = now
        self.before = {component.name: component for component in before}
        self._alone = alone
        self._appealed = [component for component in now if component.appeals]

    def _grid(self, columns: Sequence[str], rows: Sequence[Sequence[object]], *above: Sequence[str]) -> Grid:
        """Put a table together: a row a component, and the last of all."""
        shown = rows[-1:] if self._alone else rows
        top = tuple((COMPONENT if not at else "^", *row) for at, row in enumerate((*above, columns)))
        return (*top, *(tuple(map(_written, row)) for row in shown))

    def _sums(self, columns: Sequence[str], of: Callable[[Component], Sequence[float]], several: Sequence[Component] = (), *above: Sequence[str]) -> Grid:  # fmt: skip
        several = several or self.now
        figures = [of(component) for component in several]
        rows = [(component.name, *row) for component, row in zip(several, figures, strict=True)]
        return self._grid(columns, [*rows, (OVERALL, *added(figures))], *above)

    def _increments(self, track: str) -> Grid:
        return self._sums(INCREMENTS, lambda c: [*increments(c.days[track]), len(c.days[track])])

    def requests(self) -> Draft:
        flow = [
            f"Number of Requests {what}"
            for what in (
                "Pending as of Start of Fiscal Year",
                "Received in Fiscal Year",
                "Processed in Fiscal Year",
                "Pending as of End of Fiscal Year",
            )
        ]
        three = (
            "Number of Full Grants",
            "Number of Partial Grants / Partial Denials",
            "Number of Full Denials Based on Exemptions",
        )
        group = ("Number of Full Denials Based on Reasons Other than Exemptions", *["<"] * 8)
        first = (*three, *group, "TOTAL")
        second = (*["^"] * 3, *FIRST_REASONS, "^")
        return draft(
            "IV. Exemption 3 Statutes",
            self._statutes(),
            "V. FOIA REQUESTS",
            "V.A. FOIA REQUESTS -- RECEIVED, PROCESSED AND PENDING FOIA REQUESTS",
            self._sums(flow, lambda c: c.flow),
            "V.B.(1). DISPOSITION OF FOIA REQUESTS -- ALL PROCESSED REQUESTS",
            self._sums(second, lambda c: [*c.dispositions, sum(c.dispositions)], (), first),
            'V.B.(2). DISPOSITION OF FOIA REQUESTS -- "OTHER" REASONS FOR "FULL DENIALS BASED ON REASONS OTHER THAN EXEMPTIONS"',
            self._others(
                'Description of "Other" Reasons for Denials from Chart B(1)',
                [(c.name, c.dispositions[11]) for c in self.now],
            ),
            "V.B.(3). DISPOSITION OF FOIA REQUESTS -- NUMBER OF TIMES EXEMPTIONS APPLIED",
            self._sums(EXEMPTIONS, lambda c: c.exemptions),
        )

    def _statutes(self) -> Grid:
        heads = (
            "Statute",
            "Type of Information Withheld",
            "Case Citation",
            COMPONENT,
            "Number of Times Relied upon by Agency / Component",
            "Total Number of Times Relied upon by Agency Overall",
        )
        rows: list[tuple[str, ...]] = [heads]
        about = {
            "26 U.S.C. § 6103": ("Tax return information", "Church v. IRS, 484 U.S. 9 (1987)"),
            "41 U.S.C. § 4702": ("Contractor proposals", NONE),
        }
        for statute, (information, citation) in about.items():
            counts = [(c.name if not self._alone else "HLC", c.statutes[statute]) for c in self.now]
            for at, (name, count) in enumerate(counts):
                merged = (statute, information, citation) if not at else ("^", "^", "^")
                rows.append(
                    (*merged, name, str(count), str(sum(n for _name, n in counts)) if not at else "^")
                )
        return tuple(rows)

    def _others(self, description: str, counts: Sequence[tuple[str, int]]) -> Grid:
        rows: list[tuple[str, ...]] = [
            (COMPONENT, description, 'Number of Times "Other" Reason Was Relied Upon', "TOTAL")
        ]
        for name, count in () if self._alone else counts:
            if count:
                rows.append((name, "Litigation", str(count - count // 2), str(count)))
                rows += [("^", "Court sealed", str(count // 2), "^")] if count // 2 else []
        return (*rows, (OVERALL, "", "", str(sum(count for _name, count in counts))))

    def appeals(self) -> Draft:
        flow = [
            f"Number of Appeals {what}"
            for what in (
                "Pending as of Start of Fiscal Year",
                "Received in Fiscal Year",
                "Processed in Fiscal Year",
                "Pending as of End of Fiscal Year",
            )
        ]
        ends = (
            "Number Affirmed on Appeal",
            "Number Partially Affirmed & Partially Reversed/Remanded on Appeal",
            "Number Completely Reversed/Remanded on Appeal",
            "Number of Appeals Closed for Other Reasons",
            "TOTAL",
        )
        some = self._appealed
        days = [(c.name, *times(c.appeal_days)) for c in some]
        overall = times([day for c in some for day in c.appeal_days])
        return draft(
            "VI. ADMINISTRATIVE APPEALS OF INITIAL DETERMINATIONS OF FOIA REQUESTS",
            "VI.A. ADMINISTRATIVE APPEALS OF INITIAL DETERMINATIONS OF FOIA REQUESTS -- RECEIVED, PROCESSED, AND PENDING ADMINISTRATIVE APPEALS",
            self._sums(flow, lambda c: c.appeals, some),
            "VI.B. DISPOSITION OF ADMINISTRATIVE APPEALS -- ALL PROCESSED APPEALS",
            self._sums(ends, lambda c: [*c.appeal_dispositions, sum(c.appeal_dispositions)], some),
            "VI.C.(1). REASONS FOR DENIAL ON APPEAL -- NUMBER OF TIMES EXEMPTIONS APPLIED",
            self._sums(EXEMPTIONS, lambda c: [(at + len(c.name)) % 3 for at in range(14)], some),
            "VI.C.(2). REASONS FOR DENIAL ON APPEAL -- REASONS OTHER THAN EXEMPTIONS",
            self._sums(APPEAL_REASONS, lambda c: c.appeal_reasons, some),
            'VI.C.(3). REASONS FOR DENIAL ON APPEAL -- "OTHER" REASONS',
            self._others(
                'Description of "Other" Reasons for Denial on Appeal from Chart C(2)',
                [(c.name, c.appeal_reasons[10]) for c in some],
            ),
            "VI.C.(4). RESPONSE TIME FOR ADMINISTRATIVE APPEALS",
            self._grid(DAYS, [*days, (OVERALL, *overall)]),
            "VI.C.(5). TEN OLDEST PENDING ADMINISTRATIVE APPEALS",
            self._oldest(
                "Appeal",
                "Date of Appeal",
                "Number of Days Pending",
                [(c.name, c.appeals_pending) for c in some],
            ),
        )

    def _oldest(self, what: str, day: str, days: str, items: Sequence[tuple[str, Sequence[Item]]]) -> Grid:
        head = (COMPONENT, "", f"10th Oldest {what}", *PLACES, f"Oldest {what}")
        rows: list[tuple[str, ...]] = [head]
        everything = [item for _name, several in items for item in several]
        for name, several in [*(() if self._alone else items), (OVERALL, everything)]:
            dates, counts = oldest(several)
            rows += [(name, day, *dates), ("^", days, *counts)]
        return tuple(rows)

    def times(self) -> Draft:
        above = tuple(cell for head in HEADS for cell in (head, "<", "<", "<"))
        three = tuple(cell for head in HEADS for cell in (head, "<", "<"))
        pending = ("Number Pending", *DAYS[:2])
        return draft(
            "VII. FOIA REQUESTS: RESPONSE TIME FOR PROCESSED AND PENDING REQUESTS",
            "VII.A. FOIA REQUESTS -- RESPONSE TIME FOR ALL PROCESSED PERFECTED REQUESTS",
            self._tracks(DAYS * 3, above, times),
            "VII.B. PROCESSED REQUESTS -- RESPONSE TIME FOR PERFECTED REQUESTS IN WHICH INFORMATION WAS GRANTED",
            self._tracks(DAYS * 3, above, times, step=2),
            *(
                block
                for track, heading in zip(
                    TRACKS,
                    (
                        "PROCESSED SIMPLE REQUESTS",
                        "PROCESSED COMPLEX REQUESTS",
                        "PROCESSED REQUESTS GRANTED EXPEDITED PROCESSING",
                    ),
                    strict=True,
                )
                for block in draft(
                    f"VII.C. {heading} -- RESPONSE TIME IN DAY INCREMENTS",
                    self._increments(track),
                )
            ),
            "VII.D. PENDING REQUESTS -- ALL PENDING PERFECTED REQUESTS",
            self._tracks(
                pending * 3,
                three,
                lambda items: [str(len(items)), *times([item.days for item in items])[:2]],
                of="pending",
            ),
            "VII.E. PENDING REQUESTS -- TEN OLDEST PENDING PERFECTED REQUESTS",
            self._oldest(
                "Request",
                "Date of Receipt",
                "Number of Days Pending",
                [(c.name, [i for track in TRACKS for i in c.pending[track]]) for c in self.now],
            ),
        )

    def _tracks(self, columns: Sequence[str], above: Sequence[str], of_track: Callable[[list[Any]], list[str]], step: int = 1, of: str = "days") -> Grid:  # fmt: skip
        rows = [
            (c.name, *(cell for track in TRACKS for cell in of_track(getattr(c, of)[track][::step])))
            for c in self.now
        ]
        overall = [
            [item for c in self.now for item in getattr(c, of)[track][::step]]
            if step > 1
            else list(every(self.now, of, track))
            for track in TRACKS
        ]
        return self._grid(
            columns, [*rows, (OVERALL, *(cell for days in overall for cell in of_track(days)))], above
        )

    def adjudications(self) -> Draft:
        heads = (
            "Number Granted",
            "Number Denied",
            "Median Number of Days to Adjudicate",
            "Average Number of Days to Adjudicate",
        )

        def row(name: str, days: Sequence[float], granted: int, *, ten: bool) -> tuple[object, ...]:
            counts = (granted, len(days) - granted, *times(days)[:2])
            return (name, *counts, sum(1 for day in days if day <= 10)) if ten else (name, *counts)

        def rows(of: str, *, ten: bool) -> list[tuple[object, ...]]:
            several = [(c.name, *getattr(c, of)) for c in self.now]
            total = (
                OVERALL,
                [day for _name, days, _granted in several for day in days],
                sum(granted for *_other, granted in several),
            )
            return [row(*one, ten=ten) for one in (*several, total)]

        return draft(
            "VIII. REQUESTS FOR EXPEDITED PROCESSING AND REQUESTS FOR FEE WAIVER",
            "VIII.A. REQUESTS FOR EXPEDITED PROCESSING",
            self._grid((*heads, "Number Adjudicated Within Ten Calendar Days"), rows("expedited", ten=True)),
            "VIII.B. Requests for Fee Waiver",
            self._grid(heads, rows("waivers", ten=False)),
        )

    def costs(self) -> Draft:
        people = (
            'Number of "Full-Time FOIA Employees"',
            'Number of "Equivalent Full-Time FOIA Employees"',
            'Total Number of "Full-Time FOIA Staff"',
        )
        money = ("Processing Costs", "Litigation-Related Costs", "Total Costs")
        figures = [(c.name, [c.staff[0], c.staff[1], c.costs[0], c.costs[1], c.fees]) for c in self.now]
        figures.append((OVERALL, added([row for _name, row in figures])))
        rows = [
            (name, f"{a:g}", f"{b:.2f}", f"{a + b:.2f}", f"${p:,.2f}", f"${g:,.2f}", f"${p + g:,.2f}")
            for name, (a, b, p, g, _f) in figures
        ]
        fees = [(name, f"${f:,.2f}", f"{f / p * 100:.2f}%") for name, (_a, _b, p, _g, f) in figures]
        return draft(
            "IX. FOIA Personnel and Costs",
            self._grid((*people, *money), rows, ("PERSONNEL", "<", "<", "COSTS", "<", "<")),
            "X. Fees Collected for Processing Requests",
            self._grid(("Total Amount of Fees Collected", "Percentage of Total Costs"), fees),
            "XI.A. Number of Times Subsection (C) Used",
            self._sums(("Number of Times Subsection Used",), lambda c: [len(c.name) % 3]),
            "XI.B. Number of Subsection (A)(2) Postings",
            self._sums(
                (
                    "Number of Records Posted by the FOIA Office",
                    "Number of Records Posted by Program Offices",
                ),
                lambda c: c.postings,
            ),
        )

    def backlogs(self) -> Draft:
        consultations = "Number of Consultations Received from Other Agencies"
        four = (
            f"{consultations} that were Pending at the Agency as of Start of the Fiscal Year",
            f"{consultations} During the Fiscal Year",
            f"{consultations} that were Processed by the Agency During the Fiscal Year",
            f"{consultations} that were Pending at the Agency as of End of the Fiscal Year",
        )
        backlog = [(c.name, c.backlog, c.appeal_backlog if c.appeals else NONE) for c in self.now]
        overall = (OVERALL, sum(c.backlog for c in self.now), sum(c.appeal_backlog for c in self.now))

        def old(c: Component) -> Component:
            return self.before[c.name]

        return draft(
            "XII. BACKLOGS, CONSULTATIONS, AND COMPARISONS",
            "XII.A. Backlogs of FOIA Requests and Administrative Appeals",
            self._grid(
                (
                    "Number of Backlogged Requests as of End of Fiscal Year",
                    "Number of Backlogged Appeals as of End of Fiscal Year",
                ),
                [*backlog, overall],
            ),
            "XII.B. CONSULTATIONS ON FOIA REQUESTS -- RECEIVED, PROCESSED, AND PENDING CONSULTATIONS",
            self._sums(four, lambda c: c.consultations),
            "XII.C. CONSULTATIONS ON FOIA REQUESTS -- TEN OLDEST CONSULTATIONS RECEIVED FROM OTHER AGENCIES AND PENDING AT THE AGENCY",
            self._oldest("Consultation", "Date", "Number of Days", [(c.name, c.consulted) for c in self.now]),
            "XII.D.(1). COMPARISON OF NUMBERS OF REQUESTS FROM PREVIOUS AND CURRENT ANNUAL REPORT -- REQUESTS RECEIVED AND PROCESSED",
            self._compared(
                "REQUESTS", self.now, lambda c: [old(c).flow[1], c.flow[1], old(c).flow[2], c.flow[2]]
            ),
            "XII.D.(2). COMPARISON OF NUMBERS OF REQUESTS FROM PREVIOUS AND CURRENT ANNUAL REPORT -- BACKLOGGED REQUESTS",
            self._sums(_backlogged("Requests"), lambda c: [old(c).backlog, c.backlog]),
            "XII.E.(1). COMPARISON OF NUMBERS OF ADMINISTRATIVE APPEALS FROM PREVIOUS AND CURRENT ANNUAL REPORT -- APPEALS RECEIVED AND PROCESSED",
            self._compared(
                "APPEALS",
                self._appealed,
                lambda c: [old(c).appeals[1], c.appeals[1], old(c).appeals[2], c.appeals[2]],
            ),
            "XII.E.(2). COMPARISON OF NUMBERS OF ADMINISTRATIVE APPEALS FROM PREVIOUS AND CURRENT ANNUAL REPORT -- BACKLOGGED APPEALS",
            self._sums(
                _backlogged("Appeals"), lambda c: [old(c).appeal_backlog, c.appeal_backlog], self._appealed
            ),
        )

    def _compared(
        self, what: str, several: Sequence[Component], of: Callable[[Component], list[int]]
    ) -> Grid:
        two = [
            f"Number {done} During Fiscal Year from {whose} Annual Report"
            for done in ("Received", "Processed")
            for whose in ("Last Year's", "Current")
        ]
        above = (f"NUMBER OF {what} RECEIVED", "<", f"NUMBER OF {what} PROCESSED", "<")
        return self._sums(two, of, several, above)


def _backlogged(what: str) -> tuple[str, str]:
    start = f"Number of Backlogged {what} as of End of the Fiscal Year from"
    return f"{start} Previous Annual Report", f"{start} Current Annual Report"


def _written(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


# --- changes ---


def cell(heading: str, row: str, column: int, new: str | Callable[[str], str], down: int = 0) -> Change:
    """Rewrite a cell below the heading that begins so: in the row with that label, `down` rows further, a column from 1."""

    def change(report: Draft) -> Draft:
        at, found = _table(report, heading)
        grid = [list(texts) for texts in found]
        height = next(at for at, texts in enumerate(grid) if row in texts) + down
        old = grid[height][column]
        grid[height][column] = new if isinstance(new, str) else new(old)
        return (*report[:at], tuple(map(tuple, grid)), *report[at + 1 :])

    return change


def rewritten(heading: str, new: Callable[[Grid], Grid]) -> Change:
    """Rewrite the table below the heading that begins so."""

    def change(report: Draft) -> Draft:
        at, found = _table(report, heading)
        return (*report[:at], new(found), *report[at + 1 :])

    return change


def _table(report: Draft, heading: str) -> tuple[int, Grid]:
    """Return the table below the heading that begins so, and its place."""
    start = next(
        at for at, block in enumerate(report) if isinstance(block, Line) and block.text.startswith(heading)
    )
    return next((at, b) for at, b in enumerate(report) if at >= start and not isinstance(b, Line))


def more(by: int = 1) -> Callable[[str], str]:
    """Return what adds to a whole number as it is written."""
    return lambda old: f"{int(old.replace(',', '')) + by:,}"


def boxed(report: Draft) -> Draft:
    """Put the headings of tables into tables of one cell."""
    found: list[Line | Grid] = []
    for at, block in enumerate(report):
        following = report[at + 1] if at + 1 < len(report) else None
        is_heading = isinstance(block, Line) and following is not None and not isinstance(following, Line)
        found.append(((block.text,),) if isinstance(block, Line) and is_heading else block)
    return tuple(found)


def unmerged(report: Draft) -> Draft:
    """Leave cells blank instead of merging them down, but in the heads of tables."""

    def blank(grid: Grid) -> Grid:
        head = (
            sum(1 for row in grid if row[0] in {COMPONENT, "^"} and row[-1] != "")
            if grid[0][0] == COMPONENT
            else 1
        )
        head = (
            2
            if len(grid) > 1 and grid[1][0] == "^" and "^" not in grid[1][1] and grid[0].count("<")
            else min(head, 1)
        )
        return tuple(
            row if at < head else tuple("" if text == "^" else text for text in row)
            for at, row in enumerate(grid)
        )

    return tuple(block if isinstance(block, Line) else blank(block) for block in report)
