"""When what waits was first opened: its author is told that it was seen, never by whom."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.add_column("waiting", sa.Column("opened_at", INSTANT))


def downgrade() -> None:
    op.drop_column("waiting", "opened_at")
