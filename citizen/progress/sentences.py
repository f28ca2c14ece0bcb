"""Say where a sending stands, as its author reads it."""

from typing import Any
from uuid import UUID

from citizen.progress.rules import Standing, receipt
from citizen.progress.store import Progress
from config import site
from config.languages import say
from config.templates.filters import day, fine

TEXTS = "citizen/progress"


def title(standing: Standing, language: str) -> str:
    """Name a state: "Published"."""
    return fine(say(TEXTS, f"state.{standing.state}", language), language)


def explained(standing: Standing, language: str) -> str:
    """Say what a state means, and what comes next."""
    told: dict[str, Any] = {"number": "", "day": ""}
    if standing.release:
        told = {"number": standing.release.number, "day": day(standing.release.published_at)}
    elif standing.seen_at:
        told["day"] = day(standing.seen_at)
    return fine(say(TEXTS, f"explained.{standing.state}", language, **told), language)


def address(standing: Standing) -> str:
    """The page that describes the release a sending is in; "" while it is in none."""
    one = standing.release
    return f"/data/{one.dataset}/{one.number}/notice.html" if one else ""


def told(uuid: UUID, progress: Progress, language: str) -> dict[str, Any]:
    """Where a sending stands, for the API."""
    standing, answer = progress
    return {
        "receipt": receipt(uuid),
        "state": standing.state,
        "title": title(standing, language),
        "detail": explained(standing, language),
        "seen_at": standing.seen_at,
        "answered_at": answer and answer.at,
        "reason": answer.reason if answer else "",
        "words": answer.words if answer else "",
        "release": standing.release
        and standing.release._asdict() | {"url": f"{site.url()}{address(standing)}"},
    }
