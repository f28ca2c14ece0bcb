"""The online geocoder a town may choose: one that answers `/search/` as the BAN's does.

It is asked by a page that looks for a place, never while something is written; what was typed is
not logged. When it is away, nothing is found and the app goes on.
"""

import json
import logging
from datetime import datetime, timedelta
from http.client import HTTPException
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from config import clock
from config.places import in_france
from reference.addresses.store import Address
from reference.territories.rules import is_commune

TIMEOUT_S = 3
LASTS = timedelta(minutes=10)  # an answer is good for as long as somebody types
KEPT = 200  # answers
MAX_BYTES = 500_000
MOST = 20
KINDS = {"housenumber", "street", "locality", "municipality"}

log = logging.getLogger(__name__)
_answers: dict[tuple[str, str, str], tuple[datetime, list[Address]]] = {}
_turn = Lock()


class _Stay(HTTPRedirectHandler):
    """The town chose a host: no other is asked in its place."""

    def redirect_request(self, *_told: Any, **_more: Any) -> None:
        return None


_opener = build_opener(_Stay)


def asked(url: str, words: str, commune: str) -> list[Address]:
    """Ask the geocoder, or find the answer it gave lately."""
    key = url, words.lower(), commune
    with _turn:
        then, known = _answers.get(key, (None, []))
    if then is not None and clock.now() - then < LASTS:
        return known
    try:
        found = _read(_fetched(url, words, commune))
    except (OSError, HTTPException, ValueError) as away:  # URLError and timeouts are OSErrors
        log.warning("the geocoder did not answer: %s", type(away).__name__)
        return []
    with _turn:
        while len(_answers) >= KEPT:
            _answers.pop(next(iter(_answers)))
        _answers[key] = clock.now(), found
    return found


def _fetched(url: str, words: str, commune: str) -> Any:
    query: dict[str, Any] = {"q": words, "limit": MOST, "autocomplete": 1}
    query |= {"citycode": commune} if is_commune(commune) else {}  # not for a group of communes
    address = f"{url.rstrip('/')}/search/?{urlencode(query)}"
    asking = Request(address, headers={"Accept": "application/json", "User-Agent": "Brindille"})  # noqa: S310 (http or https: the setting is checked)
    with _opener.open(asking, timeout=TIMEOUT_S) as answer:
        content = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValueError("too long an answer")
    return json.loads(content)


def _read(told: Any) -> list[Address]:
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list):
        raise ValueError("not an answer of a geocoder")
    return [one for one in map(_address, features[:MOST]) if one is not None]


def _address(feature: Any) -> Address | None:
    try:
        longitude, latitude = map(float, feature["geometry"]["coordinates"][:2])
        told = {name: str(value)[:200] for name, value in feature["properties"].items()}
        kind, label = told["type"], told["label"]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if kind not in KINDS or not in_france(longitude, latitude):
        return None
    more = (told.get(name, "") for name in ("citycode", "city", "postcode"))
    return Address(kind, label, longitude, latitude, *more)
