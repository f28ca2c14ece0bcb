"""A clerk sees a colour before it is kept; then every page has it, by night and offline too."""

import re

import pytest
from playwright.sync_api import expect

from citizen.accounts.rules import Scope
from citizen.appearance.rules import derived
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import signed_in
from tests.browser.test_protection import violations, wide
from tests.citizen.pictures import as_bytes, quarters

pytestmark = pytest.mark.browser
PAGE, YELLOW = "/ville/apparence", "ffd500"
CLERK = Scope("publisher", "Ville de Fécamp")


def rgb(colour):
    return "rgb({}, {}, {})".format(*bytes.fromhex(colour))


def test_a_colour_and_a_logo_are_seen_kept_and_taken_along(new_page):
    clerk = signed_in(new_page(DESK), "clerk@example.org", CLERK)
    clerk.goto(PAGE)
    made = derived(YELLOW)
    clerk.fill("#colour", f"#{YELLOW}")
    for light, tokens in (("day", made.day), ("night", made.night)):
        button = clerk.locator(f".look.{light} .button").first
        expect(button).to_have_css("background-color", rgb(tokens["accent"]))
    expect(clerk.locator("#looks")).to_contain_text("assombrie")
    picture = {"name": "logo.png", "mimeType": "image/png", "buffer": as_bytes(quarters(), "PNG")}
    clerk.set_input_files("#logo", picture)
    expect(clerk.locator(".look.day img.logo")).to_have_attribute("src", re.compile("^blob:"))
    clerk.fill("#logo_alt", "Ville de Fécamp")
    clerk.get_by_role("button", name="Garder").click()
    expect(clerk.get_by_role("status").first).to_contain_text("C’est gardé")
    assert violations(clerk) == []

    for screen, scheme, tokens in ((PHONE, "light", made.day), (DESK, "dark", made.night)):
        anyone = new_page(screen, color_scheme=scheme)
        anyone.goto("/")
        expect(anyone.locator(".tools .button")).to_have_css(
            "background-color", rgb(tokens["accent"])
        )
        logo = anyone.get_by_alt_text("Ville de Fécamp")
        assert logo.evaluate("one => one.naturalWidth") == 192
        assert logo.bounding_box()["height"] == 40
        assert wide(anyone) <= 0 and violations(anyone) == []

    phone = new_page(PHONE)
    phone.goto("/observer")
    phone.evaluate("navigator.serviceWorker.ready.then(() => null)")
    phone.reload()
    phone.context.set_offline(True)
    phone.goto("/observer")
    link = phone.locator('link[href^="/apparence.css"]')
    assert link.evaluate("one => one.sheet.cssRules.length") == 2
    assert phone.get_by_alt_text("Ville de Fécamp").evaluate("one => one.naturalWidth") == 192
