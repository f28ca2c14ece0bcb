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


def answers(session: Session, found: Observation, moderator: Caller, spoken: str) -> list[Ready]:
    """The ready answers of a moderator's association, filled for an observation."""
    names = territories.names(session, [found.territory] if found.territory else [])
    known = {
        "name": found.cited_name or words(protocol(found.protocol).title, spoken),
        "place": names.get(found.territory or "", ""),
        "day": found.observed_text[:10],
    }
    organisation = organisation_of(session, found, moderator)
    return [
        Ready(each.code, filled_in(each, known, spoken))
        for each in canned.offered(session, organisation)
    ]


def comment(session: Session, found: Observation, moderator: Caller, filled: Filled) -> str:
    """What a moderator tells the author: a ready answer in the author's language, and their own."""
    chosen, author = one(filled, "canned"), session.get(Account, found.author_id)
    if not chosen:
        return one(filled, "comment")
    spoken = author.language if author else "fr"
    ready = {each.code: each.words for each in answers(session, found, moderator, spoken)}
    return composed(ready.get(chosen, ""), one(filled, "comment"))
