"""A clerk protects a place in a browser: by keyboard, on a phone, without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from citizen.accounts.rules import Scope
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import signed_in

pytestmark = pytest.mark.browser
PAGE = "/ville/sensibilite"
CLERK = Scope("publisher", "Ville de Fécamp")


def wide(page):
    """By how many pixels a page is wider than its screen."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def test_a_rule_is_added_by_keyboard_alone(new_page):
    page = signed_in(new_page(DESK), "clerk@example.org", CLERK)
    page.goto(PAGE)
    page.locator("#name").focus()
    page.keyboard.type("rougegorge familier", delay=20)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("#level-2").focus()
    page.keyboard.press("Space")
    page.locator("#reason").focus()
    page.keyboard.type("Dortoir du parc")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("La règle est en service")
    expect(page.locator("article")).to_contain_text("Erithacus rubecula")


def test_without_scripts_on_a_phone_a_mistake_is_told_and_mended(new_page):
    page = signed_in(new_page(PHONE, java_script_enabled=False), "clerk@example.org", CLERK)
    page.goto(PAGE)
    page.fill("#name", "mésange")
    page.locator("#level-1").check()
    page.fill("#reason", "Nichoirs du parc")
    page.locator("form.panel button").click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez un nom connu")
    page.locator('input[name="candidate"]').first.check()
    page.locator("form.panel button").click()
    expect(page.get_by_role("status").first).to_contain_text("La règle est en service")
    page.locator("summary").first.click()
    page.locator('input[name="why"]').fill("Nichoirs retirés")
    page.locator("form button.danger").click()
    expect(page.get_by_role("status").first).to_contain_text("La règle a pris fin")
    expect(page.locator("main")).to_contain_text("La ville n’a ajouté aucune règle")


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("address", [PAGE, "/ville/references"])
def test_the_pages_are_accessible_and_fit_their_screen(new_page, screen, address):
    page = signed_in(new_page(screen), "clerk@example.org", CLERK)
    page.goto(address)
    assert violations(page) == []
    assert wide(page) <= 0
    if address == PAGE:
        page.evaluate("document.querySelectorAll('form').forEach((one) => one.noValidate = true)")
        page.locator("form.panel button").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []
        assert wide(page) <= 0
