"""Which addresses we call: only https, by name or plain number, never inside a network of ours.

A name is resolved once, every address it has is looked at, and the call goes to one of those:
between the look and the call no name server can point elsewhere. `ipaddress.is_global` is not
enough: it takes for global what leads inside through NAT64, multicast, or a cloud's own services.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

Address = IPv4Address | IPv6Address

LONGEST = 2000  # characters of an address
PORTS = {443}
HOST = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "corp", "private")
CLOSED = tuple(
    ip_network(one)
    for one in (
        "168.63.129.16/32",  # a cloud's own services, at a public number
        "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "::/32", "64:ff9b::/96", "64:ff9b:1::/48",  # IPv4 in disguise: compatible, mapped, NAT64
        "100::/32", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
        "fc00::/7", "fe80::/9", "ff00::/8",
    )
)  # fmt: skip
WORLD_6 = ip_network("2000::/3")  # all that was ever given out


class Target(NamedTuple):
    """What to call: a host as it is named in the address, its port, the rest of the address."""

    scheme: str
    host: str
    port: int
    path: str


def is_open(address: Address) -> bool:
    """Whether an address is one of the public internet, whatever else is said of it."""
    if isinstance(address, IPv6Address) and (address.scope_id or address not in WORLD_6):
        return False
    if any(address.version == one.version and address in one for one in CLOSED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved)


def target(url: str, *, loopback: bool = False) -> Target | None:
    """Read an address we may be asked to call; nothing where we never shall.

    loopback: this very machine may be called too, in plain HTTP, at any port: for tests.
    """
    parts = _parts(url)
    if parts is None:
        return None
    found = Target(parts.scheme, _host(parts), parts.port or 443, _path(parts))
    if loopback and _is_this_machine(found.host):
        return found._replace(port=parts.port or 80) if parts.scheme == "http" else found
    is_called = parts.scheme == "https" and found.port in PORTS and _may_be_named(found.host)
    return found if is_called else None


def _parts(url: str) -> SplitResult | None:
    """Take an address apart; nothing of one with a user, a fragment or what hides a second host."""
    if len(url) > LONGEST or not url.isascii() or re.search(r"[\x00-\x20\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or port == 0 or "@" in parts.netloc or "#" in url:
        return None
    return parts


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").lower()


def _path(parts: SplitResult) -> str:
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _may_be_named(host: str) -> bool:
    """Whether a host is a public name, or a plain public number: never an octal or a short one."""
    try:
        return is_open(ip_address(host))
    except ValueError:
        pass
    is_inside = any(host == one or host.endswith(f".{one}") for one in INSIDE)
    return HOST.fullmatch(host) is not None and not is_inside


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def checked(found: list[Address], *, loopback: bool = False) -> list[Address]:
    """The addresses of a name, if every one of them may be called; else none at all."""
    ours = all(one.is_loopback for one in found) if loopback else False
    return found if found and (ours or all(map(is_open, found))) else []
