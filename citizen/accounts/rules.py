"""Who someone is to us, and what they may do."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from uuid import UUID

MAILED_LINK_LASTS = timedelta(minutes=15)
PRINTED_LINK_LASTS = timedelta(hours=24)
SESSION_LASTS = timedelta(days=30)
HOLDER_LASTS = timedelta(days=395)  # what waits on a phone outlives a session there

# A role may do all that the roles named after it may.
ROLES = {
    "admin": {"admin", "operator", "publisher", "moderator", "partner", "account"},
    "publisher": {"publisher", "partner", "account"},
    "expert": {"moderator", "partner", "account"},  # whose opinion settles a disagreement
    "moderator": {"moderator", "partner", "account"},
    "partner": {"partner", "account"},  # whose programs are told what they may know
    "resident": {"account"},
}

RELAYED = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")  # by a proxy, for someone else

JUDGES = ("moderator", "expert")  # for an association: what waits comes to their desks


@dataclass(frozen=True)
class Scope:
    """A role on some protocols, groups of species and territories; an empty tuple means all."""

    role: str
    organisation: str = ""
    protocols: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    territories: tuple[str, ...] = ()

    def covers(self, protocol: str, group: str, territory: str) -> bool:
        """Whether an observation lies within the scope."""
        return (
            _within(protocol, self.protocols)
            and _within(group, self.groups)
            and _within(territory, self.territories)
        )


def _within(value: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or value in allowed


@dataclass(frozen=True)
class Caller:
    """Who is asking."""

    id: int
    uuid: UUID
    name: str
    email: str
    scopes: tuple[Scope, ...] = ()
    kind: str = "device"
    language: str = "fr"
    name_published: bool = False  # by choice, on what they send
    single_keys: bool = True  # in the moderators' console
    pseudo: str = ""  # of their public page; "" when they opened none

    @property
    def tag(self) -> str:
        """The strong ETag of what they read of themselves."""
        chosen = (self.name_published, self.single_keys, self.pseudo)
        told = (self.name, self.email, self.role, self.language, *chosen)
        return f"{self.uuid}-{digest(repr(told))[:16]}"

    @property
    def role(self) -> str:
        """The strongest role, for people to read."""
        held = {scope.role for scope in self.scopes}
        return next((role for role in ROLES if role in held), "resident")

    def may(self, need: str) -> bool:
        return need == "account" or any(need in ROLES[scope.role] for scope in self.scopes)

    def may_decide(self, protocol: str, group: str, territory: str) -> bool:
        """Whether this moderator is competent for such an observation."""
        return any(
            "moderator" in ROLES[scope.role] and scope.covers(protocol, group, territory)
            for scope in self.scopes
        )

    def is_expert(self, protocol: str, group: str, territory: str) -> bool:
        """Whether their opinion settles a disagreement; the town's lead is the last resort."""
        return any(
            scope.role in {"expert", "admin"} and scope.covers(protocol, group, territory)
            for scope in self.scopes
        )

    def organisations(self) -> set[str]:
        return {s.organisation for s in self.scopes if "moderator" in ROLES[s.role]}

    def speaks_for(self) -> set[str]:
        """The organisations whose programs they look after."""
        return {s.organisation for s in self.scopes if "partner" in ROLES[s.role]}


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a secret: enough to recognise it, not to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def plausible_email(address: str) -> bool:
    name, at, domain = address.partition("@")
    return (
        bool(name and at and "." in domain)
        and len(address) <= 254
        and not set(address) & set(" \r\n,;<>")
    )


def is_local(address: str, headers: Iterable[str]) -> bool:
    """Whether who asks is this machine itself, and no proxy asks for another."""
    sent = {name.lower() for name in headers}
    if any(name.lower() in sent for name in RELAYED):
        return False
    try:
        return ip_address(address).is_loopback
    except ValueError:  # a socket without an address
        return False
