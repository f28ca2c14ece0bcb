"""Addresses, as they are stored: the country's, so without a town."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base, Plain


class Street(Base):
    """A street, or a place named like one, of a commune."""

    __tablename__ = "street"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    commune: Mapped[str] = mapped_column(index=True)  # INSEE
    name: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    folded: Mapped[str] = mapped_column(Plain)
    longitude: Mapped[float]  # of the middle of its houses
    latitude: Mapped[float]


class StreetWord(Base):
    """A word a street is found by: of its name, its city, its postcode."""

    __tablename__ = "street_word"

    word: Mapped[str] = mapped_column(Plain, primary_key=True)
    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"), primary_key=True, index=True)


class House(Base):
    """A number of a street."""

    __tablename__ = "house"

    street_id: Mapped[int] = mapped_column(ForeignKey("street.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    suffix: Mapped[str] = mapped_column(primary_key=True)  # "bis", "b"
    longitude: Mapped[float]
    latitude: Mapped[float]
