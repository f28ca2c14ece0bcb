"""Sensitivity: the national rules, a town's own, and what they make of each observation."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "sensitivity_edition",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("loaded_at", INSTANT, nullable=False),
        sa.Column("replaced_at", INSTANT),
    )
    op.create_table(
        "sensitivity_rule",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column(
            "edition_id", sa.Integer(), sa.ForeignKey("sensitivity_edition.id"), nullable=False
        ),
        sa.Column("cd_nom", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("years", sa.Integer()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("behaviour", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("is_replaced", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_sensitivity_rule_taxon", "sensitivity_rule", ["cd_nom", "department"])
    op.create_table(
        "local_sensitivity",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("cd_nom", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("season_first", sa.Integer()),
        sa.Column("season_last", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("added_by", sa.Integer(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.Column("ended_by", sa.Integer(), sa.ForeignKey("account.id")),
        sa.Column("ended_why", sa.Text(), nullable=False),
        sa.Column("town_id", sa.Integer(), sa.ForeignKey("town.id"), nullable=False),
        sa.UniqueConstraint("uuid"),
    )
    op.create_index("ix_local_sensitivity_taxon", "local_sensitivity", ["town_id", "cd_nom"])
    op.add_column("observation", sa.Column("sensitivity_rule", DOCUMENT))
    op.add_column("observation", sa.Column("sensitivity_chosen", sa.Integer()))
    op.add_column("observation", sa.Column("sensitivity_waived", sa.Integer()))
    op.add_column("observation", sa.Column("sensitivity_raised_at", INSTANT))
    # What is hidden today was hidden by a moderator: rules came after.
    op.execute(
        "UPDATE observation SET sensitivity_chosen = sensitivity"
        " WHERE sensitivity_set_at IS NOT NULL"
    )


def downgrade() -> None:
    for column in ("rule", "chosen", "waived", "raised_at"):
        op.drop_column("observation", f"sensitivity_{column}")
    op.drop_table("local_sensitivity")
    op.drop_table("sensitivity_rule")
    op.drop_table("sensitivity_edition")
