"""Keys of reports: the same key, the same result."""

from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from sqlalchemy import Connection, select

from checker_audit.store import schema


def report_key(sha256_of_content: str, path: str, digest: str) -> str:
    """Return the key of a report: of its content, the suffix that chooses its reader, and everything else it depends on."""
    return sha256("\0".join((sha256_of_content, PurePath(path).suffix.lower(), digest)).encode()).hexdigest()


def reports_of(connection: Connection, keys: Collection[str]) -> Mapping[str, Any]:
    """Map the keys of existing reports to rows with id and state."""
    report = schema.report
    wanted = select(report.c.key, report.c.id, report.c.state).where(report.c.key.in_(keys))
    return {row.key: row for row in connection.execute(wanted)} if keys else {}
