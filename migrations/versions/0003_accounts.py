"""Accounts, what they may do, what proves who is asking; and the event log."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("email", sa.String()),
        sa.Column("name", sa.String()),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
        sa.UniqueConstraint("town_id", "email"),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("details", DOCUMENT, nullable=False),
        sa.Column("happened_at", INSTANT, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", INSTANT, nullable=False),
        sa.Column("rung_at", INSTANT),
        sa.Column("finished", DOCUMENT, nullable=False),
        sa.Column("last_error", sa.Text()),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_event_subject", "event", ["subject"])
    op.create_index("ix_event_waiting", "event", ["state", "not_before"])
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("protocols", DOCUMENT, nullable=False),
        sa.Column("groups", DOCUMENT, nullable=False),
        sa.Column("territories", DOCUMENT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_mandate_account_id", "mandate", ["account_id"])
    op.create_table(
        "sign_in_link",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("was_mailed", sa.Boolean(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("digest"),
    )


def downgrade() -> None:
    op.drop_table("event")
    op.drop_table("web_session")
    op.drop_table("sign_in_link")
    op.drop_table("token")
    op.drop_table("mandate")
    op.drop_table("account")
