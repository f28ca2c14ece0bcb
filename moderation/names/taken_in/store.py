"""Find the ornamentals that TAXREF took in, and what goes by them."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.observations.access import may_decide
from citizen.observations.tables import Observation
from moderation.decisions.determination import Held
from moderation.names.store import STATUSES
from moderation.names.tables import NameMatch
from reference.ornamentals.rules import Name, nearest
from reference.ornamentals.tables import Ornamental
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon


class TakenIn(NamedTuple):
    """An ornamental, what TAXREF has of it now, and how many observations go by it."""

    ornamental: Ornamental
    taxon: Taxon  # its own; of a cultivar, its species
    times: int

    @property
    def held(self) -> Held:
        """The taxon; a cultivar stays an ornamental, beside a nearer kin."""
        told = Held(self.taxon.cd_nom, group=self.taxon.group)
        if not self.ornamental.cultivar:
            return told
        return told._replace(ornamental_id=self.ornamental.id, name=self.ornamental.name)


def taken_in(session: Session, moderator: Caller) -> list[TakenIn]:
    """Return the ornamentals that TAXREF took in, with what a moderator may decide on."""
    held = session.scalars(select(Ornamental).where(Ornamental.id.in_(_held())))
    named = {one: nearest(Name(one.genus, one.epithet, one.cultivar))[0] for one in held}
    known = taxa.exactly(session, set(named.values()))
    now = {one: known[name] for one, name in named.items() if name in known}
    later = {one: taxon for one, taxon in now.items() if taxon.cd_nom != one.cd_nom}
    times = _times(session, moderator, [one.id for one in later])
    found = (TakenIn(one, taxon, times[one.id]) for one, taxon in later.items() if times[one.id])
    return sorted(found, key=lambda one: (-one.times, one.ornamental.name))


def _held() -> Any:
    return select(Observation.ornamental_id).where(
        Observation.ornamental_id.is_not(None), Observation.status.in_(STATUSES)
    )


def _times(session: Session, moderator: Caller, ornamentals: Sequence[int]) -> Counter[int | None]:
    found = session.scalars(_going_by(moderator).where(Observation.ornamental_id.in_(ornamentals)))
    return Counter(one.ornamental_id for one in found if may_decide(one, moderator))


def _going_by(moderator: Caller) -> Any:
    return select(Observation).where(
        Observation.author_id != moderator.id, Observation.status.in_(STATUSES)
    )


def going_by(session: Session, moderator: Caller, ornamental: int) -> list[Observation]:
    """Take hold of the observations of an ornamental that a moderator may decide on."""
    query = _going_by(moderator).where(Observation.ornamental_id == ornamental)
    held = session.scalars(query.order_by(Observation.id).with_for_update())
    return [found for found in held if may_decide(found, moderator)]


def follow(session: Session, found: TakenIn) -> None:
    """Let the ornamental, and the names that were found to be it, follow TAXREF."""
    found.ornamental.cd_nom = found.taxon.cd_nom
    if not found.ornamental.cultivar:
        matched = update(NameMatch).where(NameMatch.ornamental_id == found.ornamental.id)
        session.execute(matched.values(cd_nom=found.taxon.cd_nom, ornamental_id=None))
