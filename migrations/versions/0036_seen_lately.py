"""What an author saw at about some hour is a range of an index."""

from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.create_index("ix_observation_seen", "observation", ["author_id", "observed_at"])


def downgrade() -> None:
    op.drop_index("ix_observation_seen", "observation")
