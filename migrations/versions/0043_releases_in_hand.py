"""Which process builds a release: two never build the same one."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.add_column("release", sa.Column("in_hand_at", INSTANT))


def downgrade() -> None:
    op.drop_column("release", "in_hand_at")
