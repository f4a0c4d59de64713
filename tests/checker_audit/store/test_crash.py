"""Whenever an audit is killed, and whoever writes beside it, its store is as if nothing had been."""

import random
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.support.sample_records import example, pack
from tests.support.store_runs import BOTH, direct
from tests.support.store_writers import audit, fork_server, kill, started
from tests.support.stores import contents

FILES = 240  # so that an audit takes longer than until it is killed
ROUNDS = 10


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    return fork_server()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    place = str(tmp_path_factory.mktemp("undisturbed") / "audit.db")
    audit(place, example(), pack(), 2021, FILES)
    return contents(place)


def killed_again_and_again(context: ForkServerContext, place: str, seed: int) -> int:
    """Kill audits at random moments; count how many moments were within an audit."""
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    died = 0
    for _round in range(ROUNDS):
        process = started(context, place, example(), pack(), 2021, FILES)
        process.join(chance.uniform(0.02, 0.3))
        died += process.is_alive()
        kill(process)
    audit(place, example(), pack(), 2021, FILES)
    return died


@BOTH
def test_an_audit_killed_at_any_moment_ends_as_if_undisturbed(
    context: ForkServerContext, undisturbed: dict[str, list[str]], place: str
) -> None:
    assert killed_again_and_again(context, place, 1) > 1
    assert newest(place) == undisturbed
    if "://" not in place:
        with direct(place) as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"


def newest(place: str) -> dict[str, list[str]]:
    """Return what a store holds except runs that were finished before they were killed."""
    with direct(place) as connection:
        connection.execute(text("DELETE FROM run WHERE id < (SELECT max(id) FROM run)"))
        connection.execute(text("DELETE FROM submission WHERE run_id < (SELECT max(id) FROM run)"))
    return contents(place)


@BOTH
def test_audits_that_write_one_store_at_once_do_not_disturb_each_other(
    context: ForkServerContext, place: str, tmp_path: Path
) -> None:
    years = range(2021, 2025)  # four audits of the same files, whose reports are the same
    processes = [started(context, place, example(), pack(), year, FILES) for year in years]
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(years)
    alone = str(tmp_path / "alone.db")
    for year in years:
        audit(alone, example(), pack(), year, FILES)
    assert contents(place) == contents(alone)


def test_an_audit_that_is_killed_leaves_what_had_ended(context: ForkServerContext, tmp_path: Path) -> None:
    place = str(tmp_path / "audit.db")
    files = 40_000  # more than are written before the first are counted and the process is killed
    process = started(context, place, example(), pack(), 2021, files)
    kept = 0
    end = time.monotonic() + 60
    while not kept and time.monotonic() < end:
        time.sleep(0.05)
        if Path(place).exists():
            kept = counted(place)
    kill(process)
    assert 0 < kept <= counted(place) < files // 2  # two have the same content


def counted(place: str) -> int:
    try:
        return len(contents(place)["reports"])
    except Exception:  # noqa: BLE001  # it is being made
        return 0
