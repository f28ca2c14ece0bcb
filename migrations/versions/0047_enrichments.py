"""What partners' services say of campaigns."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.create_table(
        "enrichment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id"), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("told", DOCUMENT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("campaign_id", "service"),
    )


def downgrade() -> None:
    op.drop_table("enrichment")
