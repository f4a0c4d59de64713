"""What a worker of an audit does: list archives and addresses, read and judge one submission, compare some bodies."""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from time import process_time

from checker import (
    App,
    AuditError,
    BodyCheck,
    Failure,
    Filing,
    Messages,
    Progress,
    ReadError,
    Report,
    RulePack,
    Severity,
)
from checker.guard.limits import DEFAULT, ChildLimits
from checker.guard.time_limit import limited
from checker.judging.engine import Engine
from checker.judging.severity_overrides import SeverityOverride
from checker.plugins import Host
from checker_audit.conclusions import Conclusions
from checker_audit.cross_checks import compare_bodies
from checker_audit.intake.sources import ArchiveMember, absolute, fetch, looked_into, members
from checker_audit.joint_digests import joint_digest, numbered_digest
from checker_audit.packed_filings import Comparison, comparison_of, comparison_text
from checker_audit.record_json import (
    conclusions_json,
    conclusions_of,
    from_json,
    message_of,
    message_text,
    to_json,
)
from checker_audit.records import Record, record
from checker_audit.workers.limits import MIB, Bounds, Limits, Timeouts
from checker_audit.workers.worker_loop import Job, JobProgress, Work

_ = Messages(__package__)

PREPARE = "checker_audit.worker:prepare"
# `time_limit` limits CPU time, so that load changes no result; wall time is a far outer bound
LIMITS = Limits(timeouts=Timeouts(stall=DEFAULT.stall, total=DEFAULT.total))
# for programs that convert files and recognise characters
LARGE_LIMITS = replace(LIMITS, bounds=Bounds(memory=8192 * MIB, file_size=1024 * MIB, open_files=256))
# of a file with several reports; those that do not fit are read by themselves
_ROOM = LIMITS.bounds.frame // 4  # characters of JSON, behind the first
_TOGETHER = 30  # seconds of computing


@dataclass(frozen=True, slots=True)
class WorkerOptions:
    """Options of workers: disabled plugins, a pack for all filings, what readers may do besides reading.

    `overrides` are severities of rules: id, severity or “off”, and where it was configured. `readers` are suffixes and
    the plugins that are to read them.
    """

    disabled: tuple[str, ...] = ()
    pack: str | None = None
    convert: bool = False
    ocr: bool = False
    overrides: tuple[tuple[str, str, str], ...] = ()
    readers: tuple[tuple[str, str], ...] = ()

    @property
    def json(self) -> Mapping[str, object]:
        """Return the options as `prepare` takes them."""
        return {
            **asdict(self),
            "disabled": list(self.disabled),
            "overrides": list(map(list, self.overrides)),
            "readers": dict(self.readers),
        }

    @property
    def app(self) -> App:
        """Return the application with these plugins, severities and readers."""
        overrides = {
            rule: SeverityOverride(None if severity == "off" else Severity(severity), origin)
            for rule, severity, origin in self.overrides
        }
        return App(self.disabled, overrides, dict(self.readers))


def pool_options(options: WorkerOptions, limits: ChildLimits) -> tuple[Mapping[str, object], Limits]:
    """Return the options of a pool's workers and its limits, by those of the command line."""
    pool = LARGE_LIMITS if options.convert or options.ocr else LIMITS
    bounds = replace(pool.bounds, memory=limits.memory)
    return {**options.json, "page": limits.page, "cpu": limits.cpu}, replace(pool, bounds=bounds)


# --- jobs and their results, in the parent ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The content is the known one, which was judged before."""

    sha256: str


def list_job(path: str) -> Job:
    """Return the job of listing an archive or an address."""
    return {"do": "list", "path": _path_json(path)}


def kind_job(path: str) -> Job:
    """Return the job of finding out by its content what a file is."""
    return {"do": "kind", "path": _path_json(absolute(path))}


