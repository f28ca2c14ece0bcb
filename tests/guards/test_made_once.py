"""Statements that are made once pass by the filter of towns: each names the town served itself."""

import sys

from sqlalchemy import Select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.schema import Table

from config.towns import THE_SERVED
from tests.guards.test_commands import every_command

PACKAGES = ("config", "reference", "citizen", "moderation", "exports")


def made_once():
    """The SELECTs that modules hold as constants, by their names."""
    assert [*every_command()]  # all modules are there
    for name, module in list(sys.modules.items()):
        if name.split(".")[0] in PACKAGES:
            for constant, value in vars(module).items():
                if isinstance(value, Select):
                    yield f"{name}.{constant}", value


def of_towns(statement):
    parts = [*visitors.iterate(statement)]
    return any(isinstance(part, Table) and "town_id" in part.c for part in parts)


def test_a_statement_made_once_asks_only_the_town_served():
    told = dict(made_once())
    assert "citizen.observations.duplicates.store.NEAR" in told
    wanting = [
        name
        for name, statement in told.items()
        if of_towns(statement)
        and name.rpartition(".")[2] not in {"CALLERS", "COMPARED"}
        and THE_SERVED not in {*visitors.iterate(statement)}
    ]
    assert wanting == []
