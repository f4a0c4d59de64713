"""Small audits that test a rule across filings: the documents of a folder, and the bodies that must file."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from checker.documents.submissions import content
from checker.errors import ReadError, UsageError
from checker.forms.filing import Filing
from checker.judging.audit_checks import Body, BodyFilings
from checker.judging.checks import NotAssessed, Problem
from checker.judging.engine import Engine
from checker.lazy_dataclasses import dataclass
from checker.messages import Message, Messages
from checker.packs.rule_documents import RuleFolder
from checker.periods import Period
from checker.testing import audit, filed

_ = Messages(__package__)

_ROSTER = "bodies.csv"
_COLUMNS = ("name", "kind", "parent", "deadline", "submitted")


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Why a folder is not judged as its name says, and the exit code for that."""

    reason: Message
    code: int


def judged_folder(engine: Engine, folder: RuleFolder) -> Unexpected | None:
    """Judge a folder by its rule; return `None` if the outcome is what its name says."""
    try:
        filings = [engine.filing(path.as_posix(), content(path)) for path in _documents(engine, folder.path)]
    except ReadError as error:
        return Unexpected(_("not read: {reason}", reason=error.message), 2)
    rule, periods = folder.rule, [one.period for one in filings if one.period is not None]
    if not periods or len(periods) < len(filings):
        return Unexpected(_("a document names no year: an audit needs that"), 1)
    latest = max(periods, key=lambda period: period.end)
    across = audit(filings[0].form, latest, *_bodies(folder, filings, latest))
    seen = [one.observation for one in rule.check.run(rule.id, across)]
    found = next((one.message for one in seen if isinstance(one, Problem)), None)
    withheld = next((one.reason for one in seen if isinstance(one, NotAssessed)), None)
    if folder.fails:
        why = _("{rule} should find a problem", rule=rule.id)
        return Unexpected(why, 1) if found is None else None
    if found is not None:
        return Unexpected(_("should pass, but {rule} finds: {message}", rule=rule.id, message=found), 1)
    if withheld is not None:
        return Unexpected(_("{rule} could not be judged: {reason}", rule=rule.id, reason=withheld), 1)
    return None


def _documents(engine: Engine, folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and engine.readers(path.suffix) is not None:
            yield path


def _bodies(folder: RuleFolder, filings: Sequence[Filing], period: Period) -> Iterator[BodyFilings]:
    """Iterate over the bodies of the roster, if there is one, then over the others that file."""
    bodies = {body.name: body for body in _roster(folder.path / _ROSTER)}
    for filing in filings:
        bodies.setdefault(filing.body, Body(filing.body))
    stored = [filed(filing, [folder.rule]) for filing in filings]
    before = filings[0].form.cycle.before(period)
    for name, body in bodies.items():
        own = [one for one in stored if one.body == name]
        now = tuple(one for one in own if one.period == period)
        yield BodyFilings(body, now, tuple(one for one in own if before is not None and one.period == before))


def _roster(path: Path) -> Iterator[Body]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.DictReader(file)
        strange = [name for name in lines.fieldnames or () if name not in _COLUMNS]
        if strange or "name" not in (lines.fieldnames or ()):
            raise UsageError(_("{path}: the first line names the columns; known ones are {columns}",
                               path=path, columns=_COLUMNS))  # fmt: skip
        for line in lines:
            deadline, submitted = (
                _day(path, lines.line_num, line.get(key) or "") for key in ("deadline", "submitted")
            )
            kind, parent = (line.get(key) or "" for key in ("kind", "parent"))
            yield Body(line["name"], (), kind, parent, deadline, submitted=submitted)


def _day(path: Path, line: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(
            _("{path}:{line}: not a day like 2024-01-31: {text}", path=path, line=line, text=text)
        ) from error
