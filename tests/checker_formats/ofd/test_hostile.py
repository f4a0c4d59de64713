"""What is made to do harm is refused with a code, or read within the limits; it never looks like nothing."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from checker import ReadError
from checker_formats.ofd.reader import OfdReader
from tests.support.hostile_ofd import HOSTILE, hostile

_SECONDS = 20.0  # of computing; the slowest takes 3
_READ = {"", "lost-page", "hidden-text", "garbled-text"}  # codes of files of which something is read


@pytest.mark.parametrize("name", HOSTILE)
def test_file_gets_its_code_in_time(name: str) -> None:
    content, begin = hostile(name), time.process_time()
    try:
        codes = {note.code for note in OfdReader().read(content).notes} or {""}
    except ReadError as error:
        codes = {error.code}
    assert codes == {HOSTILE[name]}
    assert time.process_time() - begin < _SECONDS


def test_there_are_many_of_them() -> None:
    assert len(HOSTILE) >= 30


def test_every_one_is_named_in_one_report(tmp_path: Path) -> None:
    for name in HOSTILE:
        (tmp_path / f"{name}.ofd").write_bytes(hostile(name))
    command = [sys.executable, "-m", "checker", "check", str(tmp_path), "--format", "json"]
    done = subprocess.run(command, capture_output=True, check=False)
    reports = json.loads(done.stdout)["documents"]
    codes = {Path(report["path"]).stem: (report["failure"] or {}).get("code") for report in reports}
    expected = {name: "not-this-kind" if code in _READ else code for name, code in HOSTILE.items()}
    assert (done.returncode, codes) == (2, expected)
