"""Whether anything of an author was accepted is read from an index, not from all they sent."""

from alembic import op
from sqlalchemy import text

revision = "0037"
down_revision = "0036"
ACCEPTED = text("status = 'accepted'")


def upgrade() -> None:
    """Index what was accepted by its author: nothing that waits is in it."""
    op.create_index(
        "ix_observation_accepted_author", "observation", ["author_id"],
        sqlite_where=ACCEPTED, postgresql_where=ACCEPTED,
    )  # fmt: skip


def downgrade() -> None:
    """Read all they sent again."""
    op.drop_index("ix_observation_accepted_author", table_name="observation")
