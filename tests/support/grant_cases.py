"""The cases of the grant report's rules."""

from collections.abc import Iterator

from tests.support.draft_reports import (
    Change,
    Draft,
    Grid,
    Line,
    after,
    cells,
    figure,
    label,
    lines,
    run,
    table,
    text,
    without,
    without_column,
    without_row,
    without_table,
)
from tests.support.rule_cases import Case, failing, passing

PERIOD = "1 January 2024 to 31 December 2024"
CONTACTS = "Harbour Quay Trust, Address"
TITLE = "Annual Grant Programme Report 2024"
CONFLICTS = "Conflicts of interest"
WITHDRAWN, BROUGHT = "Withdrawn by the applicant", "Brought forward from last year"


def grant_cases() -> Iterator[Case]:
    """Iterate over the cases of the grant report's rules."""
    yield from _titles()
    yield from _sections()
    yield from _contents()
    yield from _awards()
    yield from _payments()
    yield from _period_and_contacts()


def _titles() -> Iterator[Case]:
    yield passing(
        "title-present", "in-one-line", lines("Harbour"), lines(TITLE, f"{TITLE} of the Harbour Quay Trust")
    )
    yield failing("title-present", "none", "title-missing", "", lines("Harbour Quay Trust"), lines(TITLE))
    yield passing("title-year", "below", lines(TITLE, TITLE[:-5], "2024"))
    yield failing(
        "title-year", "last-year", "title-year", "title", text(TITLE, f"{TITLE[:-4]}2023"), expected="2024"
    )
    yield passing("title-form", "capitals", lines(TITLE, TITLE.upper()))
    yield failing(
        "title-form", "other-words", "title-form", "", lines(TITLE, "Annual report of our grants 2024"),
        expected=TITLE[:-5],
    )  # fmt: skip


def _sections() -> Iterator[Case]:
    yield passing("sections-present", "of-the-highest-level", *map(_styled, ("1.", "2.", "3.", "4.", "5.")))
    yield failing(
        "sections-present", "without-governance", "section-missing", "", without("5."), expected="Governance"
    )
    yield failing("sections-present", "says-none", "section-empty", "4.", lines("We visited", "None."))
    yield passing(
        "sections-wording",
        "letters-for-numbers",
        text("1. Summary", "Summary"),
        text("Summary of the", "SUMMARY OF THE"),
    )
    yield failing("sections-wording", "outcomes", "section-title", "4.", text("and results", "and outcomes"),
                expected="Monitoring and results", actual="Monitoring and outcomes")  # fmt: skip
    unnumbered = [text(f"{n}. ", "") for n in range(1, 6)]
    yield passing("sections-order", "without-numbers", *unnumbered)
    yield failing("sections-order", "governance-first", "section-order", "Governance", *unnumbered,
                without("Governance"), after(CONTACTS, "Governance", f"{CONFLICTS}: none."))  # fmt: skip
    yield passing(
        "sections-extra",
        "list-in-the-last",
        after(CONFLICTS, "(1) The board met four times.", "(2) It is elected."),
    )
    yield failing(
        "sections-extra",
        "a-sixth",
        "section-extra",
        "",
        after(CONFLICTS, "6. Acknowledgements", "Thank you."),
    )
    yield passing(
        "sections-numbering", "numbers-in-brackets", *(text(f"{n}. ", f"{n}) ") for n in range(1, 6))
    )
    yield failing("sections-numbering", "four-twice", "numbering", "4. Governance", text("5. ", "4. "),
                expected="5.")  # fmt: skip


def _styled(start: str) -> Change:
    def change(report: Draft) -> Draft:
        return tuple(
            Line(block.text, 1) if isinstance(block, Line) and block.text.startswith(start) else block
            for block in report
        )

    return change


def _contents() -> Iterator[Case]:
    changes = "For the first time schools could apply: 11 were awarded a grant."
    yield passing(
        "summary-topics", "other-words", text("The purpose of the programme is", "The programme exists")
    )
    yield failing("summary-topics", "no-change", "topic-missing", "1.", text(changes, ""), expected="changes")
    figures = "In 2024 we received 117 applications and made 59 awards."
    yield passing(
        "summary-substance",
        "names-the-body",
        text(figures, "Harbour Quay Trust made many awards."),
        text("11 were", "some were"),
    )
    yield failing("summary-substance", "of-anybody", "generic-text", "1.", text(figures, "In 2024 we made many awards."),
                text("11 were", "some were"))  # fmt: skip
    yield passing("interests-declared", "none", lines(CONFLICTS, "No conflict of interest came up."))
    yield failing(
        "interests-declared",
        "silent",
        "statement-missing",
        "5.",
        lines(CONFLICTS, "The board met four times."),
    )
    yield passing(
        "leftovers-placeholders",
        "words",
        after(CONFLICTS, "Insert yourself: join us. XXI is a number; see _all_ of it."),
    )
    yield failing("leftovers-placeholders", "to-come", "placeholder", "5.", after(CONFLICTS, "Board: TBC"))
    hidden = run("secret", "<w:rPr><w:vanish/></w:rPr>")
    yield failing(
        "leftovers-placeholders", "hidden", "hidden-text", "", after(CONFLICTS, Line("Seen.", None, hidden))
    )


