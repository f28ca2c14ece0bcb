"""Darwin Core Archive for GBIF: occurrences (2025-07-10 core), what shows them, EML 2.2.0.

Under CC BY 4.0: GBIF does not know the Licence Ouverte, which is compatible with it.
The columns are those of `darwin_core.meta.xml`, which goes into the archive as it is.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from math import ceil
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from pyproj import Geod
from shapely import Point, centroid, get_coordinates, to_wkt

from exports.dwc_names import OVERSEAS, names, of_taxon
from exports.eml import eml, line
from exports.facts import place
from exports.format import Add, Format
from exports.records import Dataset, Identification, Photo, Record, Sound
from exports.sinp_terms import label

Row = dict[str, str]
FILE = Path(__file__)
WORDS = tomllib.loads(FILE.with_suffix(".toml").read_text(encoding="utf-8"))
META = FILE.with_suffix(".meta.xml").read_bytes()
OCCURRENCE, MULTIMEDIA, IDENTIFICATION = (
    [str(field.get("term")).rpartition("/")[2] for field in table.iterfind("{*}field")]
    for table in etree.fromstring(META)
)
BESIDE = {"multimedia.txt": MULTIMEDIA, "identification.txt": IDENTIFICATION}
ELLIPSOID = Geod(ellps="WGS84")


def row(dataset: Dataset, record: Record) -> Row | None:
    """Tell one occurrence, if GBIF may have it; what is not known is left out."""
    asked, taxon = dataset.asked(record), record.taxon
    told = asked.terms("dwc", record.answers)
    is_kept = told.get("degreeOfEstablishment") == "cultivated"
    if record.licence not in WORDS["licences"]:  # what must be shared alike cannot be CC BY
        return None
    # A name that TAXREF lacks is not the scientific name GBIF requires: nobody vouched for it.
    if record.held is None or (is_kept and taxon is not None and taxon.kingdom == "Animalia"):
        return None
    more = {_measure(name, told[name]): told[name] for name in told if name not in OCCURRENCE}
    return {
        **{name: str(value) for name, value in told.items() if name in OCCURRENCE},
        **_event(dataset, record),
        "samplingProtocol": label(asked, record.answers, "obsTechnique"),
        **names(record, is_wild=not is_kept, edition=dataset.names),
        **_place(record),
        **_blur(dataset, record),
        "dynamicProperties": json.dumps(more, ensure_ascii=False) if more else "",
    }


def _measure(name: str, value: object) -> str:
    """Lengths are in metres, as the protocols give them: heightInMeters."""
    return f"{name}InMeters" if isinstance(value, float) else name


def _event(dataset: Dataset, record: Record) -> Row:
    return {
        "occurrenceID": str(record.uuid),
        "eventDate": "/".join(sorted({str(record.first_day), str(record.last_day)})),
        "recordedBy": " | ".join(record.signatories) or "Anonymous",
        "identifiedBy": dataset.producer,  # a moderator's name never leaves
        "dateIdentified": record.decided_on.isoformat(),
        "identificationVerificationStatus": WORDS["levels"][str(record.level)],
        "datasetID": str(dataset.metadata_id),
        "datasetName": dataset.title["fr"],
        **dict.fromkeys(WORDS["producer"], dataset.producer),
        "license": WORDS["licences"]["CC-BY-4.0"],
        "modified": record.changed_on.isoformat(),
        "occurrenceRemarks": "Demonstration data" if record.is_demonstration else "",
    }


def _place(record: Record) -> Row:
    told = {"countryCode": OVERSEAS.get(record.department, "FR")}
    if commune := record.territory:
        told |= {"municipality": commune.name, "locationID": f"INSEE:{commune.code}"}
    if (drawn := place(record)) is None:
        return told
    middle, reach = centroid(drawn), record.uncertainty_m
    if not isinstance(drawn, Point):
        corners = [ELLIPSOID.inv(middle.x, middle.y, *xy)[2] for xy in get_coordinates(drawn)]
        reach = ceil(max(corners)) + (reach or 0)
        told |= {"footprintWKT": to_wkt(drawn, rounding_precision=6), "footprintSRS": "EPSG:4326"}
    return told | {
        "decimalLatitude": f"{middle.y:.5f}",
        "decimalLongitude": f"{middle.x:.5f}",
        "geodeticDatum": "EPSG:4326",
        "coordinateUncertaintyInMeters": str(reach or ""),  # GBIF refuses 0
    }


def _blur(dataset: Dataset, record: Record) -> Row:
    if record.precision == "exact":
        return {"otherCatalogNumbers": record.origin}  # elsewhere it could tell the place
    area = {
        "commune": f"commune of {record.territory.name}" if record.territory else "commune",
        "cell": f"10 km cell {record.cell}",
        "department": f"department {record.department}",
    }[record.precision]
    done = "Coordinates replaced by the centre of the" if record.place else "Place reduced to the"
    return {
        "dataGeneralizations": f"{done} {area}",
        "informationWithheld": f"Precise place, held by {dataset.producer}",
    }


def _media(record: Record, occurrence: Row) -> Iterator[bytes]:
    found: list[Photo | Sound] = [*record.photos, *record.sounds]
    for one in found:
        told = {
            "type": "Sound" if isinstance(one, Sound) else "StillImage",
            "format": one.media_type,
            "identifier": one.url,
            "created": occurrence["eventDate"],
            "creator": occurrence["recordedBy"],
            "license": WORDS["licences"].get(one.licence, one.licence),
            "rightsHolder": occurrence["recordedBy"],
        }
        yield _tabbed([occurrence["occurrenceID"], *(told[name] for name in MULTIMEDIA)])


def _history(dataset: Dataset, record: Record, occurrence: Row) -> Iterator[bytes]:
    """What it was taken for, in order, then what it is; nothing where it was never another."""
    known = [_former(dataset, record, one) for one in record.identifications]
    for told in [*known, {**occurrence, "identificationRemarks": "Current"}] if known else ():
        yield _tabbed([str(record.uuid), *(told.get(name, "") for name in IDENTIFICATION)])


def _former(dataset: Dataset, record: Record, one: Identification) -> Row:
    return {
        **of_taxon(one.taxon, tells=False, edition=dataset.names),
        "identifiedBy": (record.observer or "Anonymous") if one.by_author else dataset.producer,
        "dateIdentified": one.on.isoformat(),
        "identificationVerificationStatus": WORDS["levels"].get(str(one.level), ""),
        "identificationRemarks": "As the observer named it" if one.by_author else "Superseded",
    }


def _tabbed(values: Iterable[str]) -> bytes:
    return ("\t".join(map(line, values)) + "\n").encode()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)  # of 1980: the same records make the same archive
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
    return entry


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with ZipFile(path, "w") as archive, ExitStack() as opened:
        archive.writestr(_entry("meta.xml"), META)
        archive.writestr(_entry("eml.xml"), eml(dataset))
        beside = {name: opened.enter_context(TemporaryFile(dir=path.parent)) for name in BESIDE}
        for name, columns in BESIDE.items():
            beside[name].write(_tabbed(["coreid", *columns]))
        with archive.open(_entry("occurrence.txt"), "w") as occurrences:
            occurrences.write(_tabbed(OCCURRENCE))

            def add(record: Record) -> None:
                if told := row(dataset, record):
                    occurrences.write(_tabbed(told.get(name, "") for name in OCCURRENCE))
                    beside["multimedia.txt"].writelines(_media(record, told))
                    beside["identification.txt"].writelines(_history(dataset, record, told))

            yield add
        for name, written in beside.items():
            written.seek(0)
            with archive.open(_entry(name), "w") as packed:
                copyfileobj(written, packed)


def count(path: Path) -> int:
    """Count the occurrences of a finished archive."""
    with ZipFile(path) as archive, archive.open("occurrence.txt") as lines:
        return sum(1 for _ in lines) - 1


FORMAT = Format(
    file="dwca.zip",
    title={"fr": "Archive Darwin Core pour le GBIF", "en": "Darwin Core Archive for GBIF"},
    media_type="application/zip",
    write=write,
    count=count,
    standard="dwc",
)
