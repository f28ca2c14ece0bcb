"""Territories by vintage; the zones of a town."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0008"
down_revision = "0007"

PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    for name in ("region", "epci", "successor"):
        op.add_column("territory", sa.Column(name, sa.String(), nullable=False, server_default=""))
    op.add_column("territory", sa.Column("folded", PLAIN, nullable=False, server_default=""))
    op.add_column("territory", sa.Column("until", sa.Integer()))
    op.create_index("ix_territory_folded", "territory", ["folded"])
    _fold_names()
    op.create_table(
        "zone",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", PLAIN, nullable=False),
        sa.Column("outline", Geometry("MULTIPOLYGON", srid=4326), nullable=False),
        sa.UniqueConstraint("town_id", "kind", "code"),
    )


def _fold_names() -> None:
    """Fold the names that are there, as on the day this was written."""
    table = sa.table("territory", sa.column("id"), sa.column("name"), sa.column("folded"))
    connection = op.get_bind()
    for number, name in connection.execute(sa.select(table.c.id, table.c.name)).all():
        plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
        letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
        folded = " ".join(re.findall(r"[a-z0-9]+", letters))
        connection.execute(sa.update(table).where(table.c.id == number).values(folded=folded))


def downgrade() -> None:
    op.drop_table("zone")
    op.drop_index("ix_territory_folded", "territory")
    for name in ("region", "epci", "successor", "folded", "until"):
        op.drop_column("territory", name)
