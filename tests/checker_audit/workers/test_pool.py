"""A crew brings every task to one ending, whatever the task does to its worker, and leaves no process behind."""

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
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.limits import MIB, Bounds, Limits, Timeouts
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import ResultKind, Task, TaskProgress, TaskResult
from tests.support import misbehaving_tasks

ROUGH = (sys.executable, "-I", "-X", "utf8", str(Path(misbehaving_tasks.__file__)))
BOUNDS = Bounds(memory=300 * MIB)
LIMITS = Limits(patience=Timeouts(stall=1, total=2.5), slow=Timeouts(stall=1.5, total=3), bounds=BOUNDS)

# what tasks do to their workers, and what they must be reported as: done (None), or a fault
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
    "stray_thread": None,
}


def task(number: int, do: str = "good", **more: object) -> Task:
    return Task(number, {"n": number, "do": do, **more})


def rough(*, limits: Limits = LIMITS, slow_lane: bool = False, fault: str = "") -> WorkerPool:
    return WorkerPool(ROUGH, {"fault": fault}, workers=2, limits=limits, slow_lane=slow_lane)


def endings(*tasks: Task, limits: Limits = LIMITS, slow_lane: bool = False) -> dict[int, TaskResult]:
    """Run tasks; each must have come to one ending."""
    with rough(limits=limits, slow_lane=slow_lane) as crew:
        came = list(crew.run(tasks))
    assert sorted(ending.task.id for ending in came) == sorted(task.id for task in tasks)
    return {ending.task.id: ending for ending in came}


def ending(do: str, **more: object) -> TaskResult:
    return endings(task(1, do, **more))[1]


def told(of: TaskResult) -> dict[str, object]:
    fact = of.result or of.noted
    assert isinstance(fact, dict)
    return fact


def stat(pid: object) -> list[str]:
    """Read a process's state and parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except OSError:
        return ["X", ""]


def alive(pid: object) -> bool:
    """Tell whether a process lives; one that nobody has reaped does not."""
    return stat(pid)[0] not in "ZX"


def gone(*pids: object) -> bool:
    end = time.monotonic() + 3
    while any(map(alive, pids)) and time.monotonic() < end:
        time.sleep(0.01)
    return not any(map(alive, pids))


def family() -> set[int]:
    """Find zygotes and workers of rough work, and the processes that it leaves behind."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            if ROUGH[-1] in words or words[:-1] == misbehaving_tasks.SLEEP:
                found.add(int(folder.name))
    return found


@pytest.fixture(autouse=True)
def _no_process_stays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let one of these tests run at a time, also where several processes run tests: each looks at all processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (shared / "crew.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        before = family()
        yield
        assert gone(*(family() - before))


# --- bad tasks ---


def test_each_bad_task_is_named_and_all_good_ones_are_kept(tmp_path: Path) -> None:
    more = {"trap": str(tmp_path / "trap"), "path": str(tmp_path / "file")}
    good = [task(number) for number in range(40)]
    bad = [task(number, do, **more) for number, do in enumerate(ROUGHNESS, 100)]
    came = endings(*filter(None, chain.from_iterable(zip_longest(good, bad))))
    assert [came[one.id].result for one in good] == list(range(40))
    assert {one.job["do"]: came[one.id].code for one in bad} == ROUGHNESS
    assert not (tmp_path / "trap").exists(), "no pickle was read"
    assert (tmp_path / "file").stat().st_size == 0, "no file was filled"
    leaving = {"grandchild", "daemon", "escapes_and_dies"}
    assert gone(*(told(came[one.id])["pid"] for one in bad if one.job["do"] in leaving))


@given(st.lists(st.sampled_from(["good", "exits", "loop", "memory", "garbage", "breaks"]), max_size=8))
@settings(max_examples=5, deadline=None)
def test_any_schedule_of_tasks_has_one_ending_each(schedule: list[str]) -> None:
    quick = Limits(patience=Timeouts(stall=1, total=1), bounds=Bounds(memory=100 * MIB))
    came = endings(*(task(number, do) for number, do in enumerate(schedule)), limits=quick)
    for number, do in enumerate(schedule):
        if do == "good":
            assert came[number].how is ResultKind.DONE
        else:
            assert came[number].code in {ROUGHNESS[do], TaskFailure.TIMEOUT}


def test_an_ending_says_what_happened() -> None:
    said = {
        "exits": "the worker ended with exit status 3",
        "segfault": "the worker was killed by SIGSEGV",
        "hangs_up": "the worker closed its connection",
        "breaks": "broke down: LookupError: broke \N{REPLACEMENT CHARACTER} down ::error::no",
        "exits_politely": "broke down: SystemExit: enough",
        "loop": "no progress for 1 s",
        "memory": "more memory is needed than a worker may have",
    }
    came = endings(*(task(number, do) for number, do in enumerate(said)))
    assert {one.task.job["do"]: str(one.detail) for one in came.values()} == said


def test_a_task_that_was_only_unlucky_is_done_at_its_second_attempt(tmp_path: Path) -> None:
    came = ending("kills_itself", mark=str(tmp_path / "mark"))
    assert (came.how, came.result, came.attempts) == (ResultKind.DONE, 1, 2)


def test_a_deadly_task_is_given_up_after_its_second_attempt() -> None:
    assert ending("segfault").attempts == 2


def test_what_a_second_attempt_would_not_change_has_one() -> None:
    came = endings(task(1, "breaks"), task(2, "huge_result"), task(3, "loop"))
    assert [one.attempts for one in came.values()] == [1, 1, 1]


def test_what_was_told_before_the_time_ran_out_is_kept() -> None:
    came = ending("loop")
    assert (came.progress, came.noted) == ((41, 619), {"pages": 41})


def test_the_zygote_may_be_killed_by_a_task_and_the_others_go_on() -> None:
    came = endings(task(0, "kills_the_zygote"), *(task(number, "nap", seconds=0.3) for number in range(1, 5)))
    assert [came[number].how for number in range(1, 5)] == [ResultKind.DONE] * 4
    assert came[0].code is TaskFailure.CRASH


def test_the_zygote_may_be_stopped_by_a_task_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fork_client, "ANSWER", 0.5)
    monkeypatch.setattr(fork_client, "PARTING", 0.5)
    came = endings(*(task(number, "nap", seconds=0.05) for number in range(10)), task(10, "stops_the_zygote"))
    assert [came[number].how for number in range(10)] == [ResultKind.DONE] * 10
    assert came[10].how is ResultKind.FAILED


