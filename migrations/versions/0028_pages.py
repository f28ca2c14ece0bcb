"""Whether a campaign is published as a dataset of its own too."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.add_column(
        "campaign", sa.Column("is_dataset", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    op.drop_column("campaign", "is_dataset")
