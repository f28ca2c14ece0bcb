"""Names of TAXREF by edition, what is searched, and what a town saw of them.

The table of names is made anew: `brindille prepare` fills it with the sample again.
"""

import sqlalchemy as sa
from alembic import op

from migrations.columns import INSTANT

revision = "0007"
down_revision = "0006"

PLAIN = sa.String().with_variant(sa.String(collation="C"), "postgresql")
NUMBER = {"autoincrement": False, "nullable": False}
BEFORE = (
    "rank", "name", "author", "full_name", "valid_name", "vernacular", "kingdom", "phylum",
    "class", "order", "family", "group", "fr_status", "words",
)  # fmt: skip
TEXTS = (
    "kingdom", "phylum", "class", "order", "family", "group1", "group", "group3", "fr_status",
    "habitat", "territories",
)  # fmt: skip


def upgrade() -> None:
    op.drop_table("taxon")
    op.create_table(
        "taxon",
        sa.Column("cd_nom", sa.Integer(), primary_key=True, **NUMBER),
        sa.Column("cd_ref", sa.Integer(), nullable=False),
        *_texts("rank", "name", "author", "full_name", "valid_name", "vernacular", "english"),
        sa.Column("parent", sa.Integer(), nullable=False),
        *_texts(*TEXTS),
    )
    op.create_table(
        "taxon_name",
        sa.Column("id", sa.Integer(), primary_key=True, **NUMBER),
        sa.Column("cd_nom", sa.Integer(), nullable=False),
        sa.Column("cd_ref", sa.Integer(), nullable=False),
        sa.Column("plain", PLAIN, nullable=False),
        *_texts("written"),
    )
    op.create_index("ix_taxon_name_cd_ref", "taxon_name", ["cd_ref"])
    op.create_table(
        "taxon_key",
        sa.Column("key", PLAIN, primary_key=True, nullable=False),
        sa.Column("name_id", sa.Integer(), primary_key=True, **NUMBER),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "taxon_status",
        sa.Column("cd_ref", sa.Integer(), primary_key=True, **NUMBER),
        sa.Column("number", sa.Integer(), primary_key=True, **NUMBER),
        *_texts("type", "type_label", "code", "label", "area", "area_code", "url"),
        sqlite_with_rowid=False,
    )
    _editions()
    _sightings()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def _editions() -> None:
    op.create_table(
        "taxon_edition",
        sa.Column("id", sa.Integer(), primary_key=True, **NUMBER),
        *_texts("version", "sha256", "statuses_sha256"),
        sa.Column("names", sa.Integer(), nullable=False),
        sa.Column("statuses", sa.Integer(), nullable=False),
        sa.Column("loaded_at", INSTANT, nullable=False),
    )
    op.create_table(
        "taxon_change",
        sa.Column("edition_id", sa.Integer(), primary_key=True, **NUMBER),
        sa.Column("cd_nom", sa.Integer(), primary_key=True, **NUMBER),
        *_texts("kind", "name"),
        sa.Column("cd_ref_before", sa.Integer(), nullable=False),
        sa.Column("cd_ref", sa.Integer()),
        *_texts("reason"),
    )


def _sightings() -> None:
    op.create_table(
        "taxon_sighting",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        *_texts("territory"),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("cd_nom", sa.Integer(), nullable=False),
        sa.Column("cd_ref", sa.Integer(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("town_id", "uuid"),
    )
    seen = ["town_id", "territory", "month", "cd_ref"]
    op.create_index("ix_taxon_sighting_seen", "taxon_sighting", seen)


def downgrade() -> None:
    for name in ("sighting", "change", "edition", "status", "key", "name"):
        op.drop_table(f"taxon_{name}")
    op.drop_table("taxon")
    op.create_table(
        "taxon",
        sa.Column("cd_nom", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("cd_ref", sa.Integer(), nullable=False),
        *_texts(*BEFORE),
    )
    op.create_index("ix_taxon_cd_ref", "taxon", ["cd_ref"])
    op.create_index("ix_taxon_name", "taxon", ["name"])