def test_a_job_that_cannot_be_told_fails_and_the_others_go_on() -> None:
    came = endings(task(1, more=object()), task(2, more="x" * 17_000_000), task(3, more="x" * 9_000_000))
    assert [came[number].code for number in (1, 2, 3)] == [TaskFailure.BROKE, TaskFailure.TOO_LARGE, None]


# --- time ---


def test_progress_starts_the_stall_limit_anew() -> None:
    assert ending("steps", steps=6).progress == (6, 6)


def test_progress_does_not_lift_the_total_limit() -> None:
    came = ending("steps", steps=60)
    assert (came.code, str(came.detail)) == (TaskFailure.TIMEOUT, "not done after 2.5 s")


def test_slow_tasks_are_done_after_all_others_by_half_of_the_workers() -> None:
    slow, others = (
        [task(number, "nap", seconds=0.8) for number in range(2)],
        [task(number) for number in range(2, 9)],
    )
    limits = Limits(patience=Timeouts(stall=0.5, total=5))
    with rough(limits=limits, slow_lane=True) as crew:
        came = list(crew.run([*slow, *others]))
    assert [one.how for one in came] == [ResultKind.DONE] * 9
    assert {one.task.id for one in came[-2:]} == {0, 1}
    assert [one.attempts for one in came[-2:]] == [2, 2]
    first, second = (told(one) for one in came[-2:])
    assert int(str(first["end"])) <= int(str(second["start"]))


def test_a_task_that_is_too_slow_for_the_slow_lane_runs_out_of_time() -> None:
    came = endings(task(1, "loop"), slow_lane=True)[1]
    assert (came.code, came.attempts, came.progress) == (TaskFailure.TIMEOUT, 2, (41, 619))


def test_limits_wait_for_one_who_is_slow_to_ask() -> None:
    with rough() as crew:
        run = crew.run([task(1), task(2, "nap", seconds=1.6)])
        assert next(run).task.id == 1
        time.sleep(1.2)
        assert [one.how for one in run] == [ResultKind.DONE]


def test_what_the_budget_does_not_reach_is_told() -> None:
    tasks = [
        task(0),
        *(task(number, "loop") for number in range(1, 4)),
        *(task(number) for number in range(4, 9)),
    ]
    with rough(limits=Limits()) as crew:
        began = time.monotonic()
        came = {one.task.id: one for one in crew.run(tasks, budget=1)}
    assert time.monotonic() - began < 3
    assert [came[number].how for number in range(9)] == [ResultKind.DONE] + [ResultKind.NOT_REACHED] * 8
    assert came[1].noted == {"pages": 41}


def test_what_failed_before_the_budget_ended_is_told_as_failed() -> None:
    tasks = [task(number, "loop") for number in range(5)]
    with rough(limits=Limits(patience=Timeouts(stall=0.3, total=1)), slow_lane=True) as crew:
        came = [one.code for one in crew.run(tasks, budget=1)]
    assert len(came) == 5
    assert came.count(TaskFailure.TIMEOUT) >= 2


# --- workers ---


