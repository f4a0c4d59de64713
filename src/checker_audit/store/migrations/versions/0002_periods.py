"""Periods: reports and audits are of a period, which need not be a year."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the labels of periods; what is there already is for calendar years."""
    op.add_column("report", sa.Column("period", _TEXT, nullable=True))
    op.add_column("run", sa.Column("period", _TEXT, nullable=False, server_default=""))
    op.execute("UPDATE report SET period = CAST(year AS TEXT) WHERE year IS NOT NULL")
    op.execute("UPDATE run SET period = CAST(year AS TEXT)")
