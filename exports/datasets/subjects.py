"""What a dataset is of: all of a protocol, or one campaign of the town that chose so."""

from collections.abc import Mapping
from typing import NamedTuple

from citizen.campaigns import store as campaigns
from citizen.campaigns.tables import Campaign
from config.database import Session
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.protocols.protocol import Protocol


class Subject(NamedTuple):
    """What is published together, under one code."""

    code: str
    protocol: Protocol
    title: Mapping[str, str]
    description: Mapping[str, str]
    campaign: str = ""


def offered(session: Session) -> list[Subject]:
    """List what the town publishes: a dataset per protocol, then per campaign that is one."""
    called = [one for one in campaigns.datasets(session) if one.protocol in PROTOCOLS]
    return [*map(_whole, PROTOCOLS.values()), *map(_part, called)]


def known(session: Session, code: str) -> Subject:
    """Find what the town publishes under a code, or say there is no such dataset."""
    found = next((one for one in offered(session) if one.code == code), None)
    if found is None:
        raise Problem("unknown-dataset", dataset=code)
    return found


def ever(session: Session, code: str) -> Subject:
    """The same, with what it published before and no longer does: addresses of files stay."""
    called = None if code in PROTOCOLS else campaigns.calling(session, code)
    if called is not None and called.protocol in PROTOCOLS:
        return _part(called)
    return known(session, code)


def _whole(asked: Protocol) -> Subject:
    return Subject(asked.code, asked, asked.title, asked.description)


def _part(called: Campaign) -> Subject:
    asked = PROTOCOLS[called.protocol]
    told = called.description or asked.description
    return Subject(called.slug, asked, called.title, told, called.slug)
