"""Programs look after the webhooks of their organisation, and read what became of each call."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import request

from citizen.accounts.access import caller
from citizen.observations.schemas import PageSchema
from config.database import Session, reading, transaction
from config.problems import Problem
from config.web import Blueprint, next_link
from exports.webhooks import intake, store
from exports.webhooks.schemas import (
    CallsAskedSchema,
    CallsSchema,
    MadeWebhookSchema,
    ReplayedSchema,
    WantedWebhookSchema,
    WebhookChangesSchema,
    WebhookSchema,
    WebhookSecretSchema,
    WebhooksSchema,
)
from exports.webhooks.tables import Webhook

Answer = tuple[Any, int, Mapping[str, str]]

webhooks = Blueprint("webhooks", __name__, url_prefix="/api/v1/webhooks", description="Webhooks")


def found(session: Session, uuid: UUID) -> Webhook:
    return store.find(session, uuid, caller().speaks_for())


def answer(hook: Webhook, status: int = 200) -> Answer:
    return hook, status, {"ETag": f'"{intake.tag(hook)}"', "Cache-Control": "private, no-store"}


@webhooks.get("")
@webhooks.arguments(PageSchema, location="query")
@webhooks.response(200, WebhooksSchema)
def listed(page: Mapping[str, Any]) -> Answer:
    """List the webhooks of my organisations."""
    with reading() as session:
        theirs = caller().speaks_for()
        items = store.listed(session, theirs, page["cursor"] or 0, page["limit"])
    following = str(items[-1].id) if len(items) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)


@webhooks.post("")
@webhooks.arguments(WantedWebhookSchema)
@webhooks.response(201, MadeWebhookSchema)
def make(wanted: Mapping[str, Any]) -> Answer:
    """Make a webhook; its secret is shown in this answer alone."""
    with transaction() as session:
        hook = intake.make(session, wanted, caller())
    told, status, headers = answer(hook, 201)
    return vars(told) | {"secret": intake.secret(hook)}, status, headers


@webhooks.get("/<uuid:uuid>")
@webhooks.response(200, WebhookSchema)
def one(uuid: UUID) -> Answer:
    """Read a webhook of my organisation."""
    with reading() as session:
        return answer(store.find(session, uuid, caller().speaks_for(), to_change=False))


@webhooks.patch("/<uuid:uuid>")
@webhooks.arguments(WebhookChangesSchema)
@webhooks.response(200, WebhookSchema)
def change(changes: Mapping[str, Any], uuid: UUID) -> Answer:
    """Change a webhook, stop it or start it again; `If-Match` tells the version seen."""
    with transaction() as session:
        hook = found(session, uuid)
        seen, current = next(iter(request.if_match), None), intake.tag(hook)
        if seen is None:
            raise Problem("version-needed", etag=current)
        if seen != current:
            raise Problem("stale-version", etag=current)
        intake.change(hook, changes, caller())
    return answer(hook)


@webhooks.delete("/<uuid:uuid>")
@webhooks.response(204)
def remove(uuid: UUID) -> None:
    """Remove a webhook and all that it was told."""
    with transaction() as session:
        store.remove(session, found(session, uuid))


@webhooks.post("/<uuid:uuid>/secret")
@webhooks.response(200, WebhookSecretSchema)
def rotate(uuid: UUID) -> Answer:
    """Give a webhook another secret; for a day calls are signed with both."""
    with transaction() as session:
        hook = found(session, uuid)
        secret = intake.rotate(hook, caller())
    told = {"secret": secret, "former_until": hook.former_until}
    return told, 200, {"Cache-Control": "private, no-store"}


@webhooks.post("/<uuid:uuid>/test")
@webhooks.response(202)
def attempt(uuid: UUID) -> None:
    """Call a webhook with a greeting."""
    with transaction() as session:
        intake.attempt(session, found(session, uuid))


@webhooks.get("/<uuid:uuid>/calls")
@webhooks.arguments(CallsAskedSchema, location="query")
@webhooks.response(200, CallsSchema)
def calls(page: Mapping[str, Any], uuid: UUID) -> Answer:
    """List the calls of a webhook, the newest first; `state=dead`: those given up."""
    with reading() as session:
        hook = store.find(session, uuid, caller().speaks_for(), to_change=False)
        asked = page["state"], page["cursor"], page["limit"]
        items = store.calls(session, hook, *asked)
    following = str(items[-1].id) if len(items) == page["limit"] else None
    return {"items": items, "next": following}, 200, next_link(following)


@webhooks.post("/<uuid:uuid>/calls/<uuid:call>/replay")
@webhooks.response(202, ReplayedSchema)
def replay(uuid: UUID, call: UUID) -> Mapping[str, int]:
    """Make one call anew, under the same webhook-id."""
    with transaction() as session:
        return {"replayed": store.replay(session, found(session, uuid), call)}


@webhooks.post("/<uuid:uuid>/replay")
@webhooks.response(202, ReplayedSchema)
def replay_all(uuid: UUID) -> Mapping[str, int]:
    """Make anew every call that was given up."""
    with transaction() as session:
        return {"replayed": store.replay(session, found(session, uuid))}
