"""datapackage.json: Data Package v2.0, the files of a release and the columns of its tables.

Names are slugs and the hash names its algorithm, as the tools of v1 also want them.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from config.languages import words
from config.protocols.protocol import Protocol
from exports.datasets.manifest import BuiltFile
from exports.format import Column, Format
from exports.records import Dataset

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TEXTS = ("text/", "application/json", "application/geo+json")  # the others are not text

# A tool told "parquet" would want to read it as a table, with libraries it may not have.
CALLED = {"parquet": "geoparquet"}


def describe(dataset: Dataset, built: Sequence[BuiltFile]) -> bytes:
    """Write the descriptor; the same release always has the same."""
    licence = dataset.licence
    reached = "email" if "@" in dataset.contact else "path"
    told = {
        "$schema": PROFILE,
        "name": slug(f"{dataset.code}-{dataset.town_code}"),
        "id": str(dataset.metadata_id),
        "title": words(dataset.title, "fr"),
        "description": words(dataset.description or dataset.protocol.description, "fr"),
        "homepage": dataset.url,
        "version": f"{dataset.release}.0.0",
        "created": dataset.as_of.isoformat(),
        "licenses": [{"name": licence.spdx, "title": licence.title, "path": licence.url}],
        "contributors": [
            {
                "title": dataset.producer,
                "organization": dataset.producer,
                "roles": ["creator", "publisher", "rightsHolder", "contact"],
                reached: dataset.contact,
            }
        ],
        "resources": [resource(file, dataset.protocol) for file in built],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def resource(file: BuiltFile, protocol: Protocol) -> dict[str, Any]:
    """Describe a file; a table also tells its columns."""
    suffix = PurePath(file.name).suffix.removeprefix(".")
    told = {
        "name": slug(file.name),
        "path": file.name,
        "title": words(file.title, "fr"),
        "description": words(file.title, "en"),
        "format": CALLED.get(suffix, suffix),
        "mediatype": file.media_type,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }
    if file.media_type.startswith(TEXTS):
        told["encoding"] = "utf-8"
    columns = file.format.columns(protocol) if file.format else ()
    return told | (_table(file.format, columns) if file.format and columns else {})


def _table(format_: Format, columns: Sequence[Column]) -> dict[str, Any]:
    keys = [column.name for column in columns if column.constraints.get("unique")]
    schema = {
        "fields": [_field(column) for column in columns],
        "missingValues": [""],
        **({"primaryKey": keys[:1]} if keys else {}),
    }
    return {"type": "table", "dialect": {"delimiter": format_.delimiter}, "schema": schema}


def _field(column: Column) -> Mapping[str, Any]:
    return {
        "name": column.name,
        "type": column.type,
        "title": words(column.title, "fr"),
        "description": words(column.title, "en"),
        **({"unit": column.unit} if column.unit else {}),
        **({"constraints": dict(column.constraints)} if column.constraints else {}),
    }


def slug(name: str) -> str:
    return re.sub(r"[^-a-z0-9._]", "-", name.lower())
