"""A worker pool yields one result for every task, whatever the task does to its worker, and leaves no process behind."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, count, islice, zip_longest
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.errors import AuditError
from checker_audit.workers import fork_client, running
from checker_audit.workers.failures import TaskFailure, worker_death
from checker_audit.workers.limits import MIB, Bounds, Limits, Timeouts
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import ResultKind, Task, TaskResult
from tests.support import misbehaving_tasks

ROUGH = (sys.executable, "-I", "-X", "utf8", str(Path(misbehaving_tasks.__file__)))
BOUNDS = Bounds(memory=300 * MIB)
LIMITS = Limits(timeouts=Timeouts(stall=1, total=2.5), bounds=BOUNDS)

# what tasks do to their workers, and the failure that must be reported; None if they are done
ROUGHNESS = {
    "exits": TaskFailure.CRASH,
    "segfault": TaskFailure.CRASH,
    "abort": TaskFailure.CRASH,
    "kills_itself": TaskFailure.CRASH,
    "loop": TaskFailure.TIMEOUT,
    "loop_in_c": TaskFailure.TIMEOUT,
    "stops": TaskFailure.TIMEOUT,
    "ignores_sigterm": TaskFailure.TIMEOUT,
    "memory": TaskFailure.MEMORY,
    "grandchild": None,
    "daemon": None,
    "escapes_and_dies": TaskFailure.CRASH,
    "noise": None,
    "garbage": TaskFailure.GARBLED,
    "announces_too_much": TaskFailure.GARBLED,
    "pickles": TaskFailure.GARBLED,
    "deep_frame": TaskFailure.GARBLED,
    "forges": TaskFailure.GARBLED,
    "answers_twice": TaskFailure.GARBLED,
    "goes_on": TaskFailure.GARBLED,
    "hangs_up": TaskFailure.GARBLED,
    "huge_result": TaskFailure.TOO_LARGE,
    "unserialisable": TaskFailure.BROKE,
    "half_a_pair": TaskFailure.BROKE,
    "deep_result": TaskFailure.BROKE,
    "pickle_as_result": TaskFailure.BROKE,
    "exits_politely": TaskFailure.BROKE,
    "breaks": TaskFailure.BROKE,
    "deep_recursion": TaskFailure.BROKE,
    "opens_files": TaskFailure.BROKE,
    "writes_a_file": TaskFailure.BROKE,
    "interrupted": TaskFailure.INTERRUPTED,
    "out_of_time": TaskFailure.TIMEOUT,
    "extra_thread": None,
}


def task(number: int, do: str = "good", **more: object) -> Task:
    return Task(number, {"n": number, "do": do, **more})


def rough(*, limits: Limits = LIMITS, fault: str = "", workers: int = 2) -> WorkerPool:
    return WorkerPool(ROUGH, {"fault": fault}, workers=workers, limits=limits)


def results(*tasks: Task, limits: Limits = LIMITS, workers: int = 2) -> dict[int, TaskResult]:
    """Run tasks; each must have one result."""
    with rough(limits=limits, workers=workers) as pool:
        ended = list(pool.run(tasks))
    assert sorted(result.task.id for result in ended) == sorted(task.id for task in tasks)
    return {result.task.id: result for result in ended}


def result(do: str, **more: object) -> TaskResult:
    return results(task(1, do, **more))[1]


def value(of: TaskResult) -> dict[str, object]:
    assert isinstance(of.value, dict)
    return of.value


def left_process(of: TaskResult) -> object:
    """Return the id of the process that a task left: its value, or its progress if the worker died."""
    return of.progress[0] if of.value is None and of.progress else value(of)["pid"]


def stat(pid: object) -> list[str]:
    """Read a process's state and parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except OSError:
        return ["X", ""]


def alive(pid: object) -> bool:
    """Return whether a process lives; a zombie does not."""
    return stat(pid)[0] not in "ZX"


def gone(*pids: object) -> bool:
    end = time.monotonic() + 3
    while any(map(alive, pids)) and time.monotonic() < end:
        time.sleep(0.01)
    return not any(map(alive, pids))


