"""A row of the national address file, and an address as people type it: pure."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from config.places import Fault, in_france
from config.words import folded

COLUMNS = (
    "numero", "rep", "nom_voie", "code_postal", "code_insee", "nom_commune", "lon", "lat",
)  # fmt: skip
NUMBER = re.compile(r"(\d{1,4})([a-z]{0,8})")
SUFFIX = re.compile(r"bis|ter|quater|quinquies|[a-z]")
MAX_TEXT = 200
MOST_WORDS = 12  # of what was typed; no address has more


class House(NamedTuple):
    """A numbered address of the file."""

    commune: str  # INSEE code, of the arrondissement where there are some
    postcode: str
    city: str
    street: str
    number: int
    suffix: str  # folded: "bis", "b"
    longitude: float
    latitude: float


class Typed(NamedTuple):
    """A way to understand what was typed: the words of a street, and a number or none."""

    words: tuple[str, ...]
    number: int | None = None
    suffix: str = ""


def house(row: Mapping[str, str]) -> House | list[Fault]:
    """Read a row of the BAN, or say all that is wrong with it."""
    told = {name: (row.get(name) or "").strip() for name in COLUMNS}
    wrong = [Fault(f"/{name}", "missing") for name in ("nom_voie", "nom_commune") if not told[name]]
    wrong += [
        Fault(f"/{name}", "too-long", {"maximum": MAX_TEXT})
        for name, text in told.items()
        if len(text) > MAX_TEXT
    ]
    number, place = _number(told["numero"]), _place(told["lon"], told["lat"])
    if number is None:
        wrong.append(Fault("/numero", "not-whole"))
    if place is None:
        wrong.append(Fault("/lon", "place-abroad"))
    if wrong or number is None or place is None:
        return wrong
    return House(
        told["code_insee"], told["code_postal"], told["nom_commune"], told["nom_voie"],
        number, folded(told["rep"]).replace(" ", ""), *place,
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else None


def _place(longitude: str, latitude: str) -> tuple[float, float] | None:
    try:
        place = float(longitude), float(latitude)
    except ValueError:
        return None
    return place if in_france(*place) else None  # a NaN is in no box


def understood(asked: str) -> Iterator[Typed]:
    """Yield the ways to understand an address: with its number first or last, then without.

    `12 bis, rue de la Mer` and `rue de la mer 12bis` → rue, de, la, mer and 12 bis.
    """
    words = folded(asked).split()[:MOST_WORDS]
    if len(words) > 1:
        yield from _first(words)
        yield from _last(words)
    if words:
        yield Typed(tuple(words))


def _first(words: list[str]) -> Iterator[Typed]:
    told = NUMBER.fullmatch(words[0])
    if told is None:
        return
    if not told[2] and len(words) > 2 and SUFFIX.fullmatch(words[1]):
        yield Typed(tuple(words[2:]), int(told[1]), words[1])
    yield Typed(tuple(words[1:]), int(told[1]), told[2])


def _last(words: list[str]) -> Iterator[Typed]:
    if len(words) > 2 and SUFFIX.fullmatch(words[-1]) and words[-2].isdigit():
        told = NUMBER.fullmatch(words[-2])
        if told is not None:
            yield Typed(tuple(words[:-2]), int(told[1]), words[-1])
    told = NUMBER.fullmatch(words[-1])
    if told is not None:
        yield Typed(tuple(words[:-1]), int(told[1]), told[2])


def words_of(street: str, postcode: str, city: str) -> set[str]:
    """Return the words a street is found by."""
    return {*folded(street).split(), *folded(city).split(), *folded(postcode).split()}


def label(number: str, street: str, postcode: str, city: str) -> str:
    """Write an address in one line, as the BAN does."""
    return " ".join(part for part in (number, street, postcode, city) if part)
