"""Push a few words to a phone: sealed for it alone, by the address that was checked."""

import json
import os

from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key

from citizen.push.encryption import CURVE, data, letters, private_key, proof, public, sealed
from citizen.push.rules import LASTS, PURPOSE, SECONDS
from citizen.push.tables import PushSubscription
from config import clock, signing, site
from config.calls.answer import Answer
from config.calls.calling import call
from config.languages import say
from config.templates.filters import fine

FOLDER = "citizen/push"
_is_on: list[bool] = [False]


def permit(*, on: bool) -> None:
    """Hold to the town's setting, PUSH."""
    _is_on[:] = [on]


def is_on() -> bool:
    return _is_on[0]


def key() -> str:
    """The public key a browser is to take words from, and from no other."""
    return letters(public(private_key(signing.derived(PURPOSE))))


def offered(spoken: str) -> dict[str, str] | None:
    """What a page needs to offer it, in the words of its reader; nothing where it is off."""
    words = ("ask", "stop", "asking", "on", "off", "denied", "failed")
    told = {one: printed(f"offer.{one}", spoken) for one in words}
    return told | {"key": key()} if is_on() else None


def printed(key: str, spoken: str) -> str:
    return fine(say(FOLDER, key, spoken), spoken)


def push(to: PushSubscription, kind: str, path: str, spoken: str) -> Answer:
    """Tell a phone that something is there to be read; never what: its screen is seen by all."""
    told = {
        "title": printed(f"{kind}.title", spoken),
        "body": printed(f"{kind}.body", spoken),
        "url": path,
    }
    words = json.dumps(told, ensure_ascii=False).encode()
    ours = generate_private_key(CURVE)
    body = sealed(words, data(to.p256dh), data(to.auth), ours, os.urandom(16))
    ident = private_key(signing.derived(PURPOSE))
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(LASTS),
        "Urgency": "normal",
        "Authorization": proof(to.endpoint, site.url(), clock.now(), ident),
    }
    return call(to.endpoint, headers, body, SECONDS)
