"""What people want to be told by letter, at most once a day."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0033"
down_revision = "0032"
ACCOUNT = "account.id"


def upgrade() -> None:
    op.create_table(
        "letter_choice",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey(ACCOUNT), nullable=False),
        sa.Column("wants_letters", sa.Boolean(), nullable=False),
        sa.Column("feed_edition", sa.Integer(), nullable=False),
        sa.Column("has_feed", sa.Boolean(), nullable=False),
        sa.Column("digested_at", INSTANT),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_letter_choice_account_id", "letter_choice", ["account_id"])
    op.create_table(
        "letter_of_day",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey(ACCOUNT), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
    )
    op.create_index("ix_letter_of_day_account_id_day", "letter_of_day", ["account_id", "day"])
    op.create_table(
        "letter_waiting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey(ACCOUNT), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("key", name="uq_letter_waiting_key"),
    )
    op.create_index("ix_letter_waiting_account_id", "letter_waiting", ["account_id"])
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey(ACCOUNT), nullable=False),
        sa.Column("cd_ref", sa.Integer()),
        sa.Column("territory", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid", name="uq_subscription_uuid"),
    )
    op.create_index("ix_subscription_account_id", "subscription", ["account_id"])


def downgrade() -> None:
    for table in ("subscription", "letter_waiting", "letter_of_day", "letter_choice"):
        op.drop_table(table)
