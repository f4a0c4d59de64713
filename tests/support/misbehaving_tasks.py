"""Jobs that harm their worker in every way, and the fork server that prepares them: `python -I rough_work.py`."""

import ctypes
import gc
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from checker import OutOfTime
from checker.guard.frames import encode
from checker_audit.workers.fork_server import main
from checker_audit.workers.worker_loop import Job, JobProgress, Work

SLEEP = ["sleep", "600.25"]  # by which a test finds processes left behind


def prepare(options: Job) -> Work:
    """Return work that runs the function named by the job; `options` may make the preparation fail."""
    match options["fault"]:
        case "dies":
            os.write(2, b"no way to begin")
            os._exit(7)
        case "hangs":
            time.sleep(600)
        case "breaks":
            raise ValueError("nothing to prepare with")

    def work(job: Job, progress: JobProgress) -> object:
        mark = job.get("mark")  # the second attempt succeeds
        if isinstance(mark, str):
            if Path(mark).exists():
                return job["n"]
            Path(mark).touch()
        act = globals()[str(job.get("do", "good"))]
        return act(job, progress) or job["n"]

    return work


def line() -> socket.socket:
    """Find the socket to the parent, as malicious code would."""
    return next(held for held in gc.get_objects() if isinstance(held, socket.socket) and held.fileno() >= 0)


def good(_job: Job, progress: JobProgress) -> None:
    progress(1, 1)


def introduces_itself(_job: Job, _progress: JobProgress) -> object:
    files = {path.name: str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()}
    return {
        "pid": os.getpid(),
        "session": os.getsid(0),
        "environment": dict(os.environ),
        "isolated": sys.flags.isolated,
        "files": files,
        "modules": sorted(sys.modules),
    }


def grows(_job: Job, _progress: JobProgress) -> object:
    held = b"x" * 100_000_000
    return {"pid": os.getpid(), "held": len(held)}


def big(_job: Job, _progress: JobProgress) -> object:
    return "x" * 100_000


def nap(job: Job, _progress: JobProgress) -> object:
    start = time.monotonic_ns()
    time.sleep(float(str(job["seconds"])))
    return {"start": start, "end": time.monotonic_ns()}


def steps(job: Job, progress: JobProgress) -> None:
    """Take `steps` quarters of a second, with progress after each, of as many or of `claimed` steps."""
    total = int(str(job["steps"]))
    for step in range(total):
        time.sleep(0.25)
        progress(step + 1, int(str(job.get("claimed", total))))


# --- ends ---


def exits(_job: Job, _progress: JobProgress) -> None:
    os._exit(3)


def exits_politely(_job: Job, _progress: JobProgress) -> None:
    sys.exit("enough")


def segfault(_job: Job, _progress: JobProgress) -> None:
    ctypes.string_at(0)


def abort(_job: Job, _progress: JobProgress) -> None:
    os.abort()


def kills_itself(_job: Job, _progress: JobProgress) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def kills_the_server(_job: Job, _progress: JobProgress) -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(60)


def stops_the_server(_job: Job, _progress: JobProgress) -> None:
    os.kill(os.getppid(), signal.SIGSTOP)
    os._exit(3)


def interrupted(_job: Job, _progress: JobProgress) -> None:
    raise KeyboardInterrupt


def out_of_time(_job: Job, _progress: JobProgress) -> None:
    raise OutOfTime


def breaks(_job: Job, _progress: JobProgress) -> None:
    raise LookupError("broke \ud800 down\n::error::no")


def deep_recursion(job: Job, progress: JobProgress) -> None:
    deep_recursion(job, progress)


# --- hangs ---


def loop(_job: Job, progress: JobProgress) -> None:
    progress(41, 619)
    while True:
        pass


def loop_in_c(_job: Job, _progress: JobProgress) -> None:
    sum(range(10**12))


def stops(_job: Job, _progress: JobProgress) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def ignores_sigterm(_job: Job, _progress: JobProgress) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_SETMASK, signal.valid_signals())
    time.sleep(600)


# --- takes too much ---


def memory(_job: Job, progress: JobProgress) -> None:
    held = []
    while True:  # with progress, since a busy machine may need longer than the stall timeout
        held.append(bytearray(16 * 1024**2))
        progress(len(held), 0)


