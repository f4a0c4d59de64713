"""Records as workers send them, of the examples and of made-up bodies."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from checker.errors import ReadError
from checker.forms.filing import Filing
from checker.judging.reports import Failure, Report
from checker.judging.rules import RulePack
from checker.messages import Message
from checker_audit.record_json import from_json, to_json
from checker_audit.records import Record, record
from tests.support.engine import checker
from tests.support.paths import FAULTY


@cache
def pack(name: str = "annual-report/2021") -> RulePack:
    """Return an installed pack."""
    return next(pack for pack in checker().packs if pack.id == name)


@cache
def examined(path: Path) -> tuple[Report, Filing | None]:
    """Judge a file; return its report, and its filing if it could be read."""
    content = path.read_bytes()
    try:
        return checker().examine(path.name, content)
    except ReadError as error:
        failure = Failure(error.code, error.message)
        return Report(path.name, sha256(content).hexdigest(), failure=failure), None


def recorded(path: Path) -> Record:
    """Return the record of a file."""
    report, filing = examined(path)
    return record(report, filing, pack(report.pack).audit if report.pack else ())


def sent(kept: Record) -> Record:
    """Return a record after its way through JSON, as from a worker."""
    return from_json(json.loads(json.dumps(to_json(kept))))


@cache
def example() -> Record:
    """Return the record of a real report with findings, as a worker sent it."""
    return sent(recorded(FAULTY))


def of(body: str, year: int = 2021, content: str = "") -> Record:
    """Return the record of a body's report; equal arguments give equal content."""
    mark = sha256(f"{body} {year} {content}".encode()).hexdigest()
    return replace(example(), sha256=mark, body=body, year=year, title=f"{body}{year}年报告")


def unreadable(content: str = "") -> Record:
    """Return the record of an unreadable file."""
    return Record(sha256(content.encode()).hexdigest(), failure=Failure("encrypted", Message("is encrypted")))


def nodes(json: object, path: Sequence[str | int] = ()) -> list[Sequence[str | int]]:
    """Return the paths to all parts of a JSON value."""
    inner = json.items() if isinstance(json, dict) else enumerate(json) if isinstance(json, list) else ()
    return [path, *(node for key, value in inner for node in nodes(value, (*path, key)))]
