"""Print each faulty FOIA report of the tests with LibreOffice, and compare what is found with what its Word file shows.

PYTHONPATH=. python ci/foia_prints.py [FIRST] [COUNT]
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.support.draft_reports import changed, word_file
from tests.support.engine import checker
from tests.support.foia_cases import foia_cases
from tests.support.foia_report import clean_foia, landscape


def main(first: int = 0, count: int = 1000) -> int:
    """Print and judge; return the number of reports that show something else."""
    cases = [case for case in foia_cases() if not case.previous][first : first + count]
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        for at, case in enumerate(cases):
            report = changed(clean_foia(), *case.changes)
            Path(folder, f"{at}.docx").write_bytes(landscape(word_file(report)))
        files = [str(Path(folder, f"{at}.docx")) for at in range(len(cases))]
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, capture_output=True, timeout=3600, env=environment)
        for at, case in enumerate(cases):
            shown = [
                sorted({f.rule.id for f in checker().check(path.name, path.read_bytes()).findings})
                for path in (Path(folder, f"{at}.docx"), Path(folder, f"{at}.pdf"))
            ]
            if shown[0] != shown[1]:
                different += 1
                sys.stdout.write(f"{case.rule}-{case.name}: {shown[0]} in Word, {shown[1]} printed\n")
    sys.stdout.write(f"{len(cases)} reports, {different} of them show something else printed\n")
    return different


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
