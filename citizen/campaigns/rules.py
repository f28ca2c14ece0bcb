"""What a campaign is, whom it takes, and what of an observation lies outside it."""

import hmac
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from config.protocols import PROTOCOLS
from config.words import folded

STATUSES = ("draft", "open", "closed")
JOININGS = ("open", "code")
PUBLIC = ("open", "closed")
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0, 1, I, O: a code is read aloud and typed
CODE_LENGTH = 10  # 50 bits: with thirty wrong codes an hour, not to be met in a lifetime
LONGEST_SLUG = 60
PICTURE_SIZES = (320, 1024)  # longest side, in pixels
TAKEN = {"nouvelle", "images"}  # what addresses of the pages are called already


@dataclass(frozen=True)
class Call:
    """What the town writes of a campaign."""

    title: Mapping[str, str]
    protocol: str
    starts: date
    ends: date | None = None
    description: Mapping[str, str] = field(default_factory=dict)
    species: tuple[int, ...] = ()
    joining: str = "open"
    contact: str = ""
    picture_alt: str = ""
    is_dataset: bool = False  # published as a dataset of its own too


class Seen(NamedTuple):
    """What of an observation a campaign looks at."""

    first_day: date
    last_day: date
    is_inside: bool
    lineage: Collection[int]  # the cd_ref of its name and of those above; empty without a name


def marks(starts: date, ends: date | None, species: Collection[int], seen: Seen) -> list[str]:
    """Say what of an observation lies outside its campaign; it is kept all the same."""
    told = {
        "before-start": seen.last_day < starts,
        "after-end": ends is not None and seen.first_day > ends,
        "outside-perimeter": not seen.is_inside,
        "other-species": bool(species and seen.lineage and not {*species} & {*seen.lineage}),
    }
    return [mark for mark, holds in told.items() if holds]


def moment(status: str, starts: date, ends: date | None, today: date) -> str:
    """Where a campaign is in its life: draft, coming, running, over."""
    if status == "draft":
        return status
    if status == "closed" or (ends is not None and today > ends):
        return "over"
    return "coming" if today < starts else "running"


def slug_of(title: str, starts: date) -> str:
    """Make a public name: `Arbres du port`, 2026 → `arbres-du-port-2026`."""
    words = folded(title).replace(" ", "-")[:LONGEST_SLUG].strip("-") or "campagne"
    return f"{words}-{starts.year}"


def numbered(slug: str, taken: Collection[str]) -> str:
    """The same name, with a number when it is borne already."""
    if slug not in taken and slug not in TAKEN:
        return slug
    number = 2
    while f"{slug}-{number}" in taken:
        number += 1
    return f"{slug}-{number}"


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def spaced(code: str) -> str:
    """A code as it is written on a poster: `ABCDE-FGHJK`."""
    return f"{code[:5]}-{code[5:]}" if code else ""


def is_code(given: str, code: str) -> bool:
    """Whether this is the code, however it was typed; as long to say for all that is not."""
    plain = "".join(letter for letter in given.upper() if letter.isalnum())
    return bool(code) and hmac.compare_digest(plain.encode(), code.encode())


def picture_path(name: UUID, size: int) -> str:
    return f"campaigns/{name.hex[:2]}/{name}-{size}.jpg"


def call_of(told: Mapping[str, Any]) -> Call:
    """Make a call of what was sent and read; what else was sent beside it is left aside."""
    kept = {one.name: told[one.name] for one in fields(Call) if one.name in told}
    for name in ("title", "description"):
        kept[name] = {lang: text.strip() for lang, text in kept[name].items() if text.strip()}
    return Call(**kept | {"species": tuple(dict.fromkeys(kept["species"]))})


def may_stand_alone(protocol: str) -> bool:
    """Whether a campaign may be a dataset: squares of a part tell, from all, a single answer."""
    return protocol not in PROTOCOLS or PROTOCOLS[protocol].publication == "records"


def told_of(call: Call) -> dict[str, Any]:
    """The columns a call fills."""
    return {**vars(call), "species": [str(number) for number in call.species]}
