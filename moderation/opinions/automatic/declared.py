"""Read what a town declares of automatic acceptance, or say where it is wrong."""

from collections.abc import Iterator, Mapping
from typing import Any

from config.arranging import toml
from config.places import Fault
from moderation.opinions.automatic.rules import WEIGHTS, Automatic

MOST = 1000  # points


def faults(told: Any) -> Iterator[Fault]:
    """Say each fault of the table [automatic]."""
    if not isinstance(told, dict):
        yield Fault("/automatic", "not-of-rules")
        return
    for name in sorted((told.keys() | {"at_least", "protocols", "weights"}) - _right(told)):
        yield Fault(f"/automatic/{name}", "not-of-rules")


def _right(told: Mapping[str, Any]) -> set[str]:
    """The names whose values may be."""
    return {name for name, fits in FITS.items() if name in told and fits(told[name])} & {*told}


def read(told: Mapping[str, Any]) -> Automatic:
    """Make the rule of a table without faults."""
    several = {name: tuple(told.get(name, ())) for name in ("protocols", "groups", "branches")}
    return Automatic(told["at_least"], weights=dict(told["weights"]), **several)


def written(rules: Mapping[str, Any]) -> str:
    """The table [automatic] of rules, as TOML; "" when there is none."""
    if "automatic" not in rules:
        return ""
    told = dict(rules["automatic"])
    weights = told.pop("weights", {})
    return toml({"automatic": told, "automatic.weights": weights})


def _is_points(value: Any) -> bool:
    return type(value) is int and 1 <= value <= MOST


def _are_words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one for one in value)


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(type(one) is int and 0 < one < 10**9 for one in value)


def _are_weights(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(name in WEIGHTS and _is_points(points) for name, points in value.items())
    )


FITS = {
    "at_least": _is_points,
    "protocols": lambda value: _are_words(value) and bool(value),
    "groups": _are_words,
    "branches": _are_numbers,
    "weights": _are_weights,
}
