"""Webhooks: addresses that programs are called at, the calls, and what was told in public."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("holder_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kinds", DOCUMENT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("former_until", INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", INSTANT),
        sa.Column("rests_until", INSTANT),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid", name="uq_webhook_uuid"),
    )
    op.create_index("ix_webhook_organisation", "webhook", ["organisation"])
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), sa.ForeignKey("webhook.id"), nullable=False),
        sa.Column("event", sa.Integer()),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("begun_at", INSTANT, nullable=False),
        sa.Column("tried_at", INSTANT),
        sa.Column("status", sa.Integer()),
        sa.Column("fault", sa.String(), nullable=False, server_default=""),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid", name="uq_webhook_delivery_uuid"),
        sa.UniqueConstraint("webhook_id", "event", name="uq_webhook_delivery_webhook_id_event"),
    )
    op.create_index("ix_webhook_delivery_due", "webhook_delivery", ["state", "not_before"])
    listed = ["webhook_id", "state", "id"]
    op.create_index("ix_webhook_delivery_subject", "webhook_delivery", listed)
    op.create_table(
        "webhook_told",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("webhook_id", sa.Integer(), sa.ForeignKey("webhook.id"), nullable=False),
        sa.Column("subject", sa.Uuid(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("webhook_id", "subject", name="uq_webhook_told_webhook_id_subject"),
    )


def downgrade() -> None:
    for table in ("webhook_told", "webhook_delivery", "webhook"):
        op.drop_table(table)
