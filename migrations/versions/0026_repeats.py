"""Parts of the fingerprints of photos, by which their copies are found."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "photo_band",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("photo_id", sa.Integer(), sa.ForeignKey("photo.id"), nullable=False),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("photo_id", "band"),
    )
    op.create_index("ix_photo_band_band", "photo_band", ["town_id", "band"])


def downgrade() -> None:
    op.drop_table("photo_band")
