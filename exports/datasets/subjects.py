"""What a dataset is of: all of a protocol, or one campaign of the town that chose so."""

from collections.abc import Mapping
from typing import NamedTuple

from citizen.campaigns import store as campaigns
from citizen.campaigns.tables import Campaign
from config.database import Session
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.protocols.protocol import Protocol
from exports.datasets.declared import store as declared
from exports.datasets.declared.rules import Declared
from exports.datasets.declared.sense import sense


class Subject(NamedTuple):
    """What is published together, under one code."""

    code: str
    protocol: Protocol
    title: Mapping[str, str]
    description: Mapping[str, str]
    campaign: str = ""
    declared: Declared = Declared("")

    @property
    def territory(self) -> str:
        """The only territory it is of; "" for all that the town publishes."""
        return self.declared.territory

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels of validation it publishes."""
        return self.declared.levels


def offered(session: Session) -> list[Subject]:
    """List what the town publishes: per protocol, per campaign that is one, then what it wrote."""
    called = [one for one in campaigns.datasets(session) if one.protocol in PROTOCOLS]
    made = [*map(_whole, PROTOCOLS.values()), *map(_part, called)]
    written = {one.code: one for one in declared.written(session)}
    known_ = [_as_written(one, written.pop(one.code, None)) for one in made]
    others = (_made(session, one) for one in written.values())
    return [*known_, *(one for one in others if one is not None)]


def known(session: Session, code: str) -> Subject:
    """Find what the town publishes under a code, or say there is no such dataset."""
    found = next((one for one in offered(session) if one.code == code), None)
    if found is None:
        raise Problem("unknown-dataset", dataset=code)
    return found


def going_on(session: Session, code: str) -> Subject:
    """Find what the town publishes, and refuse what it retired: that has no new release."""
    found = known(session, code)
    if found.declared.retired:
        raise Problem("dataset-retired", dataset=code)
    return found


def ever(session: Session, code: str) -> Subject:
    """The same, with what it published before and no longer does: addresses of files stay."""
    found = next((one for one in offered(session) if one.code == code), None)
    called = None if found else campaigns.calling(session, code)
    if called is not None and called.protocol in PROTOCOLS:
        return _part(called)
    return found or known(session, code)


def _as_written(made: Subject, told: Declared | None) -> Subject:
    """A dataset of the product's, as the town says it is published."""
    if told is None or (told.protocol, told.campaign) != (made.declared.protocol, made.campaign):
        return made
    if sense(told, made.protocol):
        return made
    return _worded(made, told)


def _made(session: Session, told: Declared) -> Subject | None:
    """A dataset of the town's own; nothing where what it is of is no more."""
    if told.campaign:
        called = campaigns.calling(session, told.campaign)
        of = _part(called) if called and called.protocol in PROTOCOLS else None
    else:
        of = _whole(PROTOCOLS[told.protocol]) if told.protocol in PROTOCOLS else None
    if of is None or sense(told, of.protocol):
        return None
    return _worded(of, told)


def _worded(of: Subject, told: Declared) -> Subject:
    """The same under a code and in words of the town's own."""
    title, description = told.title or of.title, told.description or of.description
    return of._replace(code=told.code, title=title, description=description, declared=told)


def _whole(asked: Protocol) -> Subject:
    return Subject(asked.code, asked, asked.title, asked.description, declared=default(asked))


def default(asked: Protocol) -> Declared:
    """How a protocol is published where the town wrote nothing."""
    rhythm = "monthly" if asked.publication == "cells" else "daily"
    return Declared(asked.code, protocol=asked.code, rhythm=rhythm)


def _part(called: Campaign) -> Subject:
    asked = PROTOCOLS[called.protocol]
    told = called.description or asked.description
    made = Declared(called.slug, campaign=called.slug)
    return Subject(called.slug, asked, called.title, told, called.slug, made)
