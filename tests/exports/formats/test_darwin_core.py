"""dwca.zip, judged by the DwC-A reader of the Belgian Biodiversity Platform and by GBIF's rules."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from dwca.read import DwCAReader
from lxml import etree
from pyproj import Geod
from shapely import from_wkt

from exports.formats.darwin_core import FORMAT, IDENTIFICATION, MULTIMEDIA, OCCURRENCE
from exports.records import OPEN, Dataset, Record
from tests.exports.formats.examples import (
    FECAMP,
    GROVE,
    OAK,
    blurred,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)
from tests.exports.formats.hostile_texts import hostile_texts

REQUIRED = {  # by GBIF, or strongly recommended; the place only where there is one
    *("occurrenceID", "basisOfRecord", "scientificName", "eventDate", "occurrenceStatus"),
    *("countryCode", "taxonRank", "kingdom", "license"),
}
PLACED = {"decimalLatitude", "decimalLongitude", "geodeticDatum"}
DATASET = [  # of EML 2.2.0, in the order of GBIF's profile
    *("alternateIdentifier", "shortName", "title", "creator", "metadataProvider"),
    *("associatedParty", "pubDate", "language", "abstract", "keywordSet", "additionalInfo"),
    *("intellectualRights", "licensed", "distribution", "coverage", "purpose", "maintenance"),
    *("contact", "publisher", "methods", "project"),
]
PARTY = ["organizationName", "electronicMailAddress", "onlineUrl"]
MUST = {"title", "creator", "pubDate", "abstract", "contact"}


def archive(folder: Path, found: Iterable[Record], of: Dataset | None = None) -> Path:
    return written(FORMAT, folder, found, of or dataset())


def rows(path: Path) -> list[dict[str, str]]:
    """Read the core as the reader understands it, terms without their namespace."""
    with DwCAReader(str(path)) as read:
        return [{t.rpartition("/")[2]: v for t, v in one.data.items()} for one in read.rows]


def row(folder: Path, of: Dataset | None = None, **changes: object) -> dict[str, str]:
    (told,) = rows(archive(folder, [record(**changes)], of))
    return told


def xml(path: Path, name: str) -> "etree._Element":
    with ZipFile(path) as packed:
        return etree.fromstring(packed.read(name))


def local_names(element: "etree._Element") -> list[str]:
    return [etree.QName(child).localname for child in element]


def test_every_occurrence_has_what_gbif_asks_for(tmp_path: Path) -> None:
    told = rows(archive(tmp_path, motley()))

    assert len(told) == len(motley()) - 1  # but the tree nobody named
    for one in told:
        placed = PLACED if one["decimalLatitude"] else set()
        assert {name for name in REQUIRED | placed if not one[name]} == set()
        assert one["coordinateUncertaintyInMeters"] == "" or (
            int(one["coordinateUncertaintyInMeters"]) > 0
        )


def test_the_reader_joins_each_photo_to_its_occurrence(tmp_path: Path) -> None:
    with DwCAReader(str(archive(tmp_path, records(3)))) as read:
        for one in read.rows:
            assert [photo.rowtype for photo in one.extensions] == [
                "http://rs.gbif.org/terms/1.0/Multimedia"
            ] * 2
            told = one.extensions[0].data
            assert told["http://purl.org/dc/terms/identifier"].startswith("https://")
            assert told["http://purl.org/dc/terms/license"] == OPEN.url


def test_meta_describes_the_tables_column_by_column(tmp_path: Path) -> None:
    path = archive(tmp_path, records(3))
    core, extension, history = xml(path, "meta.xml")

    assert local_names(core)[:2] == ["files", "id"]
    assert local_names(extension)[:2] == ["files", "coreid"]
    assert [int(f.get("index")) for f in core[2:]] == list(range(len(OCCURRENCE)))
    assert [int(f.get("index")) for f in extension[2:]] == [*range(1, len(MULTIMEDIA) + 1)]
    assert [int(f.get("index")) for f in history[2:]] == [*range(1, len(IDENTIFICATION) + 1)]
    with ZipFile(path) as packed:
        header, *lines = packed.read("occurrence.txt").decode().split("\n")[:-1]
    assert header.split("\t") == OCCURRENCE
    assert {len(line.split("\t")) for line in lines} == {len(OCCURRENCE)}
    assert len(OCCURRENCE) == len(set(OCCURRENCE))


def test_eml_keeps_the_order_of_the_profile(tmp_path: Path) -> None:
    eml = xml(archive(tmp_path, []), "eml.xml")
    described = eml[0]
    names = local_names(described)

    assert local_names(eml) == ["dataset", "additionalMetadata"]
    assert names == sorted(names, key=DATASET.index)
    assert set(names) >= MUST
    for party in described.iterfind("*[organizationName]"):
        assert local_names(party) == sorted(local_names(party), key=PARTY.index)
    licence = described.findtext("licensed/url")
    assert licence == "http://creativecommons.org/licenses/by/4.0/legalcode"


def test_a_blurred_record_says_so_and_tells_nothing_finer(tmp_path: Path) -> None:
    hidden = [blurred(p, number=n) for n, p in enumerate(("commune", "cell", "department"))]
    told = rows(archive(tmp_path, [*hidden, blurred("department", number=9, place=None)]))

    assert [bool(one["municipality"]) for one in told] == [True, False, False, False]
    assert all(one["informationWithheld"] and not one["otherCatalogNumbers"] for one in told)
    assert [one["dataGeneralizations"].rpartition(" the ")[2] for one in told] == [
        *("commune of Fécamp", "10 km cell 10kmL93E050N696", "department 76", "department 76")
    ]
    assert told[1]["coordinateUncertaintyInMeters"] == "7100"
    assert told[3]["decimalLatitude"] == told[3]["coordinateUncertaintyInMeters"] == ""


def test_the_uncertainty_of_an_area_reaches_its_farthest_corner(tmp_path: Path) -> None:
    told = row(tmp_path, place=GROVE, uncertainty_m=10)
    middle = float(told["decimalLongitude"]), float(told["decimalLatitude"])
    corners = from_wkt(told["footprintWKT"]).exterior.coords
    farthest = max(Geod(ellps="WGS84").inv(*middle, *corner)[2] for corner in corners)
    assert farthest + 9 < int(told["coordinateUncertaintyInMeters"]) < farthest + 12


def test_what_taxref_lacks_is_left_out(tmp_path: Path) -> None:
    assert rows(archive(tmp_path, [record(taxon=None, cited_name="Quercus imaginaria")])) == []


def test_captive_animals_are_left_out_and_planted_trees_are_not_native(tmp_path: Path) -> None:
    hen, kept = OAK._replace(kingdom="Animalia"), {"naturality": "kept"}
    birds = dataset("biodiversity")
    assert rows(archive(tmp_path, [record(taxon=hen, answers=kept)], birds)) == []
    assert row(tmp_path, birds, answers=kept)["establishmentMeans"] == ""
    wild = row(tmp_path, birds, answers={"naturality": "wild", "count": 3, "vitality": "dead"})
    assert wild["establishmentMeans"] == "native"
    assert (wild["individualCount"], wild["vitality"]) == ("3", "dead")


def test_overseas_the_country_has_its_own_code(tmp_path: Path) -> None:
    told = row(tmp_path, department="974", territory=FECAMP._replace(code="97411"))
    assert (told["countryCode"], told["establishmentMeans"]) == ("RE", "")


def test_days_and_measures_are_told_as_the_standard_does(tmp_path: Path) -> None:
    told = row(tmp_path, first_day=date(2026, 5, 1), last_day=date(2026, 5, 31), observer="")
    assert told["eventDate"] == "2026-05-01/2026-05-31"
    assert told["dynamicProperties"] == '{"girthInMeters": 4.15, "heightInMeters": 22.0}'
    assert (told["recordedBy"], told["taxonRank"]) == ("Anonymous", "species")


def test_hostile_texts_break_neither_lines_nor_columns(tmp_path: Path) -> None:
    hostile = [record(number=n, cited_name=t, observer=t) for n, t in enumerate(hostile_texts())]
    told = rows(archive(tmp_path, hostile))
    assert len(told) == len(hostile)
    assert all(one["verbatimIdentification"].isprintable() for one in told)


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_the_same_records_make_the_same_archive(tmp_path: Path, count: int) -> None:
    first = archive(tmp_path, records(count)).read_bytes()
    path = archive(tmp_path, records(count))
    assert path.read_bytes() == first
    assert len(rows(path)) == count
    with ZipFile(path) as packed:
        assert packed.namelist() == [
            "meta.xml",
            "eml.xml",
            "occurrence.txt",
            "multimedia.txt",
            "identification.txt",
        ]
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
    assert [file.name for file in tmp_path.iterdir()] == ["dwca.zip"]


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    peak(FORMAT, tmp_path, 10)
    assert peak(FORMAT, tmp_path, 2000) < peak(FORMAT, tmp_path, 200) + 500_000
