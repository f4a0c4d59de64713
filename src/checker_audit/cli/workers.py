"""The option `--workers`, and the pool of worker processes."""

import os
from collections.abc import Callable
from typing import TypeVar

import click

from checker.cli.setup import Setup
from checker_audit.worker import PREPARE, WorkerOptions, pool_options
from checker_audit.workers.fork_client import fork_server_command
from checker_audit.workers.pool import WorkerPool

Command = TypeVar("Command", bound=Callable[..., object])


def workers_option(command: Command) -> Command:
    """Add the option --workers."""
    return click.option(
        "--workers",
        type=click.IntRange(1),
        metavar="N",
        help="Number of reading and comparing processes [default: one per core].",
    )(command)


def worker_pool(setup: Setup, options: WorkerOptions, workers: int | None) -> WorkerPool:
    """Return a pool of so many workers, by default one per core."""
    prepared, limits = pool_options(options, setup.limits(programs=options.convert or options.ocr))
    size = workers or os.cpu_count() or 1
    return WorkerPool(fork_server_command(PREPARE), prepared, workers=size, limits=limits)
