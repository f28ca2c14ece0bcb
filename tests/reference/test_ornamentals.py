"""Names of cultivated plants: read as people write them, written as their code wants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.database import transaction
from reference.ornamentals import store
from reference.ornamentals.rules import Name, Ornament, nearest, parsed, written

READ = {
    "Prunus serrulata 'Kanzan'": Name("Prunus", "serrulata", "Kanzan"),
    "Prunus serrulata ‘Kanzan’": Name("Prunus", "serrulata", "Kanzan"),
    "  Malus   'Evereste' ": Name("Malus", "", "Evereste"),
    "Liquidambar styraciflua": Name("Liquidambar", "styraciflua"),
    "Liriodendron": Name("Liriodendron"),
    "Platanus × hispanica": Name("Platanus", "x hispanica"),
    "Platanus x hispanica 'Bloodgood'": Name("Platanus", "x hispanica", "Bloodgood"),
    "×Cuprocyparis leylandii": Name("x Cuprocyparis", "leylandii"),
    "Pinus nigra subsp. laricio": Name("Pinus", "nigra subsp. laricio"),
    "Aesculus hippocastanum f. baumannii": Name("Aesculus", "hippocastanum f. baumannii"),
    "Acer palmatum 'Ôsakazuki'": Name("Acer", "palmatum", "Ôsakazuki"),
}
NONE = [
    "", " ", "cerisier du Japon", "Cerisier du Japon", "Prunus?", "Prunus serrulata Kanzan",
    "PRUNUS SERRULATA", "Prunus serrulata 'Kanzan", "Prunus serrulata ''", "arbre 12",
    "<b>Ginkgo</b>",
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), READ.items())
def test_a_name_is_read_as_people_write_it(text, name):
    assert parsed(text) == name


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_name_is_not_taken_for_one(text):
    assert parsed(text) is None


words = st.from_regex(r"[a-z]{2,12}", fullmatch=True)
cultivars = st.just("") | st.text(
    st.characters(categories=("Lu", "Ll", "Nd")), min_size=1, max_size=20
)


@given(genus=words, epithet=st.just("") | words, cultivar=cultivars)
def test_a_name_written_is_read_back(genus, epithet, cultivar):
    name = Name(genus.capitalize(), epithet, cultivar)
    assert parsed(written(name)) == name


@given(st.text(max_size=80))
def test_any_text_is_a_name_or_is_none(text):
    name = parsed(text)
    assert name is None or parsed(written(name)) == name


def test_the_nearest_names_are_its_species_then_its_genus():
    assert nearest(Name("Prunus", "serrulata", "Kanzan")) == ("Prunus serrulata", "Prunus")
    assert nearest(Name("Malus", "", "Evereste")) == ("Malus",)


def test_an_ornamental_is_kept_once_and_learns_what_it_lacked(app):
    name = Name("Prunus", "serrulata", "Kanzan")
    with transaction() as session:
        first = store.keep(session, Ornament(name))
        again = store.keep(session, Ornament(name, wikidata="Q161116", vernacular="Cerisier"))
        assert (again.id, again.wikidata, again.vernacular) == (first.id, "Q161116", "Cerisier")
        assert store.known(session, None, "Q161116").id == first.id
        assert store.known(session, name, "").id == first.id
        assert store.known(session, None, "Q1") is None
        assert [one.id for one in store.search(session, "kanz PRÜN", 5)] == [first.id]
        assert store.search(session, "'", 5) == []
