"""What may befall an import of TAXREF, and what it leaves."""

from pathlib import Path

from sqlalchemy import inspect, text

from config.database import reading
from reference.taxa.editions.store import TABLES
from tests.conftest import engine


def killed(_):
    raise SystemExit(9)


def unharmed(_):
    """Nothing befalls."""


def tables():
    """All that the edition in force holds, row by row."""
    with reading() as session:
        return {
            table.name: session.execute(table.select().order_by(*table.primary_key)).all()
            for table in TABLES
        }


def left():
    """What lies beside the tables in force."""
    beside = [
        name for name in inspect(engine()).get_table_names() if "_next" in name or "_old" in name
    ]
    if engine().dialect.name == "sqlite":
        beside += map(str, Path(engine().url.database).parent.glob("*_next*"))
    return beside


def pressed(_):
    raise KeyboardInterrupt


def lost(beside):
    """The server ends our connection; the disk has no room."""
    if engine().dialect.name == "sqlite":
        beside.bare.execute("PRAGMA max_page_count = 1")
        return
    ours = beside.connection.connection.driver_connection.info.backend_pid
    with engine().connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:ours)"), {"ours": ours})
