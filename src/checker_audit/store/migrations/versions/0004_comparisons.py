"""Comparisons: what rules across filings conclude is kept once for all runs in which nothing has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make a comparison of the conclusions about each body in each run."""
    op.add_column("run", sa.Column("compared", sa.String(64), nullable=True))
    op.create_index("ix_run_compared", "run", ["compared"])
    op.create_table(
        "comparison",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comparison"),
        sa.UniqueConstraint("key", name="uq_comparison_key"),
    )
    op.create_table(
        "compared",
        sa.Column(
            "run_id",
            _ID,
            sa.ForeignKey("run.id", name="fk_compared_run_id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("body", _TEXT, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column(
            "comparison_id",
            _ID,
            sa.ForeignKey("comparison.id", name="fk_compared_comparison_id"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("run_id", "body", "part", name="pk_compared"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_compared_comparison_id", "compared", ["comparison_id"])
    op.execute("""
        INSERT INTO comparison (key)
        SELECT 'run ' || run_id || ', body ' || position FROM body ORDER BY run_id, position
    """)
    op.execute("""
        INSERT INTO compared (run_id, body, part, comparison_id)
        SELECT run_id, name, 0, comparison.id
        FROM body JOIN comparison ON comparison.key = 'run ' || run_id || ', body ' || position
    """)
    op.execute("CREATE TABLE earlier_finding AS SELECT * FROM cross_finding")
    op.execute("CREATE TABLE earlier_assessment AS SELECT * FROM cross_assessment")
    for table in ("cross_finding", "cross_assessment"):
        op.drop_table(table)
        _create(table)
    op.execute("""
        INSERT INTO cross_finding
            (comparison_id, position, rule, code, severity, outcome, filing, other, message, content)
        SELECT c.comparison_id, e.position, e.rule, e.code, e.severity, e.outcome, e.filing, e.other, e.message, e.content
        FROM earlier_finding e JOIN compared c ON c.run_id = e.run_id AND c.body = e.body
    """)
    op.execute("""
        INSERT INTO cross_assessment (comparison_id, rule, outcome, unread, reason)
        SELECT c.comparison_id, e.rule, e.outcome, e.unread, e.reason
        FROM earlier_assessment e JOIN compared c ON c.run_id = e.run_id AND c.body = e.body
    """)
    op.drop_table("earlier_finding")
    op.drop_table("earlier_assessment")


def _create(table: str) -> None:
    of = sa.Column(
        "comparison_id",
        _ID,
        sa.ForeignKey("comparison.id", name=f"fk_{table}_comparison_id", ondelete="CASCADE"),
        nullable=False,
    )
    if table == "cross_finding":
        op.create_table(
            table,
            of,
            sa.Column("position", sa.Integer(), nullable=False),
            sa.Column("rule", _TEXT, nullable=False),
            sa.Column("code", _TEXT, nullable=False),
            sa.Column("severity", sa.String(16), nullable=False),
            sa.Column("outcome", sa.String(16), nullable=False),
            sa.Column("filing", _TEXT, nullable=False),
            sa.Column("other", _TEXT, nullable=False),
            sa.Column("message", _TEXT, nullable=False),
            sa.Column("content", _TEXT, nullable=False),
            sa.PrimaryKeyConstraint("comparison_id", "position", name="pk_cross_finding"),
        )
    else:
        op.create_table(
            table,
            of,
            sa.Column("rule", _TEXT, nullable=False),
            sa.Column("outcome", sa.String(16), nullable=False),
            sa.Column("unread", sa.Boolean(), nullable=False),
            sa.Column("reason", _TEXT, nullable=True),
            sa.PrimaryKeyConstraint("comparison_id", "rule", name="pk_cross_assessment"),
            sqlite_with_rowid=False,
        )
