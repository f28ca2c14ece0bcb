"""Find what a resident saw again, and what lies near what they sent."""

from typing import Any, NamedTuple
from uuid import UUID

from shapely import get_coordinates
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.form import store
from citizen.form.rules import Filled, first_and_more, groups, one
from citizen.form.schemas import read
from citizen.observations import store as observations
from citizen.observations.access import may_see_again
from citizen.observations.duplicates import store as duplicates
from citizen.observations.rules import OPEN_STATUSES, Submission
from citizen.observations.schemas import SubmissionSchema
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from config import places
from config.database import reading
from config.events import Event
from config.problems import Problem
from config.protocols.protocol import Protocol
from reference.sensitivity.rules import EXACT
from reference.taxa.rules import first_vernacular
from reference.taxa.tables import Taxon

APART = "observation.told-apart"


class Again(NamedTuple):
    """What was seen again: its name, and its place where who asks may know it."""

    uuid: UUID
    name: str
    place: Geometry | None


def again(session: Session, filled: Filled, asked: Protocol, who: int) -> Again | None:
    """Find what a form says was seen again; nothing of what may not be known."""
    try:
        uuid = UUID(one(filled, "of"))
    except ValueError:
        return None
    found = may_see_again(session, uuid, asked.code, who) if asked.visits else None
    if found is None:
        return None
    is_open = found.author_id == who or visits.precision(session, found) == EXACT
    taxon = session.get(Taxon, found.name_held) if found.name_held else None
    name = (first_vernacular(taxon.vernacular) or taxon.name) if taxon else ""
    if is_open:
        name = str(found.answers.get("tree_name", "")) or name or found.cited_name
    place = places.rounded(observations.place(found)) if is_open else None
    return Again(uuid, name, place)


def begun(asked: Protocol, blank: Filled, who: int) -> Filled:
    """A form about what is seen again, its place filled in; refuse what may not be known."""
    with reading() as session:
        known = again(session, blank, asked, who)
    if known is None:
        raise Problem("unknown-observation")
    return {**blank, **placed(known)}


def questions(asked: Protocol, filled: Filled, who: int) -> dict[str, Any]:
    """What a page needs to ask a protocol: its questions in groups, and where the town lies.

    Of what is seen again, only what a visit asks.
    """
    with reading() as session:
        outline, known = store.town_rings(session), again(session, filled, asked, who)
    first, more = first_and_more(asked)
    if known is not None:
        asked = asked.of_a_visit()
        first, more = [*asked.questions], []
    told = {"asked": asked, "first": groups(first), "more": groups(more), "again": known}
    return told | {"rings": outline}


def placed(known: Again) -> Filled:
    """The fields of a form that tell the place of what was seen again."""
    if known.place is None:
        return {}
    corners = get_coordinates(known.place).tolist()
    if known.place.geom_type == "Point":
        ((x, y),) = corners
        return {"latitude": [f"{y:.6f}"], "longitude": [f"{x:.6f}"]}
    lines = "\n".join(f"{y:.6f}; {x:.6f}" for x, y in corners)
    return {"shape": [known.place.geom_type], "positions": [lines]}


def said(found: Observation) -> Submission:
    """What an author sent, as they could send it again."""
    told = {name: value for name, value in observations.told(found).items() if value is not None}
    told["taxon"] = {name: value for name, value in told["taxon"].items() if value is not None}
    sent: Submission = read(SubmissionSchema(), told)
    return sent


def near(session: Session, found: Observation) -> list[dict[str, Any]]:
    """What may be known already of what was just sent, until its author says it is another."""
    if found.status not in OPEN_STATUSES or found.of is not None:
        return []
    apart = select(Event.id).where(Event.subject == str(found.uuid), Event.name == APART)
    if session.scalar(apart.limit(1)) is not None:
        return []
    return duplicates.of_author(session, found.uuid, (said(found), found.group), found.author_id)
