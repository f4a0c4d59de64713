"""Files that hold several reports: each is a submission of its own, for the body and the period of its title."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from checker_audit.joint_digests import numbered_digest
from checker_audit.paths import NUMBERED, numbered_path
from checker_audit.store import Pending, Run
from checker_audit.store.parts import add_made, with_others


@dataclass(frozen=True, slots=True)
class FurtherReport:
    """A report in a file with this path, behind as many others as its number says."""

    file: str
    number: int


def add_further(
    run: Run, digest: str, read: Callable[[Iterable[tuple[FurtherReport, Pending]]], None]
) -> None:
    """Add the reports behind the first of a file as submissions, and have them read by `read`."""
    others = with_others(run)
    if not others:
        return
    files = [(one.path, one.sha256, others[one.id]) for one in run.submissions() if one.id in others]
    reports = [
        (FurtherReport(path, number), numbered_digest(content, number))
        for path, content, count in files
        if NUMBERED not in path.rpartition(".")[2]  # added by an interrupted run
        for number in range(1, count + 1)
    ]
    read(
        (one, add_made(run, numbered_path(one.file, one.number), content, digest)) for one, content in reports
    )
