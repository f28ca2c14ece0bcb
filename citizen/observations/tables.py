"""The observation, as it is stored; its former versions; the conversation about it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import WKBElement
from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    case,
    false,
    func,
    text,
)
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, deferred, mapped_column

from config.database import Base
from config.spatial import PlaceColumn
from config.towns import OfTown

_IS_ACCEPTED = text("status = 'accepted'")
ACCEPTED: dict[str, Any] = {"sqlite_where": _IS_ACCEPTED, "postgresql_where": _IS_ACCEPTED}


class Observation(OfTown, Base):
    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("town_id", "uuid"),
        Index("ix_observation_published", "town_id", "protocol", "status", "uuid"),
        Index("ix_observation_author", "author_id", "id"),
        Index("ix_observation_seen", "author_id", "observed_at"),
        Index("ix_observation_accepted_author", "author_id", **ACCEPTED),  # who is no newcomer
        Index("ix_observation_part_of", "town_id", "part_of"),
        Index("ix_observation_campaign", "town_id", "campaign", "author_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)  # the row of SpatiaLite's index
    uuid: Mapped[UUID]  # chosen by the phone; later idSINPOccTax
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    protocol: Mapped[str]
    protocol_version: Mapped[int]
    observed_at: Mapped[datetime]
    observed_text: Mapped[str]  # as sent: the offset tells the local time
    time_precision: Mapped[str]
    place: Mapped[WKBElement] = deferred(mapped_column(PlaceColumn, nullable=False))
    accuracy_m: Mapped[float | None]
    place_source: Mapped[str]
    group: Mapped[str] = mapped_column(default="")  # GROUP2_INPN, of the name or the author's guess
    territory: Mapped[str | None]  # INSEE code; nothing when outside every known outline
    cd_nom: Mapped[int | None]  # as cited by the author
    cited_name: Mapped[str]
    wikidata: Mapped[str]
    certainty: Mapped[str]
    answers: Mapped[dict[str, Any]]
    comment: Mapped[str] = mapped_column(Text)
    licence: Mapped[str]
    consent: Mapped[str] = mapped_column(default="", server_default="")  # version agreed to
    name_published: Mapped[bool]
    at_home: Mapped[bool | None]  # what its author says; nothing when they do not
    home: Mapped[str] = mapped_column(default="", server_default="")  # homes/rules: why it is one
    photos_declared: Mapped[list[str]]  # digests, in the author's order
    received_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)  # of what the author says
    turn: Mapped[int] = mapped_column(default=0)  # grows with each decision
    of: Mapped[UUID | None]  # the lasting thing its author says they saw again
    part_of: Mapped[
        UUID | None
    ]  # what it is a visit of, or repeats: by its author, then moderators
    digest: Mapped[str]  # of what was kept of the sending
    origin: Mapped[str] = mapped_column(default="")  # identifier in the inventory it came from
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    campaign: Mapped[str] = mapped_column(default="", server_default="")  # the name of one
    campaign_marks: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    # what moderation holds of it
    status: Mapped[str] = mapped_column(default="submitted")
    level: Mapped[int] = mapped_column(default=0)  # SINP validation level; 0: waiting
    automatic: Mapped[bool] = mapped_column(
        default=False, server_default=false()
    )  # no person judged
    held_cd_nom: Mapped[int | None]  # the moderators' determination; the cited name stays
    ornamental_id: Mapped[int | None] = mapped_column(ForeignKey("ornamental.id"))
    sensitivity: Mapped[int] = mapped_column(default=0)  # SINP level 0 to 4
    sensitivity_set_at: Mapped[datetime | None]
    sensitivity_rule: Mapped[dict[str, Any] | None]  # that decided; nothing when none touches it
    sensitivity_chosen: Mapped[int | None]  # by a moderator
    sensitivity_waived: Mapped[int | None]  # the level of rules below which they knowingly went
    sensitivity_raised_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    emptied_at: Mapped[datetime | None]  # of one not retained, after a while: only that it was

    @hybrid_property
    def name_held(self) -> int | None:
        """The name of TAXREF it goes by: the moderators', else its author's.

        An ornamental goes by its nearest kin, and never by what its author took it for.
        """
        return self.held_cd_nom or (None if self.ornamental_id else self.cd_nom)

    @name_held.inplace.expression
    @classmethod
    def _name_held(cls) -> ColumnElement[int | None]:
        return func.coalesce(cls.held_cd_nom, case((cls.ornamental_id.is_(None), cls.cd_nom)))


class Revision(OfTown, Base):
    """A version of an observation that its author replaced."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("observation_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    version: Mapped[int]
    content: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(default="", server_default="")  # of the sending kept then
    replaced_at: Mapped[datetime]


class Message(OfTown, Base):
    """A sentence of the conversation between an author and the moderators."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("author_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    by: Mapped[str]  # author, moderator
    body: Mapped[str] = mapped_column(Text)
    key: Mapped[str | None]  # chosen by the phone: the same key again is the same sentence
    sent_at: Mapped[datetime]
