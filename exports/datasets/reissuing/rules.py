"""What a former release shows that may not be shown any more, record by record; and why it may go.

Two indexes are compared (`exports/datasets/changes.py`): that of the release, and that of today.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from config.languages import Text
from reference.sensitivity.rules import CELL, COMMUNE, DEPARTMENT, EXACT, PRECISIONS

FINEST_FIRST = (EXACT, COMMUNE, CELL, DEPARTMENT)
ACCEPTED, MERGED, WITHDRAWN = "accepted", "duplicate", "withdrawn"

# What became of a record, or of what went with it, since a release.
PLACE, NAME, PHOTO = "place", "name", "photo"  # told less precisely; not signed; hidden
SPECIES = "species"  # it was given a name that may not be told there any more
HIDDEN, LEFT, UNDECIDED = (
    "hidden",
    "left",
    "undecided",
)  # never shown; by its author; by naturalists
CAUSES = (PLACE, HIDDEN, SPECIES, NAME, PHOTO, LEFT, UNDECIDED)
# Those that ask for a release to be taken back. Who withdraws is told that former files stay.
GRAVE = frozenset({PLACE, HIDDEN, SPECIES, NAME, PHOTO})

REASONS: Mapping[str, Text] = {  # told to anyone; never which record, nor what of it
    "sensitive": {
        "fr": "Elle situait trop précisément ce qui doit être protégé.",
        "en": "It told too precisely where something to protect is.",
    },
    "personal": {
        "fr": "Elle contenait des données personnelles.",
        "en": "It held personal data.",
    },
    "photo": {
        "fr": "Elle montrait une photo ou un son qui ne devait pas l'être.",
        "en": "It showed a photo or a sound that should not have been.",
    },
    "rights": {
        "fr": "Elle contenait ce que la ville n'avait pas le droit de publier.",
        "en": "It held what the town had no right to publish.",
    },
    "error": {
        "fr": "Elle contenait une erreur qui pouvait nuire.",
        "en": "It held an error that could do harm.",
    },
}


class Shown(NamedTuple):
    """What an index tells of a record; precision "" in those of former versions."""

    uuid: str
    sensitivity: str
    precision: str = ""
    signed: str = ""
    names: tuple[str, ...] = ()  # of its photos and sounds
    taxa: tuple[int, ...] = ()  # it was told to be; none in the indexes of former versions


class Exposed(NamedTuple):
    """A record of a release, and why too much of it was shown; "" when it is there no more."""

    uuid: UUID
    cause: str
    names: tuple[UUID, ...] = ()
    taxa: tuple[int, ...] = ()  # it is told to be no more: the rules are asked about each
    precision: str = ""  # of its place, when it was told to be these


def shown(lines: Iterable[str]) -> Iterator[Shown]:
    """Read an index."""
    for line in lines:
        uuid, _digest, *more = line.rstrip("\n").split("\t")
        level, precision, signed = [*more, "", "", ""][:3]
        names = tuple(one for one in more[3:] if not one.isdigit())
        taxa = tuple(int(one) for one in more[3:] if one.isdigit())
        yield Shown(uuid, level, precision, signed, names, taxa)


def exposed(before: Iterable[Shown], now: Iterable[Shown]) -> Iterator[Exposed]:
    """Compare a release with today, both in the order of identifiers."""
    today = iter(now)
    present = next(today, None)
    for one in before:
        while present is not None and present.uuid < one.uuid:
            present = next(today, None)
        if present is None or present.uuid != one.uuid:
            yield Exposed(UUID(one.uuid), "", (*map(UUID, one.names),), one.taxa, one.precision)
        else:
            yield from _compared(one, present)


def _compared(then: Shown, now: Shown) -> Iterator[Exposed]:
    uuid = UUID(then.uuid)
    if is_coarser(then, now):
        yield Exposed(uuid, PLACE)
    if then.signed and not now.signed:
        yield Exposed(uuid, NAME)
    if lost := [UUID(name) for name in then.names if name not in now.names]:
        yield Exposed(uuid, PHOTO, tuple(lost))
    if unnamed := tuple(taxon for taxon in then.taxa if taxon not in now.taxa):
        yield Exposed(uuid, SPECIES, (), unnamed, then.precision)


def is_coarser(then: Shown, now: Shown) -> bool:
    """Whether a record is now told less precisely than it was."""
    if not then.precision:  # an index that did not keep it
        return then.sensitivity < now.sensitivity
    return FINEST_FIRST.index(then.precision) < FINEST_FIRST.index(now.precision)


def is_too_precise(precision: str, levels: Iterable[int]) -> bool:
    """Whether a place was told more precisely than one of the names it was given allows now."""
    return bool(precision) and PRECISIONS.index(precision) < max(levels, default=0)


def cause_of_absence(status: str | None, sensitivity: int, never: int) -> str:
    """Say why a record is public no more; status None: it is not even known."""
    if status is None or (status in {ACCEPTED, MERGED} and sensitivity >= never):
        return HIDDEN
    return LEFT if status == WITHDRAWN else UNDECIDED


def counted(found: Iterable[Exposed]) -> dict[str, int]:
    """Count by cause, the gravest first."""
    counts = dict.fromkeys(CAUSES, 0)
    for one in found:
        counts[one.cause] += 1
    return {cause: number for cause, number in counts.items() if number}


def is_grave(counts: Mapping[str, int]) -> bool:
    return not GRAVE.isdisjoint(counts)


def newest_left(numbers: Sequence[int], taken_back: Sequence[int]) -> int | None:
    """The release to take instead, if one newer than all that is taken back stands."""
    newest = max(numbers, default=0)
    return newest if numbers and newest > max(taken_back) else None