def _awards() -> Iterator[Case]:
    yield passing("awards-present", "labels-repeated", table(0, _repeated))
    yield failing("awards-present", "none", "table-missing", "2.", without_table(0))
    yield failing(
        "awards-present",
        "without-row",
        "table-row-missing",
        "Withdrawn",
        without_row(WITHDRAWN),
    )
    yield failing("awards-present", "without-column", "table-column-missing", "2.", without_column(0, 5))
    yield passing(
        "awards-labels",
        "broken",
        label("Community groups", "Community\ngroups"),
        label("In full", "1. In full"),
    )
    yield failing("awards-labels", "other-words", "table-label", "Outcomes", label(WITHDRAWN, "Withdrawn by applicants"),
                expected=WITHDRAWN)  # fmt: skip
    yield passing("awards-filled", "separators", label("36", " 36 "), label("22", "２２"))
    yield failing(
        "awards-filled",
        "nothing",
        "table-blank",
        "2.",
        cells(0, lambda value: "" if value.isdecimal() else value),
    )
    yield failing("awards-filled", "words", "cell-type", "Brought forward", figure(BROUGHT, 4, "one"),
                actual="one")  # fmt: skip
    yield passing("awards-blanks", "zeros", figure(WITHDRAWN, 3, "0"))
    yield failing("awards-blanks", "dash", "cell-blank", "Withdrawn", figure(WITHDRAWN, 3, "–"))
    received = "Received in the year"
    yield passing("awards-balance", "one-more-of-each", figure(received, 1, "42"), figure(received, 5, "118"),
                figure("Carried forward to next year", 1, "2"), figure("Carried forward to next year", 5, "7"))  # fmt: skip
    yield failing("awards-balance", "received-too-high", "sum-mismatch", "Individuals", figure(received, 1, "42"),
                expected="41", actual="42")  # fmt: skip
    yield passing("awards-applicants", "moved", figure(received, 1, "40"), figure(received, 2, "37"),
                figure(BROUGHT, 1, "4"), figure(BROUGHT, 2, "1"))  # fmt: skip
    yield failing("awards-applicants", "one-moved-in-time", "sum-mismatch", received, figure(received, 1, "42"),
                figure(BROUGHT, 1, "2"))  # fmt: skip


def _repeated(grid: Grid) -> Draft:
    """Print the label of a merged group in each of its rows."""
    rows = [list(row) for row in grid]
    for height in range(6, 11):
        rows[height][0] = "Outcomes"
    return (tuple(map(tuple, rows)),)


def _payments() -> Iterator[Case]:
    yield passing("payments-present", "two-tables", table(1, lambda grid: (grid[:5], grid[5:])))
    yield failing("payments-present", "none", "table-missing", "3.", without_table(1))
    yield passing("payments-labels", "capitals", label("Administration", "ADMINISTRATION"))
    yield failing(
        "payments-labels",
        "added",
        "table-row-extra",
        "",
        table(1, lambda g: ((*g[:4], ("Reserves", "0", "0", "0"), *g[4:]),)),
    )
    yield passing("payments-filled", "pence", figure("Donations", 1, "1,287.40"))
    yield failing(
        "payments-filled", "words", "cell-type", "Donations", figure("Donations", 1, "some"), actual="some"
    )
    yield passing("payments-blanks", "zeros", figure("Investments", 1, "0.00"))
    yield failing("payments-blanks", "empty", "cell-blank", "Investments", figure("Investments", 1, ""))
    yield passing(
        "payments-totals", "other-sum", figure("Grants", 1, "430"), figure("Total spending", 1, "468")
    )
    yield failing("payments-totals", "too-high", "sum-mismatch", "Paid", figure("Total spending", 2, "432.8"),
                expected="432.7", actual="432.8")  # fmt: skip


def _period_and_contacts() -> Iterator[Case]:
    yield passing("period-stated", "in-figures", text(PERIOD, "2024-01-01 to 2024-12-31"))
    yield failing(
        "period-stated",
        "never",
        "period-missing",
        "",
        text(f"The reporting period is {PERIOD}.", ""),
        expected=PERIOD,
    )
    yield passing("period-year", "months-first", text(PERIOD, "January 1, 2024 through December 31, 2024"))
    yield failing(
        "period-year",
        "half",
        "period-mismatch",
        "",
        text(PERIOD, "1 July 2024 to 31 December 2024"),
        expected=PERIOD,
    )
    yield passing("dates-possible", "leap-day", after(CONFLICTS, "The board met on 29 February 2024."))
    yield failing("dates-possible", "april", "date-invalid", "5.", after(CONFLICTS, "The board met on 31 April 2024."),
                actual="31 April 2024")  # fmt: skip
    yield passing(
        "contact-given",
        "at-the-end",
        lines(CONTACTS),
        after(CONFLICTS, "Address: 4 Customs Lane", "Phone: 020 7946 0018", "Email: a@b.example"),
    )
    yield failing(
        "contact-given", "no-email", "contact-missing", "", text("; email: grants@harbourquay.example", "")
    )
    yield passing("contact-valid", "abroad", text("020 7946 0018", "+33 1 70 18 99 00"))
    yield failing(
        "contact-valid",
        "a-digit-lost",
        "phone-invalid",
        "",
        text("020 7946 0018", "020 7946 001"),
        actual="020 7946 001",
    )
