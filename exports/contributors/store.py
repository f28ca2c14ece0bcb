"""Read whose page it is, and what of theirs anyone may know, from what the atlas shows already."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import files, towns
from exports.atlas import store as atlas
from exports.atlas.rules import Entry
from exports.datasets import store as releases
from exports.datasets.rules import path
from exports.datasets.tables import Release
from exports.feeds.store import rows
from reference.taxa import store as taxa


class Served(NamedTuple):
    """A release that holds records of someone."""

    release: Release
    held: int


def name_of(session: Session, pseudo: str) -> tuple[int, str] | None:
    """Whose page it is, and the name they chose to show; nothing unless they opened it."""
    if not pseudo.isascii() or not pseudo.replace("-", "").isalnum():
        return None
    asked = select(Account.id, Account.name).where(Account.pseudo == pseudo, Account.signs)
    found = session.execute(asked).one_or_none()
    return (found.id, found.name) if found and found.name else None


def shown(session: Session, author: int) -> list[Entry]:
    """What someone signs and anyone may know wholly: the one precision function said so."""
    asked = select(Observation.uuid).where(
        Observation.author_id == author,
        Observation.name_published.is_(True),
        Observation.sensitivity == 0,
    )
    theirs = frozenset(session.scalars(asked))
    return [one for one in atlas.entries(session) if one.is_signed and one.uuid in theirs]


def named(session: Session, entries: Sequence[Entry]) -> Mapping[int, Any]:
    """The taxa of some records."""
    return taxa.known(session, {one.cd_ref for one in entries if one.cd_ref is not None})


def served(session: Session, entries: Sequence[Entry]) -> list[Served]:
    """The last release of each dataset that holds some of these records, and how many."""
    found = []
    for code in sorted({one.protocol for one in entries}):
        made = next(iter(releases.of(session, code)), None)
        file = f"{code}.geojson"
        if made is None or file not in made.files:
            continue
        held = _held(made, file, [one.uuid for one in entries if one.protocol == code])
        if held:
            found.append(Served(made, held))
    return found


def _held(made: Release, file: str, uuids: Sequence[UUID]) -> int:
    kept = path(towns.served(), made.dataset, made.number, file)
    if not files.store().has(kept):
        return 0
    return len(rows(kept, made.files[file]["sha256"], frozenset(str(one) for one in uuids)))
