"""Observations that are visits of a lasting thing, or repeat another; what undoing restores."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("observation", sa.Column("of", sa.Uuid()))
    op.add_column("observation", sa.Column("part_of", sa.Uuid()))
    op.create_index("ix_observation_part_of", "observation", ["town_id", "part_of"])
    before = sa.Column("level_before", sa.Integer(), nullable=False, server_default="0")
    op.add_column("decision", before)
    op.add_column("decision", sa.Column("part_of_before", sa.Uuid()))
    op.create_index("ix_photo_sha256", "photo", ["town_id", "sha256"])


def downgrade() -> None:
    op.drop_index("ix_photo_sha256")
    op.drop_column("decision", "part_of_before")
    op.drop_column("decision", "level_before")
    op.drop_index("ix_observation_part_of")
    op.drop_column("observation", "part_of")
    op.drop_column("observation", "of")
