"""The address of a person's public page, by choice: nothing for those who opened none."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    op.add_column("account", sa.Column("pseudo", sa.String(), nullable=True))
    op.create_index("ix_account_pseudo", "account", ["town_id", "pseudo"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_account_pseudo", "account")
    op.drop_column("account", "pseudo")