def read_job(path: str, known: str | None, parts: Sequence[str] = (), number: int = 0) -> Job:
    """Return the job of reading and judging a submission, unless its content has the known SHA-256.

    `parts` are the paths of its further files, which are judged together with the first; `number` is that of a report
    among several in the file.
    """
    more = [_path_json(absolute(part)) for part in parts]
    return {
        "do": "read",
        "path": _path_json(absolute(path)),
        "known": known,
        "parts": more,
        "number": number,
    }


def compare_job(comparison: Comparison) -> Job:
    """Return the job of comparing some bodies."""
    return {"do": "compare", "comparison": comparison_text(comparison)}


def is_sendable(job: Job) -> bool:
    """Return whether the job of a comparison is small enough for a frame."""
    return len(str(job["comparison"])) < LIMITS.bounds.frame // 4  # as bytes, and escaped


def listed(value: object) -> Sequence[ArchiveMember] | Failure:
    """Return the result of a list job; raise AuditError if it is invalid."""
    answer = _answer(value)
    if isinstance(answer, Failure):
        return answer
    found = answer.get("members")
    pairs = [pair for pair in found if isinstance(pair, list)] if isinstance(found, list) else None
    if pairs is None or not all(
        len(pair) == 2 and all(isinstance(part, str) for part in pair) for pair in pairs
    ):
        raise _invalid()
    return [ArchiveMember(_path(str(path)), str(stamp)) for path, stamp in pairs]


def kind_of(value: object) -> str:
    """Return the suffix that a file should have, empty where nothing knows it; raise AuditError if that is invalid."""
    answer = _answer(value)
    if isinstance(answer, Failure):
        return ""
    if not isinstance(suffix := answer.get("suffix"), str):
        raise _invalid()
    return suffix


def further_results(value: object) -> Sequence[Record]:
    """Return the records of the reports behind the first of a file, as far as they came with it."""
    found = value.get("further") if isinstance(value, dict) else None
    return [from_json(one) for one in found] if isinstance(found, list) else []


def read_result(value: object) -> Record | Unchanged | Failure:
    """Return the result of a read job; raise AuditError if it is invalid."""
    answer = _answer(value)
    if isinstance(answer, Failure):
        return answer
    if isinstance(digest := answer.get("unchanged"), str):
        return Unchanged(digest)
    return from_json(answer.get("record"))


def compared(value: object, comparison: Comparison, pack: RulePack) -> Sequence[Conclusions]:
    """Return the result of a compare job, for each of its bodies; raise AuditError if it is invalid."""
    answer = _answer(value)
    rules = [rule.id for rule in pack.audit if isinstance(rule.check, BodyCheck)]
    found = conclusions_of(answer.get("conclusions"), rules) if isinstance(answer, Mapping) else ()
    if len(found) != len(comparison.bodies):
        raise _invalid()
    return found


def _answer(value: object) -> Mapping[str, object] | Failure:
    if not isinstance(value, dict):
        raise _invalid()
    match value.get("failure"):
        case [str(code), str(message)]:
            return Failure(code, message_of(message))
        case None:
            return value
        case _:
            raise _invalid()


def _invalid() -> AuditError:
    return AuditError(_("not a result of the job"))


def _path_json(path: str) -> str:
    """Write a path, whatever its bytes, in characters that JSON can hold."""
    return os.fsencode(path).decode("latin-1")


def _path(text: str) -> str:
    try:
        return os.fsdecode(text.encode("latin-1"))
    except UnicodeEncodeError:
        raise _invalid() from None


def _paths(value: object) -> Sequence[str]:
    return [_path(str(part)) for part in value] if isinstance(value, list) else []


# --- in the worker ---------------------------------------------------------------------------------------------