def family() -> set[int]:
    """Find fork servers and workers of rough work, and the processes that it leaves behind."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if ROUGH[-1] in words or words[:-1] == misbehaving_tasks.SLEEP:
                found.add(int(folder.name))
    return found


@pytest.fixture(autouse=True)
def _no_process_stays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run one of these tests at a time, even if several processes run tests: each looks at all processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (shared / "pool.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = family()
        yield
        assert gone(*(family() - before))


# --- bad tasks ---


def test_each_bad_task_has_its_failure_and_all_good_ones_are_done(tmp_path: Path) -> None:
    more = {"trap": str(tmp_path / "trap"), "path": str(tmp_path / "file")}
    good = [task(number) for number in range(40)]
    bad = [task(number, do, **more) for number, do in enumerate(ROUGHNESS, 100)]
    ended = results(*filter(None, chain.from_iterable(zip_longest(good, bad))))
    assert [ended[one.id].value for one in good] == list(range(40))
    assert {one.job["do"]: ended[one.id].failure for one in bad} == ROUGHNESS
    assert not (tmp_path / "trap").exists(), "no pickle was read"
    assert (tmp_path / "file").stat().st_size == 0, "no file was filled"
    leaving = {"grandchild", "daemon", "escapes_and_dies"}
    assert gone(*(left_process(ended[one.id]) for one in bad if one.job["do"] in leaving))


@given(st.lists(st.sampled_from(["good", "exits", "loop", "memory", "garbage", "breaks"]), max_size=8))
@settings(max_examples=5, deadline=None)
def test_any_schedule_of_tasks_has_one_result_each(schedule: list[str]) -> None:
    quick = Limits(timeouts=Timeouts(stall=1, total=1), bounds=Bounds(memory=100 * MIB))
    ended = results(*(task(number, do) for number, do in enumerate(schedule)), limits=quick)
    for number, do in enumerate(schedule):
        if do == "good":
            assert ended[number].kind is ResultKind.DONE
        else:
            assert ended[number].failure in {ROUGHNESS[do], TaskFailure.TIMEOUT}


def test_a_failure_says_what_happened() -> None:
    details = {
        "exits": "the worker ended with exit status 3",
        "segfault": "the worker was killed by SIGSEGV",
        "hangs_up": "the worker closed its connection",
        "breaks": "failed: LookupError: broke \N{REPLACEMENT CHARACTER} down ::error::no",
        "exits_politely": "failed: SystemExit: enough",
        "loop": "no progress for 1 s",
        "memory": "needs more memory than a worker may use",
    }
    ended = results(*(task(number, do) for number, do in enumerate(details)))
    assert {one.task.job["do"]: str(one.detail) for one in ended.values()} == details


def test_a_task_that_was_only_unlucky_is_done_at_its_second_attempt(tmp_path: Path) -> None:
    ended = result("kills_itself", mark=str(tmp_path / "mark"))
    assert (ended.kind, ended.value, ended.attempts) == (ResultKind.DONE, 1, 2)


def test_a_task_that_kills_its_worker_fails_after_its_second_attempt() -> None:
    assert result("segfault").attempts == 2


def test_a_task_without_enough_memory_in_a_used_worker_is_done_in_a_fresh_one() -> None:
    half = BOUNDS.memory // 2 if BOUNDS.memory else 0
    ended = results(task(1, "leaks", size=half), task(2, "needs", size=half), workers=1)
    assert [(ended[number].kind, ended[number].attempts) for number in (1, 2)] == [
        (ResultKind.DONE, 1),
        (ResultKind.DONE, 2),
    ]


def test_a_task_without_enough_memory_in_a_fresh_worker_fails_after_its_second_attempt() -> None:
    ended = result("memory")
    assert (ended.failure, ended.attempts) == (TaskFailure.MEMORY, 2)


def test_a_failure_that_would_repeat_is_not_retried() -> None:
    ended = results(task(1, "breaks"), task(2, "huge_result"), task(3, "loop"))
    assert [one.attempts for one in ended.values()] == [1, 1, 1]


def test_the_last_progress_before_a_timeout_is_reported() -> None:
    assert result("loop").progress == (41, 619)


def test_a_task_may_kill_the_fork_server_and_the_others_go_on() -> None:
    ended = results(
        task(0, "kills_the_server"), *(task(number, "nap", seconds=0.3) for number in range(1, 5))
    )
    assert [ended[number].kind for number in range(1, 5)] == [ResultKind.DONE] * 4
    assert ended[0].failure is TaskFailure.CRASH


def test_a_task_may_stop_the_fork_server_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_client, "ANSWER_TIMEOUT", 0.5)
    monkeypatch.setattr(fork_client, "CLOSE_TIMEOUT", 0.5)
    ended = results(
        *(task(number, "nap", seconds=0.05) for number in range(10)), task(10, "stops_the_server")
    )
    assert [ended[number].kind for number in range(10)] == [ResultKind.DONE] * 10
    assert ended[10].kind is ResultKind.FAILED


def test_a_job_that_cannot_be_sent_fails_and_the_others_go_on() -> None:
    ended = results(task(1, more=object()), task(2, more="x" * 17_000_000), task(3, more="x" * 9_000_000))
    assert [ended[number].failure for number in (1, 2, 3)] == [TaskFailure.BROKE, TaskFailure.TOO_LARGE, None]


# --- time ---


def test_progress_restarts_the_stall_timeout() -> None:
    assert result("steps", steps=6).progress == (6, 6)


def test_a_nonsensical_number_of_steps_costs_no_result() -> None:
    results_of = results(
        *(task(at, "steps", steps=1, claimed=claimed) for at, claimed in enumerate((2**40, -1)))
    )
    assert [(one.kind, one.progress) for one in results_of.values()] == [(ResultKind.DONE, (1, None))] * 2


def test_progress_does_not_extend_the_total_timeout() -> None:
    ended = result("steps", steps=60)
    assert (ended.failure, str(ended.detail)) == (TaskFailure.TIMEOUT, "not done after 2.5 s")


def test_timeouts_pause_while_the_caller_does_not_ask() -> None:
    with rough() as pool:
        run = pool.run([task(1), task(2, "nap", seconds=1.6)])
        assert next(run).task.id == 1
        time.sleep(1.2)
        assert [one.kind for one in run] == [ResultKind.DONE]


def test_tasks_beyond_the_budget_are_not_reached() -> None:
    tasks = [
        task(0),
        *(task(number, "loop") for number in range(1, 4)),
        *(task(number) for number in range(4, 9)),
    ]
    with rough(limits=Limits()) as pool:
        list(pool.run([task(9)]))  # the fork server has started
        began = time.monotonic()
        ended = {one.task.id: one for one in pool.run(tasks, budget=1)}
    assert time.monotonic() - began < 3
    assert [ended[number].kind for number in range(9)] == [ResultKind.DONE] + [ResultKind.NOT_REACHED] * 8


def test_a_failure_within_the_budget_is_a_failure() -> None:
    tasks = [task(number, "loop") for number in range(5)]
    with rough(limits=Limits(timeouts=Timeouts(stall=0.3, total=1))) as pool:
        list(pool.run([task(9)]))  # the fork server has started
        ended = [one.failure for one in pool.run(tasks, budget=1)]
    assert len(ended) == 5
    assert ended.count(TaskFailure.TIMEOUT) >= 2


# --- workers ---


def test_tasks_are_taken_as_workers_become_free() -> None:
    asked = count()
    with rough() as pool:
        assert len(list(islice(pool.run(task(next(asked)) for _ in count()), 50))) == 50
    assert next(asked) < 60


def test_a_worker_runs_in_a_sandbox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("planted = True", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SECRET", "secret")
    monkeypatch.chdir(tmp_path)
    ended = value(result("introduces_itself"))
    assert ended["session"] == ended["pid"]
    assert ended["isolated"] == 1
    assert "planted" not in str(ended)
    assert "SECRET" not in str(ended["environment"])
    assert "PYTHONPATH" not in str(ended["environment"])
    files = ended["files"]
    assert isinstance(files, dict)
    assert [files.pop(stream) for stream in "012"] == [os.devnull] * 3
    assert sum(path.startswith("socket:") for path in files.values()) == 1, (
        "the socket to the parent, and no other"
    )


def test_a_worker_is_replaced_after_its_tasks() -> None:
    ended = results(*(task(number, "introduces_itself") for number in range(12)), limits=Limits(tasks=3))
    assert len({value(one)["pid"] for one in ended.values()}) >= 4


def test_a_worker_that_has_grown_is_replaced() -> None:
    limits = Limits(bounds=Bounds(resident=100 * 10**6))
    ended = results(*(task(number, "grows") for number in range(4)), limits=limits)
    assert len({value(one)["pid"] for one in ended.values()}) == 4


def test_a_pool_runs_again() -> None:
    with rough() as pool:
        assert [one.value for one in pool.run([task(1)])] == [1]
        assert [one.value for one in pool.run([task(2)])] == [2]
        assert list(pool.run([])) == []


# --- what does not start ---


@pytest.mark.parametrize(
    ("fault", "limits", "reason"),
    [
        ("dies", LIMITS, "no way to begin"),
        ("breaks", LIMITS, "ValueError: nothing to prepare with"),
        ("hangs", Limits(start=0.1), "the process that forks workers died"),
        ("", Limits(bounds=Bounds(frame=1)), "the worker ended with exit status 1"),
    ],
)
def test_workers_that_do_not_start_end_the_run(
    fault: str, limits: Limits, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "MAX_FAILED_STARTS", 3)  # five are slow
    with rough(limits=limits, fault=fault) as pool, pytest.raises(AuditError) as caught:
        list(pool.run([task(1)]))
    assert reason in str(caught.value)


def test_an_error_of_the_task_iterator_ends_the_run() -> None:
    def tasks() -> Iterator[Task]:
        yield from (task(number, "loop") for number in range(2))
        raise OSError("the disk is gone")

    with rough() as pool, pytest.raises(OSError, match="the disk is gone"):
        list(pool.run(tasks()))


# --- the end ---

SCRIPT = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # shells start background jobs with SIGINT ignored
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import Task
with WorkerPool({ROUGH!r}, {{"fault": ""}}, workers=3) as pool:
    jobs = ["daemon", "grandchild", "good", "loop", "waits_for_a_child", "ignores_sigterm"]
    for number, result in enumerate(pool.run(Task(n, {{"n": n, "do": do}}) for n, do in enumerate(jobs))):
        if number == 2:
            print("busy", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_its_parent(number: signal.Signals) -> None:
    before = family()
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"busy\n"
        while (
            len(working := family() - before) < 4
        ):  # the fork server and three workers; they may be starting
            time.sleep(0.01)
            assert parent.poll() is None
        parent.send_signal(number)
        began = time.monotonic()
        parent.wait()
    assert time.monotonic() - began < 2
    assert gone(*working)


def test_no_worker_outlives_the_death_of_parent_and_fork_server() -> None:
    script = SCRIPT.replace("waits_for_a_child", "stops").replace('"daemon", "grandchild"', '"good", "good"')
    before = family()
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"busy\n"
        (server,) = (pid for pid in family() - before if stat(pid)[1] == str(parent.pid))
        os.kill(server, signal.SIGSTOP)
        parent.kill()
        os.kill(server, signal.SIGKILL)


def test_no_process_outlives_an_abandoned_run() -> None:
    with rough() as pool:
        for _one in pool.run([task(1), task(2, "loop"), task(3, "stops")]):
            break


def test_the_parent_stays_small() -> None:
    script = (
        SCRIPT.partition("    jobs")[0]
        + """
    import resource
    for number, result in enumerate(pool.run(Task(n, {"n": n, "do": "big"}) for n in range(2500))):
        if number in (500, 2499):
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    early, late = map(int, run.stdout.split())
    assert late - early < 2048, "KiB, for 200 MB of results"


def test_worker_killed_by_the_limit_of_computing_time_has_timed_out() -> None:
    failure, _message = worker_death({"status": -signal.SIGVTALRM})
    assert failure is TaskFailure.TIMEOUT
    failure, _message = worker_death({"status": -signal.SIGSEGV})
    assert failure is TaskFailure.CRASH
