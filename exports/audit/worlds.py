"""Make one of two worlds: everything happens through the doors that people use."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID, uuid5

from citizen.accounts import store as accounts
from citizen.accounts.rules import Caller, Scope
from citizen.evidence import intake as evidence
from citizen.observations import intake
from citizen.observations.rules import CitedTaxon, Submission
from citizen.photos.rules import sha256
from config import clock
from config.database import transaction
from config.protocols import PROTOCOLS
from exports.audit import outing, store
from exports.audit.draw import ACCEPT, NAMES, OWLS, SQUARE, Side, Twin
from exports.audit.pictures import picture
from exports.datasets.commands import publish
from moderation.decisions.judging import judge, to_decide
from moderation.sensitivity.local import store as sensitivity
from reference.sensitivity.rules import LOCAL, Rule

SENT = datetime(2026, 6, 19, 8, tzinfo=UTC)
DECIDED = datetime(2026, 6, 20, 9, tzinfo=UTC)
PUBLISHED = datetime(2026, 6, 21, 9, tzinfo=UTC)
KNOWN = Submission(
    protocol="biodiversity", observed_at="2026-06-17T10:00:00+02:00",
    place={"type": "Point", "coordinates": [*SQUARE]}, accuracy_m=8, place_source="gps",
    answers={}, taxon=CitedTaxon(NAMES[0]), name_published=True,
)  # fmt: skip
ELDER = "ainee"
LEAD = Scope("admin", "Naturalistes")
Deliver = Callable[[], int]


def play(twins: Sequence[Twin], side: int, deliver: Deliver) -> None:
    """Make a world of one side of the twins, in an order of its own, and publish it."""
    with clock.held_at(SENT - timedelta(hours=1)):
        _hide_owls()
        deliver()
    held = [(twin.uuid, _signed(one)) for twin in twins if (one := twin.sides[side]) is not None]
    Random(side).shuffle(held)  # noqa: S311 - order of arrival, hours and numbers of rows are secrets
    photos: dict[UUID, list[bytes]] = {}
    elder = _elder(twins, deliver)
    authors = _authors(twins, held, elder)
    for number, (uuid, one) in enumerate(held):
        with clock.held_at(SENT + timedelta(minutes=7 * number)):
            photos[uuid] = _send(uuid, one, authors[uuid])
    with clock.held_at(SENT + timedelta(hours=20)):
        deliver()
    with clock.held_at(DECIDED):
        _decide(held, deliver)
    with clock.held_at(DECIDED + timedelta(hours=1)):
        _after(held, authors, photos, deliver)
    with clock.held_at(PUBLISHED):
        for code in PROTOCOLS:
            publish(code)
        deliver()


def _hide_owls() -> None:
    """The town hides where some birds live."""
    with transaction() as session:
        account = accounts.open_account(session, "person", name=LEAD.organisation)
        for cd_nom in OWLS:
            rule = Rule(cd_nom, str(cd_nom), "76", 2, origin=LOCAL, note="nids")
            sensitivity.add(session, rule, account.id)


def _author(name: str, pseudo: str | None = None) -> Caller:
    with transaction() as session:
        account = accounts.open_account(session, "person", name=name)
        account.pseudo, account.signs = pseudo, pseudo is not None
    return Caller(account.id, account.uuid, name, "")


def _authors(
    twins: Sequence[Twin], held: Sequence[tuple[UUID, Side]], elder: Caller
) -> dict[UUID, Caller]:  # fmt: skip
    """Who sends what; those who send one thing in either world go out together, and are counted."""
    authors = {uuid: elder if one.known else _author(one.signs) for uuid, one in held}
    both = [
        authors[twin.uuid] for twin in twins if all(one and not one.known for one in twin.sides)
    ]
    with clock.held_at(SENT):
        outing.hold(_author(LEAD.organisation), both)
    return authors


def _elder(twins: Sequence[Twin], deliver: Deliver) -> Caller:
    """Somebody of whom both worlds know a record: grey points are for people like them."""
    author = _author("Aînée", pseudo=ELDER)
    known = [(uuid5(t.uuid, "elder"), s) for t in twins for s in t.sides if s and s.known][:1]
    with clock.held_at(SENT - timedelta(days=1)):
        for uuid, one in known:
            _send(uuid, replace(one, submission=KNOWN, photos=()), author)
            deliver()
            _decide([(uuid, replace(one, verdict=ACCEPT))], deliver)
    return author


def _signed(one: Side) -> Side:
    """What the elder sends is signed, hidden or not: their public page must not tell."""
    told = replace(one.submission, name_published=True) if one.known else one.submission
    return replace(one, submission=told)


def _send(uuid: UUID, one: Side, author: Caller) -> list[bytes]:
    """Send it and its photos, but those that come late; return all of them."""
    drawn = [picture(*told) for told in one.photos]
    digests = tuple(sha256(data) for data in drawn)
    submission, group = intake.examined(replace(one.submission, photos=digests))
    with transaction() as session:
        intake.keep(session, uuid, submission, author.id, group=group)
    _show(uuid, drawn[: len(drawn) - one.late], author, 0)
    return drawn


def _show(uuid: UUID, drawn: Sequence[bytes], author: Caller, first: int) -> None:
    """Send photos, each under a name that both worlds have."""
    for number, data in enumerate(drawn, first):
        evidence.keep(uuid, sha256(data), data, author)
        with transaction() as session:
            store.rename(session, uuid, sha256(data), uuid5(uuid, str(number)))


def _decide(held: list[tuple[UUID, Side]], deliver: Deliver) -> None:
    with transaction() as session:
        account = accounts.open_account(session, "person", name=LEAD.organisation)
        accounts.give(session, account, LEAD)
    by = Caller(account.id, account.uuid, LEAD.organisation, "", (LEAD,))
    for uuid, one in held:
        for verdict in (one.before, one.verdict):
            if verdict is not None:
                with transaction() as session:
                    judge(session, to_decide(session, uuid, by), verdict, by)
    deliver()


def _after(
    held: list[tuple[UUID, Side]],
    authors: dict[UUID, Caller],
    photos: dict[UUID, list[bytes]],
    deliver: Deliver,
) -> None:
    """Photos that come late, and those that a moderator hides."""
    for uuid, one in held:
        drawn = photos[uuid]
        on_time = len(drawn) - one.late
        _show(uuid, drawn[on_time:], authors[uuid], on_time)
        with transaction() as session:
            for number in one.hidden:
                store.hide(session, uuid, sha256(drawn[number]))
    deliver()
