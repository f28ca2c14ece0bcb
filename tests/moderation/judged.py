"""A long history of moderation, made by hand: opinions and decisions, and their lines."""

from uuid import uuid4

from sqlalchemy import insert, select

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock
from config.database import transaction
from moderation.chain.rules import ORIGIN, Line, following
from moderation.chain.tables import ChainHead, ChainLine
from moderation.opinions.tables import Opinion

TOGETHER = 5_000


def opinions(town, number, each=20):
    """Keep so many opinions, on the observations there are, `each` of them by every person."""
    with transaction() as session:
        subjects = list(session.scalars(select(Observation.id)))
        people = list(session.scalars(select(Account.id)))
        for start in range(0, number, TOGETHER):
            session.execute(
                insert(Opinion),
                [
                    _opinion(town, subjects[n // each % len(subjects)], people[n % len(people)], n)
                    for n in range(start, min(start + TOGETHER, number))
                ],
            )


def _opinion(town, subject, who, n):
    verdict = "reject" if n % 9 == 0 else "accept"
    return {
        "observation_id": subject, "version": 1, "moderator_id": who, "organisation": "LPO",
        "verdict": verdict, "certainty": "certain", "view": verdict, "reason": "", "comment": "",
        "is_expert": False, "protocol": "biodiversity", "group": "Oiseaux", "facts": {},
        "rules": 0, "outcome": "settled", "given_at": clock.now(), "town_id": town,
    }  # fmt: skip


def lines(town, number):
    """Write so many lines of a chain, and its head."""
    last = Line(0, "", "", ORIGIN)
    with transaction() as session:
        for start in range(1, number + 1, TOGETHER):
            some = []
            for n in range(start, min(start + TOGETHER, number + 1)):
                told = {"kind": "opinion", "observation": str(uuid4()), "verdict": "accept"}
                last = following(n, last.digest, told)
                some.append(last._asdict() | {"town_id": town})
            session.execute(insert(ChainLine), some)
        session.add(ChainHead(number=last.number, digest=last.digest))
