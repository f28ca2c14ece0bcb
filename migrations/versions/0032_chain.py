"""The chain of what was decided: lines that nobody changes or removes, and its head."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

SQLITE = """
CREATE TRIGGER chain_line_{when} BEFORE {when} ON chain_line
BEGIN SELECT RAISE(ABORT, 'chain_line is append-only'); END
"""
POSTGRESQL = (
    "CREATE FUNCTION chain_line_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$"
    " BEGIN RAISE EXCEPTION 'chain_line is append-only'; END $$",
    "CREATE TRIGGER chain_line_kept BEFORE UPDATE OR DELETE ON chain_line"
    " FOR EACH ROW EXECUTE FUNCTION chain_line_is_kept()",
    "CREATE TRIGGER chain_line_whole BEFORE TRUNCATE ON chain_line"
    " FOR EACH STATEMENT EXECUTE FUNCTION chain_line_is_kept()",
)


def upgrade() -> None:
    op.create_table(
        "chain_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "number"),
    )
    op.create_table(
        "chain_head",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id"),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    kept = [SQLITE.format(when=when) for when in ("UPDATE", "DELETE")] if is_sqlite else POSTGRESQL
    for statement in kept:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("chain_head")
    op.drop_table("chain_line")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION chain_line_is_kept()")
