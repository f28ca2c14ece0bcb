"""Find the rules that may touch an observation, and settle how sensitive each one is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from citizen.observations.rules import days
from citizen.observations.tables import Observation
from config import clock, events
from config.protocols import PROTOCOLS, protocol
from moderation.sensitivity.local import store as local
from moderation.sensitivity.rules import circumstances, kept, where
from reference.sensitivity import store as national
from reference.sensitivity.rules import Rule, Ruling, Subject, held, ruling
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon

BATCH = 1000


def lineage(session: Session, cd_nom: int) -> frozenset[int]:
    """The numbers of a name, of its taxon, of the taxa above, and of all their synonyms."""
    taxon = taxa.of_cd_nom(session, cd_nom)
    if taxon is None:
        return frozenset({cd_nom})
    above = {cd_nom, taxon.cd_ref}
    names = select(Taxon.cd_nom).where(Taxon.cd_ref.in_(above))
    return frozenset({*above, *session.scalars(names)})


class Rulebook:
    """The rules in force, looked up once for each name and department."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.names: dict[int, frozenset[int]] = {}
        self.rules: dict[tuple[int, str | None], list[Rule]] = {}

    def ruling(self, found: Observation, cd_nom: int | None) -> Ruling:
        """Say what the rules ask of an observation, were this its determination."""
        if cd_nom is None or protocol(found.protocol).publication == "cells":
            return Ruling()
        here = where(found.territory)
        rules = self._rules(cd_nom, here.department)
        if not rules:
            return Ruling()
        first, last = days(found.observed_text, found.time_precision)
        told = protocol(found.protocol).terms("sinp", found.answers)
        subject = Subject(self.names[cd_nom], here.areas, first, last, *circumstances(told))
        return ruling(rules, subject, clock.now().date())

    def _rules(self, cd_nom: int, department: str | None) -> list[Rule]:
        known = (cd_nom, department)
        if known not in self.rules:
            if cd_nom not in self.names:
                self.names[cd_nom] = lineage(self.session, cd_nom)
            names = self.names[cd_nom]
            of_country = national.rules_of(self.session, names, department)
            self.rules[known] = of_country + local.rules_of(self.session, names)
        return self.rules[known]


def name_held(found: Observation) -> int | None:
    """The name an observation goes by: the moderators', else its author's."""
    return found.held_cd_nom or found.cd_nom


def settle(
    session: Session, found: Observation, told: Ruling, actor: int | None = None, **why: Any
) -> bool:
    """Give an observation the level it must have; say whether that is another, and record it."""
    found.sensitivity_rule = kept(told)
    level = held(told.level, found.sensitivity_chosen, found.sensitivity_waived)
    before, now = found.sensitivity, clock.now()
    if level == before:
        return False
    found.sensitivity, found.sensitivity_set_at = level, now
    if level > before:
        found.sensitivity_raised_at = now
    if found.decided_at is not None:  # until then nothing of it shows
        found.changed_at = now
    record(session, found, actor, before=before, **why)
    return True


def record(session: Session, found: Observation, actor: int | None, **details: Any) -> None:
    """Tell in the history of an observation how sensitive it is, and by which rule."""
    told = {"level": found.sensitivity, "rule": found.sensitivity_rule, **details}
    events.record(session, "observation.sensitivity-changed", found.uuid, actor, **told)


def choose(
    session: Session, found: Observation, told: Ruling, by: tuple[int, str], level: int
) -> None:
    """Keep the level a moderator chose (their account, and why they show more than the rules)."""
    found.sensitivity_chosen = level
    found.sensitivity_waived = told.level if level < told.level else None
    actor, why = by
    if not settle(session, found, told, actor, why=why):
        record(session, found, actor, before=level, why=why)


def forget_waiver(found: Observation) -> None:
    """What a moderator accepted to show of a taxon says nothing of another."""
    if found.sensitivity_waived is not None:
        found.sensitivity_chosen = found.sensitivity_waived = None


def touched(session: Session) -> Iterator[tuple[Observation, Ruling]]:
    """Stream the observations whose level is not what the rules now make it."""
    book, after = Rulebook(session), 0
    named = or_(Observation.held_cd_nom.is_not(None), Observation.cd_nom.is_not(None))
    ruled = Observation.sensitivity_rule.is_not(None)
    codes = [code for code, one in PROTOCOLS.items() if one.publication == "records"]
    query = select(Observation).where(or_(named, ruled), Observation.protocol.in_(codes))
    while True:
        batch = session.scalars(
            query.where(Observation.id > after).order_by(Observation.id).limit(BATCH)
        ).all()
        for found in batch:
            told = book.ruling(found, name_held(found))
            if differs(found, told):
                yield found, told
        if len(batch) < BATCH:
            return
        after = batch[-1].id
        session.expunge_all()


def differs(found: Observation, told: Ruling) -> bool:
    level = held(told.level, found.sensitivity_chosen, found.sensitivity_waived)
    return level != found.sensitivity or kept(told) != (found.sensitivity_rule or {})


def raised(session: Session, dataset: str, since: datetime) -> int:
    """Count the accepted observations of a protocol that must hide more than at an instant."""
    more = select(func.count()).where(
        Observation.protocol == dataset,
        Observation.status == "accepted",
        Observation.decided_at <= since,
        Observation.sensitivity_raised_at > since,
    )
    return session.scalar(more) or 0
