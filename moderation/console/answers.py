"""The ready answers of an association, filled for an observation, in the author's language."""

from typing import NamedTuple

from citizen.accounts.rules import Caller
from citizen.accounts.tables import Account
from citizen.form.rules import Filled, one
from citizen.observations.tables import Observation
from config.database import Session
from config.languages import words
from config.protocols import protocol
from moderation.canned import store as canned
from moderation.canned.rules import composed
from moderation.canned.rules import filled as filled_in
from moderation.decisions.weighing import organisation_of
from reference.territories import store as territories


class Ready(NamedTuple):
    """A ready answer, filled."""

    code: str
    words: str


class Filling(NamedTuple):
    """What ready answers are filled with beside the observation."""

    place: str  # the name of its commune
    organisation: str  # whose answers they are


def answers(session: Session, found: Observation, beside: Filling, spoken: str) -> list[Ready]:
    """The ready answers of a moderator's association, filled for an observation."""
    known = {
        "name": found.cited_name or words(protocol(found.protocol).title, spoken),
        "place": beside.place,
        "day": found.observed_text[:10],
    }
    return [
        Ready(each.code, filled_in(each, known, spoken))
        for each in canned.offered(session, beside.organisation)
    ]


def comment(session: Session, found: Observation, moderator: Caller, filled: Filled) -> str:
    """What a moderator tells the author: a ready answer in the author's language, and their own."""
    chosen = one(filled, "canned")
    if not chosen:
        return one(filled, "comment")
    author = session.get(Account, found.author_id)
    spoken = author.language if author else "fr"
    names = territories.names(session, [found.territory] if found.territory else [])
    place = names.get(found.territory or "", "")
    beside = Filling(place, organisation_of(session, found, moderator))
    ready = {each.code: each.words for each in answers(session, found, beside, spoken)}
    return composed(ready.get(chosen, ""), one(filled, "comment"))
