"""Sounds of observations."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "sound",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("kept_size", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
        sa.UniqueConstraint("observation_id", "sha256"),
    )


def downgrade() -> None:
    op.drop_table("sound")
