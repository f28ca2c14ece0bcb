"""From the form to the published point, in a browser, as each of the three publics."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from tests.browser.conftest import DESK, PHONE
from tests.sendings import photo

pytestmark = pytest.mark.browser
SLOWLY = 15_000


def report(page: Page, folder: Path) -> str:
    """Report a robin with a photo, as a resident would; return its identifier."""
    picture = folder / "robin.jpg"
    picture.write_bytes(photo("brown"))
    page.goto("/observer")
    page.locator('a[href*="/observer/biodiversity"]').first.click()
    page.set_input_files("#photos", str(picture))
    page.locator('input[name="answers/group"][value="bird"]').check()
    page.fill("#cited_name", "Rouge-gorge")
    page.fill("#latitude", "49,7572")
    page.fill("#longitude", "0,3741")
    page.locator("form.report button.large").click()
    page.wait_for_url("**/observer/envoi/**", timeout=SLOWLY)
    found = re.search(r"/observer/envoi/([0-9a-f-]{36})", page.url)
    assert found
    return found.group(1)


def signed_in(page: Page, email: str, scope: Scope) -> Page:
    """Come in by the printed link, as the person whose account was just made."""
    page.goto("/connexion/" + make(email, scope)["sign_in"].rpartition("/")[2])
    return page


def decide(page: Page, uuid: str) -> None:
    """Accept an observation, with a reason and a determination."""
    page.goto("/moderation")
    page.locator(f'a[href*="/moderation/{uuid}"]').first.click()
    expect(page.locator("main")).to_contain_text("Les naturalistes")
    page.locator("#option-certain").check()
    page.select_option("#reason-certain", "photo-clear")
    page.fill("#name", "Erithacus rubecula")
    page.locator("[data-send]").click()
    told = page.get_by_role("status").filter(has_text="acceptée")
    expect(told).to_be_visible(timeout=SLOWLY)


def publish(page: Page) -> None:
    """Publish what was accepted, and wait to see it published."""
    page.goto("/ville")
    page.locator('form[action="/ville/biodiversity"] button').click()
    expect(page.locator("main")).to_contain_text("Publication n° 1", timeout=SLOWLY)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_form_to_the_published_point(new_page, tmp_path, scripts):
    naturalist = Scope("moderator", "Les naturalistes")
    moderator = signed_in(new_page(DESK), "moderator@example.org", naturalist)
    resident = new_page(PHONE, java_script_enabled=scripts)
    uuid = report(resident, tmp_path)
    resident.goto(f"/mes-observations/{uuid}")
    expect(resident.locator("main")).to_contain_text("Rouge-gorge")

    decide(moderator, uuid)
    resident.reload()
    expect(resident.locator("main")).to_contain_text("La photo montre bien")

    publish(signed_in(new_page(DESK), "clerk@example.org", Scope("publisher", "Ville de Fécamp")))

    anyone = new_page(PHONE)
    anyone.goto("/carte")
    expect(anyone.locator("main")).to_contain_text("Rougegorge familier")
    anyone.goto("/donnees")
    expect(anyone.locator('a[href*="sinp.csv"]').first).to_be_attached()
