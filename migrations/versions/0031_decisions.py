"""Opinions, the rules they are counted by, second readings, canned answers; undoing a decision."""

import sqlalchemy as sa
from alembic import op

from migrations.columns import DOCUMENT, INSTANT

revision = "0031"
down_revision = "0030"


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), primary_key=True)


def _names(column: str, table: str, **told: bool) -> sa.Column[int]:
    return sa.Column(column, sa.Integer(), sa.ForeignKey(f"{table}.id"), **told)


def _town() -> sa.Column[int]:
    return _names("town_id", "town", nullable=False)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False, server_default=default)


def upgrade() -> None:
    op.add_column("decision", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("decision", sa.Column("kept", DOCUMENT))
    op.add_column("decision", sa.Column("undone_at", INSTANT))
    op.create_table(
        "consensus_rules",
        _number(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        _names("made_by", "account", nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        _town(),
        sa.UniqueConstraint("town_id", "number"),
    )
    _opinions()
    op.create_table(
        "second_reading",
        _number(),
        sa.Column("uuid", sa.Uuid(), nullable=False, unique=True),
        _names("observation_id", "observation", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _text("kind"),
        _text("organisation"),
        _text("protocol"),
        _text("group"),
        _text("view"),
        _text("state"),
        _names("reader_id", "account", nullable=True),
        _text("read"),
        sa.Column("agrees", sa.Boolean()),
        sa.Column("drawn_at", INSTANT, nullable=False),
        sa.Column("read_at", INSTANT),
        _town(),
        sa.UniqueConstraint("observation_id", "version", "kind"),
    )
    op.create_index("ix_second_reading_state", "second_reading", ["town_id", "state", "id"])
    op.create_table(
        "canned_answer",
        _number(),
        _text("organisation"),
        _text("code"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("words", DOCUMENT, nullable=False),
        _names("changed_by", "account", nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        _town(),
        sa.UniqueConstraint("town_id", "organisation", "code"),
    )


def _opinions() -> None:
    op.create_table(
        "opinion",
        _number(),
        _names("observation_id", "observation", nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _names("moderator_id", "account", nullable=False),
        _text("organisation"),
        _text("verdict"),
        _text("certainty"),
        sa.Column("cd_nom", sa.Integer()),
        _names("ornamental_id", "ornamental", nullable=True),
        _text("view"),
        _text("reason"),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("is_expert", sa.Boolean(), nullable=False),
        _text("protocol"),
        _text("group"),
        sa.Column("facts", DOCUMENT, nullable=False),
        sa.Column("rules", sa.Integer(), nullable=False),
        _text("outcome"),
        sa.Column("given_at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT),
        _town(),
    )
    op.create_index("ix_opinion_subject", "opinion", ["town_id", "observation_id", "id"])
    op.create_index("ix_opinion_moderator", "opinion", ["moderator_id", "observation_id"])
    op.execute(FORMER)


# What was decided by one opinion, before opinions were kept: the history rules are tried on.
FORMER = """
INSERT INTO opinion (observation_id, version, moderator_id, organisation, verdict, certainty,
    cd_nom, ornamental_id, view, reason, comment, is_expert, protocol, "group", facts, rules,
    outcome, given_at, town_id)
SELECT d.observation_id, d.version, d.moderator_id, d.organisation, d.verdict, d.certainty,
    d.cd_nom, d.ornamental_id,
    CASE WHEN d.verdict <> 'accept' THEN d.verdict
        WHEN d.ornamental_id IS NOT NULL THEN 'accept ornamental ' || d.ornamental_id
        WHEN coalesce(d.cd_nom, o.cd_nom) IS NULL THEN 'accept'
        ELSE 'accept ' || coalesce(t.cd_ref, d.cd_nom, o.cd_nom) END,
    d.reason, d.comment, false, o.protocol, o."group", '{}', 0, 'settled', d.taken_at, d.town_id
FROM decision AS d JOIN observation AS o ON o.id = d.observation_id
LEFT JOIN taxon AS t ON t.cd_nom = coalesce(d.cd_nom, o.cd_nom)
WHERE d.verdict IN ('accept', 'doubt', 'reject', 'unassessable') ORDER BY d.id
"""


def downgrade() -> None:
    for table in ("canned_answer", "second_reading", "opinion", "consensus_rules"):
        op.drop_table(table)
    for column in ("undone_at", "kept", "turn"):
        op.drop_column("decision", column)
