"""What a worker of an audit does: list what holds submissions, read and judge one submission."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256

from checker.app import App
from checker.errors import AuditError, ReadError
from checker.guard.time_limit import STALL, TOTAL, limited
from checker.judging.engine import Engine
from checker.judging.reports import Failure
from checker.judging.rules import AuditRule, Severity
from checker.judging.severity_overrides import SeverityOverride
from checker.messages import Messages
from checker_audit.intake.sources import Member, anywhere, fetch, members
from checker_audit.record_json import from_json, message_of, message_text, to_json
from checker_audit.records import Record, record
from checker_audit.workers.limits import MIB, Bounds, Limits, Timeouts
from checker_audit.workers.worker_loop import Job, Tell, Work

_ = Messages(__package__)

PREPARE = "checker_audit.worker:prepare"
# The worker itself stops at the limits of `clock` and judges what it has by then, within one more; only one that does
# not even do that is killed. Trying again would change nothing.
_PATIENCE = Timeouts(stall=2 * STALL + 10, total=TOTAL + STALL + 10)
LIMITS = Limits(patience=_PATIENCE, slow=_PATIENCE)
# what other programs take besides, which convert files and recognise characters
ROOMY = replace(LIMITS, bounds=Bounds(memory=8192 * MIB, file_size=1024 * MIB, open_files=256))


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """What workers are made with: plugins left out, a pack for all filings, what readers may do besides reading.

    `grades` are those of rules: id, severity or “off”, and who says so.
    """

    disabled: tuple[str, ...] = ()
    pack: str | None = None
    convert: bool = False
    ocr: bool = False
    grades: tuple[tuple[str, str, str], ...] = ()

    @property
    def options(self) -> Mapping[str, object]:
        """Return what `prepare` takes."""
        return {**asdict(self), "disabled": list(self.disabled), "grades": list(map(list, self.grades))}

    @property
    def app(self) -> App:
        """Return the parts, with the packs as they are graded."""
        graded = {
            rule: SeverityOverride(None if severity == "off" else Severity(severity), origin)
            for rule, severity, origin in self.grades
        }
        return App(self.disabled, graded)


# --- jobs, as they are given and as they come back -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The content is the one that is known by its SHA-256: it was judged before."""

    sha256: str


def listing(path: str) -> Job:
    """Make the job of listing what an archive or an address holds."""
    return {"do": "list", "path": _sent(path)}


def reading(path: str, known: str | None) -> Job:
    """Make the job of reading and judging a submission, unless its content is known by its SHA-256."""
    return {"do": "read", "path": _sent(anywhere(path)), "known": known}


def listed(result: object) -> Sequence[Member] | Failure:
    """Take the result of a listing for what it says; raise AuditError where it is none."""
    told = _told(result)
    if isinstance(told, Failure):
        return told
    found = told.get("members")
    pairs = [pair for pair in found if isinstance(pair, list)] if isinstance(found, list) else None
    if pairs is None or not all(
        len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs
    ):
        raise _nonsense()
    return [Member(_received(str(path)), str(stamp)) for path, stamp in pairs]


def read(result: object) -> Record | Unchanged | Failure:
    """Take the result of a reading for what it says; raise AuditError where it is none."""
    told = _told(result)
    if isinstance(told, Failure):
        return told
    if isinstance(digest := told.get("unchanged"), str):
        return Unchanged(digest)
    return from_json(told.get("record"))


def _told(result: object) -> Mapping[str, object] | Failure:
    if not isinstance(result, dict):
        raise _nonsense()
    match result.get("failure"):
        case [str(code), str(message)]:
            return Failure(code, message_of(message))
        case None:
            return result
        case _:
            raise _nonsense()


def _nonsense() -> AuditError:
    return AuditError(_("what a worker sent answers no question"))


def _sent(path: str) -> str:
    """Write a path, whatever its bytes, in characters that JSON knows."""
    return os.fsencode(path).decode("latin-1")


def _received(path: str) -> str:
    try:
        return os.fsdecode(path.encode("latin-1"))
    except UnicodeEncodeError:
        raise _nonsense() from None


# --- in the worker ---------------------------------------------------------------------------------------------


def prepare(options: Job) -> Work:
    """Load plugins and packs, once for all workers that are forked afterwards."""
    disabled, grades = options["disabled"], options["grades"]
    pack, convert, ocr = options["pack"], options["convert"], options["ocr"]
    assert isinstance(disabled, list), "options are an outfit's"
    assert isinstance(grades, list), "likewise"
    graded = tuple((str(rule), str(severity), str(origin)) for rule, severity, origin in grades)
    app = WorkerOptions(tuple(map(str, disabled)), grades=graded).app
    engine = app.engine(None if pack is None else str(pack), convert=bool(convert), ocr=bool(ocr))
    rules = {one.id: one.audit for one in (*app.packs, *([engine.pack] if engine.pack else []))}
    return Worker(engine, rules)


@dataclass(frozen=True)
class Worker:
    """Do jobs with one engine; `rules` are the audit rules of each pack, whose checks keep something of filings."""

    engine: Engine
    rules: Mapping[str, tuple[AuditRule, ...]]

    def __call__(self, job: Job, tell: Tell) -> object:
        """Do a job; what cannot be read is told in the result."""
        path = _received(str(job["path"]))
        try:
            if job["do"] == "list":
                return {"members": [[_sent(member.path), member.stamp] for member in members(path)]}
            return self._read(path, job["known"], tell)
        except ReadError as error:
            return {"failure": [error.code, message_text(error.message)]}

    def _read(self, path: str, known: object, tell: Tell) -> object:
        content = fetch(path)
        digest = sha256(content).hexdigest()
        if digest == known:
            return {"unchanged": digest}
        try:
            with limited() as wind:

                def progress(done: int, total: int | None = None) -> None:
                    wind(done, total)
                    tell(done, total)

                report, filing = self.engine.examine(path, content, progress)
        except ReadError as error:
            return {"record": to_json(Record(digest, failure=Failure(error.code, error.message)))}
        return {"record": to_json(record(report, filing, self.rules.get(report.pack, ())))}
