"""The databases of stores: open, read and write them, and migrate their schema."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, inspect, make_url, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from checker import AuditError, Messages, install_command
from checker_audit.store.views import create_views, drop_views

_ = Messages(__package__)

_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://")
_WRITE_TIMEOUT = 60  # seconds that one audit waits for another to write
_DRIVERS = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
_MIGRATING = 0x636865636B  # PostgreSQL's lock for creating or migrating a schema
_EXTRAS = {
    "psycopg": _("PostgreSQL needs more packages: {command}", command=install_command("postgres")),
}


def open_database(place: str) -> Engine:
    """Open the database at a path (SQLite) or an address, create or migrate its schema; raise AuditError."""
    try:
        url = _url(place)
        options = {"timeout": _WRITE_TIMEOUT} if url.get_backend_name() == "sqlite" else {}
        if options and url.database in {None, "", ":memory:"}:
            raise _unopened(place, _("a store in memory would be lost with the audit"))
        engine = create_engine(url, connect_args=options)
    except ModuleNotFoundError as error:
        raise _unopened(place, _EXTRAS.get(error.name or "", str(error))) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise _unopened(place, str(error)) from error
    if engine.dialect.name == "sqlite":
        _configure_sqlite(engine)
    try:
        _migrate(engine, place)
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise _unopened(place, _reason(error)) from error
    except AuditError:
        engine.dispose()
        raise
    return engine


def _url(place: str) -> URL:
    if not _ADDRESS.match(place):
        return URL.create("sqlite", database=str(Path(place).absolute()))
    url = make_url(place)
    return url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))


def _unopened(place: str, reason: object) -> AuditError:
    return AuditError(_("the store {place} cannot be opened: {reason}", place=_safe(place), reason=reason))


def _safe(place: str) -> str:
    """Leave the password out of an address."""
    return re.sub(r"(?<=://)([^/@:]*):[^/@]*@", r"\1:***@", place)


def _reason(error: Exception) -> str:
    lines = str(getattr(error, "orig", None) or error).splitlines()
    return lines[0] if lines else type(error).__name__


def _configure_sqlite(engine: Engine) -> None:
    """Make SQLite durable: synchronous commits, a write-ahead log, explicit transactions."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # drivers have no common type of connection
        connection.isolation_level = None  # the driver begins no transactions itself
        cursor = connection.cursor()
        # if the file system does not support it, SQLite keeps its rollback journal, where readers wait for the writer
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def read_transaction(engine: Engine) -> Iterator[Connection]:
    """Open a connection for reading; raise AuditError if reading fails."""
    try:
        with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise AuditError(_("the store cannot be read: {reason}", reason=_reason(error))) from error


@contextmanager
def write_transaction(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction, after waiting for other writers; raise AuditError if writing fails."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise AuditError(_("the store cannot be written: {reason}", reason=_reason(error))) from error


def insert_new(connection: Connection, table: Any, unique: list[str], **index: Any) -> Any:
    """Return an insert that does nothing if the row exists."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing(index_elements=unique, **index)


def _migrate(engine: Engine, place: str) -> None:
    config = Config()
    config.set_main_option("script_location", "checker_audit.store:migrations")
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    with engine.connect() as connection:
        current = _revision(connection, place)
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {script.revision for script in scripts.walk_revisions()}:
        raise AuditError(
            _("the store {place} was written by a newer version of the checker (schema {schema})",
              place=_safe(place), schema=current)
        )  # fmt: skip
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
        drop_views(connection)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        create_views(connection)


def _revision(connection: Connection, place: str) -> str | None:
    """Return the revision of the schema, `None` if the database is empty; raise AuditError if it is not a store."""
    if connection.dialect.name not in {"sqlite", "postgresql"}:
        raise _unopened(place, _("a store must be SQLite or PostgreSQL"))
    if connection.dialect.name == "postgresql":
        encoding = connection.scalar(text("SHOW server_encoding"))
        if encoding != "UTF8":
            raise _unopened(place, _("the database encoding is {encoding}, not UTF-8", encoding=encoding))
    tables = inspect(
        connection
    ).get_table_names()  # before the revision: another audit may be creating the store
    current = MigrationContext.configure(connection).get_current_revision()
    if current is None and tables:
        raise _unopened(place, _("it contains other data"))
    return current
