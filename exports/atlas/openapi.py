"""The calls of the API, as a page can show them, read from the OpenAPI description itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "put", "post", "patch", "delete", "head")


@dataclass(frozen=True)
class Call:
    """One call: what it does, what it takes and what it answers."""

    method: str
    path: str
    summary: str
    group: str
    parameters: list[tuple[str, str, bool]]  # name, where it goes, whether it is needed
    takes: str  # the schema of its body; "" when it has none
    answers: list[tuple[str, str]]  # status, schema


def groups(spec: Mapping[str, Any]) -> dict[str, list[Call]]:
    """The calls of a description, under the name of what they are about."""
    told: dict[str, list[Call]] = {}
    for call in _calls(spec):
        told.setdefault(call.group, []).append(call)
    return told


def schemas(spec: Mapping[str, Any]) -> dict[str, list[tuple[str, str, str]]]:
    """The fields of each schema: name, type, meaning."""
    named = spec.get("components", {}).get("schemas", {})
    return {
        name: [(field, _type(one), one.get("description", "")) for field, one in _fields(schema)]
        for name, schema in sorted(named.items())
        if name != "Problem"
    }


def _calls(spec: Mapping[str, Any]) -> Iterator[Call]:
    for path, methods in spec["paths"].items():
        shared = methods.get("parameters", [])
        for method in METHODS:
            if method in methods:
                yield _call(method, path, methods[method], shared)


def _call(method: str, path: str, told: Mapping[str, Any], shared: list[Any]) -> Call:
    parameters = [one for one in [*shared, *told.get("parameters", [])] if "name" in one]
    return Call(
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        group=next(iter(told.get("tags", [])), ""),
        parameters=[(one["name"], one["in"], bool(one.get("required"))) for one in parameters],
        takes=_schema(told.get("requestBody", {})),
        answers=[
            (status, _schema(answer))
            for status, answer in sorted(told.get("responses", {}).items())
            if status.isdecimal()
        ],
    )


def _schema(body: Mapping[str, Any]) -> str:
    kinds: list[Mapping[str, Any]] = list(body.get("content", {}).values())
    return _type(kinds[0].get("schema", {})) if kinds else ""


def _fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from schema.get("properties", {}).items()


def _type(told: Mapping[str, Any]) -> str:
    """A type in a word: `string`, `Taxon`, `list of Taxon`."""
    if "$ref" in told:
        return str(told["$ref"]).rsplit("/", 1)[-1]
    for several in ("anyOf", "oneOf", "allOf"):
        if several in told:
            return " | ".join(_type(one) for one in told[several])
    kind = told.get("type", "object")
    if kind == "array":
        return f"[{_type(told.get('items', {}))}]"
    return " | ".join(kind) if isinstance(kind, list) else str(kind)
