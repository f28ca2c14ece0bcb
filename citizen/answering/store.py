"""Make, find and use the links that answer a question."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller, digest, new_secret
from citizen.accounts.store import caller_of
from citizen.accounts.tables import Account
from citizen.answering.rules import LINK_LASTS
from citizen.answering.tables import AnswerLink
from citizen.observations.tables import Observation
from config import clock
from config.problems import Problem


class Opened(NamedTuple):
    """What a link opens: one observation, for its author; they may do nothing else with it."""

    link: AnswerLink
    observation: Observation
    author: Caller


def new_link(session: Session, found: Observation) -> str:
    """Make a link for the letter about a question; return its secret."""
    secret = new_secret()
    made = {"observation_id": found.id, "account_id": found.author_id}
    session.add(AnswerLink(digest=digest(secret), expires_at=clock.now() + LINK_LASTS, **made))
    return secret


def opened(session: Session, secret: str, *, to_use: bool = False) -> Opened:
    """Find what a link opens while its question waits, or refuse."""
    asked = select(AnswerLink).where(
        AnswerLink.digest == digest(secret),
        AnswerLink.used_at.is_(None),
        AnswerLink.expires_at > clock.now(),
    )
    link = session.scalar(asked.with_for_update() if to_use else asked)
    found = session.get(Observation, link.observation_id) if link else None
    # An account that was joined or closed since answers by its own means, or no more.
    if link is None or found is None or found.author_id != link.account_id:
        raise Problem("answer-link-used")
    if found.status != "questioned":
        raise Problem("answer-link-used")
    return Opened(link, found, caller_of(session.get_one(Account, link.account_id)))


def use(link: AnswerLink) -> None:
    link.used_at = clock.now()


def forget_ended(session: Session, before: datetime) -> None:
    session.execute(delete(AnswerLink).where(AnswerLink.expires_at < before))
