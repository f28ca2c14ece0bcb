"""What tests of official files share: the command that brings them in, a file of two communes."""

import pytest
from click.testing import CliRunner

import app as house
from tests.conftest import engine
from tests.reference.ban import ban, lines
from tests.reference.taxref_files import in_force
from tests.reference.vintages import FIRST, SECOND, feature, geojson, square


@pytest.fixture
def bring(app, settings):
    """Run `brindille import communes`, as a terminal does."""

    def run(file, *options, vintage=2025, kind="communes"):
        engine().dispose()  # the command opens the database anew
        told = ["import", kind, str(file), *options]
        told += ["--vintage", str(vintage)] if kind == "communes" else []
        return CliRunner().invoke(house.imports, told[1:], obj=settings)

    return run


@pytest.fixture
def two(tmp_path):
    return geojson(
        tmp_path / "two.geojson",
        feature(FIRST, "Ancre", square(0), codeEpci="200000001", nomEpci="Les Phares"),
        feature(SECOND, "Bouée", square(1), codeEpci="200000001"),
    )


@pytest.fixture
def bring_addresses(app, settings):
    def run(file, *options):
        engine().dispose()  # the command opens the database anew
        return CliRunner().invoke(house.imports, ["addresses", str(file), *options], obj=settings)

    return run


@pytest.fixture
def addresses(tmp_path):
    return ban(tmp_path / "adresses-76.csv", lines())


@pytest.fixture
def bring_taxa(app, settings):
    """Run the command, as a person does."""

    def run(*arguments):
        environment = {"BRINDILLE_HOME": settings.BRINDILLE_HOME, "SECRET_KEY": "x" * 40}
        environment |= {"DATABASE_URL": settings.DATABASE_URL} if settings.DATABASE_URL else {}
        engine().dispose()  # the command opens the database for itself
        told = CliRunner().invoke(
            house.brindille, ["import", "taxa", *map(str, arguments)], env=environment
        )
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        return told

    return run


@pytest.fixture
def sample(app):
    return in_force()
