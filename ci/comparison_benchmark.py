"""Measure what comparing costs: `python ci/comparison_benchmark.py STORE FOLDER [--copies N] [--workers N] [--keep STORE]`.

STORE is an SQLite store with an audit of the FOLDER that `ci/make_audit.py` wrote. Its bodies are multiplied, with other
names of counties and other sentences, but for those that many bodies have in common. Then all are compared, and compared
again without any change; the processor time of all processes is printed for each body.
"""

import argparse
import json
import resource
import shutil
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from checker import Body
from checker.cli.setup import Setup
from checker_audit.auditing import Auditing, Plan
from checker_audit.cli.workers import worker_pool
from checker_audit.intake.roster import read_roster
from checker_audit.record_json import digest_packed, digest_unpacked
from checker_audit.store import Store
from checker_audit.worker import WorkerOptions

YEAR = "2024"
_COMMON = 5  # bodies that have a sentence in common
_FIRST, _COUNT = 0x4E00, 20_000  # Chinese characters
_STEP = 331


class Copy:
    """Other names and other words for the n-th copy of all bodies."""

    def __init__(self, number: int, counties: Sequence[str]) -> None:
        self.number = number
        self._names = {county: self._shifted(county[:-1]) + county[-1] for county in counties}

    def named(self, text: str) -> str:
        """Rename the counties in a text."""
        for county, name in self._names.items():
            text = text.replace(county, name)
        return text

    def _shifted(self, text: str) -> str:
        return "".join(
            chr(_FIRST + (ord(sign) - _FIRST + _STEP * self.number) % _COUNT)
            if _FIRST <= ord(sign) < _FIRST + _COUNT
            else sign
            for sign in text
        )

    def digest(self, packed: bytes, common: Mapping[str, int], masked: "Masked") -> bytes:
        """Write the sentences of a digest in other words, but for those that many have in common."""
        digest = digest_unpacked(packed)
        if isinstance(digest, dict) and isinstance(found := digest.get("sentences"), list):
            digest["sentences"] = [
                self.named(str(one)) if common[masked(str(one))] >= _COMMON else self._shifted(str(one))
                for one in found
            ]
        return digest_packed(digest)


class Masked:
    """Sentences without the names of counties and figures."""

    def __init__(self, counties: Sequence[str]) -> None:
        self._counties = counties

    def __call__(self, sentence: str) -> str:
        for county in self._counties:
            sentence = sentence.replace(county, "")
        return "".join(sign for sign in sentence if not sign.isdigit())


def multiplied(store: Path, bodies: Sequence[Body], copies: int) -> list[Body]:
    """Add copies of all submissions of the newest run to a store; return the bodies of the larger roster."""
    counties = sorted({body.name[: body.name.index("县") + 1] for body in bodies})
    masked = Masked(counties)
    roster = list(bodies)
    with sqlite3.connect(store) as connection:
        connection.row_factory = sqlite3.Row
        (run,) = connection.execute("SELECT MAX(id) FROM run").fetchone()
        submitted = connection.execute("SELECT * FROM submission WHERE run_id = ?", (run,)).fetchall()
        reports = {row["id"]: row for row in connection.execute("SELECT * FROM report")}
        digests = connection.execute("SELECT * FROM digest").fetchall()
        common = Counter(
            masked(str(one))
            for row in digests
            if isinstance(digest := digest_unpacked(row["content"]), dict)
            for one in json.loads(json.dumps(digest.get("sentences") or []))
        )
        for number in range(1, copies):
            copy = Copy(number, counties)
            roster += [
                replace(
                    body,
                    name=copy.named(body.name),
                    aliases=tuple(map(copy.named, body.aliases)),
                    parent=copy.named(body.parent),
                )
                for body in bodies
            ]
            new = {row["report_id"] for row in submitted if row["report_id"] is not None}
            ids: dict[int, int | None] = {}
            for one in sorted(new):
                values = dict(reports[one])
                del values["id"]
                values["key"] = sha256(f"{values['key']} {number}".encode()).hexdigest()
                values["sha256"] = sha256(f"{values['sha256']} {number}".encode()).hexdigest()
                values["title"], values["body"] = copy.named(values["title"]), copy.named(values["body"])
                ids[one] = _insert(connection, "report", values)
            for row in (row for row in digests if row["report_id"] in ids):
                content = copy.digest(row["content"], common, masked)
                _insert(connection, "digest", {**row, "report_id": ids[row["report_id"]], "content": content})
            for row in submitted:
                values = {**row, "report_id": ids.get(row["report_id"])}
                del values["id"]
                year, _slash, rest = row["path"].partition("/")
                values["path"] = f"{year}/{number}/{copy.named(rest)}"
                _insert(connection, "submission", values)
    return roster


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, object]) -> int | None:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    return connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608  # names of our own tables
        tuple(values.values()),
    ).lastrowid


def seconds() -> float:
    """Return the processor time of this process and of those that ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(setup: Setup, store: Path, roster: Sequence[Body], workers: int) -> None:
    """Compare all bodies, and again, and print what it costs."""
    options = WorkerOptions()
    app = options.app
    auditing_plan = Plan((YEAR,), YEAR, tuple(roster), options)
    for turn in ("compared", "compared again, unchanged"):
        before, begun = seconds(), monotonic()
        with Store(str(store)) as opened:
            run = opened.newest()
            with worker_pool(setup, options, workers) as pool:
                view = Auditing(auditing_plan, app, opened).compare(run, pool)
            counts = view.count()
        cost = seconds() - before
        print(
            f"{turn}: {len(roster)} bodies, {workers} workers: {1000 * cost / len(roster):.1f} ms of CPU a body, "
            f"{monotonic() - begun:.0f} s; filed {counts.filed}, findings {sum(one.count for one in counts.findings)}; "
            f"this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB",
            flush=True,
        )


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("store", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="where to keep the store, to export it and measure that")
    options = parser.parse_args()
    setup = Setup()
    bodies = read_roster(options.folder / "roster.csv", setup.host.languages).bodies
    with TemporaryDirectory() as scratch:
        store = Path(shutil.copy(options.store, scratch))
        with Store(str(store)):
            pass  # its schema is the newest now
        roster = multiplied(store, bodies, options.copies)
        with sqlite3.connect(store) as connection:  # what was compared before is not known
            for table in ("compared", "cross_finding", "cross_assessment", "comparison"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608  # names of our own tables
            connection.execute("UPDATE run SET compared = NULL")
        measured(setup, store, roster, options.workers)
        if options.keep:
            shutil.copy(store, options.keep)


if __name__ == "__main__":
    main()