def test_tasks_are_asked_for_as_workers_get_free() -> None:
    asked = count()
    with rough() as crew:
        assert len(list(islice(crew.run(task(next(asked)) for _ in count()), 50))) == 50
    assert next(asked) < 60


def test_a_worker_is_confined(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("planted = True", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SECRET", "secret")
    monkeypatch.chdir(tmp_path)
    came = told(ending("introduces_itself"))
    assert came["session"] == came["pid"]
    assert came["isolated"] == 1
    assert "planted" not in str(came)
    assert "SECRET" not in str(came["environment"])
    assert "PYTHONPATH" not in str(came["environment"])
    files = came["files"]
    assert isinstance(files, dict)
    assert [files.pop(stream) for stream in "012"] == [os.devnull] * 3
    assert sum(path.startswith("socket:") for path in files.values()) == 1, (
        "the line to the parent, and no other"
    )


def test_a_worker_is_replaced_after_its_tasks() -> None:
    came = endings(*(task(number, "introduces_itself") for number in range(12)), limits=Limits(tasks=3))
    assert len({told(one)["pid"] for one in came.values()}) >= 4


def test_a_worker_that_has_grown_is_replaced() -> None:
    limits = Limits(bounds=Bounds(resident=100 * 10**6))
    came = endings(*(task(number, "grows") for number in range(4)), limits=limits)
    assert len({told(one)["pid"] for one in came.values()}) == 4


def test_a_crew_runs_again() -> None:
    with rough() as crew:
        assert [one.result for one in crew.run([task(1)])] == [1]
        assert [one.result for one in crew.run([task(2)])] == [2]
        assert list(crew.run([])) == []


def test_the_pace_is_told() -> None:
    paces: list[TaskProgress] = []
    with rough() as crew:
        list(crew.run([task(1), task(2, "breaks"), task(3, "nap", seconds=0.5)], on_progress=paces.append))
    assert any(pace.running for pace in paces)
    assert (paces[-1].ended, paces[-1].failed, paces[-1].running) == (3, 1, 0)
    assert paces[-1].rate > 0


# --- what does not start ---


@pytest.mark.parametrize(
    ("fault", "limits", "said"),
    [
        ("dies", LIMITS, "no way to begin"),
        ("breaks", LIMITS, "ValueError: nothing to prepare with"),
        ("hangs", Limits(start=0.1), "the process that forks workers died"),
        ("", Limits(bounds=Bounds(frame=1)), "the worker ended with exit status 1"),
    ],
)
def test_workers_that_do_not_start_end_the_run(
    fault: str, limits: Limits, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "STARTS", 3)  # five take their time
    with rough(limits=limits, fault=fault) as crew, pytest.raises(AuditError) as caught:
        list(crew.run([task(1)]))
    assert said in str(caught.value)


def test_a_task_list_that_breaks_breaks_the_run() -> None:
    def tasks() -> Iterator[Task]:
        yield from (task(number, "loop") for number in range(2))
        raise OSError("the disk is gone")

    with rough() as crew, pytest.raises(OSError, match="the disk is gone"):
        list(crew.run(tasks()))


# --- how it ends ---

SCRIPT = f"""
import sys
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import Task
with WorkerPool({ROUGH!r}, {{"fault": ""}}, workers=3) as crew:
    jobs = ["daemon", "grandchild", "good", "loop", "waits_for_a_child", "ignores_sigterm"]
    for number, ending in enumerate(crew.run(Task(n, {{"n": n, "do": do}}) for n, do in enumerate(jobs))):
        if number == 2:
            print("busy", flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_a_parent_that_is_ended(number: signal.Signals) -> None:
    before = family()
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"busy\n"
        time.sleep(0.2)
        working = family() - before
        assert len(working) >= 4
        parent.send_signal(number)
        began = time.monotonic()
        parent.wait()
    assert time.monotonic() - began < 2
    assert gone(*working)


def test_no_worker_outlives_the_death_of_parent_and_zygote() -> None:
    script = SCRIPT.replace("waits_for_a_child", "stops").replace('"daemon", "grandchild"', '"good", "good"')
    before = family()
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"busy\n"
        (zygote,) = (pid for pid in family() - before if stat(pid)[1] == str(parent.pid))
        os.kill(zygote, signal.SIGSTOP)
        parent.kill()
        os.kill(zygote, signal.SIGKILL)


def test_nothing_outlives_a_run_that_is_left() -> None:
    with rough() as crew:
        for _one in crew.run([task(1), task(2, "loop"), task(3, "stops")]):
            break


def test_the_parent_stays_small() -> None:
    script = (
        SCRIPT.partition("    jobs")[0]
        + """
    import resource
    for number, ending in enumerate(crew.run(Task(n, {"n": n, "do": "big"}) for n in range(2500))):
        if number in (500, 2499):
            print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    early, late = map(int, run.stdout.split())
    assert late - early < 2048, "KiB, for 200 MB of results"
