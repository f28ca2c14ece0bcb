"""Remember the rules on a name and the places of a territory, until one of their sources changes.

Looked up anew they cost some thirty statements, a rank of TAXREF each; their version costs one.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from config import towns
from config.database import ask, engine
from config.events import Event
from moderation.sensitivity.local.tables import LocalSensitivity
from moderation.sensitivity.rules import Where
from reference.sensitivity.rules import Rule
from reference.sensitivity.tables import SensitivityEdition

Names = frozenset[int]
SUBJECTS = ("taxref", "communes", "national")  # of the news that one of the country's files changed
MOST = 50_000  # names remembered; then all are forgotten


class Known(NamedTuple):
    """What was looked up under one version of the rules."""

    version: tuple[Any, ...]
    names: dict[int | str, Names]
    places: dict[str | None, Where]
    rules: dict[tuple[int | str, str | None], list[Rule]]


SOURCES: Mapping[str, Any] = {  # instants too: what is rolled back leaves its number to another
    "news": select(func.max(Event.id)).where(Event.subject.in_(SUBJECTS), towns.is_served(Event)),
    "national": select(func.max(SensitivityEdition.loaded_at)),
    "rules": select(func.count(LocalSensitivity.id)).where(towns.is_served(LocalSensitivity)),
    "added": select(func.max(LocalSensitivity.added_at)).where(towns.is_served(LocalSensitivity)),
    "ended": select(func.max(LocalSensitivity.ended_at)).where(towns.is_served(LocalSensitivity)),
}
VERSION = select(*(one.scalar_subquery().label(name) for name, one in SOURCES.items()))

_known: WeakKeyDictionary[Engine, dict[int, Known]] = WeakKeyDictionary()


def known(session: Session) -> Known:
    """Return what is remembered under the version in force; nothing yet where it is a new one."""
    (version,) = ask(session, VERSION, {})
    of_towns, town = _known.setdefault(engine(), {}), towns.served()
    found = of_towns.get(town)
    if found is None or found.version != tuple(version) or len(found.names) > MOST:
        found = of_towns[town] = Known(tuple(version), {}, {}, {})
    return found
