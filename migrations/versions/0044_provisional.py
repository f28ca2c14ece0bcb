"""Grey points: that something was sent in a square, before anybody looked at it."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    op.create_table(
        "provisional",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("square", sa.String(), nullable=False),
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id", name="uq_provisional_observation_id"),
    )
    op.create_index("ix_provisional_shown", "provisional", ["town_id", "until"])
    op.create_table(
        "provisional_choice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.Column("chosen_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("chosen_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_provisional_choice_town", "provisional_choice", ["town_id", "id"])


def downgrade() -> None:
    op.drop_table("provisional_choice")
    op.drop_table("provisional")
