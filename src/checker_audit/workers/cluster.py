"""A Dask cluster as a workforce: shards go to its workers, and in each a crew works through them.

Dask promises nothing of a single task; the crew within does, so that only a shard whose Dask worker dies is given out
again. Dask itself talks in pickles: it is for machines and a network that trust each other.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import inf
from time import monotonic
from typing import Any

from checker.errors import AuditError
from checker.messages import Messages
from checker_audit.workers.failures import TaskFailure
from checker_audit.workers.fork_client import fork_server_command
from checker_audit.workers.limits import Limits
from checker_audit.workers.pool import WorkerPool
from checker_audit.workers.tasks import ResultKind, Task, TaskResult

_ = Messages(__package__)

_SHARD = 200  # submissions: about ten seconds of work, little enough to lose
_AHEAD = 2  # shards given out for each worker of the cluster
_MOST_TRIES = 5  # times that a shard is given out


@dataclass(frozen=True)
class Cluster:
    """Work through tasks on the workers of a Dask scheduler; `workers` are those of the crew in each of them."""

    scheduler: str
    prepare: str
    options: Mapping[str, object]
    limits: Limits
    workers: int = 1
    shard: int = _SHARD

    def run(self, tasks: Iterable[Task], *, budget: float | None = None) -> Iterator[TaskResult]:
        """Yield how each task ended, in the order of the shards that end; none is begun after `budget` seconds."""
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
            yield from self._spread(client, distributed.as_completed(loop=client.loop), iter(tasks), end)

    def _spread(self, client: Any, ended: Any, tasks: Iterator[Task], end: float) -> Iterator[TaskResult]:
        given: dict[str, tuple[list[Task], int]] = {}

        def give(shard: list[Task], tries: int) -> None:
            future = client.submit(work_shard, self, shard, pure=False, retries=0)
            given[future.key] = shard, tries
            ended.add(future)

        while True:
            room = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            while monotonic() < end and len(given) < room and (shard := list(islice(tasks, self.shard))):
                give(shard, 1)
            if not given:
                late = _("not reached in the time of the whole")
                yield from (TaskResult(task, ResultKind.NOT_REACHED, detail=late) for task in tasks)
                return
            future = next(ended)
            shard, tries = given.pop(future.key)
            if future.status == "finished":
                yield from future.result()
            elif tries < _MOST_TRIES:
                give(shard, tries + 1)  # its worker died, and with it what was done of the shard
            else:
                said = _("the cluster lost it {tries} times ({status})", tries=tries, status=future.status)
                yield from (
                    TaskResult(task, ResultKind.FAILED, None, TaskFailure.CRASH, said) for task in shard
                )


def work_shard(cluster: Cluster, shard: list[Task]) -> list[TaskResult]:
    """Work through a shard with a crew of its own: what runs on a worker of the cluster."""
    command = fork_server_command(cluster.prepare)
    with WorkerPool(
        command, cluster.options, workers=cluster.workers, limits=cluster.limits, slow_lane=False
    ) as crew:
        return list(crew.run(shard))


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415  # an optional extra
    except ImportError:
        raise AuditError(
            _("--scheduler needs the extra “cluster”: pip install 'filing-checker[cluster]'")
        ) from None
    return distributed