leaked: list[bytearray] = []


def leaks(job: Job, _progress: JobProgress) -> None:
    """Keep memory for as long as the worker lives."""
    leaked.append(bytearray(int(str(job["size"]))))


def needs(job: Job, _progress: JobProgress) -> None:
    """Need memory for a moment."""
    bytearray(int(str(job["size"])))


def writes_a_file(job: Job, _progress: JobProgress) -> None:
    Path(str(job["path"])).write_bytes(b"0" * 10)


def opens_files(_job: Job, _progress: JobProgress) -> None:
    held = [os.dup(1) for _number in range(100)]
    raise AssertionError(held)


def huge_result(_job: Job, _progress: JobProgress) -> object:
    return "x" * 40_000_000


# --- leaves something behind ---


def grandchild(_job: Job, _progress: JobProgress) -> object:
    with open(os.devnull) as nothing:  # noqa: PTH123  # no Path.open for a child's streams
        return {"pid": subprocess.Popen(SLEEP, stdin=nothing).pid}  # constant arguments


def daemon(_job: Job, _progress: JobProgress) -> object:
    """Leave a process outside the session of the worker, whose parent is dead."""
    read, write = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(write, str(os.getpid()).encode())
            os.execvp(SLEEP[0], SLEEP)  # noqa: S606  # constant arguments
        os._exit(0)
    os.wait()
    return {"pid": int(os.read(read, 20))}


def waits_for_a_child(_job: Job, _progress: JobProgress) -> None:
    subprocess.run(SLEEP, start_new_session=True, check=True)


def escapes_and_dies(_job: Job, progress: JobProgress) -> None:
    """Report a process in its own session, whose parent is this worker, as progress, and die."""
    pid = subprocess.Popen(SLEEP, start_new_session=True).pid  # constant arguments
    progress(pid)
    os._exit(3)


def extra_thread(_job: Job, progress: JobProgress) -> None:
    def go_on() -> None:
        for step in range(10_000):
            progress(step)
            time.sleep(0.001)

    threading.Thread(target=go_on).start()


def noise(_job: Job, _progress: JobProgress) -> None:
    for number in (0, 1, 2):
        os.write(number, b"\x00\x00\x00\x02{}::error::noise\n" * 100)


# --- says what it should not ---


def garbage(_job: Job, _progress: JobProgress) -> None:
    line().sendall(
        bytes(range(100, 256))
    )  # not random: bytes that announce a short frame are awaited in vain


def announces_too_much(_job: Job, _progress: JobProgress) -> None:
    line().sendall((2**32 - 1).to_bytes(4) + b"x" * 100)


def pickles(job: Job, _progress: JobProgress) -> None:
    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (Path(str(job["trap"])),)

    line().sendall(pickle.dumps(Trap()))
    line().sendall(len(pickle.dumps(Trap())).to_bytes(4) + pickle.dumps(Trap()))


def pickle_as_result(job: Job, _progress: JobProgress) -> object:
    return pickle.dumps(job)


def unserialisable(_job: Job, _progress: JobProgress) -> object:
    return {"what": object()}


def half_a_pair(_job: Job, _progress: JobProgress) -> object:
    return "\ud800"


def deep_result(_job: Job, _progress: JobProgress) -> object:
    result: list[object] = []
    for _depth in range(5000):
        result = [result]
    return result


def deep_frame(_job: Job, _progress: JobProgress) -> None:
    line().sendall((100_000).to_bytes(4) + b"[" * 100_000)


def answer(task: object, result: str) -> bytes:
    return encode({"event": "done", "task": task, "result": result, "spent": False})


def forges(_job: Job, _progress: JobProgress) -> None:
    line().sendall(answer(10**6, "forged"))
    time.sleep(60)


def answers_twice(job: Job, _progress: JobProgress) -> None:
    line().sendall(answer(job["n"], "first") + answer(job["n"], "second"))


def goes_on(job: Job, _progress: JobProgress) -> None:
    line().sendall(answer(job["n"], "first") + b"\0\0")
    time.sleep(60)


def hangs_up(_job: Job, _progress: JobProgress) -> None:
    line().close()
    time.sleep(60)


if __name__ == "__main__":
    main(prepare)
