"""Add a line to the chain; read it whole, a few at a time."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from config import clock, towns
from config.engines import insert_once
from moderation.chain.rules import ORIGIN, Line, following
from moderation.chain.tables import ChainHead, ChainLine

TOGETHER = 2000  # lines read at once


def add(session: Session, kind: str, by: int | None, **told: Any) -> None:
    """Write what was done, in the transaction that does it; by: an account.

    Who writes holds the head until they commit: lines of one town come one after the other. The
    account is named by its UUID, which tells nobody once it is erased; words are never written.
    """
    head = _held(session)
    known = {"kind": kind, "at": clock.now().isoformat(), "by": _pseudonym(session, by)}
    line = following(head.number + 1, head.digest, known | told)
    session.add(ChainLine(**line._asdict()))
    head.number, head.digest = line.number, line.digest
    session.flush()


def _held(session: Session) -> ChainHead:
    """The head, made when there is none, kept to this transaction as it is now."""
    made = insert_once(session, ChainHead, ("town_id",))
    session.execute(made.values(town_id=towns.served(), number=0, digest=ORIGIN))
    query = select(ChainHead).with_for_update()
    return session.scalars(query, execution_options={"populate_existing": True}).one()


def _pseudonym(session: Session, account: int | None) -> str:
    found = session.get(Account, account) if account is not None else None
    return str(found.uuid) if found else ""


def head(session: Session) -> tuple[int, str]:
    """Return how many lines there are, and the digest of the last."""
    found = session.scalar(select(ChainHead))
    return (found.number, found.digest) if found else (0, ORIGIN)


def lines(session: Session) -> Iterator[Line]:
    """Read every line in order."""
    columns = (ChainLine.number, ChainLine.previous, ChainLine.told, ChainLine.digest)
    query = select(*columns).order_by(ChainLine.number)
    for row in session.execute(query.execution_options(yield_per=TOGETHER)):
        yield Line(*row)
