"""Find the lots that wait for a moderator: a protocol, a name, and how many records of it."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import and_, func, or_, select, true
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.form.store import thumbnails
from citizen.observations.rules import tag
from citizen.observations.tables import Observation
from moderation.lots.rules import MOST
from moderation.opinions.store import unheard
from moderation.queues.narrowing.store import desks_of
from moderation.queues.tables import Waiting
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon

LEAST = 2  # records that make a lot


class Lot(NamedTuple):
    """Records of one taxon that wait."""

    protocol: str
    taxon: Taxon
    number: int


class Item(NamedTuple):
    """A record of a lot, as its grid shows it."""

    observation: Observation
    photo: UUID | None
    seen: str


def lots(session: Session, moderator: Caller) -> list[Lot]:
    """Return the lots that wait for a moderator, the largest first."""
    counted = (Observation.protocol, Observation.name_held.label("cd_nom"), func.count().label("n"))
    query = _offered(moderator, *counted).where(Observation.name_held.is_not(None))
    query = query.group_by(Observation.protocol, Observation.name_held)
    rows = [row for row in session.execute(query) if row.n >= LEAST]
    names = taxa.known(session, [row.cd_nom for row in rows])
    found = [Lot(row.protocol, names[row.cd_nom], row.n) for row in rows if row.cd_nom in names]
    return sorted(found, key=lambda lot: -lot.number)


def items(session: Session, moderator: Caller, protocol: str, cd_nom: int) -> Sequence[Item]:
    """Return the records of a lot, the oldest first."""
    query = _offered(moderator, Observation).where(
        Observation.protocol == protocol, Observation.name_held == cd_nom
    )
    rows = session.scalars(query.order_by(Observation.id).limit(MOST)).all()
    photos = thumbnails(session, [found.id for found in rows])
    return [
        Item(found, photos.get(found.id), tag(found.uuid, found.version, found.turn))
        for found in rows
    ]


def _offered(moderator: Caller, *columns: Any) -> Any:
    """What waits for a moderator."""
    desks = [and_(true(), *desk) for desk in desks_of(moderator.scopes)]
    joined = select(*columns).select_from(Waiting)
    joined = joined.join(Observation, Observation.id == Waiting.observation_id)
    return joined.where(Observation.author_id != moderator.id, unheard(moderator.id), or_(*desks))
