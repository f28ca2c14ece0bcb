"""The answers supplied, and how one is filled: pure."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from config.languages import Text, words

SUPPLIED: Mapping[str, Text] = tomllib.loads(
    Path(__file__).with_name("answers.toml").read_text(encoding="utf-8")
)
VARIABLES = ("name", "place", "day")
OWN = "own-"  # begins the code of an answer that an association wrote itself
LONGEST = 1000  # characters
MOST = 60  # answers of an association
KEYS = 9  # the first ones have a key


class Answer(NamedTuple):
    """An answer an association offers its moderators."""

    code: str
    words: Text
    is_offered: bool = True
    place: int = 0


def filled(answer: Answer, known: Mapping[str, str], language: str) -> str:
    """Say an answer in a language; what is not a variable of ours is left as it was written."""
    said = words(answer.words, language)
    for name in VARIABLES:
        said = said.replace(f"{{{name}}}", known.get(name, ""))
    return said


def composed(answer: str, comment: str) -> str:
    """Put an answer and what a moderator adds to it together."""
    return "\n\n".join(part for part in (answer.strip(), comment.strip()) if part)
