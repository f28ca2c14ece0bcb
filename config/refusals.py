"""What each operation may refuse and who may call it, as OpenAPI 3.1 tells it: no HTTP here."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from config.problems import PROBLEMS

PROBLEM = "application/problem+json"
READS = {"GET", "HEAD", "OPTIONS"}
ALWAYS = {"bad-request", "busy"}
OF_BODIES = {"bad-json", "too-large", "wrong-media-type", "invalid-content"}
WAITS, TRIED = {429, 503}, {"type": "integer", "description": "Seconds to wait"}
HEADERS: Mapping[int, Mapping[str, Any]] = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}}},
    **{status: {"Retry-After": {"schema": TRIED}} for status in WAITS},
}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "schema": {"type": "string"},
    "description": "The ETag of the version seen",
}
SCHEMES: Mapping[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "Of a phone, or of a program"},
    "session": {"type": "apiKey", "in": "cookie", "name": "brindille_session"},
}


class Asked(NamedTuple):
    """An operation as it is asked for: `need` is that of the policy."""

    method: str
    path: str
    need: str


def describe(operation: dict[str, Any], asked: Asked, own: Iterable[str]) -> None:
    """Write into an operation who may call it, and every problem it may answer with."""
    told = operation["responses"]
    told.pop("default", None)
    told.pop("422", None)
    for status, refused in responses({*own, *always(operation, asked)}).items():
        content = told.get(status, {}).get("content", {})
        told[status] = refused | {"content": content | refused["content"]}
    if {"stale-version", "version-needed"} & {*own}:
        _ask_version(operation, is_needed="version-needed" in own)
    if asked.need != "anyone":
        operation["security"] = [{name: []} for name in SCHEMES]


def _ask_version(operation: dict[str, Any], *, is_needed: bool) -> None:
    """What may be stale is named by the version that was seen."""
    asked = operation.setdefault("parameters", [])
    if not any(one.get("name") == "If-Match" for one in asked):
        asked.append(IF_MATCH | {"required": is_needed})


def bytes_of(*media_types: str) -> dict[str, Any]:
    """The body of an operation that takes the bytes of a file, of one of these types."""
    schema = {"type": "string", "contentMediaType": "application/octet-stream"}
    content = {one: {"schema": schema} for one in media_types}
    return {"requestBody": {"required": True, "content": content}}


def always(operation: Mapping[str, Any], asked: Asked) -> set[str]:
    """The problems that follow from what an operation takes, and from whom it admits."""
    takes = {one.get("in") for one in operation.get("parameters", ())}
    follow = {
        "not-found": "{" in asked.path,
        "sign-in-needed": asked.need != "anyone",
        "not-allowed": asked.need not in {"anyone", "account"},
        "forged-request": asked.need != "anyone" and asked.method not in READS,
        "too-many-requests": asked.method not in READS,
        "invalid-content": "query" in takes,
    }
    codes = {code for code, does in follow.items() if does}
    return codes | ALWAYS | (OF_BODIES if "requestBody" in operation else set())


def responses(codes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The refusals by status: their titles, and their types, of which no other may be met."""
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(PROBLEMS[code].status, []).append(code)
    return {str(status): _response(status, by_status[status]) for status in sorted(by_status)}


def _response(status: int, codes: list[str]) -> dict[str, Any]:
    types = {"properties": {"type": {"enum": [f"/problems/{code}" for code in codes]}}}
    schema = {"$ref": "#/components/schemas/Problem", **types}
    told: dict[str, Any] = {
        "description": "; ".join(PROBLEMS[code].title["en"] for code in codes),
        "content": {PROBLEM: {"schema": schema}},
    }
    return told | ({"headers": HEADERS[status]} if status in HEADERS else {})
