"""Say what speaks for an observation, and what keeps it for people; keep the sample drawn."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.accounts.store import open_account
from citizen.accounts.tables import Account
from citizen.observations import store as observations
from citizen.observations.revisions import store as revisions
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.plausibility import store as flags
from config import towns
from config.protocols import protocol
from moderation.automatic.known import store as known
from moderation.decisions import store as decisions
from moderation.opinions import store as opinions
from moderation.opinions.automatic.rules import Automatic, Evidence, Score, covers, score
from moderation.opinions.rules import Facts, RuleBook, needed, rule_for

TOGETHER = 200  # observations looked at together
KIND, NAME = "automatic", "Acceptation automatique"


def evidence(session: Session, found: Observation, book: RuleBook, rule: Automatic) -> Evidence:
    """Say all that the rule looks at, as it is known now."""
    facts = known.facts(session, found)
    never = frozenset({*lasting_reasons(session, found, facts, rule)})
    never |= frozenset({*passing_reasons(session, found, facts, book)})
    return known.weighed(session, found, facts, never)


def of_the_past(session: Session, found: Observation, rule: Automatic) -> Evidence:
    """The same for what people settled long ago: what was under way then is left out."""
    facts = known.facts(session, found)
    never = frozenset({*lasting_reasons(session, found, facts, rule)})
    return known.weighed(session, found, facts, never)


def lasting_reasons(
    session: Session, found: Observation, facts: Facts, rule: Automatic
) -> Iterator[str]:
    """Why an observation of its kind is for people: what the past tells as well as the present."""
    holds = {
        "not-declared": not covers(rule, found.protocol, facts.group, facts.names),
        "cells": protocol(found.protocol).publication == "cells",
        "unnamed": facts.cd_ref is None,
        "hidden": found.sensitivity > 0,
        "listed": facts.is_listed,
        "first": known.is_first(session, found, facts),
        "inventory": bool(found.origin) or found.place_source == "inventory",
        "newcomer": known.newly_come(session, found),
        "flagged": bool(flags.of(session, found.id, found.version)),
        "duplicate": known.repeats(session, found, facts),
    }
    yield from (why for why, does in holds.items() if does)


def passing_reasons(
    session: Session, found: Observation, facts: Facts, book: RuleBook
) -> Iterator[str]:
    """Why it is for people as it stands: what is under way with it."""
    if not {*found.photos_declared} <= photos.digests(session, found.id):
        yield "incomplete"
    has_messages = bool(observations.messages(session, found))
    is_judged = bool(decisions.of_observation(session, found.id) or has_messages)
    if found.status != "submitted" or is_judged or opinions.who_judged(session, found.id):
        yield "judged"
    if revisions.waiting(session, found.id) is not None:
        yield "correction"
    asked = rule_for(book, facts)
    if asked is not None and needed(asked, facts) > 1:
        yield "several"


def tried(session: Session, rule: Automatic) -> Iterator[tuple[Score, bool]]:
    """Score what people settled, newest first: and whether they held what its author said."""
    before: int | None = None
    while found := _settled_by_people(session, rule, before):
        for one in found:
            is_held = one.status == "accepted" and one.held_cd_nom in {None, one.cd_nom}
            yield score(rule, of_the_past(session, one, rule)), is_held and not one.ornamental_id
        before = found[-1].id


def settled_by_people(session: Session, rule: Automatic) -> int:
    """Count what a rule may be tried on."""
    query = select(func.count()).select_from(Observation).where(*_settled(rule))
    return session.scalar(query) or 0


def _settled_by_people(
    session: Session, rule: Automatic, before: int | None
) -> Sequence[Observation]:
    query = select(Observation).where(*_settled(rule))
    if before is not None:
        query = query.where(Observation.id < before)
    return session.scalars(query.order_by(Observation.id.desc()).limit(TOGETHER)).all()


def _settled(rule: Automatic) -> tuple[ColumnElement[bool], ...]:
    return (
        Observation.protocol.in_(rule.protocols),
        Observation.status.in_(known.JUDGED),
        Observation.automatic.is_(False),
        Observation.emptied_at.is_(None),
    )


def actor(session: Session) -> Caller:
    """The account in whose name the rule decides, to which nobody signs in."""
    towns.held_alone(session)
    asked = select(Account).where(Account.kind == KIND).order_by(Account.id).limit(1)
    account = session.scalar(asked) or open_account(session, KIND, name=NAME)
    return Caller(account.id, account.uuid, NAME, "", kind=KIND)
