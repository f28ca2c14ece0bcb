"""Play the demonstration: residents report, moderators decide; publishing is the caller's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from citizen.accounts import store as accounts
from citizen.accounts.commands import make
from citizen.accounts.rules import Caller, Scope
from citizen.evidence import intake as evidence
from citizen.my_account.rules import pseudo_of
from citizen.observations import intake
from citizen.photos.rules import sha256
from config import clock
from config.database import transaction
from exports.demonstration.pictures import picture
from exports.demonstration.rules import SCENE, Report, reports, resident
from moderation.decisions.judging import judge, to_decide
from moderation.decisions.rules import Verdict
from moderation.queues.listing import store as listing
from moderation.queues.listing.store import Page

NATURALISTS = Scope(
    "moderator", "Naturalistes du Littoral (démonstration)", protocols=("biodiversity",)
)
GROVE = Scope("moderator", "Arbres et Mémoire (démonstration)", protocols=("tree",))
TOWN = Scope("moderator", "Ville, service climat (démonstration)", protocols=("heat",))
ALL = Scope("moderator", "Naturalistes du Littoral (démonstration)")
LEAD = Scope("admin", "Ville de Fécamp (démonstration)")

INVENTORY = Verdict("accept", "certain", reason="town-inventory")
BATCH = 200

Deliver = Callable[[], int]
PEOPLE = (
    ("moderateur@demo.example", ALL),
    ("publication@demo.example", Scope("publisher", "Ville de Fécamp (démonstration)")),
    ("admin@demo.example", LEAD),
)


def play(deliver: Deliver, now: datetime) -> None:
    """Play every report: sent at its own date, decided a day after. `deliver` runs the jobs."""
    judges = {
        code: _judge(scope) for scope in (NATURALISTS, GROVE, TOWN) for code in scope.protocols
    }
    residents = [_resident(number, name) for number, name in enumerate(SCENE["residents"])]
    for report in sorted(reports(now), key=lambda one: one.submission.instant):
        sent_at = report.submission.instant + timedelta(minutes=5)
        with clock.held_at(min(sent_at, now)):
            _send(report, residents[report.by])
            deliver()
        if report.verdict is not None and not report.is_late:
            with clock.held_at(min(sent_at + timedelta(days=1), now)):
                decide(report, judges[report.submission.protocol])
                deliver()


def decide_late(deliver: Deliver, now: datetime) -> None:
    """Decide what the first release did not wait for."""
    by = _judge(LEAD)
    for report in reports(now):
        if report.is_late:
            decide(report, by)
    deliver()


def decide(report: Report, by: Caller) -> None:
    if report.verdict is not None:
        with transaction() as session:
            judge(session, to_decide(session, report.uuid, by), report.verdict, by)


def accept_inventory() -> int:
    """Accept what an inventory brought in, one decision each; say how many."""
    by, after, counted = _judge(LEAD), None, 0
    while True:
        with transaction() as session:
            batch = listing.rows(session, by, Page(after=after, limit=BATCH))
            for one in batch:
                after = one.position
                if one.observation.origin:
                    judge(session, one.observation, INVENTORY, by)
                    counted += 1
        if len(batch) < BATCH:
            return counted


def people() -> list[dict[str, str]]:
    """Make the demo moderator, publisher and admin; return their one-time sign-in links."""
    return [make(email, scope) for email, scope in PEOPLE]


def _judge(scope: Scope) -> Caller:
    """An account of an association of the demonstration, that nobody signs in with."""
    with transaction() as session:
        account = accounts.open_account(session, "person", name=scope.organisation)
        accounts.give(session, account, scope)
    return Caller(account.id, account.uuid, scope.organisation, "", (scope,))


def _resident(number: int, name: str) -> Caller:
    with transaction() as session:
        account = accounts.open_account(session, "person", uuid=resident(number), name=name)
        if name in SCENE["shown"]:
            account.signs, account.pseudo = True, pseudo_of(name)
    return Caller(account.id, account.uuid, name, "")


def _send(report: Report, author: Caller) -> None:
    drawn = picture(report.picture, report.number) if report.picture else b""
    digest = sha256(drawn)
    submission, group = intake.examined(
        replace(report.submission, photos=(digest,) if drawn else ())
    )
    with transaction() as session:
        intake.keep(session, report.uuid, submission, author.id, group=group, is_demonstration=True)
    if drawn:
        evidence.keep(report.uuid, digest, drawn, author)
