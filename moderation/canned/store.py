"""Keep what an association changed, and put it together with what is supplied."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from config import clock
from config.engines import insert_once
from moderation.canned.rules import SUPPLIED, Answer
from moderation.canned.tables import CannedAnswer


def of(session: Session, organisation: str) -> Sequence[Answer]:
    """Return the answers of an association, in its order, those it put aside too."""
    known = {
        code: Answer(code, words, place=place)
        for place, (code, words) in enumerate(SUPPLIED.items(), start=1)
    }
    query = select(CannedAnswer).where(CannedAnswer.organisation == organisation)
    for one in session.scalars(query.order_by(CannedAnswer.id)):
        known[one.code] = Answer(one.code, one.words, one.is_offered, one.place)
    return sorted(known.values(), key=lambda one: one.place)


def offered(session: Session, organisation: str) -> Sequence[Answer]:
    """Return the answers that moderators of an association may choose."""
    return [one for one in of(session, organisation) if one.is_offered]


def keep(session: Session, organisation: str, answer: Answer, by: int) -> None:
    """Keep an answer as an association wants it."""
    made = insert_once(session, CannedAnswer, ("town_id", "organisation", "code"))
    told = {
        "place": answer.place, "is_offered": answer.is_offered, "words": dict(answer.words),
        "changed_by": by, "changed_at": clock.now(),
    }  # fmt: skip
    session.execute(made.values(organisation=organisation, code=answer.code, **told))
    row = session.scalars(
        select(CannedAnswer).where(
            CannedAnswer.organisation == organisation, CannedAnswer.code == answer.code
        )
    ).one()
    for name, value in told.items():
        setattr(row, name, value)
