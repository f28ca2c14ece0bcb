"""The tree schema we ship, for the one that left schema.data.gouv.fr was not valid."""

import json
import re
from pathlib import Path

from frictionless import validate

from config.protocols import PROTOCOLS
from exports.formats import tree_schema
from exports.formats.tree_schema import FORMAT

TREE = PROTOCOLS["tree"]
SHIPPED = Path(tree_schema.__file__).with_suffix(".json")
STANDARD = (  # 0.3.1, in its order
    "id longitude latitude date_releve famille genre espece cultivar_variete nom_vernaculaire "
    "code_insee code_postal adresse matricule date_plantation stade_developpement hauteur diametre "
    "circonference diametre_couronne type_sol description_pied_arbre type_enracinement port_arbre "
    "remarquable protege contraintes_sol contrainte_aeriennes eclairage arrosage allergie remarque"
)


def test_the_schema_shipped_is_a_valid_schema() -> None:
    assert validate(SHIPPED.name, type="schema", basepath=str(SHIPPED.parent)).valid


def test_the_schema_shipped_has_the_columns_of_the_standard_and_a_name_that_is_allowed() -> None:
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))

    assert [field["name"] for field in shipped["fields"]] == STANDARD.split()
    assert shipped["name"] == "arbres-urbains"
    assert re.fullmatch(r"([-a-z0-9._/])+", shipped["name"])
    assert shipped["version"] == "0.3.1"
    assert shipped["contributors"][0]["title"] == "Natural Solutions"
    assert shipped["licenses"][0]["name"] == "etalab-2.0"


def test_the_columns_told_agree_with_the_schema_shipped() -> None:
    shipped = json.loads(SHIPPED.read_text(encoding="utf-8"))["fields"]

    for field, column in zip(shipped, FORMAT.columns(TREE), strict=True):
        assert (field["name"], field["title"]) == (column.name, column.title["fr"])
        if field["type"] == "boolean":
            assert set(column.constraints["enum"]) <= {*field["trueValues"], *field["falseValues"]}
        else:
            assert (field["type"], field.get("unit", "")) == (column.type, column.unit)
            assert field.get("constraints", {}) == column.constraints
