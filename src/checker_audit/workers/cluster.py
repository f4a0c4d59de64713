"""Run tasks on a Dask cluster: its workers get batches of tasks, and each runs them in a worker pool.

Dask guarantees nothing for a single task; the pool does, so that only a batch whose Dask worker dies is submitted
again. Dask sends pickles: use it on machines and networks that trust each other.
"""

import atexit
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import inf
from threading import Lock
from time import monotonic
from typing import Any

from checker import AuditError, Messages, install_command
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.fork_client import fork_server_command
from checker_audit.workers.limits import Limits
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import ResultKind, Task, TaskResult

_ = Messages(__package__)

_BATCH = 20  # tasks: a few seconds of work, little enough to lose, and enough for every worker to hold some
_AHEAD = 2  # batches submitted for each worker of the cluster
_MAX_TRIES = 5  # of a batch


@dataclass(frozen=True)
class Cluster:
    """Run tasks on the workers of a Dask scheduler, with `workers` processes in each."""

    scheduler: str
    prepare: str
    options: Mapping[str, object]
    limits: Limits
    workers: int = 1
    batch: int = _BATCH

    def run(self, tasks: Iterable[Task], *, budget: float | None = None) -> Iterator[TaskResult]:
        """Yield the result of each task, batch by batch as they end; none is started after `budget` seconds."""
        distributed = _distributed()
        try:
            client = distributed.Client(self.scheduler, set_as_default=False)
        except (OSError, ValueError) as error:
            raise AuditError(
                _(
                    "the scheduler {address} cannot be reached: {reason}",
                    address=self.scheduler,
                    reason=str(error),
                )
            ) from error
        with client:
            end = inf if budget is None else monotonic() + budget
            yield from self._run(client, distributed.as_completed(loop=client.loop), iter(tasks), end)

    def _run(self, client: Any, ended: Any, tasks: Iterator[Task], end: float) -> Iterator[TaskResult]:
        submitted: dict[str, tuple[list[Task], int]] = {}

        def submit(batch: list[Task], tries: int) -> None:
            future = client.submit(run_batch, self, batch, pure=False, retries=0)
            submitted[future.key] = batch, tries
            ended.add(future)

        while True:
            room = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            while monotonic() < end and len(submitted) < room and (batch := list(islice(tasks, self.batch))):
                submit(batch, 1)
            if not submitted:
                late = _("not reached before the time limit of the run")
                yield from (TaskResult(task, ResultKind.NOT_REACHED, detail=late) for task in tasks)
                return
            future = next(ended)
            batch, tries = submitted.pop(future.key)
            if future.status == "finished":
                yield from future.result()
            elif tries < _MAX_TRIES:
                submit(batch, tries + 1)  # its worker died, and all results of the batch are lost
            else:
                detail = _("the cluster lost it {tries} times ({status})", tries=tries, status=future.status)
                yield from (
                    TaskResult(task, ResultKind.FAILED, None, TaskFailure.CRASH, detail) for task in batch
                )


_idle: dict[str, list[WorkerPool]] = {}  # pools between two batches, by what they were made of
_pools_lock = Lock()


def run_batch(cluster: Cluster, batch: list[Task]) -> list[TaskResult]:
    """Run a batch in a worker pool, on a worker of the cluster; the pool is kept for the next one."""
    made_of = repr((cluster.prepare, sorted(cluster.options.items()), cluster.limits, cluster.workers))
    with _pools_lock:
        kept = _idle.setdefault(made_of, [])
        pool = kept.pop() if kept else None
    if pool is None:
        pool = WorkerPool(
            fork_server_command(cluster.prepare),
            cluster.options,
            workers=cluster.workers,
            limits=cluster.limits,
        )
        atexit.register(pool.close)
    results = list(pool.run(batch))
    with _pools_lock:
        kept.append(pool)
    return results


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise AuditError(
            _("--scheduler needs more packages: {command}", command=install_command("cluster"))
        ) from None
    return distributed
