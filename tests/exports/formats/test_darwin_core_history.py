"""dwca.zip: its identification history as the Belgian reader joins it; its terms of use."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

from dwca.read import DwCAReader
from lxml import etree

from exports.formats.darwin_core import FORMAT
from exports.records import Identification
from tests.exports.formats.examples import OAK, dataset, record, written


def test_what_a_record_was_taken_for_is_told_in_order_and_what_it_is_last(tmp_path: Path) -> None:
    beech = OAK._replace(cd_nom=97947, name="Fagus sylvatica", full_name="Fagus sylvatica L., 1753")
    before = (
        Identification(beech, date(2026, 5, 17), 0, by_author=True),
        Identification(OAK._replace(full_name="Quercus L., 1753"), date(2026, 5, 18), 3, False),
    )
    told = [record(identifications=before, observer="Camille"), record(number=2)]
    with DwCAReader(str(written(FORMAT, tmp_path, told, dataset()))) as read:
        first, second = (
            [one.data for one in row.extensions if one.rowtype.endswith("/Identification")]
            for row in read.rows
        )
    term = "http://rs.tdwg.org/dwc/terms/"
    names = [(one[f"{term}scientificName"], one[f"{term}identifiedBy"]) for one in first]
    assert names == [
        ("Fagus sylvatica L., 1753", "Camille"),
        ("Quercus L., 1753", "Ville de Fécamp"),
        (OAK.full_name, "Ville de Fécamp"),
    ]
    assert [one[f"{term}identificationVerificationStatus"] for one in first] == [
        *("", "Douteux", "Certain - très probable")
    ]
    assert [one[f"{term}dateIdentified"] for one in first] == [
        *("2026-05-17", "2026-05-18", "2026-05-20")
    ]
    assert second == []


def test_what_must_be_shared_alike_does_not_go_under_cc_by(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, [record(), record(licence="ODbL-1.0")], dataset())
    assert FORMAT.count(path) == 1


def test_eml_escapes_what_towns_are_called(tmp_path: Path) -> None:
    named = dataset(producer="Ville de <Fécamp> & Cie\x07", contact="https://fecamp.example/?a&b")
    eml = etree.fromstring(ZipFile(written(FORMAT, tmp_path, [], named)).read("eml.xml"))
    assert eml.findtext("dataset/creator/organizationName") == "Ville de <Fécamp> & Cie"
    assert eml.findtext("dataset/contact/onlineUrl") == "https://fecamp.example/?a&b"
