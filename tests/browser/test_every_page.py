"""Every page there is, found by its links: by day, by night, on phones, in both languages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

import app as house
from citizen.accounts.rules import Scope
from config import clock, events
from config.protocols import PROTOCOLS
from exports.datasets.commands import publish
from exports.demonstration import stage
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import signed_in
from tests.browser.test_protection import violations, wide

pytestmark = pytest.mark.browser

NARROW = {"width": 320, "height": 640}  # WCAG 1.4.10: 1280 pixels, four times as large
BEGUN = ("/", "/plan", "/mon-compte", "/moderation", "/ville", "/observer")
LINKS = "[...document.querySelectorAll('a[href]')].map((one) => one.href)"
MOVING = "document.getAnimations().filter((one) => one.playState === 'running').length"
NO_PAGE = ("/data/", "/api/v1", "/ogc")  # files, and what programs read
FEWEST = 60  # there were more when this was written: a crawl that finds less is broken


@pytest.fixture
def lively(site: str) -> str:
    """A town where the demonstration was played: every state, a release of each dataset."""
    now = clock.now() - timedelta(minutes=1)
    stage.play(deliver, now)
    for code in PROTOCOLS:
        publish(code)
    stage.decide_late(deliver, now)  # and something to publish next
    return site


def deliver() -> int:
    return events.deliver_all(house.JOBS)


@pytest.fixture
def clerk(new_page: Any, lively: str) -> Page:
    """Who may see every page of the town."""
    page: Page = new_page(DESK, reduced_motion="reduce")
    return signed_in(page, "lead@example.org", Scope("admin", "Ville"))


def found(page: Page, site: str, made: Flask) -> Iterator[str]:
    """Go from link to link; yield one address of each operation, its page being open."""
    adapter = made.url_map.bind(urlsplit(site).netloc)
    known, ahead = {""}, [site + path for path in BEGUN]
    while ahead:
        path = urlsplit(address := ahead.pop(0)).path
        if (name := operation(adapter, path)) in known:
            continue
        known.add(name)
        answer = page.request.get(address, max_redirects=0)
        if answer.ok and answer.headers["content-type"].startswith("text/html"):
            page.goto(address)
            ahead += [one for one in page.evaluate(LINKS) if one.startswith(site)]
            yield path


def operation(adapter: Any, path: str) -> str:
    """The operation that answers at an address; "" where it is no page's."""
    try:
        return "" if path.startswith(NO_PAGE) else str(adapter.match(path, method="GET")[0])
    except HTTPException:
        return ""


def faults(page: Page) -> Iterator[Any]:
    """What a person would stumble on."""
    yield from violations(page)
    yield from [("moves", page.evaluate(MOVING))] if page.evaluate(MOVING) else []
    page.emulate_media(color_scheme="dark")
    night = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
    yield from [("by night", one["id"], one["nodes"][0]["target"]) for one in night]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    yield from [("wide", wide(page))] if wide(page) > 0 else []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    path, _, query = page.url.partition("?")
    page.goto(f"{path}?{query}&lang=en" if query else f"{path}?lang=en")
    yield from [("in English", *one) for one in violations(page)]
    yield from [("wide in English", wide(page))] if wide(page) > 0 else []
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.request.get("/methode?lang=fr")  # which the browser remembers


def test_every_page_is_read_by_all_by_day_and_by_night_on_the_narrowest_phone(
    clerk: Page, lively: str, made: Flask
) -> None:
    said: list[str] = []
    clerk.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    met = {path: [*faults(clerk)] for path in found(clerk, lively, made)}
    print(len(met), *met)
    assert {path: stumbled for path, stumbled in met.items() if stumbled} == {}
    assert said == []
    assert len(met) >= FEWEST
