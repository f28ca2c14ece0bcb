"""Count what was sent, in the database that all processes share; refuse what is too much."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from citizen.observations.newcomers.store import is_new
from citizen.observations.quotas.rules import DAY, Quotas, Used, ahead, of_account, seconds_until
from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from citizen.sounds.tables import SoundRow
from config import clock, towns
from config.problems import Problem

REMEMBERED = timedelta(minutes=1)  # how long what was counted is taken for true
MANY = 10_000  # accounts that are remembered at one time

Which = Callable[[Any], tuple[Any, ...]]  # the conditions on a table of files
Credit = tuple[int, datetime]  # how much may be spent uncounted, and until when
_in_force = [Quotas()]
_credits: WeakKeyDictionary[Any, dict[Any, Credit]] = WeakKeyDictionary()


def put_in_force(quotas: Quotas) -> None:
    """Count by these from now on."""
    _in_force[:] = [quotas]
    _credits.clear()


def has_room(session: Session, author: int, number: int) -> bool:
    """Count observations that are about to be kept together; say whether all of them may be."""
    try:
        count_observation(session, author, number + 1)  # a count leaves out the one just kept
    except Problem:
        return False
    return True


def count_observation(session: Session, author: int, number: int = 1) -> None:
    """Count an observation that was just kept; refuse it when it is too much: then it is not."""
    quotas = _in_force[0]
    if quotas.observations or quotas.first_observations:
        _spend(
            session, ("observations", author), number, lambda: _of_account(session, author, quotas)
        )
    if quotas.town_observations:
        town, most = towns.served(), quotas.town_observations
        everyone = select(Observation.received_at).where(Observation.town_id == town)
        _spend(session, ("town", town), number, lambda: (most, _lately(session, everyone, most)))


def _of_account(session: Session, author: int, quotas: Quotas) -> tuple[int, Used]:
    most = of_account(quotas, is_new=is_new(session, author))
    theirs = select(Observation.received_at).where(Observation.author_id == author)
    return most, _lately(session, theirs, most) if most else Used(0)


def _lately(session: Session, sent: Select[Any], most: int) -> Used:
    """Count what was received in a day, but for the one just kept: the newest come first."""
    newest = sent.order_by(Observation.id.desc()).limit(most + 1).subquery()
    received = newest.c.received_at
    counted = select(func.count(), func.min(received)).where(received > clock.now() - DAY)
    amount, oldest = session.execute(counted).one()
    return Used(max(0, amount - 1), oldest)


def count_photo(session: Session, author: int, size: int) -> None:
    """Count a photo or a sound (bytes) about to be kept; refuse what is too much of both."""
    quotas, town, since = _in_force[0], towns.served(), clock.now() - DAY
    theirs = Observation.author_id == author
    counted: tuple[tuple[tuple[str, int], int, Which], ...] = (
        (("photos", author), quotas.photos, lambda file: (theirs, file.received_at > since)),
        (("kept", author), quotas.photos_kept, lambda _: (theirs,)),
        (("town kept", town), quotas.town_photos_kept, lambda file: (file.town_id == town,)),
    )
    for key, most, which in counted:
        if most:
            _spend(session, key, size, partial(_weighed, session, most, which))


def _weighed(session: Session, most: int, which: Which) -> tuple[int, Used]:
    """Weigh photos and sounds together, as they were sent."""
    amount = 0
    oldest: list[datetime] = []
    for file in (Photo, SoundRow):
        weighed = select(func.coalesce(func.sum(file.size), 0), func.min(file.received_at))
        of_someone = weighed.join(Observation, Observation.id == file.observation_id)
        size, first = session.execute(of_someone.where(*which(file))).one()
        amount, oldest = amount + int(size), [*oldest, *([first] if first else [])]
    return most, Used(amount, min(oldest, default=None))


def _spend(
    session: Session, key: tuple[str, int], amount: int, count: Callable[[], tuple[int, Used]]
) -> None:
    """Spend of a quota; what is spent already is counted when what was known is used up."""
    now, credits = clock.now(), _credits.setdefault(session.get_bind(), {})
    left, until = credits.get(key, (0, now))
    if left >= amount and now < until:
        credits[key] = left - amount, until
        return
    most, used = count()
    if most and used.amount + amount > most:
        raise _refusal(key[0], most, used)
    if len(credits) > MANY:
        credits.clear()
    credits[key] = ahead(most, used.amount + amount), now + REMEMBERED


def _refusal(name: str, most: int, used: Used) -> Problem:
    if "kept" in name:
        return Problem("photos-full", maximum=most)
    wait = seconds_until(used.oldest, clock.now())
    return Problem("quota-reached", maximum=most, retry_after=wait)
