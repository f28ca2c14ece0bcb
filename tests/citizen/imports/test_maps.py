"""The mappings the product is shipped with, tried on rows as their sources write them."""

import pytest

from citizen.imports import maps
from config.protocols import PROTOCOLS
from reference.nomenclatures.rules import NOMENCLATURES
from tests.citizen.imports.files import table

SCHEMA = (
    "id;longitude;latitude;date_releve;famille;genre;espece;cultivar_variete;nom_vernaculaire;"
    "code_insee;code_postal;adresse;matricule;date_plantation;stade_developpement;hauteur;diametre;"
    "circonference;diametre_couronne;type_sol;description_pied_arbre;type_enracinement;port_arbre;"
    "remarquable;protege;contraintes_sol;contrainte_aeriennes;eclairage;arrosage;allergie;remarque"
)
TREES = (
    "1;0.3741;49.7572;2023-07-12;Fagaceae;Quercus;robur;;Chêne pédonculé;76259;76400;;;1850-11-25;"
    "Mature;2200;130;415;18;;;;;Oui;Non;;;;;;Devant la mairie",
    "2;0.3742;49.7573;2023-07-12;Rosaceae;Prunus;serrulata;'Kanzan';Cerisier;76259;76400;;;;Adulte;"
    "600;;0;;;;;;Non;;;;;;;",
    "3;0.3743;49.7574;2023-07-13;;;;;;76259;;;;;Sénescent;;;;;;;;;;;;;;;;",
    "4;0.3744;49.7575;2023-07-13;Fagaceae;Fagus;sp.;;;76259;;;;;;;;3;;;;;;;;;;;;;",
    "5;0.3745;49.7576;2023-07-14;;Acer;campestre;;;76259;;;;2019-02-30;Jeune;45;;;;;;;;;;;;;;;",
)
SYNTHESIS = (
    "id_synthese;uuid_perm_sinp;date_debut;date_fin;heure_debut;heure_fin;cd_nom;nom_cite;"
    "nombre_min;nombre_max;type_denombrement;technique_observation;etat_biologique;naturalite;"
    "stade_vie;statut_observation;precision_geographique;preuve_numerique_url;comment_occurrence;"
    "geometrie_wkt_4326;observateurs"
)
UUID_1 = "7f7ad9d4-9c3e-4f5a-8a43-0d8f1f0cb001"
OCCURRENCES = (
    f"101;{UUID_1};2023-05-14;2023-05-14;07:32:00;08:00:00;4001;Rougegorge;2;2;Compté;Entendu;"
    "Observé vivant;Sauvage;Adulte;Présent;10;https://example.org/p.jpg;Au chant;"
    "POINT(0.3741 49.7572);DUPONT Jean",
    "102;;2023-05-01;2023-05-31;;;4466;Mésange;;;;1;2;1;2;Pr;;;;POINT(0.3742 49.7573);",
    "103;;2023-05-14;2023-05-14;;;4001;Rougegorge;0;0;;;;;;No;;;;POINT(0.3743 49.7574);",
    "104;;2023-05-14;2023-05-14;;;999999999;Licorne;1;1;Es;Ultrasons;;;;Présent;;;;"
    "POINT(0.3744 49.7575);",
    "105;;2023-05-14;2023-05-14;;;116759;Chêne;1;1;NSP;Vu;;Planté;;Présent;;;;"
    "POLYGON((0.37 49.75,0.38 49.75,0.38 49.76,0.37 49.75));",
)


@pytest.fixture
def with_ready(command):
    def run(file, name, protocol, *options):
        told = ("--protocol", protocol, "--map", name, "--source", "https://example.org/inventaire")
        return command("observations", file, *told, *options)

    return run


def test_every_ready_mapping_suits_its_protocol_and_has_a_title():
    found = maps.ready()
    assert found.keys() == {"paris-arbres-remarquables", "arbres-urbains", "geonature-synthese"}
    for mapping in found.values():
        assert mapping.protocol in PROTOCOLS
        assert mapping.title.keys() == {"fr", "en"}


def test_the_french_tree_schema_is_read_in_its_own_units(with_ready, kept, tmp_path):
    said = with_ready(table(tmp_path, *TREES, head=SCHEMA), "arbres-urbains", "tree")
    assert (said.told["kept"], said.told["faulty"]) == (5, 0), said.err
    found = kept()
    assert found["1"]["answers"] == {
        "category": "single", "girth_height_cm": 150, "girth_cm": 415, "height_m": 22,
        "crown_diameter_m": 18, "planted_on": "1850-11-25", "stage": "mature",
    }  # fmt: skip
    assert found["1"]["taxon"]["cd_nom"] == 116759
    assert found["1"]["comment"] == "Devant la mairie"
    assert found["2"]["taxon"]["cited_name"] == "Prunus serrulata 'Kanzan'"
    assert "girth_cm" not in found["2"]["answers"]
    assert found["4"]["taxon"]["cited_name"] == "Fagus"
    left_out = {one["detail"].split("”")[0].strip("“") for one in said.told["notices"]}
    assert {"Sénescent", "3", "2019-02-30", "45"} <= left_out


