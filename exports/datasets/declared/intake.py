"""Take a dataset in as a town writes it: whether what it names is here, and nothing else has it."""

from collections.abc import Iterator
from pathlib import Path

from citizen.campaigns import store as campaigns
from config import towns
from config.database import Session, reading
from config.places import Fault
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.protocols.protocol import Protocol
from config.protocols.reading import FileFaults, Unreadable, sentences
from exports.datasets.cutting import store as cutting
from exports.datasets.declared.rules import Declared
from exports.datasets.declared.sense import sense
from exports.datasets.declared.store import FILES


def faults(session: Session, one: Declared) -> list[Fault]:
    """Say all that keeps a dataset from being published as it is written."""
    asked = _asked(session, one)
    if isinstance(asked, Fault):
        return [asked]
    return [*sense(one, asked), *_code(session, one), *_place(session, one)]


def _asked(session: Session, one: Declared) -> Protocol | Fault:
    """The protocol it is of, or what of it is not here."""
    code = one.protocol
    if one.campaign:
        called = campaigns.calling(session, one.campaign)
        if called is None:
            return Fault("campaign", "dataset-campaign")
        code = called.protocol
    if code not in PROTOCOLS:
        return Fault("protocol", "dataset-protocol", {"known": ", ".join(PROTOCOLS)})
    return PROTOCOLS[code]


def _code(session: Session, one: Declared) -> Iterator[Fault]:
    """A code of a protocol or a campaign is that of its own dataset."""
    taken = one.code in PROTOCOLS or campaigns.calling(session, one.code) is not None
    if taken and one.code not in {one.protocol, one.campaign}:
        yield Fault("", "dataset-code")


def _place(session: Session, one: Declared) -> Iterator[Fault]:
    try:
        if one.territory:
            cutting.area(session, one.territory)
    except Problem as refusal:
        if refusal.kind.code != "unknown-territory":
            raise
        yield Fault("territory", "dataset-territory")


def doubts(home: Path) -> Iterator[str]:
    """Say what is wrong with the datasets of a home, for its doctor."""
    try:
        FILES.stands_in(home)
    except Unreadable as wrong:
        yield from sentences(wrong.found)
        return
    with reading() as session:
        code = towns.served_town(session).code
        for one in FILES.of(code):
            if found := faults(session, one):
                yield from sentences([FileFaults(FILES.file(code, one.code), found)])
