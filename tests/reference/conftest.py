"""What tests of official files share: the command that brings them in, a file of two communes."""

import pytest
from click.testing import CliRunner

import commands
from config import editions
from reference.taxa.editions import loading
from tests.conftest import engine
from tests.reference import taxref_files as made
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
        return CliRunner().invoke(commands.imports, told[1:], obj=settings)

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
        return CliRunner().invoke(
            commands.imports, ["addresses", str(file), *options], obj=settings
        )

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
            commands.brindille, ["import", "taxa", *map(str, arguments)], env=environment
        )
        assert told.exception is None or isinstance(told.exception, SystemExit), told.exception
        return told

    return run


@pytest.fixture
def sample(app):
    return in_force()


@pytest.fixture
def long_file(tmp_path):
    """TAXREF in several parts, with synonyms and names in living languages."""
    rows = [
        made.taxon(n, f"Pica pica{n % 977}", cd_ref=n - 1 if n % 3 == 0 else n,
                   NOM_VERN=f"Pie d’œil {n}, Agasse" if n % 5 == 0 else "")
        for n in range(1, 20_000)
    ]  # fmt: skip
    return made.written(tmp_path, rows)


@pytest.fixture
def small_steps(monkeypatch):
    monkeypatch.setattr(loading, "TOGETHER", 1)


@pytest.fixture
def steps(monkeypatch, small_steps):
    """What each table was given, and what befalls, last first: before each time, or in a table."""
    given, befalls = [], []
    kind = editions.KINDS[engine().dialect.name]
    put, mark = kind.put, kind.mark

    def noted(self, rows):
        if befalls:
            befalls.pop()(self)
        put(self, rows)
        given.extend((one.table.name, one.upto) for one in rows)

    def kept(self, connection, rows):
        mark(self, connection, rows)
        if befalls and befalls[-1] == rows.table.name:
            raise SystemExit(9)

    monkeypatch.setattr(kind, "put", noted)
    monkeypatch.setattr(kind, "mark", kept)
    return given, befalls
