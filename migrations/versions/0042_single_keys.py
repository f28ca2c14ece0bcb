"""Whether a moderator uses single keys in the console: kept with the account, on every machine."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    column = sa.Column("single_keys", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("account", column)


def downgrade() -> None:
    op.drop_column("account", "single_keys")
