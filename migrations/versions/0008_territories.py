"""Territories by vintage; the zones of a town; addresses."""

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
    _create_addresses()


def _fold_names() -> None:
    """Fold the names that are there, as on the day this was written."""
    table = sa.table("territory", sa.column("id"), sa.column("name"), sa.column("folded"))
    connection = op.get_bind()
    for number, name in connection.execute(sa.select(table.c.id, table.c.name)).all():
        plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe"))
        letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
        folded = " ".join(re.findall(r"[a-z0-9]+", letters))
        connection.execute(sa.update(table).where(table.c.id == number).values(folded=folded))


def _create_addresses() -> None:
    op.create_table(
        "street",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("folded", PLAIN, nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
    )
    op.create_index("ix_street_commune", "street", ["commune"])
    op.create_table(
        "street_word",
        sa.Column("word", PLAIN, nullable=False),
        sa.Column("street_id", sa.Integer(), sa.ForeignKey("street.id"), nullable=False),
        sa.PrimaryKeyConstraint("word", "street_id"),
    )
    op.create_index("ix_street_word_street_id", "street_word", ["street_id"])
    op.create_table(
        "house",
        sa.Column("street_id", sa.Integer(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("suffix", sa.String(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("street_id", "number", "suffix"),
    )


def downgrade() -> None:
    for table in ("house", "street_word", "street", "zone"):
        op.drop_table(table)
    op.drop_index("ix_territory_folded", "territory")
    for name in ("region", "epci", "successor", "folded", "until"):
        op.drop_column("territory", name)
