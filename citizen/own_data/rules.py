"""How a person's data are written: JSON, CSV for spreadsheets, names of photos."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

COLUMNS = (
    "uuid", "protocol", "status", "validation", "observed_at", "time_precision", "longitude",
    "latitude", "accuracy_m", "territory", "cd_nom", "cited_name", "certainty", "answers",
    "comment", "licence", "consent", "name_published", "received_at", "version", "photos",
)  # fmt: skip
MESSAGES = ("observation", "sent_at", "by", "body")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run what begins so
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/heic": "heic"}
ENDINGS |= {"image/avif": "avif"}


def document(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1, default=_written)


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def listed(items: Iterable[Any]) -> Iterator[bytes]:
    """Write a JSON list an item at a time."""
    before = "[\n"
    for item in items:
        yield f"{before}{document(item)}".encode()
        before = ",\n"
    yield b"[]" if before == "[\n" else b"\n]"


def table(columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Write a CSV a row at a time, in UTF-8 with the mark spreadsheets look for."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    yield "\ufeff".encode()
    for row in rows:
        writer.writerow({name: _cell(row.get(name)) for name in columns})
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=_written)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value.isoformat() if isinstance(value, datetime) else value


def row(told: Mapping[str, Any]) -> dict[str, Any]:
    """An observation as a line: of a line or an area, its first corner; all in the JSON."""
    position = told["place"]["coordinates"]
    while isinstance(position[0], list | tuple):
        position = position[0]
    named = {key: told["taxon"][key] for key in ("cd_nom", "cited_name")}
    return {**told, **named, "longitude": position[0], "latitude": position[1]}


def photo_name(observation: UUID, number: int, media_type: str, *, is_copy: bool) -> str:
    """Where a photo lies in the archive; a copy is a JPEG whatever was sent."""
    if is_copy:
        media_type = "image/jpeg"
    return f"photos/{observation}/{number}.{ENDINGS.get(media_type, 'jpg')}"
