"""The content of a store without ids and times, and a PostgreSQL server for tests."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from checker_audit.store.engines import open_database

CHECKER = (sys.executable, "-I", "-m", "checker")

# the compared columns of each table; ids and times may differ
_COMPARED = {
    "reports": "SELECT sha256, state, pack, format, pages, title, body, year, failure FROM report",
    "findings": "SELECT r.sha256, f.position, f.rule, f.code, f.severity, f.outcome, f.fingerprint, f.message"
    " FROM finding f JOIN report r ON r.id = f.report_id",
    "assessments": "SELECT r.sha256, a.rule, a.outcome, a.unread, a.reason FROM assessment a"
    " JOIN report r ON r.id = a.report_id",
    "facts": "SELECT r.sha256, f.table_id, f.row_key, f.column_key, f.text, f.value, f.certain FROM fact f"
    " JOIN report r ON r.id = f.report_id",
    "submissions": "SELECT s.path, s.state, s.failure, s.reason, r.sha256"
    " FROM submission s LEFT JOIN report r ON r.id = s.report_id",
    "bodies": "SELECT position, name, aliases, kind, parent, deadline, contact, submitted FROM body",
    "claims": "SELECT s.path, c.body, c.role, c.rank, c.code, c.reason, c.claimants, c.near"
    " FROM claim c JOIN submission s ON s.id = c.submission_id",
    "across": "SELECT c.body, f.rule, f.code, f.severity, f.outcome, f.filing, f.other,"
    " f.message, f.content FROM compared c JOIN cross_finding f ON f.comparison_id = c.comparison_id",
    "concluded": "SELECT c.body, a.rule, a.outcome, a.unread, a.reason FROM compared c"
    " JOIN cross_assessment a ON a.comparison_id = c.comparison_id",
}


def contents(place: str) -> dict[str, list[str]]:
    """Return the content of a store, sorted, without ids and times."""
    engine = open_database(place)
    try:
        with engine.connect() as connection:
            return {
                name: sorted(
                    json.dumps(_plain(row), ensure_ascii=False) for row in connection.execute(text(wanted))
                )
                for name, wanted in _COMPARED.items()
            }
    finally:
        engine.dispose()


def _plain(row: Sequence[object]) -> list[object]:
    return [bool(value) if isinstance(value, bool) or value in {0, 1} else value for value in row]


def postgres_programs() -> Path | None:
    """Find the programs of PostgreSQL: Debian does not put them on the PATH."""
    if (found := shutil.which("initdb")) is not None:
        return Path(found).parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


@contextmanager
def postgres() -> Iterator[str]:
    """Run PostgreSQL on a socket in a temporary folder, and yield its address."""
    programs = postgres_programs()
    assert programs is not None, "tests need it only where it is installed"
    # root may not run it: use the user that Debian's package creates
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="checker-pg-"))
    folder.chmod(0o777)
    data = str(folder / "data")

    def call(program: str, *words: str) -> None:
        command = [*user, str(programs / program), "-D", data, *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)

    try:
        call("initdb", "-A", "trust", "-U", "checker", "-E", "UTF8", "--locale=C")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
        yield f"postgresql://checker@/postgres?host={folder}"
    finally:
        call("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
