"""A phone asks to be told, and asks no more."""

from collections.abc import Mapping
from typing import Any

from flask import request

from citizen.accounts.access import COOKIE, caller
from citizen.accounts.rules import digest
from citizen.push import sending, store
from citizen.push.rules import faults
from citizen.push.schemas import EndpointSchema, KeySchema, PhoneSchema
from config.calls.calling import may_loop
from config.database import transaction
from config.problems import Problem
from config.web import Blueprint

push = Blueprint("push", __name__, description="Words pushed to a phone")


def refuse_when_off() -> None:
    if not sending.is_on():
        raise Problem("push-off")


@push.get("/push/key")
@push.response(200, KeySchema)
def key() -> Mapping[str, str]:
    """Give the key that a browser asks to be told with; unknown where the town pushes nothing."""
    refuse_when_off()
    return {"key": sending.key()}


@push.post("/api/v1/me/push")
@push.arguments(PhoneSchema)
@push.response(204)
def keep(told: Mapping[str, Any]) -> None:
    """Have this phone told when a naturalist asks me something, or a first one is published.

    One that renews was told already: whoever asked no more, or left, is not asked for again.
    """
    refuse_when_off()
    wrong = faults(told, loopback=may_loop())
    if wrong:
        raise Problem("invalid-content", faults=wrong)
    phone = store.Phone(told["endpoint"], told["p256dh"], told["auth"], browser())
    with transaction() as session:
        if told["renews"] and not store.holds(session, caller().id, phone):
            raise Problem("phone-not-told")
        store.keep(session, caller().id, phone)


def browser() -> str | None:
    """The session a page asks in, by its digest; a program asks with a token, in none."""
    cookie = request.cookies.get(COOKIE, "")
    return digest(cookie) if cookie and "Authorization" not in request.headers else None


@push.delete("/api/v1/me/push")
@push.arguments(EndpointSchema)
@push.response(204)
def forget(told: Mapping[str, str]) -> None:
    """Have this phone told nothing more; asked twice, it is done."""
    with transaction() as session:
        store.forget(session, caller().id, told["endpoint"], browser())
