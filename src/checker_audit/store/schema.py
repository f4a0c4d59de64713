"""The tables of the store. A record is stored whole, compressed, and again as rows for queries."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER is autoincremented there
_TEXT = Text().with_variant(Text(collation="C"), "postgresql")  # the same order everywhere
UNFINISHED = text("finished IS NULL")


def _id() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=True)


def _of(name: str, *, key: bool = True) -> Column[int]:
    """Return a foreign key; the row is deleted with the one it refers to."""
    return Column(
        f"{name}_id", _ID, ForeignKey(f"{name}.id", ondelete="CASCADE"), primary_key=key, nullable=False
    )


def _part(name: str, *columns: Any) -> Table:
    """Return a table stored in the order of its key: half as large, and faster to read by its first columns."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


# a version of a pack; `provisions` is JSON: severity, category, clause and requirement of each rule
pack = Table(
    "pack",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", _TEXT, nullable=False),
    Column("provisions", _TEXT, nullable=False),
)

# the report of a content; `key` is a hash of the content and of everything else the report depends on
report = Table(
    "report",
    metadata,
    _id(),
    Column("key", String(64), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("pack", String(64), ForeignKey("pack.digest")),
    Column("format", _TEXT, nullable=False),
    Column("pages", Integer),
    Column("title", _TEXT, nullable=False),
    Column("body", _TEXT, nullable=False),
    Column("year", Integer),
    Column("period", _TEXT),  # its label
    Column("failure", _TEXT),  # its code
    Column("beside", Integer, nullable=False, server_default="0"),  # other reports in its file
    Column("record", LargeBinary, nullable=False),  # JSON, compressed by zlib: the record without its tables
    Column("tables", LargeBinary, nullable=False),  # likewise: its tables
)

finding = _part(
    "finding",
    _of("report"),
    Column("position", Integer, primary_key=True),
    Column("rule", _TEXT, nullable=False, index=True),
    Column("code", _TEXT, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("category", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("place", _TEXT, nullable=False),
    Column("message", _TEXT, nullable=False),
    Column("actual", _TEXT),
    Column("expected", _TEXT),
)

assessment = _part(
    "assessment",
    _of("report"),
    Column("rule", _TEXT, primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("reason", _TEXT),
)

# every cell of a prescribed table; `value` is an exact decimal number, 0 for blank cells
fact = _part(
    "fact",
    _of("report"),
    Column("table_id", _TEXT, primary_key=True),
    Column("row_key", _TEXT, primary_key=True),
    Column("column_key", _TEXT, primary_key=True),
    Column("text", _TEXT, nullable=False),
    Column("value", _TEXT),
    Column("certain", Boolean, nullable=False),
)

# digests of a filing, made by audit checks (fingerprints of texts and the like); JSON, compressed by zlib
digest = Table(
    "digest",
    metadata,
    _of("report"),
    Column("rule", _TEXT, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# one audit; `identity` finds an interrupted one, so that it is resumed. `judges` is the digest of everything but the
# content that results depend on, `shard` is I/N for a part of an audit, `walked` counts the files that were found
run = Table(
    "run",
    metadata,
    _id(),
    Column("identity", String(64), nullable=False),
    Column("year", Integer, nullable=False, index=True),
    Column("period", _TEXT, nullable=False, server_default=""),  # its label
    Column("options", _TEXT, nullable=False),
    Column("judges", String(64), nullable=False),
    Column("shard", _TEXT, nullable=False),
    Column("pack", String(64), ForeignKey("pack.digest")),  # whose audit rules were run
    Column("walks", Integer, nullable=False),  # how often it was begun
    Column("walked", Integer, nullable=False),
    Column("begun", _TEXT, nullable=False),
    Column("finished", _TEXT),
    Column("compared", String(64), index=True),  # a hash of all that was compared, once all of it was
    Index(
        "uq_run_unfinished",
        "identity",
        unique=True,
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    ),
)

body = Table(
    "body",
    metadata,
    _of("run"),
    Column("position", Integer, primary_key=True),
    Column("name", _TEXT, nullable=False),
    Column("aliases", _TEXT, nullable=False),  # JSON
    Column("kind", _TEXT, nullable=False),
    Column("parent", _TEXT, nullable=False),
    Column("deadline", String(10)),
    Column("contact", _TEXT, nullable=False),
    Column("submitted", String(10)),
    UniqueConstraint("run_id", "name"),
)

# a file that was found; `state` is “todo” until it was read; `failure` (a code) and `reason` (JSON): why it has no report
submission = Table(
    "submission",
    metadata,
    _id(),
    _of("run", key=False),
    Column("path", _TEXT, nullable=False),
    Column("stamp", _TEXT, nullable=False),
    Column("walk", Integer, nullable=False),  # the last one that found it
    Column("state", String(16), nullable=False),
    Column("report_id", _ID, ForeignKey("report.id"), index=True),
    Column("failure", _TEXT),
    Column("reason", _TEXT),
    UniqueConstraint("run_id", "path"),
    Index("ix_submission_path", "path"),
    Index("ix_submission_run_id_state_id", "run_id", "state", "id"),
)

# the body of a submission: `role` is filing, before, unread, unread-before (unread, for the year before by its path) or
# stray; `rank` 0 is the filing that counts. A stray has a code, a reason (JSON), the bodies it may belong to (JSON), and
# the most similar name
claim = Table(
    "claim",
    metadata,
    _of("run"),
    Column(
        "submission_id", _ID, ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
    Column("body", _TEXT),
    Column("role", String(16), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("code", _TEXT),
    Column("reason", _TEXT),
    Column("claimants", _TEXT),
    Column("near", _TEXT),
    Index("ix_claim_run_id_body", "run_id", "body"),
)

# what rules across filings concluded about a body; `key` is a hash of everything that they compared, so that what stays
# the same is compared and stored once for all runs
comparison = Table("comparison", metadata, _id(), Column("key", String(64), nullable=False, unique=True))

# the comparisons of a run: `part` is 0 for the rules that judge each body on its own, else the number of another rule
compared = _part(
    "compared",
    _of("run"),
    Column("body", _TEXT, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("comparison_id", _ID, ForeignKey("comparison.id"), nullable=False, index=True),
)

cross_finding = Table(
    "cross_finding",
    metadata,
    _of("comparison"),
    Column("position", Integer, primary_key=True),
    Column("rule", _TEXT, nullable=False),
    Column("code", _TEXT, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("filing", _TEXT, nullable=False),
    Column("other", _TEXT, nullable=False),
    Column("message", _TEXT, nullable=False),
    Column("content", _TEXT, nullable=False),  # JSON: problem and place
    Column("category", String(16)),
    Column("fingerprint", String(32)),
    Column("place", _TEXT),
    Column("actual", _TEXT),
    Column("expected", _TEXT),
)

cross_assessment = _part(
    "cross_assessment",
    _of("comparison"),
    Column("rule", _TEXT, primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("reason", _TEXT),  # JSON
)

# a decision of a person about findings; `key` identifies it in other runs, `content` is its row as JSON
decision = _part(
    "decision",
    _of("run"),
    Column("position", Integer, primary_key=True),
    Column("key", String(64), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("source", _TEXT, nullable=False),
    Column("state", String(16), nullable=False),
    Column("code", _TEXT, nullable=False),
    Column("reason", _TEXT),  # JSON
    Column("content", _TEXT, nullable=False),
)

# a finding that the decision of that position is about; `evidence` is a digest of what it showed when decided
decided = _part(
    "decided",
    _of("run"),
    Column("position", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("body", _TEXT, nullable=False),
    Column("path", _TEXT, nullable=False),
    Column("rule", _TEXT, nullable=False),
    Column("fingerprint", _TEXT, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("evidence", String(64), nullable=False),
    Column("honoured", Boolean, nullable=False),
)
