"""Keep and find accounts, tokens, links and sessions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from citizen.accounts.rules import ROLES, SESSION_LASTS, Caller, Scope, digest, new_secret
from citizen.accounts.tables import Account, Mandate, SignInLink, Token, WebSession
from config import clock, events, towns
from config.database import ask
from reference.territories import store as territories


def open_account(session: Session, kind: str, **told: Any) -> Account:
    account = Account(kind=kind, created_at=clock.now(), **told)
    session.add(account)
    session.flush()
    return account


def of_email(session: Session, email: str) -> Account | None:
    return session.scalar(select(Account).where(Account.email == email.lower()))


def give(session: Session, account: Account, scope: Scope) -> None:
    """Give an account a role, unless it has it already."""
    held = session.scalars(select(Mandate).where(Mandate.account_id == account.id))
    if scope in [scope_of(mandate) for mandate in held]:
        return
    session.add(
        Mandate(
            account_id=account.id,
            role=scope.role,
            organisation=scope.organisation,
            protocols=list(scope.protocols),
            groups=list(scope.groups),
            territories=list(scope.territories),
        )
    )
    if "moderator" in ROLES[scope.role]:
        events.record(session, "routing.changed", account.uuid, because="people")


def new_token(session: Session, account: Account) -> str:
    secret = new_secret()
    session.add(Token(account_id=account.id, digest=digest(secret), created_at=clock.now()))
    return secret


def new_link(session: Session, account: Account, lasts: timedelta, *, mailed: bool) -> str:
    secret = new_secret()
    session.add(
        SignInLink(
            account_id=account.id,
            digest=digest(secret),
            was_mailed=mailed,
            expires_at=clock.now() + lasts,
        )
    )
    return secret


def link(session: Session, secret: str) -> SignInLink | None:
    """Find a link that can still be used."""
    usable = select(SignInLink).where(
        SignInLink.digest == digest(secret),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
    )
    return session.scalar(usable)


def use_link(session: Session, secret: str) -> int | None:
    """Use a link, once and for all; return its account, or nothing if it no longer works."""
    now = clock.now()
    used = update(SignInLink).where(
        SignInLink.digest == digest(secret),
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > now,
    )
    return session.scalar(used.values(used_at=now).returning(SignInLink.account_id))


def new_session(session: Session, account_id: int) -> str:
    secret, now = new_secret(), clock.now()
    seen = update(Account).where(Account.id == account_id).values(seen_at=now, warned_at=None)
    session.execute(seen)
    session.add(
        WebSession(
            account_id=account_id,
            digest=digest(secret),
            created_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    return secret


def end_session(session: Session, secret: str) -> None:
    ended = update(WebSession).where(WebSession.digest == digest(secret))
    session.execute(ended.values(expires_at=clock.now()))


CALLERS = (  # an account and its mandates, in one query
    select(
        Account.id, Account.uuid, Account.name, Account.email, Account.kind, Account.language,
        Account.signs, Account.single_keys, Account.pseudo,
        Mandate.role, Mandate.organisation, Mandate.protocols, Mandate.groups, Mandate.territories,
    )
    .outerjoin(Mandate, Mandate.account_id == Account.id)
    .where(Account.kind != "erased", towns.is_served(Account))
)  # fmt: skip
BY_TOKEN = CALLERS.where(
    Account.id == Token.account_id, Token.digest == bindparam("digest"), towns.is_served(Token)
)
BY_SESSION = CALLERS.where(
    Account.id == WebSession.account_id,
    WebSession.digest == bindparam("digest"),
    WebSession.expires_at > bindparam("now"),
    towns.is_served(WebSession),
)


def by_token(session: Session, secret: str) -> Caller | None:
    return _caller(session, BY_TOKEN, digest=digest(secret))


def by_session(session: Session, secret: str) -> Caller | None:
    return _caller(session, BY_SESSION, digest=digest(secret), now=clock.now())


BY_NUMBER = CALLERS.where(Account.id == bindparam("account"))


def by_number(session: Session, account: int) -> Caller | None:
    """Find who an account is now: what they may know is asked for again each time."""
    return _caller(session, BY_NUMBER, account=account)


def _caller(session: Session, proof: Any, **told: Any) -> Caller | None:
    rows = ask(session, proof, told)
    if not rows:
        return None
    held = [scope_of(row) for row in rows if row.role is not None]
    scopes = tuple(widened(session, held))
    return caller_of(rows[0], scopes)


def caller_of(account: Any, scopes: tuple[Scope, ...] = ()) -> Caller:
    """An account as its owner is known to us."""
    return Caller(
        id=account.id,
        uuid=account.uuid,
        name=account.name or "",
        email=account.email or "",
        scopes=scopes,
        kind=account.kind,
        language=account.language,
        name_published=account.signs,
        single_keys=account.single_keys,
        pseudo=account.pseudo or "",
    )


def scope_of(mandate: Any) -> Scope:
    return Scope(
        mandate.role,
        mandate.organisation,
        tuple(mandate.protocols),
        tuple(mandate.groups),
        tuple(mandate.territories),
    )


def widened(session: Session, scopes: list[Scope]) -> list[Scope]:
    """Scopes whose territories are named by every code an observation there may bear."""
    named = {code for scope in scopes for code in scope.territories}
    if not named:
        return scopes
    codes = territories.members_of_each(session, named)
    return [
        replace(scope, territories=tuple(sorted(_union(scope.territories, codes))))
        for scope in scopes
    ]


def _union(territories: Iterable[str], codes: Mapping[str, set[str]]) -> set[str]:
    """The codes named are kept: an empty list would mean everywhere."""
    return set(territories).union(*(codes[code] for code in territories))
