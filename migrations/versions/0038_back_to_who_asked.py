"""What an author answered waits for the very person who asked."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    """Say whom it waits for; of what waits already, nobody in particular."""
    name = "fk_waiting_meant_for"
    if op.get_bind().dialect.name == "sqlite":
        op.execute("ALTER TABLE waiting ADD COLUMN meant_for INTEGER REFERENCES account (id)")
    else:
        op.add_column("waiting", sa.Column("meant_for", sa.Integer()))
        op.create_foreign_key(name, "waiting", "account", ["meant_for"], ["id"])


def downgrade() -> None:
    """It waits for anybody of the desk."""
    op.drop_column("waiting", "meant_for")
