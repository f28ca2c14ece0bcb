"""How often an operation may be asked for: one table, by account, else by address.

A town behind a proxy says how many stand in front (`PROXIES`): until then all that comes from this
very machine may be anyone, and is not counted by address.
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from ipaddress import IPv6Address, ip_address, ip_network
from typing import NamedTuple

from flask import Flask, Response, current_app, g, has_request_context, request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from citizen.accounts.access import asking
from config import clock
from config.problems import Problem
from config.settings import Settings

# For one address: a school, a fair or a town hall has one for all its people.
BY_ADDRESS: Mapping[str, str] = {
    "accounts.new_device": "300/hour",
    "sign-in.send": "30/hour",
    "care.report": "30/hour",
    "care-pages.report": "30/hour",
    "places.around": "120/minute",  # a circle is added up anew each time
    "attaching.claim": "30/hour",
    "attaching-pages.ask": "30/hour",
    "taxa.search": "6000/minute",
    "addresses.search": "6000/minute",
}
# For one account, else for one address: operations that cost more than their number tells.
# For one address, else for one account: what is tried and wrong, of secrets short enough to type.
GUESSES: Mapping[str, str] = {"campaign-code": "30/hour", "outing-code": "300/hour"}
BY_ACCOUNT: Mapping[str, str] = {"observations.send_many": "60/minute"}
WRITES = "600/minute"  # all the others that change something, dry runs and photos too, together
READS = {"GET", "HEAD", "OPTIONS"}
EXTENSION = "brindille.limits"  # under this name an application holds its counter
NEIGHBOURS = 64  # bits of an IPv6 address that one household shares

log = logging.getLogger(__name__)


class Policy(NamedTuple):
    """How often something may be asked for, and whether by address alone."""

    name: str
    limit: RateLimitItem
    by_address: bool


class Counted(NamedTuple):
    """Where a caller stands under a policy: what is left, and when all of it is back."""

    policy: Policy
    reset: float  # seconds since 1970
    left: int

    @property
    def seconds(self) -> int:
        """How long until the window opens again, in whole seconds."""
        return max(1, round(self.reset - clock.now().timestamp()) + 1)


def install(app: Flask, settings: Settings) -> None:
    """Make an application count; its processes count together where they share a Redis."""
    if settings.RATE_LIMITS == "off":
        return
    kept = storage_from_string(settings.REDIS_URL or "memory://", wrap_exceptions=True)
    counter = app.extensions[EXTENSION] = MovingWindowRateLimiter(kept)
    app.before_request(partial(count, counter, policies()))
    app.after_request(tell)


def policies() -> Mapping[str, Policy]:
    """Read the tables once: the policy of each operation that has its own, and that of writes."""
    own = {name: Policy(name, parse(often), by_address=True) for name, often in BY_ADDRESS.items()}
    own |= {n: Policy(n, parse(often), by_address=False) for n, often in BY_ACCOUNT.items()}
    return own | {"writes": Policy("writes", parse(WRITES), by_address=False)}


def count(counter: MovingWindowRateLimiter, known: Mapping[str, Policy]) -> None:
    """Count a request; refuse it when there were too many, and say when to come back."""
    writes = None if request.method in READS else known["writes"]
    policy = known.get(request.endpoint or "", writes)
    who = asker(policy) if policy else ""
    if policy is None or not who:
        return
    try:
        is_within = counter.hit(policy.limit, policy.name, who)
        g.counted = Counted(policy, *counter.get_window_stats(policy.limit, policy.name, who))
    except StorageError:  # better uncounted than unserved
        log.warning("requests are not counted: the counter is away")
        return
    if not is_within:
        raise Problem("too-many-requests", retry_after=g.counted.seconds)


def refuse_guessing(name: str) -> None:
    """Refuse who guessed wrong too often, before looking at another guess."""
    policy, who = Policy(name, parse(GUESSES[name]), by_address=True), guesser()
    counter = counter_in_force()
    if counter is None or not who:
        return
    try:
        may = counter.test(policy.limit, name, who)
        stands = Counted(policy, *counter.get_window_stats(policy.limit, name, who))
    except StorageError:
        log.warning("guesses are not counted: the counter is away")
        return
    if not may:
        raise Problem("too-many-requests", retry_after=stands.seconds)


def count_guess(name: str) -> None:
    """Count a wrong guess."""
    counter, who = counter_in_force(), guesser()
    if counter is not None and who:
        with suppress(StorageError):
            counter.hit(parse(GUESSES[name]), name, who)


def counter_in_force() -> MovingWindowRateLimiter | None:
    """The counter of the application that is asked, if it counts; on a terminal there is none."""
    return current_app.extensions.get(EXTENSION) if has_request_context() else None


def guesser() -> str:
    """Who guesses: a household, for accounts cost nothing; on this very machine, an account."""
    return (address() or account()) if has_request_context() else ""


def asker(policy: Policy) -> str:
    """Who is counted: an account, else a household; "" for nobody."""
    return address() if policy.by_address else account() or address()


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


def tell(response: Response) -> Response:
    """Say what is left, in the fields of draft-ietf-httpapi-ratelimit-headers-10."""
    if "counted" in g:
        (name, limit, _), left = g.counted.policy, g.counted.left
        response.headers["RateLimit-Policy"] = f'"{name}";q={limit.amount};w={limit.get_expiry()}'
        response.headers["RateLimit"] = f'"{name}";r={left};t={g.counted.seconds}'
    return response
