"""How a feature is shown on a page: what it is, when and where, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from config.languages import say
from config.templates.filters import said
from config.web import language
from exports.atlas import words
from exports.features.layers.store import Layer

FOLDER = "exports/ogc"
NAMES = ("tree_name", "vernacular_name", "ornamental", "scientific_name", "cited_name")


class Called(NamedTuple):
    """A feature in words; `latin` is empty where the name is in Latin already."""

    name: str
    latin: str
    when: str
    where: str
    sure: str  # how sure it is; of felt heat, how it was felt


def called(layer: Layer) -> Callable[[Mapping[str, Any]], Called]:
    """Say features of a dataset."""
    title = said(layer.about.title)
    if layer.about.protocol.publication != "records":
        return lambda feature: _square(feature["properties"], title)
    return lambda feature: _record(feature["properties"], title)


def _record(told: Mapping[str, Any], title: str) -> Called:
    name = words.common(next((told[one] for one in NAMES if told.get(one)), ""))
    latin = told["ornamental"] or told["scientific_name"] or ""
    return Called(
        name[:1].upper() + name[1:] or title,
        latin if latin.casefold() != name.casefold() else "",
        words.between(*(date.fromisoformat(told[one]) for one in ("first_day", "last_day"))),
        words.placed(told["precision"], told["uncertainty_m"], told["commune_name"] or ""),
        words.told(f"level.{told['validation']}"),
    )


def _square(told: Mapping[str, Any], title: str) -> Called:
    hours = words.told(f"hours.{told['hours']}")
    where = say(FOLDER, "items.square", language(), side=told["size_m"])
    felt = say(FOLDER, "items.felt", language(), people=told["people"], answers=told["answers"])
    return Called(title, "", f"{words.month_name(told['month'])}, {hours}", where, felt)
