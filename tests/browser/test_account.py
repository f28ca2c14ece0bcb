"""A person's account in a browser: without scripts, on a phone, by keyboard, readable by all."""

import re

import pytest
from playwright.sync_api import expect

from citizen.accounts.rules import Scope
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import report, signed_in
from tests.browser.test_protection import violations, wide
from tests.citizen.letters import letters, link

pytestmark = pytest.mark.browser
EMAIL = "ada@example.org"
SLOWLY = 15_000


def test_an_address_joins_from_another_screen_by_the_code(new_page, settings, tmp_path):
    phone = new_page(PHONE, java_script_enabled=False)
    uuid = report(phone, tmp_path)
    phone.goto("/mon-compte")
    phone.fill("#email", EMAIL)
    phone.locator('form[action="/mon-compte/adresse"] button').click()
    code = phone.locator(".figures strong").inner_text()
    for _ in range(100):
        if letters(settings):
            break
        phone.wait_for_timeout(100)
    desk = new_page(DESK)
    desk.goto(link(letters(settings)[-1], "/mon-compte/adresse"))
    desk.fill("#code", code)
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/mon-compte", timeout=SLOWLY)
    expect(desk.locator("main")).to_contain_text(EMAIL)
    desk.goto("/mes-observations")
    expect(desk.locator(f'a[href*="{uuid}"]')).to_be_visible()


def test_leaving_is_asked_twice_without_scripts(new_page, tmp_path):
    phone = new_page(PHONE, java_script_enabled=False)
    uuid = report(phone, tmp_path)
    phone.goto("/mon-compte/depart")
    expect(phone.locator("main")).to_contain_text("1 observation")
    phone.locator('input[value="withdraw"]').check()
    phone.locator("form button.danger").click()
    expect(phone.locator("h1")).to_contain_text("Est-ce bien cela")
    phone.locator('button[name="sure"]').click()
    expect(phone.locator("h1")).to_contain_text("Votre compte est fermé")
    phone.goto(f"/mes-observations/{uuid}")
    expect(phone.locator("main")).to_contain_text("réservée aux personnes connectées")


def test_a_pupil_joins_the_class_that_an_adult_opens(new_page):
    adult = signed_in(new_page(DESK), EMAIL, Scope("resident"))
    adult.goto("/mon-compte/classes")
    adult.fill("#name", "CM2 de Jules-Ferry")
    adult.keyboard.press("Enter")
    expect(adult.locator(".qr-code svg")).to_be_visible()
    address = adult.locator("main a.mono").inner_text()
    pupil = new_page(PHONE, java_script_enabled=False)
    pupil.goto(re.sub(r"^https?://[^/]+", "", address))
    pupil.locator("main button").click()
    expect(pupil).to_have_url(re.compile("/observer$"))
    adult.reload()
    expect(adult.locator("main")).to_contain_text("1 téléphone")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_an_account_are_accessible(new_page, size):
    page = signed_in(new_page(size), EMAIL, Scope("resident"))
    own = ("/mon-compte", "/mon-compte/classes", "/mon-compte/depart")
    for path in (*own, "/mentions", "/donnees-personnelles", "/accessibilite", "/eco-conception"):
        page.goto(path)
        assert violations(page) == [], path
        assert wide(page) <= 0, path
