"""Stores are opened safely: only own databases, any file name, one audit at a time."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text

from checker.errors import AuditError
from checker_audit.store import Store, schema
from checker_audit.store.engines import open_database
from tests.support.fixed_times import LATER, NOW
from tests.support.store_runs import ANNUAL, BOTH, FILES, direct, work


@BOTH
def test_the_migrations_create_the_schema_of_the_code(place: str) -> None:
    engine = open_database(place)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    engine.dispose()


@BOTH
def test_a_store_of_a_newer_checker_is_left_alone(place: str) -> None:
    with Store(place):
        pass
    with direct(place) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(AuditError, match=r"newer version.*9999"):
        Store(place)


@BOTH
def test_a_database_of_others_is_left_alone(place: str) -> None:
    url = place.replace("postgresql:", "postgresql+psycopg:") if "://" in place else f"sqlite:///{place}"
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id INTEGER)"))
    engine.dispose()
    with pytest.raises(AuditError, match="contains other data"):
        Store(place)


@pytest.mark.parametrize(
    "name",
    ["a?b#c%20d.db", "甲 乙.db", "-x.db", "file:x.db", ":memory:"],
    ids=["signs", "zh", "dash", "uri", "memory"],
)
def test_a_store_may_have_any_file_name(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with Store(name):
        assert (tmp_path / name).is_file()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no-folder/audit.db", "unable to open"),
        ("report.docx", "not a database"),
        ("nosuch://x", "nosuch"),
        ("sqlite://", "lost with the audit"),
        ("mysql+nosuch://u:secret@h/x", "mysql"),
        ("postgresql://u:secret@localhost:1/x", "refused"),
    ],
)
def test_an_invalid_store_is_reported_without_its_password(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(b"PK\3\4" * 500)
    with pytest.raises(AuditError) as caught:
        Store(name if "://" in name else str(tmp_path / name))
    assert reason in str(caught.value)
    assert "secret" not in str(caught.value)


def test_sqlite_loses_nothing_when_the_power_fails(tmp_path: Path) -> None:
    with Store(str(tmp_path / "audit.db")) as store:
        run = store.begin(ANNUAL, NOW)
        with run.engine.connect() as connection:
            pragmas = [
                connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous")
            ]
        assert pragmas == ["wal", 2]


def test_a_store_that_cannot_be_written_stops_the_audit_and_says_so(tmp_path: Path) -> None:
    place = tmp_path / "audit.db"
    with Store(str(place)) as store:
        run = store.begin(ANNUAL, NOW)
        with sqlite3.connect(place) as other:
            other.execute("DROP TABLE submission")
        other.close()
        with pytest.raises(AuditError, match="cannot be written"):
            work(run, FILES)
        with pytest.raises(AuditError, match="cannot be read"):
            list(run.submissions())


@BOTH
def test_one_process_at_a_time_makes_an_audit(place: str) -> None:
    with Store(place) as store, Store(place) as other:
        run = store.begin(ANNUAL, NOW)
        with pytest.raises(AuditError, match=f"run {run.id}"):
            other.begin(ANNUAL, NOW)
        other.begin(replace(ANNUAL, period="2020"), NOW)
    assert list(Path(place).parent.glob("*-run*")) == []
    with Store(place) as store:
        assert store.begin(ANNUAL, LATER).id == run.id


def test_locks_of_killed_audits_are_removed_and_no_others(tmp_path: Path) -> None:
    place = tmp_path / "audit.db"
    killed, others = (tmp_path / name for name in ("audit.db-run7", "audit.db-run7.txt"))
    for file in (killed, others):
        file.touch()
    with Store(str(place)) as store:
        run = store.begin(ANNUAL, NOW)
        held = tmp_path / f"audit.db-run{run.id}"
        with Store(str(place)) as beside:
            beside.begin(replace(ANNUAL, digest="other"), NOW)
        assert (killed.exists(), others.exists(), held.exists()) == (False, True, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["audit.db", "audit.db-run7.txt"]
