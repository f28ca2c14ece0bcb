"""Photos hidden apart from their record, and what anyone reports."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "photo_hiding",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("photo_id", sa.Integer(), sa.ForeignKey("photo.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("hidden_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("hidden_at", INSTANT, nullable=False),
        sa.Column("shown_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("shown_at", INSTANT),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_photo_hiding_photo_id", "photo_hiding", ["photo_id"])
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("photo_id", sa.Integer(), sa.ForeignKey("photo.id")),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("closed_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("closed_at", INSTANT),
        sa.Column("outcome", sa.String(), nullable=False, server_default=""),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid", name="uq_report_uuid"),
    )
    op.create_index("ix_report_observation_id", "report", ["observation_id"])
    op.create_index("ix_report_open", "report", ["town_id", "closed_at", "id"])


def downgrade() -> None:
    op.drop_table("report")
    op.drop_table("photo_hiding")
