"""Answers as JSON of what is plain already, which a schema would walk again; answers packed."""

import gzip
from collections.abc import Mapping
from datetime import date
from json import JSONEncoder
from typing import Any
from uuid import UUID

from flask import Response, request

WORTH_PACKING = 1000  # bytes


def _plain(value: object) -> str:
    if isinstance(value, date):  # or an instant
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(value)


ENCODER = JSONEncoder(default=_plain, allow_nan=False, separators=(",", ":"))


def told(content: Mapping[str, Any], status: int, headers: Mapping[str, str]) -> Response:
    """Answer with a content that has the names and values its schema describes."""
    text = ENCODER.encode(content) + "\n"
    return Response(text, status, headers, mimetype="application/json")


def packed(response: Response) -> Response:
    """Pack an answer where the reader takes it, before it has its ETag."""
    response.vary.add("Accept-Encoding")
    content = response.get_data()
    if len(content) > WORTH_PACKING and request.accept_encodings.quality("gzip") > 0:
        response.set_data(gzip.compress(content, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
