"""The tables of the store. What a record holds is kept whole, packed, and laid out beside it for queries."""

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
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_ID = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts up by itself there


def _id() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=True)


def _of(name: str, *, key: bool = True) -> Column[int]:
    """Refer to a row of another table, with which this one goes."""
    return Column(
        f"{name}_id", _ID, ForeignKey(f"{name}.id", ondelete="CASCADE"), primary_key=key, nullable=False
    )


# a pack as it was when it judged; `provisions` is JSON: what each rule demands
pack = Table(
    "pack",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("id", Text, nullable=False),
    Column("provisions", Text, nullable=False),
)

# what a content is judged to be; `key` is made of the content's hash and of everything else that counts
report = Table(
    "report",
    metadata,
    _id(),
    Column("key", String(64), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("state", String(16), nullable=False),
    Column("pack", String(64), ForeignKey("pack.digest")),
    Column("format", Text, nullable=False),
    Column("pages", Integer),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("year", Integer),
    Column("failure", Text),  # its code
    Column("record", LargeBinary, nullable=False),  # JSON, packed by zlib: the record without its tables
    Column("tables", LargeBinary, nullable=False),  # likewise: its tables
)

finding = Table(
    "finding",
    metadata,
    _of("report"),
    Column("position", Integer, primary_key=True),
    Column("rule", Text, nullable=False, index=True),
    Column("code", Text, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("category", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("fingerprint", String(32), nullable=False),
    Column("place", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("actual", Text),
    Column("expected", Text),
)

assessment = Table(
    "assessment",
    metadata,
    _of("report"),
    Column("rule", Text, primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("reason", Text),
)

# every cell of a prescribed table; `value` is an exact decimal number, blank cells count as 0
fact = Table(
    "fact",
    metadata,
    _of("report"),
    Column("table_id", Text, primary_key=True),
    Column("row_key", Text, primary_key=True),
    Column("column_key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("value", Text),
    Column("certain", Boolean, nullable=False),
)

# what audit checks remember of a filing: fingerprints of texts and the like; JSON, packed by zlib
digest = Table(
    "digest",
    metadata,
    _of("report"),
    Column("rule", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

# one audit; `identity` tells which an interrupted one was, so that it goes on
run = Table(
    "run",
    metadata,
    _id(),
    Column("identity", String(64), nullable=False, index=True),
    Column("year", Integer, nullable=False, index=True),
    Column("pack", Text, nullable=False),
    Column("options", Text, nullable=False),
    Column("walks", Integer, nullable=False),  # how often it was begun
    Column("begun", Text, nullable=False),
    Column("finished", Text),
)

body = Table(
    "body",
    metadata,
    _of("run"),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False),  # JSON
    Column("kind", Text, nullable=False),
    Column("parent", Text, nullable=False),
    Column("deadline", String(10)),
    Column("contact", Text, nullable=False),
    Column("submitted", String(10)),
    UniqueConstraint("run_id", "name"),
)

# a file that was found; `state` is “todo” until it ended, `failure` says why it has no report
submission = Table(
    "submission",
    metadata,
    _id(),
    _of("run", key=False),
    Column("path", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("walk", Integer, nullable=False),  # the last one that met it
    Column("state", String(16), nullable=False),
    Column("report_id", _ID, ForeignKey("report.id")),
    Column("failure", Text),  # JSON: code, message
    UniqueConstraint("run_id", "path"),
    Index("ix_submission_path_stamp", "path", "stamp"),
)

# whose a submission is: `role` is filing, before, unread or stray; `rank` 0 is the filing that counts
claim = Table(
    "claim",
    metadata,
    _id(),
    _of("run", key=False),
    Column("submission_id", _ID, ForeignKey("submission.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("body", Text),
    Column("role", String(16), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("stray", Text),  # JSON: code, reason, claimants, near
    Index("ix_claim_run_id_body_role_rank", "run_id", "body", "role", "rank"),
)

cross_finding = Table(
    "cross_finding",
    metadata,
    _of("run"),
    Column("position", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("filing", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("content", Text, nullable=False),  # JSON: problem and place
    Index("ix_cross_finding_run_id_body", "run_id", "body"),
)

cross_assessment = Table(
    "cross_assessment",
    metadata,
    _of("run"),
    Column("body", Text, primary_key=True),
    Column("rule", Text, primary_key=True),
    Column("outcome", String(16), nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("reason", Text),  # JSON
)
