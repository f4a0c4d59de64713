"""Plant each fault in a FOIA report, alone: it must be found by its rules and no others.

Reports are written in two layouts, and judged as Word files and as PDF, printed by LibreOffice. Exit code
1 if one is judged otherwise.

PYTHONPATH=. python ci/foia_prints.py [FIRST] [COUNT]
"""

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.support.draft_reports import changed
from tests.support.engine import checker
from tests.support.foia_cases import foia_cases
from tests.support.foia_faults import faults, variations
from tests.support.foia_layouts import LAYOUTS, printable
from tests.support.foia_report import clean_foia
from tests.support.quarterly_reports import print_all
from tests.support.rule_cases import Case


def main(first: int = 0, count: int = 1000) -> int:
    """Judge all cases, and print those that differ and the counts; return how many do."""
    cases = {case.stem: case for case in [*faults(), *variations(), *foia_cases()][first : first + count]}
    files = {
        f"{layout.name}~{name}": printable(changed(clean_foia(), *case.changes), layout)
        for layout in LAYOUTS
        for name, case in cases.items()
    }
    with tempfile.TemporaryDirectory() as folder:
        printed = print_all(files, Path(folder))
    wrong = _differing(files, "docx", cases) + _differing(printed, "pdf", cases)
    planted = sum(bool(case.finds) for case in cases.values())
    sys.stdout.write(f"reports: {len(files) + len(printed)} ({planted} faults, {len(cases) - planted} quiet; "
                     f"{len(LAYOUTS)} layouts, in Word and printed)\njudged otherwise: {wrong}\n")  # fmt: skip
    return wrong


def _differing(files: Mapping[str, bytes], suffix: str, cases: Mapping[str, Case]) -> int:
    """Print which files are judged otherwise than their cases say, and return how many."""
    different = 0
    for name, content in files.items():
        case = cases[name.partition("~")[2]]
        before = changed(clean_foia(), *case.previous) if case.previous else None
        previous = checker().filing("before.docx", printable(before)) if before else None
        report = checker().check(f"{name}.{suffix}", content, previous=previous)
        found = {(finding.rule.id, finding.problem.code) for finding in report.findings}
        wanted = {(one.rule, one.code) for one in case.finds}
        if found != wanted or report.failure is not None:
            different += 1
            sys.stdout.write(
                f"{name}.{suffix}: missed {sorted(wanted - found)}, found too {sorted(found - wanted)}\n"
            )
    return different


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
