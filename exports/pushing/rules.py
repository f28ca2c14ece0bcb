"""What data.gouv.fr is told of a dataset and of its files, and which of these are due."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from exports.catalogue.rules import Catalogue, Described, File
from exports.records import OPEN, SHARE_ALIKE

LICENCES = {OPEN.url: "lov2", SHARE_ALIKE.url: "odc-odbl"}
# What it takes by default; the rest (parquet, fgb, osm) it links to, where we publish it.
TAKEN = frozenset({"csv", "json", "geojson", "gpkg", "zip"})
UPDATES, DOCUMENTS = ("changes.csv",), ("notice.html", "datapackage.json", "manifest.json")


class There(NamedTuple):
    """A file as it was put there."""

    id: str  # of the resource: its permalink is made of it
    sha256: str


@dataclass
class Known:
    """What we know of a dataset there; kept after each file, so that a push goes on."""

    remote: str = ""  # its identifier there
    files: dict[str, There] = field(default_factory=dict)
    release: int = 0  # the last that is there whole
    at: str = ""  # when it was last tried
    fault: str = ""  # what stopped it; "" when all went well

    @property
    def day(self) -> date:
        """The day it was last tried."""
        return datetime.fromisoformat(self.at).date()

    def written(self) -> bytes:
        told = vars(self) | {"files": {name: [*one] for name, one in self.files.items()}}
        return json.dumps(told, indent=1).encode()

    @classmethod
    def read(cls, text: bytes) -> "Known":
        told = json.loads(text)
        return cls(**told | {"files": {name: There(*one) for name, one in told["files"].items()}})


def is_sent(file: File) -> bool:
    """Whether its bytes go there; else it is linked to."""
    return file.name.rpartition(".")[2] in TAKEN


def due(one: Described, known: Known) -> list[File]:
    """The files that are not there as they are here, in the order of the release."""
    return [file for file in one.files if _there(file, known) != file.sha256]


def _there(file: File, known: Known) -> str:
    there = known.files.get(file.name)
    return there.sha256 if there else ""


def gone(one: Described, known: Known) -> list[str]:
    """Files that are there and in the release no more: they are left, for links to them live."""
    return sorted(known.files.keys() - {file.name for file in one.files})


def dataset(told: Catalogue, one: Described, organisation: str) -> dict[str, Any]:
    """Describe a dataset so that its score is whole: licence, place, days, rhythm, a long text."""
    title, description = dict(one.title)["fr"], dict(one.description)["fr"]
    page = f"{told.url}/donnees#{one.code}"
    days = one.days and {"start": one.days[0], "end": one.days[1]}
    return {
        "title": title,
        "description": f"{description}\n\nObservé par les habitants, vérifié par des naturalistes"
        f" et des agents, publié par {told.publisher} à sa précision publique. Chaque publication"
        f" est numérotée et signée ; la notice dit ce que contient chaque fichier : <{page}>.",
        "license": LICENCES.get(one.licence, "notspecified"),
        "frequency": "never" if one.is_retired else one.rhythm,  # its names are ours
        "extras": {"brindille:identifier": one.identifier, "brindille:release": str(one.release)},
        **({"organization": organisation} if organisation else {}),
        **({"temporal_coverage": days} if days else {}),
        **({"spatial": {"geom": _several(json.loads(told.outline))}} if told.outline else {}),
    }


def _several(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """An outline as the API wants it: of several areas, be it one."""
    if shape["type"] != "Polygon":
        return shape
    return {"type": "MultiPolygon", "coordinates": [shape["coordinates"]]}


def resource(told: Catalogue, one: Described, file: File) -> dict[str, Any]:
    """Describe a file; a linked one by the address that follows its releases."""
    kind = "documentation" if file.name in DOCUMENTS else "main"
    latest = f"{told.url}/data/{one.code}/latest/{file.name}"
    return {
        "title": file.name,
        "description": dict(file.title)["fr"],
        "type": "update" if file.name in UPDATES else kind,
        "filetype": "file" if is_sent(file) else "remote",
        "format": file.name.rpartition(".")[2],
        "mime": file.media_type,
        "checksum": {"type": "sha256", "value": file.sha256},
        **({} if is_sent(file) else {"url": latest}),
    }
