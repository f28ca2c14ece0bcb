"""Match a written name: what it may be, and all that follows when a moderator says so."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from citizen.accounts.rules import Caller
from citizen.form.rules import Filled, number, one
from citizen.form.schemas import read
from citizen.observations.schemas import CitedTaxonSchema
from citizen.observations.tables import Observation
from config import clock, events
from config.database import Session
from config.places import Fault
from config.problems import Problem
from config.words import folded
from moderation.decisions.determination import Held, determination
from moderation.decisions.judging import hold_name
from moderation.names import store
from moderation.names.taken_in import store as taken_in
from moderation.sensitivity.store import Rulebook, settle
from reference.ornamentals import store as ornamentals
from reference.ornamentals.rules import NATURALITIES, PLANTED, tidied
from reference.ornamentals.tables import Ornamental
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon

PROPOSED = 4  # names of each kind

One = TypeVar("One")


class Proposals(NamedTuple):
    """What a written name may be."""

    taxa: Sequence[Taxon]
    ornamentals: Sequence[Ornamental]
    itself: str  # a plant's name as it stands, that may become an ornamental's
    known: str  # what it was found to stand for before: a cd_nom or an ornamental's name


def proposals(session: Session, cited: str) -> Proposals:
    """Propose names for what someone wrote; first what it was found to stand for."""
    if not folded(cited):
        return Proposals((), (), "", "")
    taxon, ornamental = found_before(session, cited)
    near, bred = taxa.search(session, cited, PROPOSED), ornamentals.search(session, cited, PROPOSED)
    itself = tidied(cited)
    return Proposals(
        first(taxon, near, "cd_nom"),
        first(ornamental, bred, "id"),
        "" if itself in {one.name for one in bred} else itself,
        ornamental.name if ornamental else str(taxon.cd_nom) if taxon else "",
    )


def found_before(session: Session, cited: str) -> tuple[Taxon | None, Ornamental | None]:
    """What a moderator found a written name to stand for."""
    match = store.match_of(session, cited)
    if match is None:
        return None, None
    if match.ornamental_id is not None:
        return None, ornamentals.of_id(session, match.ornamental_id)
    return (taxa.of_cd_nom(session, match.cd_nom) if match.cd_nom else None), None


def first(known: One | None, found: Sequence[One], key: str) -> Sequence[One]:
    """The one that is known before the others, once."""
    if known is None:
        return found
    return [known, *(one for one in found if getattr(one, key) != getattr(known, key))]


def chosen(session: Session, filled: Filled) -> Held:
    """What a moderator chose: written in full, else ticked; refuse when it names nothing."""
    typed, ticked = one(filled, "name"), number(one(filled, "candidate"))
    name = typed or str(ticked)
    taxon = taxa.named(session, name)
    if not typed and isinstance(ticked, int):
        told: dict[str, Any] = {"cd_nom": ticked}
    elif taxon is not None:
        told = {"cd_nom": taxon.cd_nom}
    else:
        told = {"cited_name": name, "wikidata": one(filled, "wikidata")}
    came = one(filled, "naturality")
    naturality = came if came in NATURALITIES else PLANTED
    held = determination(session, read(CitedTaxonSchema(), told), naturality)
    if isinstance(held, Held):
        return held
    raise Problem("invalid-content", faults=[held or Fault("/name", "missing")])


def match(session: Session, moderator: Caller, written: str, held: Held) -> int:
    """Hold a name for all that cite it and that a moderator may decide on; say how many.

    Each observation keeps the name its author cited, and tells the match in its history. The match
    is remembered, and proposed to whoever decides on the next to write this name.
    """
    name = next((n for n in store.unmatched(session, moderator) if n.written == written), None)
    if name is None:
        return 0
    found = store.citing(session, moderator, name.spellings)
    _hold(session, moderator, found, held)
    store.keep(session, written, held, moderator.id)
    return len(found)


def take_in(session: Session, moderator: Caller, ornamental: int | str) -> int:
    """Hold what TAXREF now has of an ornamental, for all that go by it; say how many."""
    offered = taken_in.taken_in(session, moderator)
    one = next((one for one in offered if one.ornamental.id == ornamental), None)
    if one is None:
        return 0
    found = taken_in.going_by(session, moderator, one.ornamental.id)
    _hold(session, moderator, found, one.held)
    taken_in.follow(session, one)
    return len(found)


def _hold(session: Session, moderator: Caller, found: Sequence[Observation], held: Held) -> None:
    book = Rulebook(session)
    for observation in found:
        hold_name(observation, held)
        settle(session, observation, book.ruling(observation, observation.name_held), moderator.id)
        observation.changed_at, observation.turn = clock.now(), observation.turn + 1
        told = {"cd_nom": held.cd_nom, "ornamental": held.name}
        told = {key: value for key, value in told.items() if value}
        events.record(session, "observation.named", observation.uuid, moderator.id, **told)
