"""What a declared rule accepted, without anybody."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    is_automatic = sa.Column("automatic", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("observation", is_automatic)
    op.add_column("decision", sa.Column("automatic", DOCUMENT))


def downgrade() -> None:
    op.drop_column("decision", "automatic")
    op.drop_column("observation", "automatic")
