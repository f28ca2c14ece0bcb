"""Observations, their former versions, messages and photos."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

from migrations.bounds import keep_bounds
from migrations.columns import DOCUMENT, INSTANT

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "observation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("protocol", sa.String(), nullable=False),
        sa.Column("protocol_version", sa.Integer(), nullable=False),
        sa.Column("observed_at", INSTANT, nullable=False),
        sa.Column("observed_text", sa.String(), nullable=False),
        sa.Column("time_precision", sa.String(), nullable=False),
        sa.Column("place", Geometry("GEOMETRY", srid=4326), nullable=False),
        sa.Column("accuracy_m", sa.Double()),
        sa.Column("place_source", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("territory", sa.String()),
        sa.Column("cd_nom", sa.Integer()),
        sa.Column("cited_name", sa.String(), nullable=False),
        sa.Column("wikidata", sa.String(), nullable=False),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("answers", DOCUMENT, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("name_published", sa.Boolean(), nullable=False),
        sa.Column("photos_declared", DOCUMENT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("held_cd_nom", sa.Integer()),
        sa.Column("sensitivity", sa.Integer(), nullable=False),
        sa.Column("sensitivity_set_at", INSTANT),
        sa.Column("decided_at", INSTANT),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "uuid"),
    )
    op.create_index("ix_observation_author", "observation", ["author_id", "id"])
    op.create_index(
        "ix_observation_published", "observation", ["town_id", "protocol", "status", "uuid"]
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_message_observation_id", "message", ["observation_id"])
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("is_ready", sa.Boolean(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id", "sha256"),
        sa.UniqueConstraint("uuid"),
    )
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", DOCUMENT, nullable=False),
        sa.Column("replaced_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id", "version"),
    )
    keep_bounds(op.get_bind(), "observation", "place")


def downgrade() -> None:
    op.drop_table("photo")
    op.drop_table("message")
    op.drop_table("revision")
    op.drop_table("observation")
