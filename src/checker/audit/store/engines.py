"""Databases that keep a store: how each is opened, and its schema brought up to date."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from checker.errors import AuditError
from checker.messages import Sentences

_ = Sentences("checker")

_ADDRESS = re.compile(r"[a-z][a-z0-9+]*://")
_PATIENCE = 60  # seconds that one audit waits for another to write


def opened(place: str) -> Engine:
    """Open the database at a path (SQLite) or an address, its schema made or migrated; raise AuditError."""
    url = place if _ADDRESS.match(place) else f"sqlite:///{Path(place).absolute()}"
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
    try:
        engine = create_engine(url, connect_args={"timeout": _PATIENCE} if url.startswith("sqlite") else {})
        if engine.dialect.name == "sqlite":
            _steady(engine)
        _migrate(engine, place)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise AuditError(
            _("the store {place} cannot be opened: {reason}", place=_safe(place), reason=str(error))
        ) from error
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error)
        raise AuditError(
            _("the store {place} cannot be opened: {reason}", place=_safe(place), reason=reason)
        ) from error
    return engine


def _safe(place: str) -> str:
    """Leave the password out of an address."""
    return re.sub(r"(?<=://)([^/@:]*):[^/@]*@", r"\1:***@", place)


def _steady(engine: Engine) -> None:
    """Let SQLite lose nothing: written through at each commit, readers beside one writer, transactions as we say."""

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:  # a driver's own connection has no common type
        connection.isolation_level = None  # the driver's own way of beginning transactions is switched off
        cursor = connection.cursor()
        cursor.execute(
            "PRAGMA journal_mode=WAL"
        )  # where the file system cannot do it, SQLite stays as it was
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        wished = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if wished else "BEGIN")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Write in one transaction; another audit that writes at the same time is waited for."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def _migrate(engine: Engine, place: str) -> None:
    config = Config()
    config.set_main_option("script_location", "checker.audit.store:migrations")
    config.set_main_option("path_separator", "os")
    newest = ScriptDirectory.from_config(config).get_current_head()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == newest:
        return
    if current is not None and current not in known:
        raise AuditError(
            _("the store {place} was written by a newer version of the checker (schema {schema})",
              place=_safe(place), schema=current)
        )  # fmt: skip
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