def test_the_synthesis_of_geonature_is_read_by_code_and_by_label(with_ready, kept, tmp_path):
    file = table(tmp_path, *OCCURRENCES, head=SYNTHESIS)
    said = with_ready(file, "geonature-synthese", "biodiversity")
    assert (said.told["kept"], said.told["faulty"], said.told["aside"]) == (4, 0, 1), said.err
    found = kept()
    first = found[UUID_1]
    assert str(first["uuid"]) == UUID_1
    assert first["observed_at"] == "2023-05-14T07:32:00+02:00"
    assert first["answers"] == {
        "count": 2, "count_method": "counted", "contact": "heard", "vitality": "alive",
        "naturality": "wild", "life_stage": "adult",
    }  # fmt: skip
    assert first["comment"] == "Au chant\nhttps://example.org/p.jpg"
    assert "DUPONT" not in str(first)
    assert first["accuracy_m"] == 10
    assert found["102"]["time_precision"] == "month"
    assert found["102"]["answers"]["contact"] == "heard"
    assert found["104"]["taxon"] == {"cd_nom": None, "cited_name": "Licorne", "wikidata": ""}
    assert "cd_nom 999999999 is not in the TAXREF loaded" in said.err
    assert found["105"]["place"]["type"] == "Polygon"


def test_the_codes_of_the_synthesis_are_those_of_the_nomenclatures():
    """A code and its label lead to the answer whose own SINP word is that code."""
    mapping, protocol = maps.ready()["geonature-synthese"], PROTOCOLS["biodiversity"]
    kinds = {
        "count_method": "TYP_DENBR", "contact": "METH_OBS", "vitality": "ETA_BIO",
        "naturality": "NATURALITE", "life_stage": "STADE_VIE",
    }  # fmt: skip
    for name, kind in kinds.items():
        rule, question = mapping.answers[name], protocol.question(name)
        known = NOMENCLATURES[kind].codes
        for choice in question.choices:
            code = choice.terms["sinp"]
            assert rule.worded(code) == choice.value, (name, code)
            assert rule.worded(known[code].label["fr"]) == choice.value, (name, code)


def test_five_rows_of_paris_are_read_as_paris_writes_them(with_ready, kept, tmp_path, command):
    head = (
        "IDBASE;LIBELLEFRANCAIS;GENRE;ESPECE;ADRESSE;ARRONDISSEMENT;CIRCONFERENCE EN CM;"
        "HAUTEUR EN M;STADEDEVELOPPEMENT;VARIETE OU CULTIVAR;DATEPLANTATION;Geo point"
    )
    rows = (
        "138456.0;Figuier;Ficus;carica;X;PARIS 13E ARRDT;120.0;4.0;Adulte;;"
        "1700-01-01T01:02:49+00:53;48.82884091038866,2.349764627345979",
        "2.0;Hêtre;Fagus;sylvatica;X;BOIS DE BOULOGNE;0.0;0.0;Mature;''Pendula'';"
        "1900-01-01T01:09:21+01:00;48.86,2.25",
        "3;Erable;Acer;n. sp.;X;PARIS 1ER ARRDT;9;9;Jeune (arbre);;1995-03-22T01:00:00+01:00;"
        "48.86,2.33",
        "4;If;Taxus;baccata;X;PARIS 5E ARRDT;9;9;;;;48.84,2.35",
        "5;Platane;Platanus;x hispanica;X;PARIS 8E ARRDT;9;9;M;;;48.87,2.31",
    )
    file = table(tmp_path, *rows, head=head)
    said = command(
        "observations", file, "--protocol", "tree", "--map", "paris-arbres-remarquables"
    )  # fmt: skip
    assert said.told["kept"] == 5, said.err
    found = kept()
    assert "planted_on" not in found["138456"]["answers"]
    assert found["138456"]["answers"]["girth_cm"] == 120
    assert found["2"]["answers"]["planted_on"] == "1900"
    assert "girth_cm" not in found["2"]["answers"]
    assert found["2"]["taxon"]["cited_name"] == "Fagus sylvatica 'Pendula'"
    assert found["3"]["taxon"]["cited_name"] == "Acer"
    assert found["3"]["answers"]["planted_on"] == "1995-03-22"
    assert found["4"]["licence"] == "ODbL-1.0"
