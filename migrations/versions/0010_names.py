"""Names that TAXREF does not have, and what the names people write stand for."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "ornamental",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("genus", sa.String(), nullable=False),
        sa.Column("epithet", sa.String(), nullable=False),
        sa.Column("cultivar", sa.String(), nullable=False),
        sa.Column("vernacular", sa.String(), nullable=False),
        sa.Column("wikidata", sa.String(), nullable=False),
        sa.Column("cd_nom", sa.Integer()),
        sa.Column("naturality", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "name"),
    )
    bearing = sa.text("wikidata <> ''")
    op.create_index(
        "uq_ornamental_wikidata",
        "ornamental",
        ["town_id", "wikidata"],
        unique=True,
        sqlite_where=bearing,
        postgresql_where=bearing,
    )
    op.create_table(
        "name_match",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("cd_nom", sa.Integer()),
        sa.Column("ornamental_id", sa.Integer(), sa.ForeignKey("ornamental.id")),
        sa.Column("matched_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("matched_at", INSTANT, nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "written"),
    )
    for table in ("observation", "decision"):  # SQLite adds a reference only in the column itself
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN ornamental_id INTEGER REFERENCES ornamental (id)"
        )


def downgrade() -> None:
    for table in ("decision", "observation"):
        op.drop_column(table, "ornamental_id")
    op.drop_table("name_match")
    op.drop_table("ornamental")
