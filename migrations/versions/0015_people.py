"""What people choose for their account, the phones joined to it, the addresses they claim."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column(
        "account", sa.Column("signs", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("account", sa.Column("joined_id", sa.Integer()))
    op.add_column("account", sa.Column("seen_at", INSTANT))
    op.add_column("account", sa.Column("warned_at", INSTANT))
    op.create_table(
        "address_claim",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("digest", sa.String()),
        sa.Column("code_digest", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
        sa.UniqueConstraint("digest"),
    )


def downgrade() -> None:
    op.drop_table("address_claim")
    for name in ("warned_at", "seen_at", "joined_id", "signs"):
        op.drop_column("account", name)
