"""Every opinion ever given, and every version of the rules they are counted by."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Opinion(OfTown, Base):
    __tablename__ = "opinion"
    __table_args__ = (
        Index("ix_opinion_subject", "town_id", "observation_id", "id"),
        Index("ix_opinion_moderator", "moderator_id", "observation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    version: Mapped[int]  # of the observation, as seen
    moderator_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation: Mapped[str]
    verdict: Mapped[str]
    certainty: Mapped[str]
    cd_nom: Mapped[int | None]  # the determination given; nothing: as it was
    ornamental_id: Mapped[int | None] = mapped_column(ForeignKey("ornamental.id"))
    view: Mapped[str]  # verdict and taxon: two opinions agree when theirs are the same
    reason: Mapped[str]
    comment: Mapped[str] = mapped_column(Text)
    is_expert: Mapped[bool]
    protocol: Mapped[str]
    group: Mapped[str]
    facts: Mapped[dict[str, Any]]  # what the rules looked at: cd_ref, listed, first, trusted
    rules: Mapped[int]  # number of the version in force then; 0: none
    outcome: Mapped[str]  # settled, waits, expert-…
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]  # undone with the decision it led to


class ConsensusRules(OfTown, Base):
    """A version of the rules: the greatest number is in force."""

    __tablename__ = "consensus_rules"
    __table_args__ = (UniqueConstraint("town_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    content: Mapped[str] = mapped_column(Text)  # TOML, as it was written
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
