"""Write the example of an annual report under the Freedom of Information Act beside this script: a Word file and its PDF.

The agency is invented. Its figures agree, but for three mistakes that are often made.

PYTHONPATH=. python examples/make_foia.py
"""

from pathlib import Path

from make import print_pdf

from tests.support.draft_reports import Grid, changed
from tests.support.foia_layouts import printable
from tests.support.foia_report import cell, clean_foia, more, rewritten

PATH = Path(__file__).parent / "harbor-light-foia-2024.docx"


def swapped(grid: Grid) -> Grid:
    """Put the oldest consultation of the first component in the place of the second."""
    return tuple((*row[:-2], row[-1], row[-2]) if at in {1, 2} else row for at, row in enumerate(grid))


MISTAKES = (
    cell("VIII.A.", "AGENCY OVERALL", 1, more()),  # a total that is not the sum
    cell("XII.A.", "OTR", 2, ""),  # blank instead of N/A
    rewritten("XII.C.", swapped),
)


def main() -> None:
    """Write both files."""
    PATH.write_bytes(printable(changed(clean_foia(), *MISTAKES)))
    print_pdf(PATH)
    print(PATH.name)


if __name__ == "__main__":
    main()
