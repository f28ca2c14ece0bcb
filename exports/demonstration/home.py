"""Prepare a home: its database, the built-in reference data, its town."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from config import migrations, towns
from config.database import connect, transaction
from config.settings import Settings
from config.towns import Town
from reference.taxa import store as taxa
from reference.territories.vintages import store as territories

DATABASE = "brindille.db"


def prepare(settings: Settings) -> bool:
    """Make ready what is missing, as often as asked; say whether the home was empty."""
    settings.home.mkdir(parents=True, exist_ok=True)
    engine = connect(settings.database)
    migrations.upgrade(engine)
    with transaction() as session:
        taxa.load_sample(session)
        territories.load_built_in(session)
        town = towns.first(session)
        is_new = town is None
        if town is None:
            town = Town(code="76259", name="Fécamp", is_demonstration=settings.DEMO != "0")
            session.add(town)
            session.flush()
        number = town.id
    towns.serve(number)
    return is_new


def is_empty(settings: Settings) -> bool:
    """Whether the embedded engine never made anything here."""
    return not settings.DATABASE_URL and not (settings.home / DATABASE).exists()


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Let one process at a time prepare a home; the lock goes with the process."""
    settings.home.mkdir(parents=True, exist_ok=True)
    with (settings.home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def filled_apart(settings: Settings) -> Iterator[Settings]:
    """Fill a new home in a folder apart, then move it in, its database last.

    A first start that is interrupted leaves no database: the next one begins anew.
    """
    apart = settings.home / ".filling"
    shutil.rmtree(apart, ignore_errors=True)
    yield replace(settings, BRINDILLE_HOME=str(apart))
    for made in sorted(apart.iterdir(), key=lambda made: made.name == DATABASE):
        made.replace(settings.home / made.name)
    apart.rmdir()
