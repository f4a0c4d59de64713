"""Give hostile documents to `check`, `audit` and `serve`: each must end as a report or with a code, the same in all three.

`python ci/hostile.py [PATH...] [--only WORD] [--keep FOLDER] [--list FILE]` tries the clean report with one hostile
thing in it each (`tests/support/hostile_docx.py` and `hostile_pdf.py`), and the files and folders that are named.
`check` treats each in a process of its own, with the computing time and memory of which are shown; `audit` all in one
run; `serve` is a running page to which they are uploaded. Exit code 1 if a document broke a promise of SECURITY.md,
or ended differently somewhere.
"""

import argparse
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from broken_files import documents  # beside this script
from trials import ROOT, Trial, Trials, limit_core_files

sys.path.insert(0, str(ROOT))  # the modules of the tests
from tests.support.hostile_docx import HOSTILE_DOCX  # after sys.path
from tests.support.hostile_pdf import HOSTILE_PDF  # likewise

CHECKER = [sys.executable, "-P", "-m", "checker"]
LARGEST = 64 << 20  # bytes of an upload
LONGEST = 900  # seconds in which the page must answer


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--only", default="", help="the documents whose names hold this word")
    parser.add_argument("--keep", type=Path, help="write the documents into this folder")
    parser.add_argument("--list", type=Path, help="write the table here, too")
    options = parser.parse_args()
    limit_core_files()
    with TemporaryDirectory() as name:
        folder = options.keep or Path(name)
        paths = [*written(folder / "inside", options.only)]
        paths += [one for path in options.paths for one in documents(path) if options.only in one.name]
        trials = list(Trials().of(paths))
        audited, cost = audit(paths, Path(name))
        served = serve([path for path in paths if path.stat().st_size <= LARGEST])
    lines = [line(trial, audited, served) for trial in trials]
    lines.sort(key=lambda one: not one.startswith("!"))
    lines.append(f"{len(trials)} documents; the whole audit: {cost}")
    print("\n".join(lines))
    if options.list:
        options.list.write_text("\n".join([*lines, ""]), "utf-8", "backslashreplace")
    return int(any(one.startswith("!") for one in lines))


def written(folder: Path, only: str) -> Iterator[Path]:
    """Write the hostile reports, those of a name, and yield their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, hostile in ((".docx", HOSTILE_DOCX), (".pdf", HOSTILE_PDF)):
        for name, write in hostile.items():
            if only in name:
                path = folder / f"{name}{suffix}"
                path.write_bytes(write())
                yield path


def line(trial: Trial, audited: Mapping[Path, str], served: Mapping[Path, str]) -> str:
    """Show how a document ended; one that breaks a promise begins with “!”."""
    ends = [trial.outcome, audited.get(trial.path, "none"), served.get(trial.path, "refused")]
    same = len({*ends} - {"refused"}) == 1
    sign = "!" if trial.trouble or not same else " "
    outcome = trial.outcome if same else " / ".join(ends)
    shown = f"{outcome:14} {trial.seconds:6.2f} s {trial.memory >> 20:5} MiB  {trial.path.name}"
    return f"{sign} {shown}  {trial.trouble or trial.reason or f'{trial.characters} findings'}"


# --- audit -------------------------------------------------------------------------------------------------------


def audit(paths: Sequence[Path], folder: Path) -> tuple[Mapping[Path, str], str]:
    """Audit documents in one run; return how each ended, and what the run took."""
    store = folder / "audit.db"
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [*CHECKER, "audit", "run", *map(str, paths), "--year", "2024", "--store", str(store)]
    done = subprocess.run(
        [*command, "--out", str(folder / "audit")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if b"Traceback" in done.stderr:
        print(done.stderr.decode("utf-8", "replace"), file=sys.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with sqlite3.connect(store) as connection:
        rows = connection.execute(
            "select s.path, coalesce(s.failure, r.failure, 'report') from submission s"
            " left join report r on r.id = s.report_id"
        ).fetchall()
    ended = {os.path.realpath(str(path)): str(code) for path, code in rows}
    found = {path: ended.get(os.path.realpath(path), "none") for path in paths}
    return found, f"exit code {done.returncode}, {seconds:.1f} s of CPU time"


# --- serve -------------------------------------------------------------------------------------------------------


def serve(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Upload documents to a page; return how each ended there."""
    page = subprocess.Popen([*CHECKER, "--lang", "en", "serve"], stdout=subprocess.PIPE, text=True)
    assert page.stdout is not None
    try:
        address = urlsplit(page.stdout.readline().strip())
        assert address.port is not None
        visitor = Visitor(address.port)
        visitor.ask("GET", f"/?{address.query}")
        return {path: visitor.judged(path) for path in paths}
    finally:
        page.send_signal(signal.SIGINT)
        page.wait(timeout=60)


class Visitor:
    """A browser with the page open."""

    def __init__(self, port: int) -> None:
        self._port, self._cookie = port, ""

    def ask(self, method: str, path: str, body: bytes | None = None, name: str = "") -> bytes:
        """Send a request like the page does."""
        headers = {
            "Cookie": self._cookie,
            "Origin": f"http://127.0.0.1:{self._port}",
            "X-Name": quote(name, errors="replace"),
        }
        connection = HTTPConnection("127.0.0.1", self._port, timeout=LONGEST)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        self._cookie = (answer.headers["Set-Cookie"] or self._cookie).partition(";")[0]
        content = answer.read()
        connection.close()
        return content

    def judged(self, path: Path) -> str:
        """Upload a document, wait for its end, and forget it."""
        state = json.loads(self.ask("POST", "/uploads", path.read_bytes(), path.name))
        end = time.monotonic() + LONGEST
        while state["state"] in {"waiting", "judging"} and time.monotonic() < end:
            time.sleep(0.05)
            (state,) = json.loads(self.ask("GET", "/uploads"))
        self.ask("DELETE", "/uploads")
        return (
            str(state["code"] or "report")
            if state["state"] == "done"
            else f"{state['state']} {state['detail']}"
        )


if __name__ == "__main__":
    sys.exit(main())
