"""Bring the database to the present shape of the tables."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

FOLDER = Path(__file__).parent.parent / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations not yet run, one process at a time."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(7266)"))
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@cache
def wanted() -> tuple[str, ...]:
    """The revision that this code was written for."""
    return tuple(ScriptDirectory(str(FOLDER)).get_heads())


def current(connection: Connection) -> tuple[str, ...]:
    """The revision a database is at; nothing where no migration ever ran."""
    return MigrationContext.configure(connection).get_current_heads()
