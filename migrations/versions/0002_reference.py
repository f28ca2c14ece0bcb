"""The country's reference data: names and territories."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "taxon",
        sa.Column("cd_nom", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("cd_ref", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("full_name", sa.String(), nullable=False),
        sa.Column("valid_name", sa.String(), nullable=False),
        sa.Column("vernacular", sa.String(), nullable=False),
        sa.Column("kingdom", sa.String(), nullable=False),
        sa.Column("phylum", sa.String(), nullable=False),
        sa.Column("class", sa.String(), nullable=False),
        sa.Column("order", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("fr_status", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_index("ix_taxon_cd_ref", "taxon", ["cd_ref"])
    op.create_index("ix_taxon_name", "taxon", ["name"])
    op.create_table(
        "territory",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("vintage", sa.Integer(), nullable=False),
        sa.Column("is_approximate", sa.Boolean(), nullable=False),
        sa.Column("outline", Geometry("MULTIPOLYGON", srid=4326)),
        sa.UniqueConstraint("kind", "code"),
    )
    op.create_index("ix_territory_code", "territory", ["code"])


def downgrade() -> None:
    op.drop_table("territory")
    op.drop_table("taxon")
