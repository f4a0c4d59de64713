"""Decisions: what people decided about findings, and the findings that each decision is about."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create the tables of decisions."""
    op.create_table(
        "decision",
        _run("decision"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("source", _TEXT, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("code", _TEXT, nullable=False),
        sa.Column("reason", _TEXT, nullable=True),
        sa.Column("content", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "position", name="pk_decision"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decision_key", "decision", ["key"])
    op.create_table(
        "decided",
        _run("decided"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("path", _TEXT, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("fingerprint", _TEXT, nullable=False),
        sa.Column("severity", sa.String(16), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("evidence", sa.String(64), nullable=False),
        sa.Column("honoured", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "position", "number", name="pk_decided"),
        sqlite_with_rowid=False,
    )


def _run(table: str) -> "sa.Column[int]":
    name = f"fk_{table}_run_id"
    return sa.Column("run_id", _ID, sa.ForeignKey("run.id", name=name, ondelete="CASCADE"), nullable=False)
