"""What may be the same thing: by place, by time, by photo."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from citizen.plausibility.rules import PHOTO_AGAIN, Flag
from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said, of_codes

HOURLY = ("minute", "hour")


class Twin(NamedTuple):
    """What lies near, within the competence of who looks."""

    uuid: UUID
    metres: int
    hours: float | None  # between the two; nothing when the hour of either is not known
    days: int
    likeness: int | None  # per cent, when two photos look alike
    is_tied: bool  # one is a visit of the other already, or merged into it
    is_same_author: bool


class Reach(NamedTuple):
    """How near two must be to be one, by their protocol; hours: nothing, it stays."""

    metres: float
    hours: float | None


def duplicates(
    twins: Sequence[Twin] | None, reach: Reach | None, photos: Sequence[UUID], others: int,
    flags: Sequence[Flag],
) -> Check:  # fmt: skip
    """Say what may be the same thing.

    twins: those near; nothing where the protocol compares none. photos: other observations that
    hold the very same file, which the reader may judge; others: how many more do.
    """
    known = twins or []
    same = {"same_photo": [*photos], "same_photo_elsewhere": others > 0}
    near = [one._asdict() for one in known]
    evidence: dict[str, Any] = {"reach_m": reach and reach.metres, "near": near, **same}
    evidence["reach_hours"] = reach and reach.hours
    said: list[Said | Flag] = []
    if alike := [one for one in known if not one.is_tied and is_alike(one, reach)]:
        said.append(Said("duplicates.near", {"n": len(alike)}))
    if photos or others:
        said.append(Said("duplicates.photo", {"n": len(photos) + others}))
    said += of_codes(flags, PHOTO_AGAIN)
    if said:
        return Check("duplicates", LOOK, said, evidence)
    if twins is None:
        return Check("duplicates", UNKNOWN, [Said("duplicates.unknown")], evidence)
    key = "duplicates.fine_near" if known else "duplicates.fine"
    return Check("duplicates", FINE, [Said(key, {"n": len(known)})], evidence)


def is_alike(one: Twin, reach: Reach | None) -> bool:
    """Whether one near may be the same: what stays always, else by its moment or its photo."""
    if one.likeness is not None or reach is None or reach.hours is None:
        return True
    return one.hours <= reach.hours if one.hours is not None else one.days == 0


def hours_apart(ones: tuple[datetime, str], others: tuple[datetime, str]) -> float | None:
    """Hours between two moments, each with its precision; nothing where one tells none."""
    if not {ones[1], others[1]} <= {*HOURLY}:
        return None
    return round(abs(ones[0] - others[0]) / timedelta(hours=1), 1)
