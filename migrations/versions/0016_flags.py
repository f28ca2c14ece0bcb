"""What looks unlikely in what arrives, and the weather it is read by."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("values", DOCUMENT, nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id", "version", "code"),
    )
    op.create_table(
        "weather",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("hour", INSTANT, nullable=False),
        sa.Column("air_c", sa.Double(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "hour"),
    )


def downgrade() -> None:
    op.drop_table("weather")
    op.drop_table("flag")
