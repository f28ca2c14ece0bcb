"""When its author took a photo back, by a correction."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.add_column("photo", sa.Column("left_at", INSTANT))


def downgrade() -> None:
    op.drop_column("photo", "left_at")
