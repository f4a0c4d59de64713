"""Measure what isolation costs: the same submissions judged by isolated workers and by an unprotected pool, in turns.

`python ci/isolation_benchmark.py [FILE_OR_FOLDER...] [--pairs N] [--workers N]` judges the documents of the examples and of
the rules' tests, or those that are named. Each run is a process of its own, started cold; its CPU seconds are its own and
those of all its descendants. A pair is one run of each, in changing order; the ratio is the median over pairs.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import NamedTuple

from checker.judging.engine import Engine
from checker.packs.loading import load_packs
from checker.plugins import load
from checker_audit.workers.fork_server import main as fork_server
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import Task
from checker_audit.workers.worker_loop import Job, JobProgress, Work

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = {".docx", ".pdf", ".html"}


class Run(NamedTuple):
    """What a run took: CPU seconds and seconds, and how many reports with how many findings it made."""

    cpu: float
    seconds: float
    reports: int
    findings: int


# --- the work, which is the same ---


def engine() -> Engine:
    host = load()
    return Engine(host.reader_of, load_packs(host.packs, host.vocabulary))


def judged(by: Engine, path: str, progress: Callable[[int, int | None], None]) -> list[str]:
    report = by.check(path, Path(path).read_bytes(), progress)
    return [str(finding.problem.message) for finding in report.findings]


def prepare(_options: Mapping[str, object]) -> Work:
    by = engine()

    def work(job: Job, progress: JobProgress) -> object:
        return judged(by, str(job["path"]), progress)

    return work


def judged_in_pool(path: str) -> list[str]:
    return judged(_of_pool[0], path, lambda _done, _total: None)


_of_pool: list[Engine] = []  # a pool's function finds what was prepared before the fork only here


# --- the two ways to do it ---


def in_isolation(paths: Sequence[str], workers: int) -> Iterator[list[str]]:
    command = (sys.executable, "-I", "-X", "utf8", __file__, "--fork-server")
    with WorkerPool(command, {}, workers=workers) as pool:
        for result in pool.run(Task(number, {"path": path}) for number, path in enumerate(paths)):
            assert isinstance(result.value, list), result
            yield result.value


def in_pool(paths: Sequence[str], workers: int) -> Iterator[list[str]]:
    _of_pool.append(engine())
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        yield from pool.map(judged_in_pool, paths)


WAYS = {"isolated": in_isolation, "pool": in_pool}


# --- measuring ---


def run(way: str, paths: Sequence[str], workers: int) -> Run:
    """Run one way in a process of its own, and have the system count what it and its descendants took."""
    began = time.monotonic()
    command = [sys.executable, __file__, "--way", way, "--workers", str(workers)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(paths).encode())
        process.stdin.close()
        reports, findings = json.loads(process.stdout.read())
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(used.ru_utime + used.ru_stime, time.monotonic() - began, reports, findings)


def submissions(given: Iterable[Path]) -> list[str]:
    files = (file for path in given for file in (sorted(path.rglob("*")) if path.is_dir() else [path]))
    return [str(file) for file in files if file.suffix in SUFFIXES]


def main() -> None:
    """Compare both ways; or, in a child process, run one of them or the fork server."""
    arguments = argparse.ArgumentParser(description="Measure what isolation costs.")
    arguments.add_argument(
        "paths", nargs="*", type=Path, default=[ROOT / "examples", ROOT / "tests" / "rules"]
    )
    arguments.add_argument("--pairs", type=int, default=5)
    arguments.add_argument("--workers", type=int, default=2)
    arguments.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    arguments.add_argument("--fork-server", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.fork_server:
        fork_server(prepare)
        return
    if given.way:
        findings = [len(found) for found in WAYS[given.way](json.load(sys.stdin), given.workers)]
        print(json.dumps([len(findings), sum(findings)]))
        return
    paths = submissions(given.paths)
    print(f"{len(paths)} submissions, {given.workers} workers; pool → isolated")
    pairs = []
    for number in range(given.pairs):
        turn = {way: run(way, paths, given.workers) for way in sorted(WAYS, reverse=bool(number % 2))}
        pool, isolated = turn["pool"], turn["isolated"]
        assert isolated[2:] == pool[2:], "both must find the same"
        pairs.append((isolated.cpu / pool.cpu, isolated.seconds / pool.seconds))
        print(
            f"  CPU {pool.cpu:6.2f} → {isolated.cpu:6.2f} s ({pairs[-1][0] - 1:+.1%})"
            f"   files per second {len(paths) / pool.seconds:6.1f} → {len(paths) / isolated.seconds:6.1f}"
            f"   {isolated.reports} reports, {isolated.findings} findings each"
        )
    cpu, seconds = (median(ratios) for ratios in zip(*pairs, strict=True))
    print(f"median of {given.pairs} pairs: CPU {cpu - 1:+.1%}, throughput {1 / seconds - 1:+.1%}")


if __name__ == "__main__":
    main()
