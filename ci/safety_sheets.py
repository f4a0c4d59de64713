"""Plant each fault in a printed safety data sheet, alone: it must be found by its rules and no others.

Sheets are written in two styles, printed by LibreOffice in one call, and judged. Exit code 1 if one is judged otherwise.
"""

import sys
import tempfile
from pathlib import Path

from tests.support.engine import checker
from tests.support.quarterly_reports import print_all
from tests.support.safety_cases import SheetCase, faults, variations
from tests.support.safety_sheets import Style, edition, word_file

YEAR = 2024
STYLES: tuple[Style, ...] = ("styled", "cells")


def main() -> int:
    """Judge all cases as PDF, and print those that differ and the counts."""
    cases = {case.stem: case for case in (SheetCase("clean", "clean"), *faults(YEAR), *variations())}
    files = {
        f"{style}~{name}": word_file(case.applied(edition(YEAR)), style)
        for style in STYLES
        for name, case in cases.items()
    }
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        printed = print_all(files, Path(folder))
    for name, content in printed.items():
        report = checker().check(f"{name}.pdf", content)
        found = {(finding.rule.id, finding.problem.code) for finding in report.findings}
        wanted = {(one.rule, one.code) for one in cases[name.partition("~")[2]].finds}
        if found != wanted:
            wrong += 1
            print(f"{name}: missed {sorted(wanted - found)}, found too {sorted(found - wanted)}")
    planted = sum(bool(case.finds) for case in cases.values())
    print(
        f"printed sheets: {len(printed)} ({planted} faults, {len(cases) - planted} quiet, {len(STYLES)} styles)"
    )
    print(f"judged otherwise: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
