"""In which browser a phone asked to be told: whoever signs out there is told no more."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    op.add_column("push_subscription", sa.Column("browser", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("push_subscription", "browser")
