"""Stamp the forms we give with the moment they were, and read it when they come back."""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from flask import abort, current_app, redirect, request

from citizen.accounts.access import asking
from citizen.robots.rules import DOUBT, FIELD, PERSON, ROBOT, judged
from config import clock
from config.problems import Problem


class Trap(NamedTuple):
    """What a form carries: its stamp, and that of the page that asks to press once more."""

    stamp: str
    again: str = ""


def trap(*, is_doubted: bool = False) -> Trap:
    """The trap of a page: new, or that of the form which comes back."""
    given = request.form.get("stamp", "")
    stamp = given if _age("page", given) is not None else _stamp("page")
    return Trap(stamp, _stamp("again") if is_doubted else "")


def sender() -> str:
    """Say who sends the form of this request; whoever signed in is known to be a person."""
    known = asking()
    if current_app.config["RATE_LIMITS"] == "off" or (known and known.email):
        return PERSON
    return judged(
        is_filled=bool(request.form.get(FIELD, "").strip()),
        took=_age("page", request.form.get("stamp", "")),
        again=_age("again", request.form.get("again", "")),
    )


def refuse() -> None:
    """Let people pass; ask to press once more where there is a doubt; send a robot away thanked."""
    who = sender()
    if who == ROBOT:
        abort(redirect("/mes-observations", 303))  # as if something had been kept
    if who == DOUBT:
        raise Problem("press-again")


def _stamp(page: str) -> str:
    return _signed(page, f"{int(clock.now().timestamp())}")


def _signed(page: str, moment: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return f"{moment}.{hmac.new(key, f'trap:{page}:{moment}'.encode(), sha256).hexdigest()}"


def _age(page: str, stamp: str) -> timedelta | None:
    """How long ago a page was given; nothing when the stamp is not one of ours."""
    moment = stamp.partition(".")[0]
    if not (moment.isascii() and moment.isdecimal() and len(moment) < 12):
        return None
    if not hmac.compare_digest(stamp.encode(), _signed(page, moment).encode()):
        return None
    return clock.now() - datetime.fromtimestamp(int(moment), UTC)
