"""Releases that are taken back, what replaces them, and the files anyone finds gone."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0040"
down_revision = "0039"
WITHDRAWN = ("withdrawn_at", "withdrawn_why", "withdrawn_words", "replaced_by")


def upgrade() -> None:
    op.add_column("release", sa.Column("withdrawn_at", INSTANT))
    reason = sa.Column("withdrawn_why", sa.String(), nullable=False, server_default="")
    op.add_column("release", reason)
    words = sa.Column("withdrawn_words", sa.Text(), nullable=False, server_default="")
    op.add_column("release", words)
    op.add_column("release", sa.Column("replaced_by", sa.Integer()))
    op.create_table(
        "gone_name",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("gone_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "uuid", name="uq_gone_name_town_id_uuid"),
    )


def downgrade() -> None:
    op.drop_table("gone_name")
    for name in WITHDRAWN:
        op.drop_column("release", name)
