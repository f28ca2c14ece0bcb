"""What a webhook tells, how it is signed (Standard Webhooks), and when a call is tried again."""

import base64
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from config.calls.answer import Answer
from config.calls.targets import target
from config.places import Fault

SUBMITTED, DECIDED, WITHDRAWN = KINDS = (
    "observation.submitted", "observation.decided", "observation.withdrawn",
)  # fmt: skip
TEST = "webhook.test"
KIND_OF: Mapping[str, str] = {  # our news → what it is called outside
    "observation.submitted": SUBMITTED,
    "observation.withdrawn": WITHDRAWN,
    **{
        f"observation.{status}": DECIDED
        for status in (
            "accepted", "doubtful", "rejected", "unassessable", "duplicate", "separated",
            "questioned",
        )
    },
}  # fmt: skip
MOST = 20  # webhooks of an organisation

# Standard Webhooks' own: ten tries in three days and three hours.
RETRIES = tuple(
    timedelta(seconds=s)
    for s in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)  # fmt: skip
JITTER = 0.1  # of a pause, either way: receivers that come back are not met by all at once
LASTS = timedelta(days=3)  # a call is given up, and a receiver that never answers is left alone
REST = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600))  # of a receiver that fails
LONGEST_WISH = timedelta(days=1)  # that a receiver's Retry-After is followed
BOTH_VALID = timedelta(hours=24)  # the former secret beside the new one


def pause(attempts: int, luck: float) -> timedelta | None:
    """How long to wait after so many tries; nothing once all were made. luck: 0 to 1."""
    if attempts > len(RETRIES):
        return None
    return RETRIES[attempts - 1] * (1 + JITTER * (2 * luck - 1))


def luck(delivery: UUID, attempts: int) -> float:
    """A number from 0 to 1 that differs between calls, and is the same for the same one."""
    return sha256(f"{delivery}:{attempts}".encode()).digest()[0] / 255


def next_try(
    attempts: int, begun: datetime, now: datetime, answer: Answer, chance: float
) -> datetime | None:
    """When a call that failed is tried again; nothing when it is given up."""
    waits = pause(attempts, chance)
    if waits is None or now - begun > LASTS + RETRIES[-1]:
        return None
    wished = min(answer.wait or timedelta(), LONGEST_WISH)
    return now + max(waits, wished)


def rest(failures: int) -> timedelta:
    """How long a receiver that failed so often in a row is left in peace."""
    return REST[min(failures, len(REST)) - 1]


def secret_text(key: bytes) -> str:
    return "whsec_" + base64.b64encode(key).decode()


def signed(keys: Sequence[bytes], message: str, seconds: int, body: str) -> Mapping[str, str]:
    """The headers of a call: what it is, when it was made, a signature by each valid key."""
    told = f"{message}.{seconds}.{body}".encode()
    made = (base64.b64encode(hmac.new(key, told, sha256).digest()).decode() for key in keys)
    return {
        "webhook-id": message,
        "webhook-timestamp": str(seconds),
        "webhook-signature": " ".join(f"v1,{one}" for one in made),
    }


def body(kind: str, at: datetime, data: Mapping[str, Any]) -> str:
    told = {"type": kind, "timestamp": at.isoformat(timespec="milliseconds"), "data": dict(data)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def faults(url: str, *, loopback: bool) -> list[Fault]:
    """Say what is wrong with the address of a webhook."""
    return [] if target(url, loopback=loopback) else [Fault("/url", "not-called")]
