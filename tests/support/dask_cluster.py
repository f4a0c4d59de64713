"""Run a Dask cluster of two worker processes until standard input closes; print its address."""

import sys

from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(  # type: ignore[no-untyped-call]  # distributed has few types
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        print(cluster.scheduler_address, flush=True)  # noqa: T201  # what it is asked for
        sys.stdin.read()
