"""The migrations, run one after the other, make the tables that the models describe."""

import ast
import re

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from config import migrations
from config.database import Base
from tests.conftest import engine
from tests.guards.source import COUNTRY, ROOT, name

OWN = Base.metadata.tables
FILES = sorted((ROOT / "migrations/versions").glob("*.py"))
GROUND = {"alembic", "sqlalchemy", "geoalchemy2", "migrations"}


@pytest.fixture
def found(app):
    return inspect(engine())


def test_migrations_are_numbered_without_a_gap():
    assert [file.name[:4] for file in FILES] == [f"{n:04}" for n in range(1, len(FILES) + 1)]
    for file in FILES:
        assert re.fullmatch(r"\d{4}_[a-z_]+\.py", file.name)
        assert f'revision = "{file.name[:4]}"' in file.read_text(encoding="utf-8")


def test_there_is_one_head():
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [FILES[-1].name[:4]]


def test_a_migration_stands_on_nothing_that_will_change():
    """The models of today are not those of the day it was written."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.split(".")[0] in GROUND | {"config"}, name(file)
                assert not node.module.startswith("config.") or node.module == "config.spatial"


def test_every_table_is_made(found):
    kept = {table for table in found.get_table_names() if table in OWN}
    assert kept == set(OWN)
    ours = {table for table in found.get_table_names() if not is_of_the_engine(table)}
    assert ours == set(OWN) | {"alembic_version"}


def is_of_the_engine(table):
    known = (
        "spatial|geometry|views_|virts_|sql_statements|idx_|data_licenses|Elementary|KNN|Spatial"
    )
    return re.match(known, table) is not None


def test_every_column_is_made_as_described(found):
    dialect = engine().dialect
    for table, described in OWN.items():
        columns = found.get_columns(table)
        made = {c["name"]: (c["nullable"], shape(c["type"], dialect)) for c in columns}
        wanted = {c.name: (c.nullable, shape(c.type, dialect)) for c in described.columns}
        assert made == wanted, table


def shape(kind, dialect):
    """The type as this engine writes it; a geometry is judged by its own test."""
    written = kind.compile(dialect=dialect).lower()
    return "geometry" if "geometry" in written or "polygon" in written else written


def test_every_key_is_made_as_described(found):
    for table, described in OWN.items():
        primary = found.get_pk_constraint(table)["constrained_columns"]
        assert primary == [column.name for column in described.primary_key.columns]
        keys = found.get_foreign_keys(table)
        assert {(tuple(key["constrained_columns"]), key["referred_table"]) for key in keys} == {
            (tuple(key.column_keys), key.referred_table.name)
            for key in described.foreign_key_constraints
        }


def test_every_index_is_made_as_described(found):
    for table, described in OWN.items():
        assert uniques(found, table) == {
            (constraint.name, tuple(column.name for column in constraint.columns))
            for constraint in described.constraints
            if constraint.__visit_name__ == "unique_constraint"
        }
        assert indexes(found, table) == {
            (index.name, tuple(column.name for column in index.columns))
            for index in described.indexes
            if not index.name.startswith("idx_")
        }


def uniques(found, table):
    return {
        (one["name"], tuple(one["column_names"])) for one in found.get_unique_constraints(table)
    }


def indexes(found, table):
    """Indexes but those of unique constraints and of places."""
    held = {constraint for constraint, _ in uniques(found, table)}
    return {
        (index["name"], tuple(index["column_names"]))
        for index in found.get_indexes(table)
        if index["name"] not in held and not index["name"].startswith("idx_")
    }


def test_every_row_belongs_to_a_town_but_the_country_s(found):
    for table in OWN.keys() - COUNTRY - {"town"}:
        told = {column["name"]: column for column in found.get_columns(table)}
        assert "town_id" in told, table
        assert told["town_id"]["nullable"] is False, table
        keys = found.get_foreign_keys(table)
        assert any(k["constrained_columns"] == ["town_id"] for k in keys), table
    for table in COUNTRY:
        assert "town_id" not in {column["name"] for column in found.get_columns(table)}


def test_every_place_has_its_index(found):
    places = [(table, c.name) for table in OWN for c in OWN[table].columns if is_place(c)]
    assert places
    with engine().connect() as connection:
        for table, column in places:
            if connection.dialect.name == "postgresql":
                held = "SELECT 1 FROM pg_indexes WHERE indexdef LIKE :what"
                what = {"what": f"%ON public.{table} USING gist ({column})%"}
            else:
                held = (
                    "SELECT 1 FROM geometry_columns WHERE spatial_index_enabled = 1"
                    " AND f_table_name = :table AND f_geometry_column = :column"
                )
                what = {"table": table, "column": column}
            assert connection.execute(text(held), what).scalar() == 1, (table, column)


def is_place(column):
    return hasattr(column.type, "srid")


def test_a_second_upgrade_changes_nothing(found):
    before = sorted(found.get_table_names())
    migrations.upgrade(engine())
    assert sorted(inspect(engine()).get_table_names()) == before


def test_the_last_migration_can_be_undone_and_done_again(app):
    config = Config()
    config.set_main_option("script_location", str(migrations.FOLDER))
    config.set_main_option("path_separator", "os")
    with engine().begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    left = {table for table in inspect(engine()).get_table_names() if table in OWN}
    assert left == set()
    migrations.upgrade(engine())
    made = {table for table in inspect(engine()).get_table_names() if table in OWN}
    assert made == set(OWN)
