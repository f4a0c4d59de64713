"""A Dask cluster of two worker processes; as a script: run it until standard input closes, and print its address."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def cluster() -> Iterator[str]:
    """Run a Dask cluster of two workers in another process; yield its address."""
    with subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None, "it is a pipe"
        yield process.stdout.readline().strip()
        process.kill()


def holder(address: str) -> tuple[int, int]:
    """Wait until a worker of a cluster holds batches; return its process id, and how many."""
    from distributed import Client  # noqa: PLC0415  # it takes a second

    with Client(address, set_as_default=False) as client:  # type: ignore[no-untyped-call]  # distributed has few types
        while True:
            held = client.processing()
            pids = client.run(os.getpid)
            for worker, keys in held.items():
                if keys:
                    return int(pids[worker]), len(keys)
            time.sleep(0.05)


def _run() -> None:
    from distributed import LocalCluster  # noqa: PLC0415  # likewise

    with LocalCluster(  # type: ignore[no-untyped-call]  # distributed has few types
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as running:
        print(running.scheduler_address, flush=True)  # noqa: T201  # what it is asked for
        sys.stdin.read()


if __name__ == "__main__":
    _run()
