"""Find what was decided within a moderator's scope, the newest first: a page is a range of keys."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import ROLES, Caller
from citizen.accounts.tables import Account
from citizen.observations.scopes.store import within
from citizen.observations.tables import Observation
from moderation.decisions.tables import Decision
from reference.taxa import store as taxa


class Past(NamedTuple):
    """A decision, as colleagues read it back."""

    number: int  # of its row: pages go on from there
    uuid: UUID  # of the observation
    protocol: str
    cited_name: str
    taken_at: datetime
    who: str  # a name, else the organisation; "" the town
    verdict: str
    certainty: str
    reason: str
    before: str  # statuses
    after: str
    taxon: str  # the determination given, in Latin; "" none
    is_automatic: bool
    undone_at: datetime | None


def lately(session: Session, reader: Caller, before: int | None, limit: int) -> list[Past]:
    """Return decisions on what somebody may judge; before: the row where the last page ended."""
    scopes = [within(one) for one in reader.scopes if "moderator" in ROLES[one.role]]
    query = (
        select(Decision, Observation, Account.name)
        .join(Observation, Observation.id == Decision.observation_id)
        .join(Account, Account.id == Decision.moderator_id)
        .where(or_(false(), *scopes), Observation.author_id != reader.id)
        .order_by(Decision.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Decision.id < before)
    rows = [(row[0], row[1], row[2]) for row in session.execute(query)]
    names = _names(session, [one.cd_nom for one, _, _ in rows])
    return [_past(one, found, name, names) for one, found, name in rows]


def _names(session: Session, numbers: Sequence[int | None]) -> dict[int, str]:
    known = taxa.known(session, {one for one in numbers if one is not None})
    return {number: taxon.name for number, taxon in known.items()}


def _past(one: Decision, found: Observation, name: str | None, names: dict[int, str]) -> Past:
    return Past(
        one.id,
        found.uuid,
        found.protocol,
        found.cited_name,
        one.taken_at,
        name or one.organisation,
        one.verdict,
        one.certainty,
        one.reason,
        one.status_before,
        one.status_after,
        names.get(one.cd_nom or 0, ""),
        one.automatic is not None,
        one.undone_at,
    )
