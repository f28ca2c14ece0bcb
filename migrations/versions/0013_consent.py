"""Which text people agreed to, with each observation."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column(
        "observation", sa.Column("consent", sa.String(), nullable=False, server_default="")
    )


def downgrade() -> None:
    op.drop_column("observation", "consent")
