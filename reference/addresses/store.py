"""Find addresses as people type them; replace those of a commune."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Select, case, delete, func, insert, select, text
from sqlalchemy.orm import Session

from config.engines import insert_once
from config.words import AFTER, folded
from reference.addresses import rules
from reference.addresses.rules import Typed, label, understood, words_of
from reference.addresses.tables import House, Street, StreetWord

BATCH = 2000
Key = tuple[str, str, str, str]  # commune, postcode, city, name of a street


class Address(NamedTuple):
    """An address that was found."""

    kind: str  # housenumber, street: in the words of the BAN
    label: str
    lon: float
    lat: float
    commune: str
    city: str
    postcode: str


def search(session: Session, asked: str, limit: int) -> list[Address]:
    """Find addresses by the beginnings of their words, in any order, the number first or last."""
    found: dict[Address, None] = {}
    for typed in understood(asked):
        if len(found) < limit:
            some = _houses if typed.number is not None else _streets
            found |= dict.fromkeys(some(session, typed, limit))
    return [*found][:limit]


def has_some(session: Session) -> bool:
    return session.scalar(select(Street.id).limit(1)) is not None


def _houses(session: Session, typed: Typed, limit: int) -> Iterator[Address]:
    query: Any = select(Street, House).join(House, House.street_id == Street.id)
    query = query.where(House.number == typed.number)
    if typed.suffix:  # 12 bis is written 12 b too
        query = query.where(func.substr(House.suffix, 1, 1) == typed.suffix[0])
    ordered = _matching(query, typed).order_by(House.suffix).limit(limit)
    for street, house in session.execute(ordered):
        number = f"{house.number} {house.suffix}".strip()
        yield _address("housenumber", street, number, (house.longitude, house.latitude))


def _streets(session: Session, typed: Typed, limit: int) -> Iterator[Address]:
    for street in session.scalars(_matching(select(Street), typed).limit(limit)):
        yield _address("street", street, "", (street.longitude, street.latitude))


def _address(kind: str, street: Street, number: str, place: tuple[float, float]) -> Address:
    name = label(number, street.name, street.postcode, street.city)
    return Address(kind, name, *place, street.commune, street.city, street.postcode)


def _matching(query: Select[Any], typed: Typed) -> Select[Any]:
    """Each word begins one of the street's: a range of the index; the closest name first."""
    for word in dict.fromkeys(typed.words):
        begun = select(StreetWord.street_id).where(
            StreetWord.word >= word, StreetWord.word < word + AFTER
        )
        query = query.where(Street.id.in_(begun))
    plain = " ".join(typed.words)
    close = case(
        (Street.folded == plain, 0),
        ((Street.folded >= plain) & (Street.folded < plain + AFTER), 1),
        else_=2,
    )
    return query.order_by(close, func.length(Street.folded), Street.folded, Street.id)


def replace(
    session: Session, communes: Collection[str], rows: Callable[[], Iterable[rules.House]]
) -> tuple[int, int]:
    """Replace all the addresses of some communes; say how many streets and numbers there are.

    rows: called twice, gives the addresses of these communes each time.
    """
    _delete(session, communes)
    after = session.scalar(select(func.max(Street.id))) or 0
    streets = _middles(rows())
    numbers = {key: after + place for place, key in enumerate(streets, start=1)}
    for some in _batches(streets.items()):
        session.execute(insert(Street), [_street(numbers[key], key, at) for key, at in some])
        words = [
            {"word": word, "street_id": numbers[key]}
            for key, _ in some
            for word in words_of(key[3], key[1], key[2])
        ]
        session.execute(insert(StreetWord), words)
    once = insert_once(session, House, ("street_id", "number", "suffix"))
    for houses in _batches(rows()):
        session.execute(once, [_house(numbers[_key(one)], one) for one in houses])
    for table in ("street", "street_word", "house"):  # one letter is in most streets: let it know
        session.execute(text(f"ANALYZE {table}"))
    counted = select(func.count()).select_from(House).join(Street, Street.id == House.street_id)
    return len(streets), session.scalar(counted.where(Street.commune.in_(communes))) or 0


def _delete(session: Session, communes: Collection[str]) -> None:
    gone = select(Street.id).where(Street.commune.in_(communes))
    for row in (House, StreetWord):
        former = delete(row).where(row.street_id.in_(gone))
        session.execute(former.execution_options(synchronize_session=False))
    former = delete(Street).where(Street.commune.in_(communes))
    session.execute(former.execution_options(synchronize_session=False))


def _middles(rows: Iterable[rules.House]) -> dict[Key, tuple[float, float]]:
    """The middle of each street's houses, in the order of the file."""
    sums: dict[Key, tuple[float, float, int]] = {}
    for one in rows:
        east, north, count = sums.get(_key(one), (0.0, 0.0, 0))
        sums[_key(one)] = east + one.longitude, north + one.latitude, count + 1
    return {
        key: (round(east / count, 6), round(north / count, 6))
        for key, (east, north, count) in sums.items()
    }


def _key(one: rules.House) -> Key:
    return one.commune, one.postcode, one.city, one.street


def _street(number: int, key: Key, place: tuple[float, float]) -> dict[str, Any]:
    commune, postcode, city, name = key
    return {
        "id": number, "commune": commune, "name": name, "postcode": postcode, "city": city,
        "folded": folded(name), "longitude": place[0], "latitude": place[1],
    }  # fmt: skip


def _house(street: int, one: rules.House) -> dict[str, Any]:
    told = {"street_id": street, "number": one.number, "suffix": one.suffix}
    return told | {"longitude": one.longitude, "latitude": one.latitude}


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch
