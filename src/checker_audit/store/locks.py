"""One process at a time works on a run: locks that end with the process that holds them."""

import fcntl
import os
from collections.abc import Callable

from sqlalchemy import Connection, Engine, func, select

from checker.errors import AuditError
from checker.messages import Messages

_ = Messages(__package__)


def hold(engine: Engine, run: int) -> Callable[[], None] | None:
    """Take the lock of a run and return how to give it back; `None` where another process has it."""
    if engine.dialect.name == "postgresql":
        return _hold_there(engine, run)
    return _hold_file(f"{engine.url.database}-run{run}")


def _hold_there(engine: Engine, run: int) -> Callable[[], None] | None:
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    schema = func.hashtext(func.current_schema())  # one database may hold several stores
    if connection.scalar(select(func.pg_try_advisory_lock(schema, run))):
        return lambda: _let_go(connection)
    connection.close()
    return None


def _let_go(connection: Connection) -> None:
    connection.invalidate()  # the lock goes with the database's own connection, which the pool would keep
    connection.close()


def _hold_file(path: str) -> Callable[[], None] | None:
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
        if _is_still(file, path):
            return lambda: _give_back(file, path)
        os.close(file)  # whoever had it has just removed it


def _is_still(file: int, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(file), os.stat(path))  # noqa: PTH116  # beside its descriptor
    except FileNotFoundError:
        return False


def _give_back(file: int, path: str) -> None:
    os.unlink(path)  # noqa: PTH108  # while it is still held
    os.close(file)
