"""Names in the terms of Darwin Core."""

from exports.dwc_names import names
from tests.exports.formats.examples import KANZAN, OAK, record


def told(**changes: object) -> dict[str, str]:
    return names(record(**changes), is_wild=False, edition="TAXREF v18")


def test_an_ornamental_bears_its_own_name_under_the_higher_ranks_of_its_kin() -> None:
    bred = told(ornamental=KANZAN, cited_name="Cerisier du Japon")
    assert bred["scientificName"] == "Prunus serrulata 'Kanzan'"
    assert (bred["taxonRank"], bred["kingdom"]) == ("cultivar", "Plantae")
    assert bred["taxonID"] == "https://www.wikidata.org/entity/Q161116"
    assert (bred["acceptedNameUsageID"], bred["establishmentMeans"]) == ("", "")
    assert (bred["family"], bred["verbatimIdentification"]) == (OAK.family, "Cerisier du Japon")


def test_an_ornamental_without_kin_stands_alone() -> None:
    alone = told(ornamental=KANZAN._replace(wikidata="", cultivar=""), taxon=None)
    assert alone["scientificName"] == "Prunus serrulata 'Kanzan'"
    assert (alone["taxonRank"], alone["taxonID"], "family" in alone) == ("species", "", False)
