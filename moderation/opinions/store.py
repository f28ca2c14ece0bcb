"""Keep opinions, find what stands on a version; the rules in force and those before them."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock, towns
from moderation.opinions.declared import EMPTY, parsed
from moderation.opinions.rules import ABSTAIN, SETTLED, Facts, Given, RuleBook, lists
from moderation.opinions.tables import ConsensusRules, Opinion
from reference.taxa import store as taxa
from reference.territories.rules import commune_of

HIDDEN = 1  # the SINP sensitivity from which a record counts as listed


# ---- rules


def last_rules(session: Session) -> ConsensusRules | None:
    """The version in force; nothing when none was ever declared."""
    query = select(ConsensusRules).order_by(ConsensusRules.number.desc()).limit(1)
    return session.scalar(query)


def book(session: Session) -> RuleBook:
    """Return the rules in force."""
    last = last_rules(session)
    read = parsed(last.content, last.number) if last else RuleBook()
    return read if isinstance(read, RuleBook) else RuleBook()


def content(session: Session) -> tuple[int, str]:
    """Return the number and the TOML of the rules in force."""
    last = last_rules(session)
    return (last.number, last.content) if last else (0, EMPTY)


def versions(session: Session) -> Sequence[tuple[ConsensusRules, str]]:
    """Return every version of the rules, newest first, and the name of who made it."""
    query = select(ConsensusRules, func.coalesce(Account.name, "")).join(
        Account, Account.id == ConsensusRules.made_by
    )
    rows = session.execute(query.order_by(ConsensusRules.number.desc()))
    return [(row[0], row[1]) for row in rows]


def adopt(session: Session, text: str, by: int) -> int:
    """Keep a new version, in force from now on; return its number."""
    towns.held_alone(session)
    number = content(session)[0] + 1
    made = ConsensusRules(number=number, content=text, made_by=by, made_at=clock.now())
    session.add(made)
    session.flush()
    return number


# ---- opinions


def facts(session: Session, found: Observation, cd_nom: int | None, due: int = 0) -> Facts:
    """What rules look at in an observation, were it of this name; due: its sensitivity."""
    taxon = taxa.of_cd_nom(session, cd_nom) if cd_nom else None
    is_hidden = max(found.sensitivity, due) >= HIDDEN
    if taxon is None:
        return Facts(found.protocol, found.group, is_listed=is_hidden)
    above = frozenset({taxon.cd_nom, taxon.cd_ref, *taxa.ancestors(session, taxon.cd_ref)})
    here = commune_of(found.territory).code if found.territory else ""
    return Facts(
        found.protocol,
        taxon.group or found.group,
        above,
        taxon.cd_ref,
        is_hidden or is_listed(session, taxon.cd_ref),
        bool(here) and not taxa.seen_by_month(session, taxon.cd_ref, here),
    )


def is_listed(session: Session, cd_ref: int) -> bool:
    """Whether a status of the country protects a taxon, or says that it is threatened."""
    return any(lists(one.type, one.code) for one in taxa.statuses(session, cd_ref))


def add(session: Session, found: Observation, opinion: Opinion) -> Opinion:
    """Keep an opinion on the version of an observation that was seen."""
    opinion.observation_id, opinion.version = found.id, found.version
    opinion.protocol, opinion.group = found.protocol, opinion.group or found.group
    opinion.given_at = clock.now()
    session.add(opinion)
    return opinion


def standing(session: Session, found: Observation) -> Sequence[Opinion]:
    """Return the opinions on the present version, in the order they were given."""
    query = select(Opinion).where(
        Opinion.observation_id == found.id,
        Opinion.version == found.version,
        Opinion.withdrawn_at.is_(None),
    )
    return session.scalars(query.order_by(Opinion.id)).all()


def given(one: Opinion) -> Given:
    return Given(one.moderator_id, one.verdict, one.view, one.certainty, one.is_expert)


def withdraw(session: Session, number: int) -> None:
    """An opinion undone counts no more; it stays in the history."""
    session.get_one(Opinion, number).withdrawn_at = clock.now()


def who_judged(session: Session, observation: int) -> Collection[int]:
    """The accounts that gave an opinion on any version of an observation."""
    query = select(Opinion.moderator_id).where(Opinion.observation_id == observation)
    return set(session.scalars(query))


def unheard(caller: Any) -> ColumnElement[bool]:
    """That an observation still wants the opinion of an account (its row): joined with Observation.

    What one said already, and which waits for others, is not shown to them again.
    """
    mine = exists().where(
        and_(
            Opinion.observation_id == Observation.id,
            Opinion.moderator_id == caller,
            Opinion.version == Observation.version,
            Opinion.outcome != SETTLED,
            Opinion.withdrawn_at.is_(None),
            Observation.status == "submitted",
        )
    )
    return ~mine


def sides(session: Session, found: Observation) -> list[dict[str, Any]]:
    """The opinions on the present version, side by side: for who must settle a disagreement."""
    query = (
        select(Opinion, Account.name)
        .join(Account, Account.id == Opinion.moderator_id)
        .where(
            Opinion.observation_id == found.id,
            Opinion.version == found.version,
            Opinion.verdict != ABSTAIN,
            Opinion.withdrawn_at.is_(None),
        )
    )
    rows = session.execute(query.order_by(Opinion.id)).all()
    return [{"opinion": one, "who": name or one.organisation} for one, name in rows]
