"""Outings, and who joined them."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

from migrations.columns import DOCUMENT, INSTANT

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    op.create_table(
        "outing",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.Column("starts_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("area", Geometry("MULTIPOLYGON", srid=4326)),
        sa.Column("area_name", sa.String(), nullable=False),
        sa.Column("protocols", DOCUMENT, nullable=False),
        sa.Column("campaign", sa.String(), nullable=False),
        sa.Column("holder_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "code"),
    )
    op.create_index("ix_outing_holder_id", "outing", ["holder_id"])
    op.create_table(
        "outing_member",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("outing_id", sa.Integer(), sa.ForeignKey("outing.id"), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("outing_id", "account_id"),
    )
    op.create_index("ix_outing_member_account_id", "outing_member", ["account_id"])


def downgrade() -> None:
    op.drop_table("outing_member")
    op.drop_table("outing")
