"""Processes that write into a store, to be killed or to run at the same time."""

from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext, ForkServerProcess

from checker.judging.audit_checks import Body
from checker.judging.audit_results import SubmissionState
from checker.judging.reports import Assessment, Outcome
from checker.judging.rules import RulePack
from checker_audit.intake.sources import FoundFile
from checker_audit.records import Record
from checker_audit.store import Claim, Identity, Store
from tests.support.conclusions import conclude
from tests.support.fixed_times import LATER, NOW


def fork_server() -> ForkServerContext:
    """Return a context that starts processes fast, with all modules preloaded."""
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


def content(kept: Record, number: int) -> Record:
    """Return the record of a file; two files have the same content."""
    mark = sha256(f"{number // 2}".encode()).hexdigest()
    return replace(kept, sha256=mark, body=f"局{number // 2}")


def audit(place: str, kept: Record, pack: RulePack, year: int, files: int) -> None:
    """Run an audit of `files` files, or resume it after an earlier process was killed."""
    with Store(place) as store:
        run = store.begin(Identity(str(year), (), "digest"), NOW)
        run.add_found((FoundFile(f"{number}.docx", "1") for number in range(files)), "digest")
        for pending in run.pending("digest"):
            one = content(kept, int(pending.path.removesuffix(".docx")))
            if pending.known == one.sha256:
                run.reuse_report(pending, "digest")
            else:
                run.add_record(pending, one, SubmissionState.OK, pack, "digest")
        run.flush()
        bodies = sorted({submission.body for submission in run.submissions()})
        run.set_bodies(map(Body, bodies))
        run.set_pack(pack)
        run.set_claims(Claim(submission.id, submission.body, "filing") for submission in run.submissions())
        passed = Assessment(pack.audit[0], Outcome.PASS)
        conclude(run, pack, ((body, (), passed) for body in bodies), str(year))
        run.finish(LATER)


def started(context: ForkServerContext, *words: object) -> ForkServerProcess:
    """Start a process that runs an audit."""
    process = context.Process(target=audit, args=words)
    process.start()
    return process


def kill(process: ForkServerProcess) -> None:
    """Kill a process without warning; nothing happens if it has ended."""
    process.kill()
    process.join()
