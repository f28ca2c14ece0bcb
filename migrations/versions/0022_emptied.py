"""What was not kept is emptied after a while: when."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.add_column("observation", sa.Column("emptied_at", INSTANT))


def downgrade() -> None:
    op.drop_column("observation", "emptied_at")
