"""The notice and the SINP's sheets as files to print and to load, judged by pypdf."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from config.languages import words
from exports.datasets import notice_pdf, telling
from exports.datasets.declared.rules import Declared
from exports.datasets.printing import Pages, plain
from exports.datasets.sheets.rules import OF_FRAMEWORK, OF_SHEET, framework, sheet
from exports.datasets.sheets.writing import as_json, as_pdf
from reference.nomenclatures.rules import NOMENCLATURES
from tests.exports.datasets.examples import release
from tests.exports.formats.examples import AS_OF, dataset
from tests.exports.formats.hostile_texts import hostile_texts

# What the standard makes mandatory (MTD 1.3.10, as GeoNature's comments have it).
NEEDED = {
    "identifiantCadre", "libelle", "description", "niveauTerritorial", "territoire",
    "estMetaCadre", "ReferenceTemporelle", "objectif", "acteurPrincipal", "dateCreationMtd",
}  # fmt: skip
NEEDED_OF_JDD = {
    "identifiantJdd", "identifiantCadre", "libelle", "libelleCourt", "description",
    "typeDonnees", "domaineMarin", "domaineTerrestre", "objectifJdd", "territoire",
    "pointContactJdd", "dateCreation",
}  # fmt: skip
WRITTEN = Declared(
    "tree", protocol="tree",
    framework={"identifiantCadre": "0d1c5e7f-52d1-4f6b-9a44-3b0c7a9e8a21", "motCle": ["arbre"],
               "dateLancement": date(2025, 3, 1), "objectif": ["9"]},
    sheet={"libelleCourt": "Arbres", "objectifJdd": "3.1", "domaineMarin": True},
)  # fmt: skip


def read(data):
    return PdfReader(io.BytesIO(data))


def text(pdf):
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.mark.parametrize("code", ["tree", "biodiversity"])
def test_the_sheets_have_all_that_is_mandatory(code):
    told = dataset(code)
    assert NEEDED <= framework(told).keys() <= set(OF_FRAMEWORK)
    assert NEEDED_OF_JDD <= sheet(told).keys() <= set(OF_SHEET)
    assert len(sheet(told)["libelleCourt"]) <= 30
    assert sheet(told)["identifiantJdd"] == str(told.metadata_id), "idSINPJdd of each record"
    assert sheet(told)["objectifJdd"] in NOMENCLATURES["JDD_OBJECTIFS"].in_force
    assert {one["roleActeur"] for one in sheet(told)["pointContactJdd"]} == {"1", "6"}


def test_what_the_town_wrote_is_what_is_told():
    told = replace(dataset(), declared=WRITTEN)
    made = framework(told)
    assert made["identifiantCadre"] == sheet(told)["identifiantCadre"]
    assert made["identifiantCadre"] == WRITTEN.framework["identifiantCadre"]
    assert made["ReferenceTemporelle"] == {"dateLancement": "2025-03-01"}
    assert (made["objectif"], made["motCle"]) == (["9"], ["arbre"])
    assert (sheet(told)["libelleCourt"], sheet(told)["domaineMarin"]) == ("Arbres", True)


@pytest.mark.parametrize("name", ["cadre-acquisition", "jeu-de-donnees"])
def test_a_sheet_is_the_same_in_both_files(name):
    told = replace(dataset(), declared=WRITTEN)
    made, pdf = json.loads(as_json(name, told)), read(as_pdf(name, told))
    shown = text(pdf)
    for key, value in made.items():
        if isinstance(value, str) and key not in {"standard", "fiche", "description"}:
            assert key in shown and plain(value) in shown, key
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    assert made["libelle"] in pdf.metadata.title
    assert as_pdf(name, told) == as_pdf(name, told)


@pytest.mark.parametrize("code", ["tree", "heat"])
def test_the_notice_to_print_tells_what_the_page_tells(tmp_path, code):
    told = dataset(code)
    built = release(tmp_path, told)
    pdf = read(notice_pdf.pages(told, built))
    shown = text(pdf)
    for file in built:
        assert file.name in shown
    assert words(told.protocol.title, "fr") in shown
    assert "Ce qui est montré, ce qui est caché" in shown
    assert "https://observer.fecamp.example" in shown
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    assert pdf.outline, "its parts are listed"
    assert notice_pdf.pages(told, built) == notice_pdf.pages(told, built)


def test_hostile_words_are_printed(tmp_path):
    for said in hostile_texts():
        pages = Pages(said, "fr", said, AS_OF)
        pages.heading(said, 0)
        pages.text(said)
        pages.table((said, said), [(said, said)])
        assert read(pages.bytes()).pages


def test_what_the_fonts_lack_is_told_near_enough():
    assert plain("L’œuvre – 12 €, Łódź") == "L’œuvre – 12 €, Lódz"
    assert plain("中") == "?"


def test_only_what_the_sinp_takes_has_sheets():
    assert "jeu-de-donnees.json" in {name for name, *_ in telling.of(dataset("tree"))}
    assert "jeu-de-donnees.json" not in {name for name, *_ in telling.of(dataset("heat"))}
    assert [name for name, *_ in telling.of(dataset("heat"))][-1] == "manifest.json"
