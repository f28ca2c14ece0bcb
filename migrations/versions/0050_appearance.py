"""The colour and the logo of a town."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.create_table(
        "appearance",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("logo", sa.String(), nullable=False),
        sa.Column("logo_width", sa.Integer(), nullable=False),
        sa.Column("logo_height", sa.Integer(), nullable=False),
        sa.Column("logo_alt", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id"),
    )


def downgrade() -> None:
    op.drop_table("appearance")
