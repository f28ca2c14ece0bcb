"""A protocol's answers in the words of a standard."""

import pytest

from config.protocols import PROTOCOLS


@pytest.mark.parametrize(
    ("naturality", "sinp", "dwc"),
    [
        (None, "3", "cultivated"),
        ("planted", "3", "cultivated"),
        ("wild", "1", None),  # Darwin Core's "native" would claim more than was said
        ("unknown", "0", None),
    ],
)
def test_a_tree_is_planted_unless_its_observer_says_otherwise(naturality, sinp, dwc):
    tree = PROTOCOLS["tree"]
    answers = {**tree.example} | ({"naturality": naturality} if naturality else {})
    assert tree.terms("sinp", answers)["occNaturalite"] == sinp
    assert tree.terms("dwc", answers).get("degreeOfEstablishment") == dwc
