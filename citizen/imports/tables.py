"""The inventories that were brought in, and what each brought or changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Import(OfTown, Base):
    """A file of an inventory, from the day it came: it can be undone as a whole."""

    __tablename__ = "import"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # nobody: a terminal
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # that of the inventory
    source: Mapped[str]  # names the inventory
    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    stored: Mapped[str] = mapped_column(default="")  # its name in our files; "" once not needed
    protocol: Mapped[str]
    mapping_name: Mapped[str]
    mapping: Mapped[str] = mapped_column(Text)
    skip_faulty: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str]  # sent, examined, refused, running, done, undoing, undone, abandoned
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    rows_done: Mapped[int] = mapped_column(default=0)  # of the file, kept or passed over
    report: Mapped[dict[str, Any]]  # what was found in examining it
    counts: Mapped[dict[str, Any]]  # what was kept of it so far
    undone: Mapped[dict[str, Any]]  # what became of it when it was undone


class ImportRow(OfTown, Base):
    """An observation that an import brought or changed."""

    __tablename__ = "import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "observation_id"),
        Index("ix_import_row_fate", "import_id", "fate", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), index=True)
    kind: Mapped[str]  # kept, changed
    version: Mapped[int]  # of the observation, as this import left it
    fate: Mapped[str] = mapped_column(default="")  # once undone: withdrawn, restored; or why left
