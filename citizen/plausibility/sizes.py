"""How large a thing is that is met: for its question, and for its genus where that is told."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from config.protocols.question import Question

SLENDER = 150  # height by diameter; forest trees reach 100
SIZES: Mapping[str, Mapping[str, float]] = tomllib.loads(
    Path(__file__).with_name("sizes.toml").read_text(encoding="utf-8")
)


def largest(question: Question, genus: str) -> float | None:
    """The largest answer that is met: for the genus where it is told, else for the question."""
    return SIZES.get(question.name, {}).get(genus, question.usual_maximum)


def is_too_slender(girth_cm: float, height_m: float) -> bool:
    """Whether a trunk is too thin for its height: often a diameter given for a girth."""
    return height_m >= 8 and height_m * 100 / (girth_cm / 3.1416) > SLENDER
