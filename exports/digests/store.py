"""Find what is new for somebody: what waits for them, what became public of what they follow."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.rules import ROLES, Caller
from citizen.accounts.tables import Account, Mandate
from citizen.letters.tables import LetterWaiting, Subscription
from citizen.observations import store as observations
from citizen.observations.tables import Observation
from config import clock
from config.protocols import PROTOCOLS
from exports import store as records
from exports.digests.rules import FEED, LATE_DAYS, LOOKED_AT, Desk
from exports.records import Record
from moderation.queues.tables import Waiting
from reference.taxa import store as taxa
from reference.territories import store as territories
from reference.territories.rules import most_of

COLUMNS = (
    Waiting.organisation, Waiting.since, Observation.uuid, Observation.protocol,
    Observation.group, Observation.territory, Observation.received_at, Observation.author_id,
    Observation.name_held.label("name"), Observation.sensitivity,
)  # fmt: skip


class New(NamedTuple):
    """A record that became public."""

    record: Record
    protocol: str
    above: frozenset[int]  # its name, and those it is part of


def readers(session: Session, after: int, limit: int) -> Sequence[Account]:
    """Return people with an address who moderate, follow something or have news waiting."""
    some: Any = select(Mandate.account_id).union(
        select(Subscription.account_id), select(LetterWaiting.account_id)
    )
    theirs = select(Account).where(
        Account.id > after, Account.email.is_not(None), Account.id.in_(some)
    )
    return session.scalars(theirs.order_by(Account.id).limit(limit)).all()


def waiting(session: Session, who: Caller, limit: int | None = None) -> Iterator[Any]:
    """Yield what waits for a moderator, the oldest first, never their own."""
    mine = [scope for scope in who.scopes if "moderator" in ROLES[scope.role]]
    if not mine:
        return
    rows = select(*COLUMNS).join(Observation, Observation.id == Waiting.observation_id)
    rows = rows.where(Observation.author_id != who.id).order_by(Waiting.id)
    found = session.execute(rows.execution_options(yield_per=1000))
    count = 0
    for row in found:
        where = row.protocol, row.group, row.territory or ""
        if any(s.role == "admin" or (s.organisation == row.organisation and s.covers(*where))
               for s in mine):  # fmt: skip
            yield row
            count += 1
            if count == limit:
                break
    found.close()


def desk(rows: Iterable[Any]) -> Desk:
    late, counted = clock.now() - timedelta(days=LATE_DAYS), [0, 0]
    for row in rows:
        counted[0] += 1
        counted[1] += row.received_at < late
    return Desk(*counted)


def feed(session: Session, who: Caller) -> list[Any]:
    return list(waiting(session, who, FEED))


def newly_public(session: Session, since: datetime) -> list[New]:
    """Return the public records of what was decided since an instant, the newest of them."""
    decided = select(Observation.uuid, Observation.protocol).where(
        Observation.status == "accepted", Observation.decided_at > since
    )
    rows = session.execute(decided.order_by(Observation.decided_at.desc()).limit(LOOKED_AT)).all()
    found = []
    for uuid, code in rows:
        record = next(records.published(session, PROTOCOLS[code], only=uuid), None)
        if record is not None and record.uuid == uuid:
            found.append(New(record, code, branch(session, record)))
    return found


def branch(session: Session, record: Record) -> frozenset[int]:
    if record.taxon is None:
        return frozenset()
    return frozenset((record.taxon.cd_ref, *taxa.ancestors(session, record.taxon.cd_ref)))


def follows(session: Session, one: Subscription, new: New) -> bool:
    """Whether a public record is of what a subscription follows: by what is shown of it alone."""
    if one.cd_ref is not None and one.cd_ref not in new.above:
        return False
    if not one.territory:
        return True
    zone = territories.zone(session, one.territory)
    if zone is not None:  # all that is shown of its place lies there: less would tell more
        return new.record.place is not None and bool(zone[1].covers(new.record.place))
    shown = new.record.territory.code if new.record.territory else ""
    return shown in territories.members(session, one.territory)


def waits_for(session: Session, one: Subscription, row: Any) -> bool:
    """Whether something that waits is of what a subscription follows."""
    if one.territory and not is_there(session, one.territory, row):
        return False
    if one.cd_ref is None:
        return True
    if row.name is None or (held := taxa.of_cd_nom(session, row.name)) is None:
        return False
    return one.cd_ref in (held.cd_ref, *taxa.ancestors(session, held.cd_ref))


def is_there(session: Session, wanted: str, row: Any) -> bool:
    """Whether something that waits lies in a territory, or in a zone of the town."""
    zone = territories.zone(session, wanted)
    if zone is None:
        return row.territory in territories.members(session, wanted)
    found = observations.find(session, row.uuid)
    return found is not None and most_of(observations.place(found), zone[1])


def name_of(session: Session, one: Subscription) -> tuple[str, str]:
    """The name and the place of a subscription; "" for any."""
    taxon = taxa.of_cd_nom(session, one.cd_ref) if one.cd_ref is not None else None
    zone = territories.zone(session, one.territory) if one.territory else None
    places = territories.names(session, [one.territory]) if one.territory else {}
    place = zone[0] if zone else places.get(one.territory, one.territory)
    return (taxon.name if taxon else ""), place
