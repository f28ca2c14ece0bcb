"""What a person may choose of their account."""

from collections.abc import Mapping
from typing import Any

MAX_NAME = 60  # characters of a name or pseudonym


def chosen(filled: Mapping[str, str]) -> dict[str, Any]:
    """What the page's form says, as the API takes it."""
    return {
        "name": filled.get("name", ""),
        "language": filled.get("language", ""),
        "name_published": "name_published" in filled,
    }
