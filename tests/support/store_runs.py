"""Runs in a store whose files have given results."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from checker.judging.audit_results import SubmissionState
from checker.judging.reports import Failure
from checker.messages import Message
from checker_audit.intake.sources import FoundFile
from checker_audit.records import Record
from checker_audit.store import Identity, Run
from checker_audit.store.engines import open_database
from tests.support.sample_records import of, pack, unreadable

ANNUAL = Identity("2021", ("in",), "digest")
POSTGRES = pytest.mark.needs("postgres")
BOTH = pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=POSTGRES)])

Files = dict[str, Record | Failure]


def work(run: Run, files: Files, digest: str = "digest", stamp: str = "1") -> list[str]:
    """Add files to a run and read those that wait; return what was read."""
    run.add_found([FoundFile(path, stamp) for path in files], digest)
    return read(run, files, digest)


def read(run: Run, files: Files, digest: str = "digest") -> list[str]:
    """Read the files that wait, with the given results; return their paths."""
    done = []
    for pending in run.pending(digest):
        result = files[pending.path]
        if isinstance(result, Failure):
            run.add_failure(pending, result)
        elif pending.known == result.sha256:
            run.reuse_report(pending, digest)
            continue
        else:
            state = SubmissionState.ERROR if result.failure else SubmissionState.OK
            run.add_record(pending, result, state, None if result.failure else pack(), digest)
        done.append(pending.path)
    run.flush()
    return done


DIED = Failure("timeout", Message("did not end"))
FILES: Files = {"a.docx": of("甲局"), "b.docx": of("乙局"), "c.pdf": unreadable(), "d.pdf": DIED}


def states(run: Run) -> dict[str, SubmissionState]:
    """Return the state of each file."""
    return {submission.path: submission.state for submission in run.submissions()}


@contextmanager
def direct(place: str) -> Iterator[Connection]:
    """Connect to the database of a store directly."""
    engine = open_database(place)
    with engine.begin() as connection:
        yield connection
    engine.dispose()
