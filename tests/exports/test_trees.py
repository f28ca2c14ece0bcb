"""What the files about trees agree on."""

import pytest

from exports.trees import girth_height_cm, is_comparable, latin
from tests.exports.formats.examples import OAK


@pytest.mark.parametrize(
    ("name", "rank", "parts"),
    [
        ("Quercus robur", "ES", ("Quercus", "robur", "")),
        ("Platanus x hispanica", "ES", ("Platanus", "x hispanica", "")),
        ("Pinus nigra subsp. laricio", "SSES", ("Pinus", "nigra", "subsp. laricio")),
        ("Fagus sylvatica 'Purpurea'", "CAR", ("Fagus", "sylvatica", "'Purpurea'")),
        ("x Cuprocyparis leylandii", "ES", ("x Cuprocyparis", "leylandii", "")),
        ("Tilia", "GN", ("Tilia", "", "")),
        ("Fagaceae", "FM", ("", "", "")),
        ("Quercus sect. Cerris", "SC", ("", "", "")),
    ],
)
def test_a_latin_name_is_taken_apart(name: str, rank: str, parts: tuple[str, ...]) -> None:
    assert latin(OAK._replace(name=name, rank=rank)) == parts


def test_without_a_name_there_are_no_parts() -> None:
    assert latin(None) == ("", "", "")


@pytest.mark.parametrize(
    ("height", "comparable"), [(None, True), (99, False), (100, True), (150, True), (151, False)]
)
def test_a_girth_compares_when_it_was_taken_near_breast_height(
    height: float | None, comparable: bool
) -> None:
    assert is_comparable({"girth_height_cm": height}) is comparable
    assert girth_height_cm({"girth_height_cm": height}) == (height or 130)
