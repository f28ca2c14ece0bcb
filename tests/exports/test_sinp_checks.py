"""Each check of the national platforms sees its fault, and nothing else."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from exports.formats.sinp import FORMAT
from exports.sinp_checks.commands import check as command
from exports.sinp_checks.reading import NotACsv, check, codes, said
from exports.sinp_checks.rules import faults
from exports.sinp_rows import NAMES
from tests.conftest import engine
from tests.exports.formats.examples import dataset, motley, written

TODAY = date(2026, 6, 30)
LINE = {
    "idSINPOccTax": "0b6a3a8e-6f2b-4a34-9a3f-3f2f1c5b7d01", "statutObservation": "Pr",
    "nomCite": "Chêne pédonculé", "cdNom": "116759", "dateDebut": "2026-05-14",
    "dateFin": "2026-05-14", "observateur": "LEROY Anne (Indépendant)", "statutSource": "Te",
    "dSPublique": "Pu", "idSINPJdd": "8d0b5b6e-3c1d-5c0f-9b1a-1f2e3d4c5b6a",
    "organismeGestionnaireDonnee": "Ville de Fécamp", "sensiNiveau": "0",
    "dEEDateTransformation": "2026-05-20T00:00:00+00:00",
    "dEEDateDerniereModification": "2026-05-21T00:00:00+00:00", "dEEFloutage": "NON",
    "geometrie": "POINT (0.3741 49.7572)", "natureObjetGeo": "St", "precisionGeometrie": "8",
    "diffusionNiveauPrecision": "5",
}  # fmt: skip
AREA = {
    "codeCommune": "76259", "nomCommune": "Fécamp", "anneeRefCommune": "2026",
    "typeInfoGeoCommune": "2",
}  # fmt: skip
GIRTH = {
    "nomAttribut": "girth,height", "definitionAttribut": "a,b", "valeurAttribut": "4,22",
    "thematiqueAttribut": "t,t", "typeAttribut": "QTA,QTA", "uniteAttribut": "m,m",
}  # fmt: skip
BLURRED = {"geometrie": "", "natureObjetGeo": "", "dEEFloutage": "OUI", **AREA}
LONG = "x" * 256

FAULTY = [  # what changes, the check, the column
    ({"nomCite": ""}, "1101", "nomCite"),
    ({"dateDebut": "14/05/2026"}, "1104", "dateDebut"),
    ({"dateFin": "2026-02-30"}, "1104", "dateFin"),
    ({"dEEDateTransformation": "2026-05-20"}, "1104", "dEEDateTransformation"),
    ({"statutObservation": "Présent"}, "1105", "statutObservation"),
    ({"sensiNiveau": "9"}, "1105", "sensiNiveau"),
    ({"organismeGestionnaireDonnee": LONG}, "1107", "organismeGestionnaireDonnee"),
    ({"geometrie": "POINT (0.37, 49.75)"}, "1111", "geometrie"),
    ({"geometrie": "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))"}, "1111", "geometrie"),
    ({"geometrie": "GEOMETRYCOLLECTION (POINT (0 49))"}, "1112", "geometrie"),
    ({"geometrie": "POINT (493000 6960000)"}, "1113", "geometrie"),
    ({"geometrie": "SRID=2154;POINT (0.37 49.75)"}, "1113", "geometrie"),
    ({"natureObjetGeo": ""}, "1200", "natureObjetGeo"),
    (AREA | {"nomCommune": ""}, "1200", "nomCommune"),
    ({"typeRegroupement": "OBS"}, "1200", "idSINPRegroupement"),
    (AREA | {"codeCommune": "76259,76351"}, "1201", "nomCommune"),
    (GIRTH | {"valeurAttribut": "4"}, "1201", "valeurAttribut"),
    ({"identifiantPermanent": "x"}, "1202", "versionTAXREF"),
    ({"statutSource": "Li"}, "1203", "referenceBiblio"),
    ({"uRLPreuveNumerique": "https://a.example/1.jpg"}, "1204", "preuveExistante"),
    ({"preuveNonNumerique": "herbier"}, "1204", "preuveExistante"),
    ({"uRLPreuveNumerique": "geonature.fr"}, "1205", "uRLPreuveNumerique"),
    ({"refHabitat": "CORINE"}, "1206", "codeHabitat"),
    ({"refHabitat": "CORINE", "codeHabRef": "12"}, "1206", "codeHabitat"),
    ({"geometrie": "", "natureObjetGeo": ""}, "1207", "geometrie"),
    (AREA | {"geometrie": "", "natureObjetGeo": ""}, "1207", "geometrie"),
    (AREA | {"typeInfoGeoCommune": "1"}, "1208", "geometrie"),
    ({"dateDebut": "2026-05-15"}, "1209", "dateDebut"),
    ({"dateFin": "2026-07-01"}, "1209", "dateFin"),
    ({"idSINPOccTax": "12"}, "1211", "idSINPOccTax"),
    ({"altitudeMin": "300", "altitudeMax": "200"}, "altitude", "altitudeMin"),
    ({"profondeurMin": "deep"}, "altitude", "profondeurMin"),
    ({"precisionGeometrie": "0"}, "precision", "precisionGeometrie"),
    ({"dEEDateDerniereModification": "2026-05-19T00:00:00+00:00"}, "dates-dee",
     "dEEDateDerniereModification"),
    ({"dSPublique": "Pr", "dEEFloutage": ""}, "floutage", "dEEFloutage"),
    ({"sensiNiveau": "2"}, "sensibilite", "sensiReferentiel"),
    ({"denombrementMin": "3"}, "denombrement", "objetDenombrement"),
    ({"objetDenombrement": "IND"}, "denombrement", "objetDenombrement"),
    (GIRTH | {"uniteAttribut": "m,"}, "unite", "uniteAttribut"),
    ({"observateur": "Anne Leroy"}, "personne", "observateur"),
]  # fmt: skip
FINE = [
    {},
    BLURRED,
    GIRTH,
    AREA,
    {"geometrie": "SRID=4326;MULTIPOLYGON (((0 49, 1 49, 1 50, 0 49)))"},
    {"refHabitat": "HABREF", "codeHabRef": "12"},
    {"observateur": "LEROY Anne (Indépendant), INCONNU (LPO)"},
    {"denombrementMin": "2", "denombrementMax": "3", "objetDenombrement": "IND"},
    {"denombrementMin": "2", "denombrementMax": "3", "objetDenombrement": "NSP"},  # not known
    {"sensiNiveau": "2", "sensiReferentiel": "SINP", "sensiVersionReferentiel": "18",
     "sensiDateAttribution": "2026-05-20T00:00:00Z", "diffusionNiveauPrecision": ""},
]  # fmt: skip


def found(changes):
    line = {name: told for name, told in (LINE | changes).items() if told}
    return {(one.code, one.column) for one in faults(line, TODAY)}


@pytest.mark.parametrize(("changes", "code", "column"), FAULTY)
def test_each_check_sees_its_fault(changes, code, column):
    assert (code, column) in found(changes)


@pytest.mark.parametrize("changes", FINE)
def test_what_is_right_passes(changes):
    assert found(changes) == set()


def test_every_check_is_tried_and_explained():
    tried = {code for _, code, _ in FAULTY} | {"1116", "1212", "1213", "1217"}
    assert set(codes()) == tried
    assert all(said(code).keys() == {"fr", "en"} for code in codes())


@given(st.dictionaries(st.sampled_from([*NAMES, "refHabitat"]), st.text(min_size=1, max_size=300)))
def test_no_line_whatever_it_holds_breaks_the_checks(line):
    assert all(one.code in codes() for one in faults(line, TODAY))


def table(path: Path, lines, delimiter=",", columns=tuple(LINE)):
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, columns, delimiter=delimiter, extrasaction="ignore")
        rows.writeheader()
        rows.writerows(lines)
    return path


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_file_is_checked_with_its_rows(tmp_path, delimiter):
    second = LINE | {"idSINPOccTax": LINE["idSINPOccTax"].replace("d01", "d02"), "cdNom": "999"}
    path = table(tmp_path / "a.csv", [LINE, second, LINE], delimiter)
    told = [tuple(one) for one in check(path, TODAY, lambda numbers: {*numbers} & {116759})]
    assert told == [("1212", "cdNom", 3), ("1217", "idSINPOccTax", 4)]


def test_a_column_that_lacks_and_a_reference_nobody_knows(tmp_path):
    columns = [name for name in LINE if name != "statutSource"] + ["cdRef"]
    path = table(tmp_path / "a.csv", [LINE | {"cdRef": "x"}], columns=columns)
    told = {(one.code, one.column, one.row) for one in check(path, TODAY, lambda _: {116759})}
    assert ("1116", "statutSource", 1) in told
    assert ("1213", "cdRef", 2) in told


@pytest.mark.parametrize("data", [b"\xff\xfe", b'a,b\n"\xe9', bytes(range(256))])
def test_what_is_no_table_is_said_so(tmp_path, data):
    (tmp_path / "a.csv").write_bytes(data)
    with pytest.raises(NotACsv):
        [*check(tmp_path / "a.csv", TODAY)]


@pytest.mark.parametrize("count", [0, 1])
def test_what_we_publish_passes(tmp_path, count):
    made = written(FORMAT, tmp_path, [*motley()][: count * 1000], dataset())
    assert [*check(made, date(2027, 1, 1))] == []


def run(settings, *arguments):
    """Run the command as a terminal does: it opens the database anew."""
    engine().dispose()
    return CliRunner().invoke(command, ["sinp", *map(str, arguments)], obj=settings)


def test_the_command_tells_faults_and_fails(app, settings, tmp_path):
    fine = table(tmp_path / "fine.csv", [LINE])
    assert run(settings, fine).exit_code == 0
    wrong = table(tmp_path / "wrong.csv", [LINE | {"observateur": "Anne"}])
    told = run(settings, wrong, "--lang", "fr")
    assert told.exit_code == 1
    assert "personne     observateur: Une personne s'écrit" in told.stdout
    as_json = run(settings, wrong, "--json")
    assert json.loads(as_json.stdout)["faults"][0]["column"] == "observateur"
