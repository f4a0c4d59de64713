"""How many other reports the file of a report holds; of those that were read before, nobody knows."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the number."""
    op.add_column("report", sa.Column("beside", sa.Integer(), nullable=False, server_default="0"))
