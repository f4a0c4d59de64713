"""Whenever an audit is killed, and whoever writes beside it, its store is as if nothing had been."""

import random
import time
from collections.abc import Iterator
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest
from sqlalchemy import text

from checker.audit.store.engines import opened
from kept import example, pack
from stores import postgres, told
from writers import audit, kill, nursery, started

FILES = 120
ROUNDS = 10


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    return nursery()


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    place = str(tmp_path_factory.mktemp("undisturbed") / "audit.db")
    audit(place, example(), pack(), 2021, FILES)
    return told(place)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as address:
        yield address


def killed_again_and_again(context: ForkServerContext, place: str, seed: int) -> int:
    """Kill audits at random moments; count how many moments were within an audit."""
    chance = random.Random(seed)  # noqa: S311  # moments, not secrets
    died = 0
    for _round in range(ROUNDS):
        process = started(context, place, example(), pack(), 2021, FILES)
        process.join(chance.uniform(0.05, 0.5))
        died += process.is_alive()
        kill(process)
    audit(place, example(), pack(), 2021, FILES)
    return died


def test_an_audit_killed_at_any_moment_ends_as_if_undisturbed(
    context: ForkServerContext, undisturbed: dict[str, list[str]], tmp_path: Path
) -> None:
    place = str(tmp_path / "audit.db")
    assert killed_again_and_again(context, place, 1) > 1
    assert newest(place) == undisturbed
    engine = opened(place)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()


@pytest.mark.needs("postgres")
def test_an_audit_in_postgresql_killed_at_any_moment_ends_as_if_undisturbed(
    context: ForkServerContext, undisturbed: dict[str, list[str]], server: str
) -> None:
    assert killed_again_and_again(context, server, 2) > 1
    assert newest(server) == undisturbed


def newest(place: str) -> dict[str, list[str]]:
    """Tell what a store holds but for runs that were finished before they were killed."""
    engine = opened(place)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM run WHERE id < (SELECT max(id) FROM run)"))
        connection.execute(text("DELETE FROM submission WHERE run_id < (SELECT max(id) FROM run)"))
    engine.dispose()
    return told(place)


@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs("postgres"))]
)
def test_audits_that_write_one_store_at_once_do_not_disturb_each_other(
    database: str, context: ForkServerContext, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    place = str(tmp_path / "audit.db")
    if database == "postgresql":
        place = request.getfixturevalue("server")
        emptied(place)
    years = range(2021, 2025)  # four audits of the same files, whose reports are the same
    processes = [started(context, place, example(), pack(), year, FILES) for year in years]
    for process in processes:
        process.join(120)
    assert [process.exitcode for process in processes] == [0] * len(years)
    alone = [str(tmp_path / "alone.db")] * len(years)
    for one, year in zip(alone, years, strict=True):
        audit(one, example(), pack(), year, FILES)
    assert told(place) == told(alone[0])


def emptied(place: str) -> None:
    engine = opened(place)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


def test_an_audit_that_is_killed_leaves_what_had_ended(context: ForkServerContext, tmp_path: Path) -> None:
    place = str(tmp_path / "audit.db")
    process = started(context, place, example(), pack(), 2021, 5000)
    kept = 0
    end = time.monotonic() + 60
    while not kept and time.monotonic() < end:
        time.sleep(0.05)
        if Path(place).exists():
            kept = counted(place)
    kill(process)
    assert 0 < kept <= counted(place) < 2500


def counted(place: str) -> int:
    try:
        return len(told(place)["reports"])
    except Exception:  # noqa: BLE001  # it is being made
        return 0
