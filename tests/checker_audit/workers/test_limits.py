"""The limits of an audit are those of the command line."""

from checker.guard.limits import DEFAULT, MIB, adjusted
from checker_audit.worker import WorkerOptions, pool_options, prepare


def test_workers_have_the_limits_that_an_operator_sets() -> None:
    options, limits = pool_options(WorkerOptions(), adjusted(DEFAULT, "memory=2048, page=60, total=600"))
    assert limits.bounds.memory == 2048 * MIB
    runner = prepare(options)
    assert (runner.page, runner.cpu) == (60, 600)  # type: ignore[attr-defined]  # it is a JobRunner


def test_workers_have_the_usual_limits_otherwise() -> None:
    options, limits = pool_options(WorkerOptions(), adjusted(DEFAULT, ""))
    assert limits.bounds.memory == DEFAULT.memory
    runner = prepare(options)
    assert (runner.page, runner.cpu) == (None, None)  # type: ignore[attr-defined]  # likewise
