"""What files take from the national nomenclatures: codes in their columns, words of their codes."""

import pytest

from config.protocols import PROTOCOLS
from exports.format import Column
from exports.formats.darwin_core import row
from exports.sinp_terms import coded, label
from tests.exports.formats.examples import dataset, record

BIODIVERSITY = PROTOCOLS["biodiversity"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"contact": "droppings"}, "Fèces/Guano/Epreintes"),
        ({"contact": "seen-and-heard"}, "Vu et entendu"),
        ({}, ""),
    ],
)
def test_words_are_those_of_the_standard(answers, told):
    assert label(BIODIVERSITY, answers, "obsTechnique") == told


def test_a_field_without_a_nomenclature_has_no_words():
    assert label(BIODIVERSITY, {"count": 3}, "denombrementMin") == ""


def test_a_coded_column_may_hold_what_is_in_force_and_keeps_its_other_constraints():
    title = {"fr": "x", "en": "x"}
    one = Column("dSPublique", "string", title, constraints={"required": True})
    number = Column("sensiNiveau", "integer", title)
    free, listed = Column("nomCite", "string", title), Column("typeAttribut", "string", title)
    told = coded([one, number, free, listed])
    assert told[0].constraints == {"required": True, "enum": ["NSP", "Pr", "Pu"]}
    assert told[1].constraints == {"enum": [0, 1, 2, 3, 4]}
    assert told[2:] == [free, listed]


def test_darwin_core_has_the_words_of_the_code():
    told = row(dataset("biodiversity"), record(answers={"contact": "nest"}))
    assert told["samplingProtocol"] == "Nid/Gîte"
