"""What waits is due at a moment, and read in that order."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0030"
down_revision = "0029"

FIRST = "1970-01-01 00:00:00"
PROMISED = 7  # days

RECEIVED = "SELECT received_at FROM observation WHERE observation.id = waiting.observation_id"
PROMISE = {  # within a week of its arrival, for what waits already
    "sqlite": f"strftime('%Y-%m-%d %H:%M:%S.000000', ({RECEIVED}), '+{PROMISED} days')",
    "postgresql": f"({RECEIVED}) + interval '{PROMISED} days'",
}


def upgrade() -> None:
    op.add_column("waiting", sa.Column("due", INSTANT, nullable=False, server_default=FIRST))
    days = sa.Column("target_days", sa.Integer(), nullable=False, server_default=str(PROMISED))
    op.add_column("waiting", days)
    promised = PROMISE[op.get_bind().dialect.name]
    op.execute(f"UPDATE waiting SET due = {promised}")  # noqa: S608 (our own words)
    op.drop_index("ix_waiting_desk", "waiting")
    desk = ["town_id", "organisation", "due", "observation_id"]
    op.create_index("ix_waiting_desk", "waiting", desk)
    op.create_index("ix_waiting_due", "waiting", ["town_id", "due", "observation_id"])
    op.create_index("ix_waiting_held_by", "waiting", ["held_by"])


def downgrade() -> None:
    for name in ("ix_waiting_held_by", "ix_waiting_due", "ix_waiting_desk"):
        op.drop_index(name, "waiting")
    op.create_index("ix_waiting_desk", "waiting", ["town_id", "organisation", "observation_id"])
    for name in ("target_days", "due"):
        op.drop_column("waiting", name)
