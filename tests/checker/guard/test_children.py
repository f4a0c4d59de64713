"""One submission can neither stop the others nor harm the process that reports on them."""

import os
import signal
import time
import unicodedata
from collections.abc import Mapping

import pytest

from checker.documents.readers import Progress
from checker.guard import time_limit
from checker.guard.children import ChildDeath, Children, Work, can_fork
from checker.guard.frames import Frame
from checker.guard.limits import MIB, ChildLimits

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")


def ends(
    work: Work, tasks: int = 3, jobs: int = 1, limits: ChildLimits | None = None
) -> Mapping[int, Frame | ChildDeath]:
    return dict(Children(work, tasks, jobs, limits or ChildLimits()))


def second(harm: Work) -> Work:
    """Do harm in task 1 only."""
    return lambda task, progress: harm(task, progress) if task == 1 else {"task": task}


def normalize(_task: int, _progress: Progress) -> Frame:
    """Stay in C code, where no Python signal handler runs."""
    return {"length": len(unicodedata.normalize("NFC", "e" + "\u0301\u0323" * 400_000))}


def fill(_task: int, _progress: Progress) -> Frame:
    return {"length": len(bytearray(4096 * MIB))}


def die(_task: int, _progress: Progress) -> Frame:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def wait(_task: int, _progress: Progress) -> Frame:
    time.sleep(60)
    return {}


def loop(_task: int, _progress: Progress) -> Frame:
    while True:
        pass


def leave(_task: int, _progress: Progress) -> Frame:
    os._exit(3)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_every_task_has_one_result(jobs: int) -> None:
    assert ends(lambda task, _progress: {"square": task * task}, 7, jobs) == {
        n: {"square": n * n} for n in range(7)
    }


@pytest.mark.parametrize(
    ("harm", "death"),
    [
        (fill, ChildDeath("too-large")),
        (die, ChildDeath("crashed", "SIGKILL")),
        (leave, ChildDeath("crashed", "exit code 3")),
        (lambda _task, _progress: {"text": "x" * (2 * MIB)}, ChildDeath("too-large")),
    ],
)
def test_a_dead_child_is_the_failure_of_its_task_alone(harm: Work, death: ChildDeath) -> None:
    limits = ChildLimits(memory=1024 * MIB, result=MIB)
    assert ends(second(harm), limits=limits) == {0: {"task": 0}, 1: death, 2: {"task": 2}}


@pytest.mark.parametrize("harm", [normalize, loop])
def test_what_computes_for_ever_is_ended_by_cpu_time(harm: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "STALL", 0.2)
    monkeypatch.setattr(time_limit, "_GRACE", 0.2)
    assert ends(second(harm))[1] == ChildDeath("timeout")


def test_a_child_that_waits_for_ever_is_killed_by_wall_time() -> None:
    limits = ChildLimits(stall=0.5)
    assert ends(second(wait), limits=limits)[1] == ChildDeath("timeout")


def test_memory_of_one_task_does_not_count_against_the_next() -> None:
    def hold(task: int, _progress: Progress) -> Frame:
        if task == 0:
            bytearray(400 * MIB)
        return {"pid": os.getpid()}

    pids = [end["pid"] for end in ends(hold, 2).values() if not isinstance(end, ChildDeath)]
    assert len(set(pids)) == 2


def test_nothing_that_is_printed_reaches_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    ends(lambda _task, _progress: {"written": os.write(1, b"noise")})
    assert capfd.readouterr().out == ""


def test_closing_the_iterator_ends_all_children() -> None:
    def nap(task: int, _progress: Progress) -> Frame:
        if task:
            time.sleep(60)
        return {"pid": os.getpid()}

    children = Children(nap, 3, 3, ChildLimits())
    iterator = iter(children)
    _task, result = next(iterator)
    iterator.close()  # type: ignore[attr-defined]  # a generator
    assert not isinstance(result, ChildDeath)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_children_ignore_the_interrupt_that_their_parent_handles() -> None:
    def interrupted(_task: int, _progress: Progress) -> Frame:
        os.kill(os.getpid(), signal.SIGINT)
        return {"alive": True}

    assert ends(interrupted, 1) == {0: {"alive": True}}
