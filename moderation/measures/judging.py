"""Take a second reading, given without having seen the first one."""

from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.intake import hold
from citizen.observations.tables import Observation
from config.database import Session
from config.places import Fault
from config.problems import Problem
from moderation.chain import store as chain
from moderation.decisions.determination import determination
from moderation.decisions.rules import Verdict
from moderation.decisions.weighing import expert_desk, organisation_of
from moderation.opinions import store as opinions
from moderation.opinions.rules import JUDGING, view
from moderation.queues import store as queues
from moderation.queues.rules import Desk
from moderation.readings import store
from moderation.readings.rules import SAMPLE
from moderation.readings.tables import SecondReading


def waiting(session: Session, uuid: UUID, reader: Caller) -> tuple[SecondReading, Observation]:
    """Find a second reading that waits for somebody, and what it is of."""
    reading = store.of_uuid(session, uuid, reader)
    if reading is None:
        raise Problem("not-found")
    return reading, session.get_one(Observation, reading.observation_id)


def read_again(session: Session, uuid: UUID, given: Verdict, reader: Caller) -> SecondReading:
    """Keep what a second reader holds; a disagreement goes to an expert."""
    if given.verdict not in JUDGING:
        raise Problem("invalid-content", faults=[Fault("/verdict", "not-choice",
                      {"choices": ", ".join(JUDGING)})])  # fmt: skip
    reading, found = waiting(session, uuid, reader)
    hold(session, found)
    agrees = store.close(
        reading, reader.id, organisation_of(session, found, reader), _view(session, found, given)
    )
    if not agrees and reading.kind == SAMPLE and observations.find(session, found.uuid):
        desk = expert_desk(session, found)
        queues.put(session, found.id, Desk(desk, {"case": "expert-disagreement"}))
    told = {"observation": str(found.uuid), "reading": str(uuid), "agrees": agrees}
    chain.add(session, "second-reading", reader.id, **told, view=reading.read)
    return reading


def _view(session: Session, found: Observation, given: Verdict) -> str:
    """What a reader holds: what they named, else what the author cited, never what was held."""
    held = determination(session, given.taxon)
    if isinstance(held, Fault):
        raise Problem("invalid-content", faults=[held])
    if held is None:
        cited = opinions.facts(session, found, found.cd_nom)
        return view(given.verdict, cited.cd_ref, None)
    facts = opinions.facts(session, found, held.cd_nom)
    return view(given.verdict, facts.cd_ref, held.ornamental_id)
