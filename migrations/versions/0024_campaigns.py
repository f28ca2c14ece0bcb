"""Campaigns, and which one an observation was made for."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

from migrations.columns import DOCUMENT, INSTANT

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", DOCUMENT, nullable=False),
        sa.Column("description", DOCUMENT, nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("species", DOCUMENT, nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date()),
        sa.Column("outline", Geometry("MULTIPOLYGON", srid=4326)),
        sa.Column("joining", sa.String(), nullable=False),
        sa.Column("join_code", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("picture", sa.Uuid()),
        sa.Column("picture_alt", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "slug"),
    )
    for name, kind, default in (("campaign", sa.String(), ""), ("campaign_marks", DOCUMENT, "[]")):
        op.add_column("observation", sa.Column(name, kind, nullable=False, server_default=default))
    op.create_index("ix_observation_campaign", "observation", ["town_id", "campaign", "author_id"])


def downgrade() -> None:
    op.drop_index("ix_observation_campaign")
    for name in ("campaign_marks", "campaign"):
        op.drop_column("observation", name)
    op.drop_table("campaign")
