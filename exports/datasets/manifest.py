"""The manifest of a release: its files and their digests, how much was counted, by which rules."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from config.languages import ROOT, Text
from exports import felt_temperature as heat
from exports.format import Format
from exports.records import Dataset
from moderation.opinions.automatic.rules import AUDITED
from reference.sensitivity.rules import COMMUNE, PRECISIONS


@dataclass(frozen=True)
class BuiltFile:
    """A file of a release, once written."""

    name: str
    title: Text
    media_type: str
    bytes: int
    sha256: str
    format: Format | None = None  # None: it tells of the release, not of its records
    records: int | None = None  # how many it holds


def describe(dataset: Dataset, built: Sequence[BuiltFile], records: int) -> bytes:
    """Write the manifest; the same release always has the same.

    records: how many are published; by cells, the cells: a true total would tell what they hide.
    """
    told = {
        "dataset": dataset.code,
        "title": dataset.title,
        "release": dataset.release,
        "as_of": dataset.as_of.isoformat(),
        "url": dataset.url,
        "town": {"code": dataset.town_code, "name": dataset.town_name},
        "producer": dataset.producer,
        "contact": dataset.contact,
        "licence": _licence(dataset),
        "made_by": made_by(dataset),
        "demonstration": dataset.is_demonstration,
        "records": records,
        "rules": rules(dataset),
        **({"review": review(dataset)} if dataset.reviewed else {}),
        **({"automatic": automatic(dataset)} if dataset.automatic else {}),
        **({"replaces": replaces(dataset)} if dataset.replaces else {}),
        **({"days": days(*dataset.days)} if dataset.days else {}),
        "files": [_file(one) for one in built],
        "product": {"name": "Brindille", "version": product_version()},
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def rules(dataset: Dataset) -> list[dict[str, Any]]:
    """Name the rules a release was made by; a rule that changes takes a new version."""
    levels = dataset.declared.levels if dataset.declared else (1, 2)
    asked = {"rule": "protocol", "version": dataset.protocol.version, "code": dataset.protocol.code}
    checked = {"rule": "validation", "version": 1, "levels": list(levels)}  # SINP
    named = {"rule": "names", "version": 1, "edition": dataset.names}
    return [asked, checked, named, CELLS if dataset.protocol.publication == "cells" else PRECISION]


def made_by(dataset: Dataset) -> str:
    """A digest of all that makes a release beside its records: another, and it is built anew."""
    told = (
        dataset.title, dataset.description, dataset.producer, dataset.licence,
        dataset.declared and vars(dataset.declared), str(dataset.metadata_id), rules(dataset),
        product_version(),
    )  # fmt: skip
    return sha256(json.dumps(told, default=str, sort_keys=True).encode()).hexdigest()


def review(dataset: Dataset) -> dict[str, Any]:
    """How often a blind second reading disagreed with what is published, by group."""
    groups = [{"group": name, **one._asdict()} for name, one in dataset.reviewed.items()]
    return {"method": "blind-second-reading", "interval": "wilson-95", "groups": groups}


def automatic(dataset: Dataset) -> dict[str, Any]:
    """How often people held otherwise than the rule that accepts alone, on its sample."""
    told = {"method": "blind-sample", "share_sampled": AUDITED, "interval": "wilson-95"}
    return {**told, **dataset.automatic._asdict()}


def replaces(dataset: Dataset) -> list[dict[str, Any]]:
    """Name the releases that were taken back, which this one stands in for."""
    return [{"release": number, "reason": why} for number, why in dataset.replaces.items()]


def days(first: date, last: date) -> dict[str, str]:
    """Tell the days its records may be of, as they are published."""
    return {"first": first.isoformat(), "last": last.isoformat()}


PRECISION = {
    "rule": "precision",
    "version": 1,
    "by_sensitivity": list(PRECISIONS),  # SINP 0 to 4
    "out_of_public_sight": COMMUNE,
}
CELLS = {
    "rule": "cells",
    "version": 1,
    "grid": "EPSG:3035",
    "sizes_m": list(heat.SIZES),
    "hours": list(heat.BANDS),
    "least_people": heat.LEAST_PEOPLE,
    "least_answers": heat.LEAST_ANSWERS,
}


def _file(built: BuiltFile) -> Mapping[str, Any]:
    return {
        "name": built.name,
        "title": built.title,
        "media_type": built.media_type,
        "bytes": built.bytes,
        "sha256": built.sha256,
        **({} if built.records is None else {"records": built.records}),
    }


def _licence(dataset: Dataset) -> Mapping[str, str]:
    return {
        "id": dataset.licence.spdx,
        "title": dataset.licence.title,
        "url": dataset.licence.url,
    }


def product_version() -> str:
    try:
        return version("brindille")
    except PackageNotFoundError:  # run from its folder, not installed
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        return str(project["version"])
