"""A class goes out: joined where there is a network, three sendings without, each counted once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import clock
from tests.browser.conftest import PHONE
from tests.browser.forest import SLOWLY, drawn, fill, install, there

pytestmark = pytest.mark.browser

THREE = {"olive": "Merle", "navy": "Pinson", "brown": "Mésange"}


@pytest.fixture
def code(site, chromium):
    """An outing that began an hour ago."""
    token, now = make("tenue@example.org", Scope("resident"))["token"], clock.now()
    hours = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=2)}
    told = {"name": "Le parc", "held_by": "La classe", "protocols": ["biodiversity"]}
    context = chromium.new_context(base_url=site)
    made = context.request.post(
        "/api/v1/outings",
        data=told | {name: at.isoformat() for name, at in hours.items()},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert made.status == 201, made.text()
    yield made.json()["code"]
    context.close()


def figure(page, name):
    return page.locator(f"[data-figure={name}]")


def test_a_phone_that_prepared_sends_three_from_the_wood_and_each_counts_once(
    new_page, code, tmp_path
):
    page = new_page(PHONE)
    install(page)
    page.goto("/sorties")
    page.fill("#code", f"{code[:3]} {code[3:].lower()}")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Rejoindre").press("Enter")
    expect(page.locator("#joined .notice.good")).to_be_visible()
    expect(figure(page, "people")).to_have_text("1")
    page.locator(".prepare button").press("Enter")
    expect(page.locator(".prepare[data-ready]")).to_be_visible(timeout=SLOWLY)
    expect(page.locator(".prepare .told")).to_contain_text("C’est prêt")

    page.context.set_offline(True)
    for colour, name in THREE.items():
        fill(page, drawn(tmp_path, colour), name)
        expect(page.locator("#waiting")).to_contain_text(name, timeout=SLOWLY)
    assert not there()

    page.context.set_offline(False)
    page.wait_for_selector("#waiting", state="hidden", timeout=SLOWLY)
    assert there() == dict.fromkeys(THREE.values(), 1)
    page.goto(f"/sorties/{code}")
    expect(figure(page, "observations")).to_have_text("3")
    expect(figure(page, "people")).to_have_text("1")
    page.goto("/observer")
    page.goto(f"/sorties/{code}")
    expect(figure(page, "observations")).to_have_text("3")
