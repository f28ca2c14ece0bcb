"""A resident tells the place by its address, with and without scripts."""

import pytest
from playwright.sync_api import expect

from config.database import transaction
from reference.addresses import store
from reference.addresses.rules import House
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser
# Pixels from the field to the first of the list, at one instant: the page still rolls to them.
BELOW = """() => document.querySelector("[role=option]").getBoundingClientRect().top
  - document.querySelector("#address").getBoundingClientRect().bottom"""
MER = ("76259", "76400", "Fécamp", "Rue de la Mer")


@pytest.fixture
def form(new_page):
    """Open the form, in a town whose addresses were imported."""
    houses = [House(*MER, number, "", 0.37 + number / 1000, 49.757) for number in (1, 2, 12)]
    with transaction() as session:
        store.replace(session, {"76259"}, lambda: iter(houses))

    def opened(**options):
        page = new_page(PHONE, **options)
        page.goto("/observer/biodiversity")
        return page

    return opened


def send(page):
    page.locator('input[name="answers/group"][value="bird"]').check()
    page.locator("form.report button.large").click()
    page.wait_for_url("**/observer/envoi/**", timeout=15_000)


def test_an_address_is_chosen_with_the_keyboard_and_the_spot_goes_there(form):
    page = form()
    page.locator("#address").press_sequentially("mer 12")
    option = page.get_by_role("option", name="12 Rue de la Mer")
    expect(option).to_be_visible()
    assert page.evaluate(BELOW) >= 0  # the list hides nothing of what is typed
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#address")).to_have_value("12 Rue de la Mer 76400 Fécamp")
    expect(page.locator("#latitude")).to_have_value("49.757000")
    expect(page.locator("#longitude")).to_have_value("0.382000")
    expect(page.locator("[name=place_source]")).to_have_value("address")
    expect(page.locator("[name=find]")).to_be_hidden()
    send(page)


def test_without_scripts_the_places_are_shown_to_choose_from(form):
    page = form(java_script_enabled=False)
    page.fill("#address", "rue de la mer 2")
    page.locator("[name=find]").click()
    expect(page.get_by_role("radio", name="2 Rue de la Mer 76400 Fécamp")).to_be_checked()
    send(page)
