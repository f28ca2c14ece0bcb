"""Find the rules that may touch an observation, and settle how sensitive each one is."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from citizen.observations.rules import days
from citizen.observations.tables import Observation
from config import clock, events
from config.protocols import PROTOCOLS, protocol
from config.words import folded
from moderation.sensitivity.local import store as local
from moderation.sensitivity.remembered import store as remembered
from moderation.sensitivity.remembered.store import Known, Names
from moderation.sensitivity.rules import Where, circumstances, kept, where
from reference.sensitivity import store as national
from reference.sensitivity.rules import Rule, Ruling, Subject, held, ruling
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon, TaxonName
from reference.territories import store as territories

BATCH = 1000
ALIKE = 20  # taxa looked at for one name


def lineage(session: Session, cd_nom: int) -> Names:
    """The numbers of a name, of its taxon, of the taxa above, and of all their synonyms."""
    taxon = taxa.of_cd_nom(session, cd_nom)
    if taxon is None:
        return frozenset({cd_nom})
    above = {cd_nom, taxon.cd_ref, *taxa.ancestors(session, taxon.cd_ref)}
    names = select(TaxonName.cd_nom).where(TaxonName.cd_ref.in_(above))
    return frozenset({*above, *session.scalars(names)})


def called(session: Session, name: str) -> Names:
    """The same for words that nobody matched: of every taxon that plainly bears this name."""
    plain, found = folded(name), taxa.search(session, name, ALIKE) if name else ()
    bearing = [one for one in found if plain in map(folded, written(one))]
    return frozenset().union(*(lineage(session, one.cd_nom) for one in bearing))


def kin(session: Session, territory: str | None) -> list[str]:
    """The communes that a commune went to, and those that went to it."""
    found = territories.of_code(session, territory) if territory else None
    if found is None:
        return []
    heirs = [found.successor] if found.successor else []
    former = territories.former_codes(session, [found.code, *heirs])
    return [*heirs, *(code for codes in former.values() for code in codes)]


def written(taxon: Taxon) -> list[str]:
    return [taxon.name, taxon.full_name, *taxon.vernacular.split(",")]


class Rulebook:
    """The rules in force, looked up once for each name and department while they stand."""

    def __init__(self, session: Session) -> None:
        self.session = session

    @cached_property
    def known(self) -> Known:
        return remembered.known(self.session)

    def ruling(self, found: Observation, cd_nom: int | None) -> Ruling:
        """Say what the rules ask of an observation, were this its determination.

        One without a determination is judged by the words of its author, where they are a name.
        """
        name = cd_nom or folded(found.cited_name)
        if not name or protocol(found.protocol).publication == "cells":
            return Ruling()
        here = self._where(found.territory)
        rules = self._rules(name, here.department)
        if not rules:
            return Ruling()
        first, last = days(found.observed_text, found.time_precision)
        told = protocol(found.protocol, found.protocol_version).terms("sinp", found.answers)
        subject = Subject(self.known.names[name], here.areas, first, last, *circumstances(told))
        return ruling(rules, subject, clock.now().date())

    def may_touch(self, found: Observation) -> bool:
        """Whether any rule of its department or of the town speaks of what its author named."""
        name = found.name_held or folded(found.cited_name)
        return bool(name and self._rules(name, self._where(found.territory).department))

    def _where(self, territory: str | None) -> Where:
        places = self.known.places
        if territory not in places:
            places[territory] = where(territory, kin(self.session, territory))
        return places[territory]

    def _rules(self, name: int | str, department: str | None) -> list[Rule]:
        rules, key = self.known.rules, (name, department)
        if key not in rules:
            names = self._names(name)
            of_country = national.rules_of(self.session, names, department) if names else []
            rules[key] = of_country + local.rules_of(self.session, names)
        return rules[key]

    def _names(self, name: int | str) -> Names:
        names = self.known.names
        if name not in names:
            if isinstance(name, int):
                names[name] = lineage(self.session, name)
            else:
                names[name] = called(self.session, name)
        return names[name]


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
    told_of(session, found, actor, before=before, **why)
    return True


def told_of(session: Session, found: Observation, actor: int | None, **details: Any) -> None:
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
        told_of(session, found, actor, before=level, why=why)


def forget_waiver(found: Observation) -> None:
    """What a moderator accepted to show of a taxon says nothing of another."""
    if found.sensitivity_waived is not None:
        found.sensitivity_chosen = found.sensitivity_waived = None


def touched(session: Session) -> Iterator[UUID]:
    """Stream the observations whose level or rule is not what the rules now make it."""
    book, after = Rulebook(session), 0
    known = (Observation.held_cd_nom, Observation.cd_nom, Observation.sensitivity_rule)
    named = or_(*(column.is_not(None) for column in known), Observation.cited_name != "")
    codes = [code for code, one in PROTOCOLS.items() if one.publication == "records"]
    query = select(Observation).where(named, Observation.protocol.in_(codes))
    while True:
        batch = session.scalars(
            query.where(Observation.id > after).order_by(Observation.id).limit(BATCH)
        ).all()
        for found in batch:
            if differs(found, book.ruling(found, found.name_held)):
                yield found.uuid
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
