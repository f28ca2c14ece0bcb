"""What waits for a decision, and the decisions."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("moderator_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("cd_nom", sa.Integer()),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("of", sa.Uuid()),
        sa.Column("status_before", sa.String(), nullable=False),
        sa.Column("status_after", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("taken_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
    )
    op.create_index("ix_decision_observation_id", "decision", ["observation_id"])
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("why", DOCUMENT, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("held_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("held_until", INSTANT),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id"),
    )
    op.create_index("ix_waiting_desk", "waiting", ["town_id", "organisation", "observation_id"])


def downgrade() -> None:
    op.drop_table("decision")
    op.drop_table("waiting")
