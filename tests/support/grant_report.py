"""The grant report of an invented trust as a draft, clean and with faults; its pack is in `tests/packs`."""

from functools import cache

from tests.support.draft_reports import Draft, draft, grid

AWARDS = """
Number of applications|<|<|Applicants|<|<|<|<
^|^|^|Individuals|Organisations|<|<|Total
^|^|^|^|Charities|Schools|Community groups|^
Received in the year|<|<|41|36|18|22|117
Brought forward from last year|<|<|3|2|0|1|6
Outcomes|Awarded|In full|12|14|9|8|43
^|^|In part|5|6|2|3|16
^|Declined|Not eligible|11|4|1|3|19
^|^|Eligible but no funds left|13|10|5|7|35
^|Withdrawn by the applicant|<|2|1|0|1|4
^|Total decided|<|43|35|17|22|117
Carried forward to next year|<|<|1|3|1|1|6
"""
PAYMENTS = """
Spending in thousand pounds|<|<|<
Purpose|Budget|Paid|Committed
Grants|420|396.5|22
Administration|38|36.2|0
Total spending|458|432.7|22
Income in thousand pounds|<|<|<
Source|Received|<|<
Donations|287.4|<|<
Investments|151.9|<|<
"""
TITLE = ("Harbour Quay Trust", "Annual Grant Programme Report 2024")
TEXT = """
This report follows the Grant Makers' Handbook 2024. The reporting period is 1 January 2024 to 31 December 2024.
Harbour Quay Trust, Address: 4 Customs Lane, Porthaven PH2 6QA; phone: 020 7946 0018; email: grants@harbourquay.example
1. Summary of the year
The purpose of the programme is to help people in Porthaven to run things together: a boat shed, a choir, a library of tools.
In 2024 we received 117 applications and made 59 awards. For the first time schools could apply: 11 were awarded a grant.
2. Applications and awards
AWARDS
3. Payments
PAYMENTS
Commitments are grants that fall due when a project has reached its next stage.
4. Monitoring and results
We visited 31 of the 59 projects. Twenty-six have done what they set out to do; three were given more time, two paid back.
5. Governance
Conflicts of interest: two trustees declared an interest and did not take part in those decisions.
"""

FAULTS = {
    "Total decided|<|43|35|17|22|117": "Total decided|<|43|35|17|22|116",
    "Administration|38|36.2|0": "Administration|38|36.2|",
    "1 January 2024 to 31 December 2024": "1 January 2023 to 31 December 2023",
    "020 7946 0018": "020 7946 001",
    "4. Monitoring and results": "4. Monitoring and outcomes",
    "two trustees declared an interest and did": "[insert text] and did",
    "Conflicts of interest": "Declarations",
}


@cache
def clean_grants() -> Draft:
    """Return the clean report; its headings are known by their numbers alone."""
    return _report(TEXT, {"AWARDS": AWARDS, "PAYMENTS": PAYMENTS})


def faulty_grants() -> Draft:
    """Return the report with eight faults."""
    text, tables = TEXT, {"AWARDS": AWARDS, "PAYMENTS": PAYMENTS}
    for right, wrong in FAULTS.items():
        text = text.replace(right, wrong)
        tables = {name: table.replace(right, wrong) for name, table in tables.items()}
    return _report(text, tables)


def _report(text: str, tables: dict[str, str]) -> Draft:
    lines = text.strip().splitlines()
    return draft(*TITLE, *(grid(tables[line]) if line in tables else line for line in lines))
