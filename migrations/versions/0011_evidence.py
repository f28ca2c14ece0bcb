"""What photos tell of themselves, and their parts while they arrive."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("photo", sa.Column("taken", sa.String(), nullable=False, server_default=""))
    op.add_column("photo", sa.Column("longitude", sa.Double()))
    op.add_column("photo", sa.Column("latitude", sa.Double()))
    op.add_column("photo", sa.Column("direction", sa.Double()))
    op.add_column("photo", sa.Column("fingerprint", sa.String(), nullable=False, server_default=""))
    op.create_index("ix_photo_fingerprint", "photo", ["town_id", "fingerprint"])
    op.create_table(
        "photo_part",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("name", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id", "sha256", "start"),
    )


def downgrade() -> None:
    op.drop_table("photo_part")
    op.drop_index("ix_photo_fingerprint")
    for name in ("fingerprint", "direction", "latitude", "longitude", "taken"):
        op.drop_column("photo", name)
