"""What lies at somebody's home."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("observation", sa.Column("at_home", sa.Boolean()))
    home = sa.Column("home", sa.String(), nullable=False, server_default="")
    op.add_column("observation", home)


def downgrade() -> None:
    op.drop_column("observation", "home")
    op.drop_column("observation", "at_home")
