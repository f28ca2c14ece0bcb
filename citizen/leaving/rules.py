"""What each way of leaving does, told beforehand."""

from collections.abc import Mapping
from typing import Any, NamedTuple

CHOICES = ("keep", "anonymise", "withdraw")


class Sent(NamedTuple):
    """What someone has here, counted."""

    observations: int = 0  # not withdrawn yet
    published: int = 0  # accepted, hence in what is published
    signed: int = 0  # published under their name
    photos: int = 0
    messages: int = 0


def outcome(choice: str, sent: Sent) -> Mapping[str, Any]:
    """Say what a choice leaves published, under a name, and read by the naturalists."""
    keeps = choice == "keep"
    return {
        "choice": choice,
        "published": 0 if choice == "withdraw" else sent.published,
        "signed": sent.signed if keeps else 0,
        "photos": 0 if choice == "withdraw" else sent.photos,
        "messages": sent.messages if keeps else 0,
    }
