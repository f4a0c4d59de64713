"""Standard output and error may be closed or full: what can be written is, and exit codes keep their meaning."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import CLEAN, FAULTY

FULL = Path("/dev/full")
CHECKER = f"{sys.executable} -P -m checker"

pytestmark = pytest.mark.skipif(not FULL.exists(), reason="this system has no device that is always full")


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (f"check {CLEAN} >&-", 0),
        (f"check {FAULTY} >&-", 1),
        (f"check {FAULTY} >&- 2>&-", 1),
        (f"check {FAULTY} > /dev/full", 2),
        (f"check {FAULTY} --format json > /dev/full", 2),
        ("check missing.docx 2> /dev/full", 2),
        ("check --unknown 2> /dev/full", 2),
        ("--help > /dev/full", 2),
    ],
)
def test_closed_and_full_streams_leave_exit_codes_and_no_traceback(
    command: str, code: int, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{CHECKER} {command}"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_reports_are_written_to_files_even_if_stdout_is_full(tmp_path: Path) -> None:
    command = f"{CHECKER} check {FAULTY} --out json:report.json > /dev/full"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, (tmp_path / "report.json").is_file()) == (2, True)
    assert done.stderr.startswith("checker: the output cannot be written: ")


def test_stdout_is_written_even_if_a_file_cannot_be(tmp_path: Path) -> None:
    command = f"{CHECKER} check {FAULTY} --out json:/dev/full"
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert FAULTY.name in done.stdout
    assert "/dev/full" in done.stderr
