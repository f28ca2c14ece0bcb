"""The rules of routing, version by version; who is away."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_table(
        "routing_rules",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("adopted_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("adopted_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "number"),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("noted_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
    )
    op.create_index("ix_absence_last_day", "absence", ["town_id", "last_day"])


def downgrade() -> None:
    op.drop_table("absence")
    op.drop_table("routing_rules")
