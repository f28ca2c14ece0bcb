"""Classes and groups: their phones, and the adult who holds them."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "class_group",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("signs", sa.Boolean(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("closes_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
    )
    op.create_index("ix_class_group_holder_id", "class_group", ["holder_id"])
    op.create_table(
        "class_phone",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("class_id", sa.Integer(), sa.ForeignKey("class_group.id"), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_class_phone_class_id", "class_phone", ["class_id"])
    op.create_index("ix_class_phone_account_id", "class_phone", ["account_id"])


def downgrade() -> None:
    op.drop_table("class_phone")
    op.drop_table("class_group")
