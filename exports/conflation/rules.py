"""What a tree of ours is to OpenStreetMap: new, already there, to be completed, or for a human.

The distances are those of Grenoble's import (5 m) and of its doubtful cases; an existing value is
never overwritten: where ours differs, it is told beside.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from config.words import folded

NEW, THERE, TAGS = "new", "already-there", "tags-to-add"
DUPLICATE, DOUBTFUL = "possible-duplicate", "doubtful"
OUTCOMES = (NEW, THERE, TAGS, DUPLICATE, DOUBTFUL)

SAME_M = 5  # nearer, and its genus may be the same: it is the same tree
NEAR_M = 15  # nearer, and both are notable: perhaps the same
MOVED_M = 50  # with the same reference, yet farther: one of the two places is wrong
ALIKE = (0.7, 1.4)  # how much the girths of one tree may differ
NOTABLE_M = 2.5  # girth
DATED = "check_date"  # is no news by itself

Tags = Mapping[str, str]


class Ours(NamedTuple):
    """A tree that we publish, in the words of OpenStreetMap."""

    uuid: UUID
    longitude: float
    latitude: float
    tags: Tags


class Theirs(NamedTuple):
    """A tree of OpenStreetMap, as an extract has it."""

    id: int
    version: int
    longitude: float
    latitude: float
    tags: Tags


class Near(NamedTuple):
    metres: float
    tree: Theirs


class Match(NamedTuple):
    """What one of ours is to those of OpenStreetMap."""

    outcome: str
    ours: Ours
    theirs: Theirs | None = None
    metres: float = 0
    why: str = ""  # for a human: several, girth, genus, moved, notable
    added: Tags = {}  # noqa: RUF012 - of a tuple, never changed
    differing: Tags = {}  # noqa: RUF012 - ours, where theirs says otherwise


def judged(ours: Ours, same: Near | None, near: Sequence[Near]) -> Match:
    """Say what a tree of ours is.

    same: the one that bears our reference. near: those within 15 m, the nearest first.
    """
    if same is not None:
        is_far = same.metres > MOVED_M
        return _doubt(ours, same, "moved") if is_far else _completed(ours, same)
    close = [one for one in near if one.metres <= SAME_M and not _is_anothers(ours, one.tree)]
    if close:
        return _among(ours, close)
    notable = [one for one in near if _is_notable(ours.tags) and _is_notable(one.tree.tags)]
    if notable:
        first = notable[0]
        return Match(DUPLICATE, ours, first.tree, first.metres, "notable")
    return Match(NEW, ours)


def _among(ours: Ours, close: Sequence[Near]) -> Match:
    first = close[0]
    if len(close) > 1:
        return _doubt(ours, first, "several")
    if not _is_kin(ours.tags, first.tree.tags):
        return _doubt(ours, first, "genus")
    girths = [girth(tags) for tags in (ours.tags, first.tree.tags)]
    if all(girths) and not ALIKE[0] <= (girths[0] or 1) / (girths[1] or 1) <= ALIKE[1]:
        return _doubt(ours, first, "girth")
    return _completed(ours, first)


def _doubt(ours: Ours, near: Near, why: str) -> Match:
    added, differing = compared(ours.tags, near.tree.tags)
    return Match(DOUBTFUL, ours, near.tree, near.metres, why, added, differing)


def _completed(ours: Ours, near: Near) -> Match:
    added, differing = compared(ours.tags, near.tree.tags)
    outcome = TAGS if added.keys() - {DATED} else THERE
    told = added if outcome == TAGS else {}
    return Match(outcome, ours, near.tree, near.metres, "", told, differing)


def compared(ours: Tags, theirs: Tags) -> tuple[dict[str, str], dict[str, str]]:
    """What of ours theirs lacks, and where both speak and differ; with a species, no genus."""
    added = {key: value for key, value in ours.items() if not theirs.get(key, "").strip()}
    if {"species", "taxon"} & theirs.keys():
        added = {key: value for key, value in added.items() if not key.startswith("genus")}
    differing = {
        key: value for key, value in ours.items()
        if key not in added and theirs.get(key, value) != value and key != DATED
    }  # fmt: skip
    return added, differing


def _is_anothers(ours: Ours, theirs: Theirs) -> bool:
    """Whether it bears a reference of our list, hence of another of our trees."""
    return any(key in theirs.tags for key in ours.tags if key.startswith("ref:"))


def _is_kin(ours: Tags, theirs: Tags) -> bool:
    """Whether two trees may be of one genus: unknown, it may be any."""
    genera = [genus(tags) for tags in (ours, theirs)]
    return "" in genera or genera[0] == genera[1]


def genus(tags: Tags) -> str:
    told = tags.get("genus") or tags.get("species") or tags.get("taxon") or ""
    return folded(told.split()[0]) if told.split() else ""


def girth(tags: Tags) -> float | None:
    """The girth in metres, when it is told so; "415 cm" or words are not understood."""
    try:
        metres = float(tags.get("circumference", "").removesuffix("m").strip())
    except ValueError:
        return None
    return metres if 0 < metres < 45 else None


def _is_notable(tags: Tags) -> bool:
    return "name" in tags or (girth(tags) or 0) >= NOTABLE_M
