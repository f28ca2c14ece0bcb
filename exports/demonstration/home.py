"""Prepare a home: its database, the built-in reference data, its town."""

from config import migrations, towns
from config.database import connect, transaction
from config.settings import Settings
from config.towns import Town
from reference.taxa import store as taxa
from reference.territories import store as territories


def prepare(settings: Settings) -> bool:
    """Make ready what is missing, as often as asked; say whether the home was empty."""
    settings.home.mkdir(parents=True, exist_ok=True)
    migrations.upgrade(connect(settings.database))
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
