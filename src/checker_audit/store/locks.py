"""Locks, so that one process at a time works on a run; they end with the process that holds them."""

import fcntl
import os
import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select

from checker import AuditError, Messages

_ = Messages(__package__)


def lock_run(engine: Engine, run: int) -> Callable[[], None] | None:
    """Lock a run and return a function that releases the lock; `None` if another process holds it."""
    if engine.dialect.name == "postgresql":
        return _lock_database(engine, run)
    return _lock_file(f"{engine.url.database}-run{run}")


def remove_stale_locks(engine: Engine) -> None:
    """Remove the files that locks of killed processes have left."""
    if engine.dialect.name == "postgresql":
        return
    place = Path(str(engine.url.database))
    name = re.compile(re.escape(place.name) + r"-run\d+")
    for path in place.parent.iterdir():
        if name.fullmatch(path.name) and (release := _lock_file(str(path))) is not None:
            release()


def _lock_database(engine: Engine, run: int) -> Callable[[], None] | None:
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    schema = func.hashtext(func.current_schema())  # one database may hold several stores
    if connection.scalar(select(func.pg_try_advisory_lock(schema, run))):
        return lambda: _release_database(connection)
    connection.close()
    return None


def _release_database(connection: Connection) -> None:
    connection.invalidate()  # the lock ends with the database connection, which the pool would keep open
    connection.close()


def _lock_file(path: str) -> Callable[[], None] | None:
    while True:
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        except OSError as error:
            raise AuditError(_("the store cannot be written: {reason}", reason=error.strerror)) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        if _is_same(file, path):
            return lambda: _release_file(file, path)
        os.close(file)  # the process that held it has just removed it


def _is_same(file: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))  # noqa: PTH116  # beside its descriptor
    except FileNotFoundError:
        return False


def _release_file(file: int, path: str) -> None:
    os.unlink(path)  # noqa: PTH108  # while the lock is held
    os.close(file)
