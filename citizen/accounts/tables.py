"""Accounts, what they may do, and what proves who is asking: only digests of secrets are kept."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Account(OfTown, Base):
    """A person, or a phone that nobody has put a name to."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("town_id", "email"),
        Index("ix_account_pseudo", "town_id", "pseudo", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    kind: Mapped[str]  # device, person, inventory; class; joined, erased: empty shells; nobody
    email: Mapped[str | None]
    name: Mapped[str | None]  # shown with what they chose to sign
    pseudo: Mapped[str | None]  # the name in the address of their public page, by choice
    language: Mapped[str] = mapped_column(default="fr")
    signs: Mapped[bool] = mapped_column(default=False, server_default=false())  # what they send
    single_keys: Mapped[bool] = mapped_column(default=True, server_default=true())  # in the console
    joined_id: Mapped[int | None]  # the account of whose phone it was
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]  # when they last signed in or changed their account
    warned_at: Mapped[datetime | None]  # that an account nobody uses will be emptied


class Mandate(OfTown, Base):
    """What an account may do, and on what: an empty list means all."""

    __tablename__ = "mandate"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str]  # moderator, publisher, admin
    organisation: Mapped[str]
    protocols: Mapped[list[str]] = mapped_column(default=list)
    groups: Mapped[list[str]] = mapped_column(default=list)
    territories: Mapped[list[str]] = mapped_column(default=list)


class Token(OfTown, Base):
    """A bearer token of a phone or a program."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class SignInLink(OfTown, Base):
    """A link that signs in once; one that was mailed asks for a click, as mail scanners open it."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    was_mailed: Mapped[bool]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WebSession(OfTown, Base):
    """A browser that signed in: kept here so that it can be ended here."""

    __tablename__ = "web_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ClassGroup(OfTown, Base):
    """A class, a family, an outing: phones whose observations an adult answers for."""

    __tablename__ = "class_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    holder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str]  # never a child's
    signs: Mapped[bool]  # what its phones send, with its name
    edition: Mapped[int] = mapped_column(default=0)  # of its link: another lets nobody in
    created_at: Mapped[datetime]
    closes_at: Mapped[datetime]


class ClassPhone(OfTown, Base):
    """A phone of a class: an account of its own, so that people are counted as they are."""

    __tablename__ = "class_phone"

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class_group.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