def prepare(options: Job) -> Work:
    """Load plugins and packs, once for all workers that are forked afterwards."""
    disabled, overrides, readers = options["disabled"], options["overrides"], options["readers"]
    pack, convert, ocr = options["pack"], options["convert"], options["ocr"]
    assert isinstance(disabled, list), "the options are those of WorkerOptions.json"
    assert isinstance(overrides, list), "likewise"
    assert isinstance(readers, dict), "likewise"
    severities = tuple((str(rule), str(severity), str(origin)) for rule, severity, origin in overrides)
    chosen = tuple((str(suffix), str(plugin)) for suffix, plugin in readers.items())
    app = WorkerOptions(tuple(map(str, disabled)), overrides=severities, readers=chosen).app
    engine = app.engine(None if pack is None else str(pack), convert=bool(convert), ocr=bool(ocr))
    dict(app.host.readers)  # are imported now, and not by each worker
    packs = {one.id: one for one in (*app.packs, *([engine.pack] if engine.pack else []))}
    return JobRunner(engine, app.host, packs, _seconds(options.get("page")), _seconds(options.get("cpu")))


def _seconds(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


@dataclass(frozen=True)
class JobRunner:
    """Runs jobs with one engine.

    `host` knows what files are by their content; `packs` have the audit rules, whose checks keep digests of filings and
    compare them.

    `page` and `cpu` are the limits of `limited`.
    """

    engine: Engine
    host: Host
    packs: Mapping[str, RulePack]
    page: float | None = None
    cpu: float | None = None

    def __call__(self, job: Job, progress: JobProgress) -> object:
        """Run a job; a ReadError is a result."""
        if job["do"] == "compare":
            found = compare_bodies(comparison_of(str(job["comparison"])), self.packs, progress)
            return {"conclusions": conclusions_json(found)}
        path = _path(str(job["path"]))
        try:
            if job["do"] == "list":
                return {"members": [[_path_json(member.path), member.stamp] for member in members(path)]}
            if job["do"] == "kind":
                with looked_into(path) as file:
                    return {"suffix": self.host.disguised(file)}
            number = job.get("number")
            assert isinstance(number, int), "the job is that of read_job"
            return self._read(path, job["known"], progress, _paths(job.get("parts")), number)
        except ReadError as error:
            return {"failure": [error.code, message_text(error.message)]}

    def _read(
        self, path: str, known: object, progress: JobProgress, parts: Sequence[str], number: int
    ) -> object:
        content = fetch(path)
        digest = sha256(content).hexdigest()
        further = [(part, fetch(part)) for part in parts]
        if further:
            digest = joint_digest((digest, *(sha256(one).hexdigest() for _part, one in further)))
        if number:
            digest = numbered_digest(digest, number)
        if digest == known:
            return {"unchanged": digest}
        try:
            with limited(self.page, self.cpu, kill=True) as restart_clock:

                def report(done: int, total: int | None = None) -> None:
                    restart_clock(done, total)
                    progress(done, total)

                if not further and not number:
                    return self._each(path, content, digest, report)
                judged, filing = self.engine.examine(path, content, report, parts=further, number=number)
                return {"record": self._record(judged, filing, digest)}
        except ReadError as error:
            return {"record": to_json(Record(digest, failure=Failure(error.code, error.message)))}

    def _each(self, path: str, content: bytes, digest: str, report: Progress) -> object:
        """Read a file, and judge the reports in it; those behind the first as long as all fit into the result."""
        began = process_time()
        reports = self.engine.examine_each(path, content, report)
        first = self._record(*next(reports), digest)
        further, room = list[object](), _ROOM
        with suppress(ReadError):
            for number, one in enumerate(reports, start=1):
                report(number, None)
                made = self._record(*one, numbered_digest(digest, number))
                room -= len(json.dumps(made))
                if room < 0 or process_time() - began > _TOGETHER:
                    break
                further.append(made)
        return {"record": first, "further": further} if further else {"record": first}

    def _record(self, judged: Report, filing: Filing, digest: str) -> object:
        rules = self.packs[judged.pack].audit if judged.pack in self.packs else ()
        return to_json(record(replace(judged, sha256=digest), filing, rules))
