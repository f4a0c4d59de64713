"""What findings across filings show, for the views; those of earlier runs have none of it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the columns that findings in filings have."""
    op.add_column("cross_finding", sa.Column("category", sa.String(16), nullable=True))
    op.add_column("cross_finding", sa.Column("fingerprint", sa.String(32), nullable=True))
    for name in ("place", "actual", "expected"):
        op.add_column("cross_finding", sa.Column(name, _TEXT, nullable=True))
