"""Anyone reads the nomenclatures of the standard."""

from collections.abc import Mapping
from typing import Any

from config.languages import words
from config.problems import Problem
from config.web import Blueprint, language
from reference.nomenclatures.rules import EDITION, NOMENCLATURES, Code, Nomenclature
from reference.nomenclatures.schemas import (
    FittingSchema,
    LanguageSchema,
    NomenclatureSchema,
    TypesSchema,
)

nomenclatures = Blueprint(
    "nomenclatures", __name__, url_prefix="/api/v1/nomenclatures", description="Nomenclatures"
)


@nomenclatures.get("")
@nomenclatures.arguments(LanguageSchema, location="query")
@nomenclatures.response(200, TypesSchema)
def listed(_asked: Mapping[str, Any]) -> dict[str, Any]:
    """List the types of nomenclature."""
    items = [told(one) | {"codes": len(one.codes)} for one in NOMENCLATURES.values()]
    return {"items": items, "next": None, **edition()}


@nomenclatures.get("/<string:type_>")
@nomenclatures.arguments(FittingSchema, location="query")
@nomenclatures.response(200, NomenclatureSchema)
def one(asked: Mapping[str, Any], type_: str) -> dict[str, Any]:
    """Read the codes of a type, or those that fit a kingdom and a group of taxa."""
    known = NOMENCLATURES.get(type_)
    if known is None:
        raise Problem("unknown-nomenclature", nomenclature=type_)
    items = [code_told(code) for code in known.fitting(asked["kingdom"], asked["group"])]
    return {**told(known), "items": items, "next": None, **edition()}


def edition() -> dict[str, str]:
    return {"version": EDITION.version, "source": EDITION.source}


def told(known: Nomenclature) -> dict[str, Any]:
    return {"type": known.type, "label": words(known.label, language()), "field": known.field}


def code_told(code: Code) -> dict[str, Any]:
    return {
        **code._asdict(),
        "label": words(code.label, language()),
        "label_fr": code.label["fr"],
        "fits": code.scopes,
    }
