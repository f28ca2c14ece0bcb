"""Whatever we write in a coded field of the SINP is a code of its nomenclature, in force today."""

import pytest

from config.protocols import PROTOCOLS
from exports.sinp_rows import COLUMNS, FIXED, WISHES
from reference.nomenclatures.rules import NOMENCLATURES, of_field
from tests.guards.source import ROOT, read_flat

SINP = "sinp"
TYPED = "typeInfoGeo"


def written():
    """Every code of a protocol or of sinp.csv, and the field it is written in."""
    for protocol in PROTOCOLS.values():
        yield from of_protocol(protocol)
    for part, values in FIXED.items():
        for field, code in values.items():
            yield f"sinp_rows.defaults.toml/{part}", field, code
    for code in WISHES.values():
        yield "sinp_rows.py", "diffusionNiveauPrecision", code


def of_protocol(protocol):
    for field, code in protocol.tags.get(SINP, {}).items():
        yield protocol.code, field, code
    spoken = (question for question in protocol.asked if SINP in question.terms)
    for question, choice in ((one, choice) for one in spoken for choice in one.choices):
        if SINP in choice.terms:
            yield f"{protocol.code}/{question.name}", question.terms[SINP], choice.terms[SINP]


def test_every_code_written_is_in_its_nomenclature():
    unknown = [
        (where, field, code)
        for where, field, code in written()
        if (known := of_field(field)) and code not in known.in_force
    ]
    assert unknown == []


def test_the_codes_are_really_looked_at():
    checked = {field for _, field, _ in written() if of_field(field)}
    assert {"obsTechnique", "occNaturalite", "occStadeDeVie", "typeDenombrement"} <= checked


@pytest.mark.parametrize("name", [column.name for column in COLUMNS])
def test_a_coded_column_tells_the_codes_of_its_nomenclature_and_no_other(name):
    column = next(one for one in COLUMNS if one.name == name)
    known = None if name.endswith("Attribut") else of_field(name)
    told = [str(code) for code in column.constraints.get("enum", ())]
    assert told == (known.in_force if known else [])


def test_the_columns_copy_no_code():
    assert "enum" not in (ROOT / "exports/sinp_rows.toml").read_text(encoding="utf-8")


def test_no_protocol_copies_the_words_of_a_code():
    """A standard that wants words instead of codes has them from the nomenclature."""
    copied = [
        f"{protocol.code}/{question.name}: {code}"
        for protocol in PROTOCOLS.values()
        for question in protocol.asked
        if (known := of_field(question.terms.get(SINP, "")))
        for choice in question.choices
        if (code := choice.terms.get(SINP))
        and known.codes[code].label["fr"] in choice.terms.values()
    ]
    assert copied == []


def test_every_field_a_nomenclature_names_is_spelled_as_the_standard_does():
    columns = set(read_flat(ROOT / "exports/sinp_rows.toml"))
    names = {key.split(".")[0] for key in columns}
    unknown = {one.field for one in NOMENCLATURES.values()} - names - {"", TYPED}
    assert unknown == {"occMethodeDetermination", "typeRegroupement", "typeEN"}  # not ours to tell
