"""Make a dataset, change how one is published: its file is written by one at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from config import towns
from config.database import Session
from config.places import Fault
from config.problems import Problem
from exports.datasets import subjects
from exports.datasets.declared import store as declared
from exports.datasets.declared.intake import faults
from exports.datasets.declared.rules import Declared, of_document, tag
from exports.datasets.making.rules import merged, new_code, pointed, share
from exports.datasets.rules import metadata_id
from exports.datasets.subjects import Subject
from reference.territories import store as territories


def make(session: Session, code: str, told: Mapping[str, Any]) -> Declared:
    """Keep a new dataset; code: its own, else "" and one is made of its title."""
    towns.held_alone(session)
    known = {one.code for one in subjects.offered(session)}
    title = told.get("title") or {}
    coming = _read(merged(Declared(""), told), code or new_code(str(title.get("fr", "")), [*known]))
    wrong = _wrong(session, coming) if isinstance(coming, Declared) else coming
    if code in known:
        wrong = [*wrong, Fault("", "dataset-code")]
    if not title:
        wrong = [*wrong, Fault("title.fr", "toml-missing")]
    if wrong or not isinstance(coming, Declared):
        raise Problem("invalid-content", faults=pointed(wrong))
    declared.keep(session, coming)
    return coming


def change(session: Session, code: str, seen: Collection[str], told: Mapping[str, Any]) -> Declared:
    """Write a dataset's file as it was, but for what is told; seen: the versions that were seen."""
    towns.held_alone(session)
    present = subjects.known(session, code).declared
    if not seen:
        raise Problem("version-needed", etag=tag(present))
    if tag(present) not in seen:
        raise Problem("stale-version", etag=tag(present))
    coming = _read(merged(present, told), code)
    wrong = _wrong(session, coming) if isinstance(coming, Declared) else coming
    if wrong or not isinstance(coming, Declared):
        raise Problem("invalid-content", faults=pointed(wrong))
    declared.keep(session, coming)
    return coming


def spread(session: Session, code: str, communes: Sequence[str]) -> tuple[int, int]:
    """Make one dataset per commune of one of the whole; say how many, and how many were there.

    Each is published as the whole is; which stays, and holds them all.
    """
    towns.held_alone(session)
    offered = subjects.offered(session)
    whole = next((one for one in offered if one.code == code and not one.territory), None)
    if whole is None:
        raise Problem("invalid-content", faults=[Fault("/whole", "dataset-of")])
    there = {one.territory for one in offered if _alike(one, whole)}
    wanted = [one for one in dict.fromkeys(communes) if one not in there]
    names = territories.names(session, wanted)
    made = [
        _share(whole, one, names.get(one, one), [one.code for one in offered]) for one in wanted
    ]
    wrong = [fault for one in made for fault in faults(session, one)]
    if wrong or not communes:
        raise Problem("invalid-content", faults=pointed(wrong) or [Fault("/communes", "missing")])
    for one in made:
        declared.keep(session, one)
    return len(made), len(communes) - len(made)


def _alike(one: Subject, whole: Subject) -> bool:
    return (one.protocol.code, one.campaign) == (whole.protocol.code, whole.campaign)


def _share(whole: Subject, commune: str, name: str, taken: Sequence[str]) -> Declared:
    return share(
        whole.declared, new_code(f"{whole.code} {name}", taken), (commune, name), whole.title
    )


def _read(told: Mapping[str, Any], code: str) -> Declared | list[Fault]:
    return of_document(told, code)


def _wrong(session: Session, coming: Declared) -> list[Fault]:
    return [*faults(session, coming), *_identified(session, coming)]


def _identified(session: Session, coming: Declared) -> Iterator[Fault]:
    """The identifier of a sheet is of one dataset alone."""
    identifier, town = coming.sheet.get("identifiantJdd"), towns.served_town(session).code
    others = [one for one in subjects.offered(session) if one.code != coming.code]
    taken = [
        one.declared.sheet.get("identifiantJdd", str(metadata_id(town, one.code))) for one in others
    ]
    if identifier in taken:
        yield Fault("sheet.identifiantJdd", "dataset-uuid-taken")
