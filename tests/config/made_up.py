"""Values nobody thought of, for tests that hold for all of them."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings, strategies

SHORT = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,  # the same values on both engines, and on every machine
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def for_all(*values: Any, **named: Any) -> Callable[[Any], Any]:
    """A test that holds for all these values: tried on sixty."""
    return lambda test: SHORT(given(*values, **named)(test))


numbers = strategies.integers() | strategies.floats()  # NaN and infinity too
characters = strategies.text(strategies.characters(categories=None), max_size=20)  # all of them
scalars = strategies.none() | strategies.booleans() | numbers | characters
anything = strategies.recursive(
    scalars,
    lambda inner: (
        strategies.lists(inner, max_size=5) | strategies.dictionaries(characters, inner, max_size=5)
    ),
    max_leaves=20,
)

# What strict_json gives back as it was: no control character, no number too long, a normal form.
clean_texts = strategies.text(
    strategies.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20
)
clean_numbers = strategies.integers(-(10**14), 10**14) | strategies.floats(
    allow_nan=False, allow_infinity=False, width=32
)
clean = strategies.recursive(
    strategies.none() | strategies.booleans() | clean_numbers | clean_texts,
    lambda inner: (
        strategies.lists(inner, max_size=5)
        | strategies.dictionaries(clean_texts, inner, max_size=5)
    ),
    max_leaves=20,
)


def as_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")
