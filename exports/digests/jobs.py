"""Write to each, once a day, what is new for them: nothing to who has nothing new."""

from datetime import timedelta

from citizen.accounts import store as accounts
from citizen.accounts.rules import Caller
from citizen.accounts.tables import Account
from citizen.letters import store as letters
from citizen.letters.rules import WAITING
from citizen.letters.sending import send
from citizen.letters.tables import Subscription
from citizen.push import store as pushed
from config import clock, site
from config.database import Session, reading, transaction
from config.events import News
from config.languages import say, words
from config.protocols import protocol
from exports.digests import store
from exports.digests.rules import SHOWN, Desk, Digest, Followed
from moderation.care import store as care

FOLDER = "exports/digests"
TOGETHER = 100


def write_digests(news: News) -> None:
    """Write today's digests; begun again, nobody gets two."""
    last = 0
    while True:
        with reading() as session:
            found = store.readers(session, last, TOGETHER)
        if not found:
            break
        for one in found:
            write(one, f"digest-{news.number}-{one.id}")
        last = found[-1].id
    with transaction() as session:
        letters.forget_days(session, clock.now().date() - timedelta(days=7))


def write(to: Account, key: str) -> None:
    """Write the digest of somebody, unless they want none, had their letter or have no news."""
    with transaction() as session:
        if not letters.wants(session, to.id):
            return
        digest = of(session, to)
        if digest.is_empty or not letters.claim(session, to.id, clock.now().date(), key):
            return
        subject, body = said(digest, to.language)
        letters.forget_waiting(session, letters.waiting(session, to.id))
        letters.chosen(session, to.id).digested_at = clock.now()
    send(key, to, subject, body)


def ring_desks(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Have the phones of moderators told, once a day, that something waits for them."""
    today = clock.now().date()
    with reading() as session:
        asked = pushed.owners(session, today)
    for number in asked:
        with transaction() as session:
            who = accounts.by_number(session, number)
            if who and store.desk(store.waiting(session, who, 1)).waiting:
                pushed.wanted_of_desk(session, number, today, "/moderation")


def of(session: Session, to: Account) -> Digest:
    """Gather what is new for somebody since their last digest, or since they asked."""
    who, chosen = accounts.by_number(session, to.id), letters.choice(session, to.id)
    subscribed = letters.subscriptions(session, to.id)
    asked = min((one.made_at for one in subscribed), default=clock.now())
    since = (chosen.digested_at if chosen else None) or asked
    desk = store.desk(store.waiting(session, who)) if who else Desk()
    is_following = any(one.status != WAITING for one in subscribed)
    new = store.newly_public(session, since) if is_following else []
    followed = tuple(
        waits(session, one, who, to.language)
        if one.status == WAITING
        else public(session, one, new, to.language)
        for one in subscribed
    )
    reports = care.count(session, who) if who and who.may("moderator") else 0
    lines = tuple(one.line for one in letters.waiting(session, to.id))
    return Digest(desk, followed, lines, reports)


def public(session: Session, one: Subscription, new: list[store.New], spoken: str) -> Followed:
    """What became public of what somebody follows, at its public precision."""
    found = [row for row in new if store.follows(session, one, row)]
    lines = tuple(line(row, spoken) for row in found[:SHOWN])
    return Followed(title(session, one, spoken), len(found), lines)


def line(new: store.New, spoken: str) -> str:
    taxon = new.record.taxon
    called = taxon.name if taxon else words(protocol(new.protocol).title, spoken)
    return f"{called} – {site.url()}/observations/{new.record.uuid}"


def waits(session: Session, one: Subscription, who: Caller | None, spoken: str) -> Followed:
    rows = store.waiting(session, who) if who else ()
    count = sum(store.waits_for(session, one, row) for row in rows)
    return Followed(title(session, one, spoken), count)


def title(session: Session, one: Subscription, spoken: str) -> str:
    """Say what is followed: « Aves, Fécamp, observations publiées »."""
    name, place = store.name_of(session, one)
    told = (name or say(FOLDER, "any_name", spoken), place or say(FOLDER, "anywhere", spoken))
    return ", ".join((*told, say(FOLDER, f"status.{one.status}", spoken)))


def said(digest: Digest, spoken: str) -> tuple[str, str]:
    """The subject and the body of a digest."""
    desk, parts = digest.desk, []
    if desk.waiting:
        kind = "late" if desk.late else "waiting"
        told = say(FOLDER, f"letter.{kind}", spoken, n=desk.waiting, late=desk.late)
        parts.append(f"{told}\n{site.url()}/moderation")
    if digest.reports:
        kind = "one" if digest.reports == 1 else "other"
        told = say(FOLDER, f"letter.reports.{kind}", spoken, n=digest.reports)
        parts.append(f"{told}\n{site.url()}/moderation/signalements")
    for one in digest.followed:
        if one.many:
            parts.append("\n".join((f"{one.name} : {one.many}", *one.lines)))
    parts += digest.news
    subject = say(FOLDER, "letter.subject", spoken)
    if desk.waiting:
        subject = say(FOLDER, "letter.desk", spoken, n=desk.waiting)
    foot = say(FOLDER, "letter.choose", spoken, link=f"{site.url()}/mon-compte/lettres")
    return subject, "\n\n".join((say(FOLDER, "letter.hello", spoken), *parts, foot))
