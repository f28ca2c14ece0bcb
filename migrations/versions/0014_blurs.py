"""Rectangles blurred in photos, the names photos had before, and originals that were forgotten."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("photo", sa.Column("edition", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("photo", sa.Column("original_forgotten_at", INSTANT))
    op.create_table(
        "photo_blur",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("photo_id", sa.Integer(), sa.ForeignKey("photo.id"), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("drawn_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("drawn_as", sa.String(), nullable=False),
        sa.Column("drawn_at", INSTANT, nullable=False),
        sa.Column("removed_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("removed_at", INSTANT),
        sa.Column("removed_why", sa.Text(), nullable=False, server_default=""),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_photo_blur_photo_id", "photo_blur", ["photo_id"])
    op.create_table(
        "photo_former_name",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("photo_id", sa.Integer(), sa.ForeignKey("photo.id"), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
    )
    op.create_index("ix_photo_former_name_photo_id", "photo_former_name", ["photo_id"])


def downgrade() -> None:
    op.drop_table("photo_former_name")
    op.drop_table("photo_blur")
    op.drop_column("photo", "original_forgotten_at")
    op.drop_column("photo", "edition")
