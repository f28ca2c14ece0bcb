"""Join the account of a phone to that of a person: all that names the one names the other."""

from collections.abc import Iterator

from sqlalchemy import Column, Table, UniqueConstraint, delete, exists, select, update
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from config import events
from config.database import Base


def join(session: Session, phone: int, person: int) -> None:
    """Make all that is of a phone a person's, in one transaction; done twice, it is done once.

    The phone's row stays as an empty shell: a sending that was on its way while the accounts were
    joined may still name it, and is gathered after (`gather`).
    """
    pair = select(Account).where(Account.id.in_((phone, person))).order_by(Account.id)
    held = {one.id: one for one in session.scalars(pair.with_for_update())}
    shell, kept = held[phone], held[person]
    if shell.joined_id == person:
        return
    kept.name = kept.name or shell.name
    shell.kind, shell.name, shell.email, shell.joined_id = "joined", None, None, person
    shell.pseudo = None
    session.flush()
    follow(session, phone, person)
    events.record(session, "account.joined", kept.uuid, person)


def gather(session: Session) -> None:
    """Give each person what still came under the shell of a phone of theirs."""
    shells = select(Account.id, Account.joined_id).where(Account.joined_id.is_not(None))
    for phone, person in session.execute(shells).all():
        if person is not None:
            follow(session, phone, person)


def follow(session: Session, phone: int, person: int) -> None:
    shells = update(Account).where(Account.joined_id == phone)
    session.execute(shells.values(joined_id=person))
    for table, column in naming_an_account():
        _forget_twins(session, column, phone, person)
        named = update(table).where(column == phone).values({column.name: person})
        session.execute(named)


def _forget_twins(session: Session, column: Column[int], phone: int, person: int) -> None:
    """Forget rows of the phone that the person has too, where a key lets only one be theirs."""
    table = column.table
    for key in table.constraints:
        if isinstance(key, UniqueConstraint) and column in key.columns.values():
            twin = table.alias()
            same = [twin.c[one.name] == one for one in key.columns if one is not column]
            theirs = exists().where(twin.c[column.name] == person, *same)
            session.execute(delete(table).where(column == phone, theirs))


def naming_an_account() -> Iterator[tuple[Table, Column[int]]]:
    """Every column that names an account, of whatever table there is."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == Account.__tablename__ for key in column.foreign_keys):
                yield table, column
