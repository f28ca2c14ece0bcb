"""The numbered releases of each dataset."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("dataset", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("requested_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("requested_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT),
        sa.Column("as_of", INSTANT),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("files", DOCUMENT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "dataset", "number"),
    )


def downgrade() -> None:
    op.drop_table("release")
