"""Tell webhooks what happened, each what its holder may know; tell people of one that stopped."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from citizen.accounts import store as accounts
from citizen.accounts.rules import ROLES, Caller
from citizen.observations import store as observations
from citizen.observations.tables import Observation
from config import clock, mail, retention, site
from config.database import Session, reading, transaction
from config.events import News
from config.languages import say
from config.protocols import protocol
from exports import store as records
from exports.records import Record
from exports.webhooks import store
from exports.webhooks.rules import DECIDED, KIND_OF, WITHDRAWN, body
from exports.webhooks.tables import Webhook

FOLDER = "exports/webhooks"


def announce(several: Sequence[News]) -> None:
    """Keep a call for each webhook that may know of it; told twice, it is the same call."""
    with reading() as session:
        is_heard = bool(store.listening(session))
    for news in several if is_heard else ():
        keep_calls(news)


def keep_calls(about: News) -> None:
    """Keep the calls that tell one thing, each of what its holder may know."""
    with transaction() as session:
        listening = store.listening(session)
        found = observations.find(session, UUID(about.subject)) if listening else None
        if found is None:
            return
        record = public(session, found)
        for hook in listening:
            kind, data = told(session, about, (found, record), hook)
            if kind in hook.kinds:
                text = body(kind, clock.now(), data)
                kept = {"kind": kind, "subject": about.subject, "body": text}
                store.tell(session, hook, event=about.number, **kept)


def public(session: Session, found: Observation) -> Record | None:
    """The public record that tells of an observation, if any does."""
    record = next(records.published(session, protocol(found.protocol), only=found.uuid), None)
    if record is None:
        return None
    told = {record.uuid, *(visit.uuid for visit in record.visits)}
    return record if found.uuid in told else None


def told(
    session: Session, news: News, seen: tuple[Observation, Record | None], hook: Webhook
) -> tuple[str, Mapping[str, Any]]:
    """What a webhook is told of the news: its kind, "" for nothing, and the ids."""
    found, record = seen
    holder = accounts.by_number(session, hook.holder_id)
    if holder is None or hook.organisation not in holder.speaks_for():
        return "", {}
    if moderates(holder, hook.organisation, found):
        store.forget_public(session, hook, found.uuid)
        return KIND_OF.get(news.name, ""), whole(found, news)
    if record is not None and may_know(holder, hook.organisation, found, record):
        store.note_public(session, hook, found.uuid)
        kind = DECIDED if KIND_OF.get(news.name) == DECIDED else ""
        return kind, ids(found) | {"status": "accepted", "validation": record.level}
    if store.forget_public(session, hook, found.uuid):
        return WITHDRAWN, ids(found) | {"status": "withdrawn"}
    return "", {}


def moderates(holder: Caller, organisation: str, found: Observation) -> bool:
    where = found.protocol, found.group, found.territory or ""
    return any(
        scope.organisation == organisation
        and "moderator" in ROLES[scope.role]
        and scope.covers(*where)
        for scope in holder.scopes
    )


def may_know(holder: Caller, organisation: str, found: Observation, record: Record) -> bool:
    """Whether the public record lies in the scope of a holder: by what is shown of it alone."""
    shown = record.territory.code if record.territory else ""
    where = found.protocol, record.taxon.group if record.taxon else "", shown
    theirs = (scope for scope in holder.scopes if scope.organisation == organisation)
    return any(scope.covers(*where) for scope in theirs)


def ids(found: Observation) -> dict[str, Any]:
    link = f"{site.url()}/api/v1/observations/{found.uuid}"
    return {"uuid": str(found.uuid), "protocol": found.protocol, "url": link}


def whole(found: Observation, news: News) -> dict[str, Any]:
    """What a moderator's program is told: ids, and where it stands; it asks for the rest."""
    told = ids(found) | {"page": f"{site.url()}/moderation/{found.uuid}"}
    told |= {"status": found.status, "validation": found.level, "version": found.version}
    verdict = news.details.get("verdict")
    return told | ({"verdict": verdict} if verdict else {})


def tell_stopped(news: News) -> None:
    """Write to the person who looks after a webhook that stopped; told twice, it is one letter."""
    with reading() as session:
        hook = store.of_uuid(session, UUID(news.subject))
        holder = accounts.by_number(session, hook.holder_id) if hook else None
    if hook is None or holder is None or not holder.email or hook.state not in {"failed", "gone"}:
        return
    link = f"{site.url()}/webhooks/{hook.uuid}"
    values = {"organisation": hook.organisation, "url": hook.url, "link": link}
    subject, text = (
        say(FOLDER, f"letter.{part}", holder.language, **values) for part in ("subject", hook.state)
    )
    mail.send(f"event-{news.number}", holder.email, subject, text)


def forget_old(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the calls that ended long ago."""
    with transaction() as session:
        store.forget_old(session, clock.now() - retention.kept("KEEP_CALLS"))
