"""What a person may choose of their account."""

from collections.abc import Mapping
from typing import Any

from config.words import folded

MAX_NAME = 60  # characters of a name or pseudonym


def chosen(filled: Mapping[str, str]) -> dict[str, Any]:
    """What the page's form says, as the API takes it."""
    return {
        "name": filled.get("name", ""),
        "language": filled.get("language", ""),
        "name_published": "name_published" in filled,
        "contributor_page": "contributor_page" in filled,
    }


def pseudo_of(name: str) -> str:
    """A name as an address has it: `Jeanne des Bois` → jeanne-des-bois; "" when it has none."""
    return folded(name).replace(" ", "-")
