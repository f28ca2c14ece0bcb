"""Keep what an inventory holds; know what is there already; know who touched it since."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from citizen.accounts import store as accounts
from citizen.accounts.tables import Account
from citizen.imports.tables import Import, ImportRow
from citizen.observations.revisions.tables import Proposal
from citizen.observations.rules import DECIDED_STATUSES
from citizen.observations.tables import Observation, Revision
from config import clock
from config.events import Event
from config.towns import EVERY_TOWN
from reference.territories import store as territories

WAITING = ("sent", "examined", "refused")  # for a person to confirm or give up
SETTLED = ("withdrawn", "restored")  # fates that need no second look


def inventory(session: Session, source: str) -> int:
    """The account that stands for a source, so that nobody owns its rows."""
    known = session.scalar(
        select(Account.id).where(Account.kind == "inventory", Account.name == source)
    )
    return known or accounts.open_account(session, "inventory", name=source).id


def known_inventory(session: Session, source: str) -> int | None:
    """The account of a source that came before."""
    found = select(Account.id).where(Account.kind == "inventory", Account.name == source)
    return session.scalar(found)


def begin(session: Session, told: dict[str, Any]) -> Import:
    """Note a file that is brought in; one that was interrupted is taken up where it stopped."""
    same = {name: told[name] for name in ("sha256", "protocol", "source", "mapping")}
    query = select(Import).filter_by(**same).where(Import.state == "running")
    found = session.scalars(query.order_by(Import.id.desc()).limit(1)).first()
    return found or add(session, told)


def add(session: Session, told: dict[str, Any]) -> Import:
    """Note a file that came."""
    author = inventory(session, told["source"])
    empty: dict[str, Any] = {"report": {}, "counts": {}, "undone": {}}
    made = Import(author_id=author, begun_at=clock.now(), **{**empty, **told})
    session.add(made)
    session.flush()
    return made


def one(session: Session, number: int, *, held: bool = False) -> Import | None:
    query = select(Import).where(Import.id == number)
    return session.scalar(query.with_for_update() if held else query)


def listed(session: Session, before: int | None = None, limit: int = 100) -> Sequence[Import]:
    """Return the imports, newest first."""
    query = select(Import).order_by(Import.id.desc()).limit(limit)
    return session.scalars(query.where(Import.id < before) if before else query).all()


def known(session: Session, uuids: Collection[UUID]) -> dict[UUID, Observation]:
    """The observations there already under some identifiers, with their places."""
    query = select(Observation).where(Observation.uuid.in_(uuids))
    found = session.scalars(query.options(undefer(Observation.place)))
    return {observation.uuid: observation for observation in found}


def last_proposals(
    session: Session, observations: Collection[Observation]
) -> dict[int, tuple[str, str]]:  # fmt: skip
    """What was proposed last of some observations: its digest, and what became of it."""
    decided = [one.id for one in observations if one.status in DECIDED_STATUSES]
    if not decided:
        return {}
    query = select(Proposal).where(Proposal.observation_id.in_(decided)).order_by(Proposal.id)
    return {one.observation_id: (one.digest, one.state) for one in session.scalars(query)}


def note(number: int, observation: Observation, kind: str) -> ImportRow:
    """What an import brought or changed, to be kept with it."""
    return ImportRow(
        import_id=number, observation_id=observation.id, kind=kind, version=observation.version
    )


def to_undo(session: Session, number: int, limit: int) -> Sequence[tuple[ImportRow, Observation]]:
    """The next observations of an import whose fate is not settled, kept to this transaction."""
    query = (
        select(ImportRow, Observation)
        .join(Observation, Observation.id == ImportRow.observation_id)
        .where(ImportRow.import_id == number, ImportRow.fate == "")
        .order_by(ImportRow.id)
        .limit(limit)
        .with_for_update(of=Observation)
    )
    return [(row, observation) for row, observation in session.execute(query)]


def reconsider(session: Session, number: int) -> None:
    """Forget why some were left: they are looked at again."""
    left = update(ImportRow).where(
        ImportRow.import_id == number, ImportRow.fate.not_in(("", *SETTLED))
    )
    session.execute(left.values(fate=""))


def touched(session: Session, observations: Collection[Observation]) -> set[UUID]:
    """Those that people did something with since: whatever has an actor who is not their author."""
    subjects = {str(observation.uuid): observation for observation in observations}
    query = select(Event.subject, Event.actor_id).where(
        Event.subject.in_(subjects), Event.actor_id.is_not(None)
    )
    return {
        subjects[subject].uuid
        for subject, actor in session.execute(query.distinct())
        if actor != subjects[subject].author_id
    }


def before(session: Session, observation: Observation) -> Revision | None:
    """The version of an observation before its present one."""
    former = select(Revision).where(
        Revision.observation_id == observation.id, Revision.version == observation.version - 1
    )
    return session.scalar(former)


def bounds(session: Session, code: str) -> tuple[float, float, float, float] | None:
    """The rectangle around the town, when its outline is known."""
    outline = territories.outline(session, code)
    return outline.bounds if outline is not None else None


def get(session: Session, number: int) -> Import:
    return session.get_one(Import, number)


def begin_undoing(session: Session, number: int) -> bool:
    """Begin to undo an import, or go on; say whether there is anything to undo."""
    held = one(session, number, held=True)
    if held is None or held.state not in {"running", "done", "undoing", "undone"}:
        return False
    reconsider(session, number)
    settled = {fate: count for fate, count in held.undone.items() if fate in SETTLED}
    held.state, held.undone = "undoing", settled
    return True


def confirm(session: Session, number: int, *, skip_faulty: bool) -> bool:
    """Let an import begin that was examined; say whether it may."""
    held = one(session, number, held=True)
    if held is None or held.state != "examined":
        return False
    if held.report["faulty"] and not skip_faulty:
        return False
    held.state, held.skip_faulty = "running", skip_faulty
    return True


def abandon(session: Session, number: int) -> bool:
    """Give up an import that did not begin; say whether there was one."""
    held = one(session, number, held=True)
    if held is None or held.state not in WAITING:
        return False
    held.state, held.ended_at = "abandoned", clock.now()
    return True


def abandon_older(session: Session, moment: datetime) -> Sequence[int]:
    """Give up the imports that wait since before a moment; return their numbers."""
    late = update(Import).where(Import.state.in_(WAITING), Import.begun_at < moment)
    done = late.values(state="abandoned", ended_at=clock.now()).returning(Import.id)
    return session.scalars(done).all()


def sender(session: Session, held: Import) -> str:
    """Who sent a file, for the people of the town: their name, else their address."""
    account = session.get(Account, held.by_id) if held.by_id else None
    return (account.name or account.email or "") if account else ""


def stored(session: Session) -> set[str]:
    """The names of the files that imports still need, of every town: they share our files."""
    needed = select(Import.stored).where(Import.stored != "")
    return set(session.scalars(needed, execution_options=EVERY_TOWN))
