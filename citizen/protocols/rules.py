"""The JSON Schema (2020-12) of a protocol's answers, for forms and programs that check first."""

from collections.abc import Callable
from typing import Any

from config.languages import words
from config.protocols.folders import Known
from config.protocols.protocol import Protocol
from config.protocols.question import MAX_TEXT, PARTIAL_DATE, Question


def answers_schema(protocol: Protocol, language: str) -> dict[str, Any]:
    """Describe the answers a protocol takes."""
    conditions = [_condition(question) for question in protocol.asked if question.asked_if]
    shape = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": words(protocol.title, language),
        "type": "object",
        "properties": {q.name: _property(q, language) for q in protocol.asked},
        "required": [q.name for q in protocol.asked if q.required and not q.asked_if],
        "additionalProperties": False,
    }
    return shape | ({"allOf": conditions} if conditions else {})


def _property(question: Question, language: str) -> dict[str, Any]:
    about = {"title": words(question.label, language)}
    return about | SHAPES[question.kind](question)


def _one(question: Question) -> dict[str, Any]:
    return {"enum": [choice.value for choice in question.choices]}


def _several(question: Question) -> dict[str, Any]:
    return {"type": "array", "items": _one(question), "uniqueItems": True}


def _number(question: Question) -> dict[str, Any]:
    bounds = {"minimum": question.minimum, "maximum": question.maximum}
    told = {name: value for name, value in bounds.items() if value is not None}
    return {"type": "integer" if question.whole else "number", **told}


SHAPES: dict[str, Callable[[Question], dict[str, Any]]] = {
    "choice": _one,
    "yes-no-unknown": _one,
    "choices": _several,
    "number": _number,
    "text": lambda _: {"type": "string", "minLength": 1, "maxLength": MAX_TEXT},
    "date": lambda _: {"type": "string", "pattern": f"^{PARTIAL_DATE.pattern}$"},
}


def _condition(question: Question) -> dict[str, Any]:
    """Asked only if an earlier question got one of these answers; otherwise it must be absent."""
    asked_if = question.asked_if
    if asked_if is None:
        return {}
    met = {
        "required": [asked_if.question],
        "properties": {asked_if.question: {"enum": list(asked_if.equals)}},
    }
    wanted = {"required": [question.name]} if question.required else {}
    return {"if": met, "then": wanted, "else": {"properties": {question.name: False}}}


def standing(one: Protocol, known: Known) -> dict[str, Any]:
    """Where a version stands, and until when answers to it are taken."""
    is_present = known.present is not None and one.version == known.present.version
    status = "draft" if one.is_draft else "published" if is_present else "former"
    until = known.present.until(one.version) if known.present and not one.is_draft else None
    return {
        "version": one.version,
        "status": status,
        "published": one.published,
        "taken_until": until,
    }


def described(protocol: Protocol, known: Known, language: str) -> dict[str, Any]:
    """A protocol as the API tells it."""
    return {
        "code": protocol.code,
        "version": protocol.version,
        "status": standing(protocol, known)["status"],
        "versions": [standing(one, known) for one in known.versions],
        "title": words(protocol.title, language),
        "description": words(protocol.description, language),
        "places": list(protocol.places),
        "publication": protocol.publication,
        "questions": [_asked(question, language) for question in protocol.questions],
        "example": dict(protocol.example),
    }


def _asked(question: Question, language: str) -> dict[str, Any]:
    asked_if = question.asked_if
    return {
        "name": question.name,
        "kind": question.kind,
        "label": words(question.label, language),
        "hint": words(question.hint, language) if question.hint else "",
        "required": question.required,
        "unit": question.unit,
        "scale": question.scale,
        "minimum": question.minimum,
        "maximum": question.maximum,
        "whole": question.whole,
        "choices": [
            {"value": c.value, "label": words(c.label, language)} for c in question.choices
        ],
        "asked_if": asked_if and {"question": asked_if.question, "equals": list(asked_if.equals)},
        "terms": dict(question.terms),
    }
