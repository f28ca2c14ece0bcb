"""How often an operation may be asked for: one table, by account, else by address.

A town behind a proxy says how many stand in front (`PROXIES`): until then all that comes from this
very machine may be anyone, and is not counted by address.
"""

import logging
from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address, ip_network

from flask import Flask, Response, g, request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from citizen.accounts.access import asking
from config import clock
from config.problems import Problem
from config.settings import Settings

# By operation, for one address: a school, a fair or a town hall has one for all its people.
LIMITS: Mapping[str, str] = {
    "accounts.new_device": "300/hour",
    "sign-in.send": "30/hour",
    "taxa.search": "6000/minute",
    "addresses.search": "6000/minute",
}
WRITES = "600/minute"  # by account; further operations that only read are not counted
READS = {"GET", "HEAD", "OPTIONS"}
NEIGHBOURS = 64  # bits of an IPv6 address that one household shares

log = logging.getLogger(__name__)


def install(app: Flask, settings: Settings) -> None:
    """Make an application count; its processes count together where they share a Redis."""
    if settings.RATE_LIMITS == "off":
        return
    kept = storage_from_string(settings.REDIS_URL or "memory://", wrap_exceptions=True)
    counter = MovingWindowRateLimiter(kept)
    app.before_request(lambda: count(counter))
    app.after_request(tell)


def count(counter: MovingWindowRateLimiter) -> None:
    """Count a request; refuse it when there were too many, and say when to come back."""
    name = request.endpoint or ""
    allowed = LIMITS.get(name) or ("" if request.method in READS else WRITES)
    who = "" if not allowed else address() if name in LIMITS else account() or address()
    if not who:
        return
    limit, key = parse(allowed), (name if name in LIMITS else "writes", who)
    try:
        is_within = counter.hit(limit, *key)
        g.limit = (key[0], limit, *counter.get_window_stats(limit, *key))
    except StorageError:  # better uncounted than unserved
        log.warning("requests are not counted: the counter is away")
        return
    if not is_within:
        raise Problem("too-many-requests", retry_after=seconds_left())


def account() -> str:
    """The account that asks; "" for none, or for a token that is wrong: the policy tells it so."""
    try:
        known = asking()
    except Problem:
        return ""
    return f"account {known.id}" if known else ""


def address() -> str:
    return network(request.remote_addr or "")


def network(address: str) -> str:
    """The address of a household: that of IPv4, the first half of IPv6; "" for this machine."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if found.is_loopback:
        return ""
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if isinstance(found, IPv6Address):
        return str(ip_network((int(found), NEIGHBOURS), strict=False))
    return str(found)


def seconds_left() -> int:
    """How long until the window opens again, in whole seconds."""
    left: float = g.limit[2] - clock.now().timestamp()
    return max(1, round(left) + 1)


def tell(response: Response) -> Response:
    """Say what is left, in the fields of draft-ietf-httpapi-ratelimit-headers-10."""
    if "limit" not in g:
        return response
    name, limit, _, left = g.limit
    response.headers["RateLimit-Policy"] = f'"{name}";q={limit.amount};w={window(limit)}'
    response.headers["RateLimit"] = f'"{name}";r={left};t={seconds_left()}'
    if response.status_code == 429:
        response.headers["Retry-After"] = str(seconds_left())
    return response


def window(limit: RateLimitItem) -> int:
    return int(limit.get_expiry())
