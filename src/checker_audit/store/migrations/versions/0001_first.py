"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "pack",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("id", _TEXT, nullable=False),
        sa.Column("provisions", _TEXT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_pack")),
    )
    op.create_table(
        "report",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=True),
        sa.Column("format", _TEXT, nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("title", _TEXT, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("failure", _TEXT, nullable=True),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.Column("tables", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["pack"], ["pack.digest"], name=op.f("fk_report_pack")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("key", name=op.f("uq_report_key")),
    )
    op.create_index(op.f("ix_report_sha256"), "report", ["sha256"], unique=False)
    op.create_table(
        "run",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("identity", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("options", _TEXT, nullable=False),
        sa.Column("judges", sa.String(length=64), nullable=False),
        sa.Column("shard", _TEXT, nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=True),
        sa.Column("walks", sa.Integer(), nullable=False),
        sa.Column("walked", sa.Integer(), nullable=False),
        sa.Column("begun", _TEXT, nullable=False),
        sa.Column("finished", _TEXT, nullable=True),
        sa.ForeignKeyConstraint(["pack"], ["pack.digest"], name=op.f("fk_run_pack")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_year"), "run", ["year"], unique=False)
    op.create_index(
        "uq_run_unfinished",
        "run",
        ["identity"],
        unique=True,
        sqlite_where=sa.text("finished IS NULL"),
        postgresql_where=sa.text("finished IS NULL"),
    )
    op.create_table(
        "assessment",
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("reason", _TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_assessment_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "rule", name=op.f("pk_assessment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "body",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", _TEXT, nullable=False),
        sa.Column("aliases", _TEXT, nullable=False),
        sa.Column("kind", _TEXT, nullable=False),
        sa.Column("parent", _TEXT, nullable=False),
        sa.Column("deadline", sa.String(length=10), nullable=True),
        sa.Column("contact", _TEXT, nullable=False),
        sa.Column("submitted", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_body_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_body")),
        sa.UniqueConstraint("run_id", "name", name=op.f("uq_body_run_id_name")),
    )
    op.create_table(
        "cross_assessment",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("unread", sa.Boolean(), nullable=False),
        sa.Column("reason", _TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_cross_assessment_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "body", "rule", name=op.f("pk_cross_assessment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cross_finding",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("code", _TEXT, nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("filing", _TEXT, nullable=False),
        sa.Column("other", _TEXT, nullable=False),
        sa.Column("message", _TEXT, nullable=False),
        sa.Column("content", _TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_cross_finding_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "position", name=op.f("pk_cross_finding")),
    )
    op.create_index("ix_cross_finding_run_id_body", "cross_finding", ["run_id", "body"], unique=False)
    op.create_table(
        "digest",
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_digest_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "rule", name=op.f("pk_digest")),
    )
    op.create_table(
        "fact",
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("table_id", _TEXT, nullable=False),
        sa.Column("row_key", _TEXT, nullable=False),
        sa.Column("column_key", _TEXT, nullable=False),
        sa.Column("text", _TEXT, nullable=False),
        sa.Column("value", _TEXT, nullable=True),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_fact_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "table_id", "row_key", "column_key", name=op.f("pk_fact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "finding",
        sa.Column("report_id", _ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("rule", _TEXT, nullable=False),
        sa.Column("code", _TEXT, nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("place", _TEXT, nullable=False),
        sa.Column("message", _TEXT, nullable=False),
        sa.Column("actual", _TEXT, nullable=True),
        sa.Column("expected", _TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_finding_report_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_finding")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_finding_rule"), "finding", ["rule"], unique=False)
    op.create_table(
        "submission",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("path", _TEXT, nullable=False),
        sa.Column("stamp", _TEXT, nullable=False),
        sa.Column("walk", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("report_id", _ID, nullable=True),
        sa.Column("failure", _TEXT, nullable=True),
        sa.Column("reason", _TEXT, nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_submission_report_id")),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_submission_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("run_id", "path", name=op.f("uq_submission_run_id_path")),
    )
    op.create_index("ix_submission_path", "submission", ["path"], unique=False)
    op.create_index(op.f("ix_submission_report_id"), "submission", ["report_id"], unique=False)
    op.create_index("ix_submission_run_id_state_id", "submission", ["run_id", "state", "id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("run_id", _ID, nullable=False),
        sa.Column("submission_id", _ID, nullable=False),
        sa.Column("body", _TEXT, nullable=True),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("code", _TEXT, nullable=True),
        sa.Column("reason", _TEXT, nullable=True),
        sa.Column("claimants", _TEXT, nullable=True),
        sa.Column("near", _TEXT, nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_claim_run_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_claim_submission_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "submission_id", name=op.f("pk_claim")),
    )
    op.create_index("ix_claim_run_id_body", "claim", ["run_id", "body"], unique=False)
    op.create_index(op.f("ix_claim_submission_id"), "claim", ["submission_id"], unique=False)
