"""Corrections proposed after a decision; what is parked until its observation comes."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("revision", sa.Column("digest", sa.String(), nullable=False, server_default=""))
    op.add_column("message", sa.Column("key", sa.String()))
    with op.batch_alter_table("message") as table:
        table.create_unique_constraint(op.f("uq_message_author_id_key"), ["author_id", "key"])
    op.create_table(
        "parked",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("author_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", DOCUMENT, nullable=False),
        sa.Column("parked_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("author_id", "uuid", "key"),
    )
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False, unique=True),
        sa.Column("observation_id", sa.Integer(), sa.ForeignKey("observation.id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", DOCUMENT, nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("proposed_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("observation_id", "version", "digest"),
    )


def downgrade() -> None:
    op.drop_table("proposal")
    op.drop_table("parked")
    with op.batch_alter_table("message") as table:
        table.drop_constraint(op.f("uq_message_author_id_key"), type_="unique")
    op.drop_column("message", "key")
    op.drop_column("revision", "digest")
