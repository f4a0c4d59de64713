"""Runs in a store, worked through at once, with what their files were judged to be."""

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

ANNUAL = Identity(2021, ("in",), "digest")
POSTGRES = pytest.mark.needs("postgres")
BOTH = pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=POSTGRES)])

Files = dict[str, Record | Failure]


def work(run: Run, files: Files, digest: str = "digest", stamp: str = "1") -> list[str]:
    """Walk over files and work through what waits; list what was read."""
    run.add_found([FoundFile(path, stamp) for path in files], digest)
    return read(run, files, digest)


def read(run: Run, files: Files, digest: str = "digest") -> list[str]:
    """Work through what waits; list what was read."""
    done = []
    for pending in run.pending(digest):
        told = files[pending.path]
        if isinstance(told, Failure):
            run.add_failure(pending, told)
        elif pending.known == told.sha256:
            run.reuse_report(pending, digest)
            continue
        else:
            state = SubmissionState.ERROR if told.failure else SubmissionState.OK
            run.add_record(pending, told, state, None if told.failure else pack(), digest)
        done.append(pending.path)
    run.flush()
    return done


DIED = Failure("timeout", Message("did not end"))
FILES: Files = {"a.docx": of("甲局"), "b.docx": of("乙局"), "c.pdf": unreadable(), "d.pdf": DIED}


def states(run: Run) -> dict[str, SubmissionState]:
    """Tell how each file ended."""
    return {submission.path: submission.state for submission in run.submissions()}


@contextmanager
def direct(place: str) -> Iterator[Connection]:
    """Get into a store past all that guards it."""
    engine = open_database(place)
    with engine.begin() as connection:
        yield connection
    engine.dispose()
