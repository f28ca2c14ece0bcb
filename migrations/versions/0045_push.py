"""The phones that asked to be told."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_table(
        "push_subscription",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("endpoint", sa.Text(), nullable=False),
        sa.Column("p256dh", sa.String(), nullable=False),
        sa.Column("auth", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("told_desk_on", sa.Date()),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid", name="uq_push_subscription_uuid"),
    )
    op.create_index("ix_push_subscription_account_id", "push_subscription", ["account_id"])


def downgrade() -> None:
    op.drop_table("push_subscription")
