"""Documents tried one by one, each as `checker check` treats it: how it ends, and what it takes.

What must hold for every file, whatever is in it: it ends as a report or as one of the codes below, within the limits
that SECURITY.md promises, and nothing breaks on the way.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import monotonic

from checker import Report, Style
from checker.cli.judging import Judging
from checker.cli.outputs import written
from checker.cli.policy import Policy
from checker.cli.setup import Setup
from checker.guard.limits import DEFAULT
from checker.guard.time_limit import STALL

CODES = {
    "unreadable", "encrypted", "no-text-layer", "garbled-text", "wrong-format", "too-large", "timeout",
    "not-this-kind",
}  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent
BROKEN = ("failed: ", "broke down", "crashed")  # in the reason of a failure: not foreseen, though contained
REPORTERS = ("text", "json", "html", "sarif", "junit", "csv", "markdown", "github")


@dataclass(frozen=True, slots=True)
class Trial:
    """How one file ended: `outcome` is “report” or a code; `trouble` says which promise it broke, if any."""

    path: Path
    outcome: str
    reason: str
    trouble: str
    seconds: float
    memory: int
    characters: int = 0

    @property
    def line(self) -> str:
        """Return the trial as one line."""
        mib = self.memory // 2**20
        return (
            f"{self.outcome:13} {self.seconds:6.2f} s {mib:5} MiB  {self.path}  {self.trouble or self.reason}"
        )


class Trials:
    """Try documents with the plugins and packs of this process, which are loaded once."""

    def __init__(self) -> None:
        self._setup = Setup("en")
        self._policy = Policy(self._setup)
        self._engine = self._setup.app.engine(fixes=True)
        self._written = [
            (self._setup.host.reporters[name], self._setup.host.owner("register_reporters", name))
            for name in REPORTERS
        ]
        for example in sorted((ROOT / "examples").glob("qingping-2024.*")):  # what is made at first use
            self._engine.check(example.name, example.read_bytes())

    def of(self, paths: Sequence[Path]) -> Iterator[Trial]:
        """Try one after another."""
        return map(self.one, paths)

    def one(self, path: Path) -> Trial:
        """Try one document in a process of its own."""
        with TemporaryFile() as answer, TemporaryFile() as noise_file:
            pid = os.fork()
            if not pid:
                self._child(path, answer.fileno(), noise_file.fileno())
            began = monotonic()
            _pid, status, used = os.wait4(pid, 0)
            wall = monotonic() - began
            answer.seek(0)
            noise_file.seek(0)
            noise = noise_file.read().decode("utf-8", "replace")
            try:
                outcome, reason, characters = json.loads(answer.read())
            except ValueError:
                outcome, reason, characters = "none", f"wait status {status}", 0
        seconds = used.ru_utime + used.ru_stime
        memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        trouble = _trouble(outcome, reason, noise) or _excess(seconds, wall, memory)
        return Trial(path, outcome, reason, trouble, seconds, memory, characters)

    def _child(self, path: Path, answer: int, noise_file: int) -> None:
        code = 1
        try:
            os.dup2(noise_file, 2)
            os.dup2(noise_file, 1)
            signal.alarm(900)
            (report,) = Judging(self._setup, self._policy, self._engine, jobs=1).reports([path])
            for reporter, plugin in self._written:
                for piece in written(reporter, plugin, [report], Style("en")):
                    piece.encode("utf-8", "backslashreplace")
            os.write(answer, json.dumps(_summary(report)).encode())
            code = 0
        except BaseException:  # noqa: BLE001  # whatever comes is shown
            sys.excepthook(*sys.exc_info())
        finally:
            sys.stderr.flush()
            os._exit(code)


def _summary(report: Report) -> tuple[str, str, int]:
    if report.failure is not None:
        return report.failure.code, report.failure.message.render("en"), 0
    return "report", "", len(report.findings)


def _trouble(outcome: str, reason: str, noise: str) -> str:
    if "Traceback" in noise or outcome == "none":
        return f"traceback: {noise.strip().splitlines()[-1:]} {reason}"
    if outcome != "report" and outcome not in CODES:
        return f"not a code: {outcome} {reason}"
    if any(word in reason for word in BROKEN):
        return f"not foreseen: {reason}"
    return ""


def _excess(seconds: float, wall: float, memory: int) -> str:
    if memory > (DEFAULT.memory or 0):
        return "more memory than promised"
    if seconds > 2 * STALL + 15:
        return f"more time than promised: {seconds:.0f} s"
    if wall > 600:
        return f"hung for {wall:.0f} s"
    return ""


def limit_core_files() -> None:
    """Leave no core files of processes that crash."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
