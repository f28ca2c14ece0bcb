"""An author corrects what they sent in a browser; the town's newer pages are for everybody."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from citizen.accounts.rules import Scope
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import decide, report, signed_in
from tests.browser.test_protection import violations, wide
from tests.citizen.imports import files

pytestmark = pytest.mark.browser
CLERK = Scope("publisher", "Ville de Fécamp")
SLOWLY = 15_000
TREES = "\n".join([files.HEAD, *files.ROWS[:2], ""])
MAPPING = f'protocol = "tree"\n{files.MAPPING}{files.IN_COLUMNS}'


def fits(page: Page, *addresses: str) -> None:
    """Every page is readable by all, and no wider than its screen."""
    for address in addresses:
        page.goto(address)
        assert violations(page) == [], address
        assert wide(page) <= 0, address


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_correction_is_made_then_proposed_and_nothing_typed_is_lost(
    new_page: Any, tmp_path: Path, scripts: bool
) -> None:
    naturalist = Scope("moderator", "Les naturalistes")
    moderator = signed_in(new_page(DESK), "moderator@example.org", naturalist)
    phone = new_page(PHONE, java_script_enabled=scripts)
    uuid = report(phone, tmp_path)
    address = f"/mes-observations/{uuid}/correction"
    phone.goto(f"/mes-observations/{uuid}")
    phone.locator(f'a[href="{address}"]').click()
    phone.fill("#cited_name", "Rougegorge familier")
    if scripts:  # by the keyboard alone: the suggestions are left, the form is sent
        phone.keyboard.press("Escape")
    phone.locator("#comment").focus()
    phone.keyboard.type("Vu de près.")
    phone.locator("form.report button.large").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url(re.compile(rf"/mes-observations/{uuid}(#|$)"), timeout=SLOWLY)
    expect(phone.locator("#story")).to_contain_text("version 2")

    phone.goto(address)
    decide(moderator, uuid)
    phone.fill("#comment", "Écrit pendant la décision.")
    phone.locator("form.report button.large").click()
    expect(phone.get_by_role("alert")).to_contain_text("entre-temps", timeout=SLOWLY)
    expect(phone.locator("#comment")).to_have_value("Écrit pendant la décision.")
    assert wide(phone) <= 0
    phone.locator("form.report button.large").click()
    expect(phone.locator("main")).to_contain_text("attend un avis", timeout=SLOWLY)


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_page_of_a_correction_is_accessible(
    new_page: Any, tmp_path: Path, screen: dict[str, int]
) -> None:
    page = new_page(screen)
    uuid = report(page, tmp_path)
    fits(page, f"/mes-observations/{uuid}/correction", f"/mes-observations/{uuid}")
    fits(page, "/mes-observations")


def test_an_inventory_is_sent_read_and_kept_without_scripts(new_page: Any, tmp_path: Path) -> None:
    page = signed_in(new_page(PHONE, java_script_enabled=False), "clerk@example.org", CLERK)
    (tmp_path / "arbres.csv").write_text(TREES, encoding="utf-8")
    (tmp_path / "carte.toml").write_text(MAPPING, encoding="utf-8")
    page.goto("/ville/inventaires")
    page.set_input_files('input[name="file"]', str(tmp_path / "arbres.csv"))
    own = page.locator('input[name="map"][value="own"]')
    own.check() if own.count() else page.select_option('select[name="map"]', "own")
    page.set_input_files('input[name="own"]', str(tmp_path / "carte.toml"))
    page.locator("main form button").first.click()
    page.wait_for_url("**/ville/inventaires/*", timeout=SLOWLY)
    for _ in range(60):
        if page.locator('[data-state="examined"]').count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.locator("#state")).to_contain_text("nouvelles")
    assert wide(page) <= 0
    page.locator('form[action$="/garder"] button').click()
    for _ in range(60):
        if page.locator('[data-state="done"]').count():
            break
        page.wait_for_timeout(250)
        page.reload()
    expect(page.locator("#kept + ul, #state")).to_contain_text(["2"])


def test_a_campaign_is_made_by_keyboard_and_published_as_a_dataset(new_page: Any) -> None:
    page = signed_in(new_page(DESK), "clerk@example.org", CLERK)
    page.goto("/ville/campagnes/nouvelle")
    page.locator("#title_fr").focus()
    page.keyboard.type("Arbres du port")
    page.locator('input[name="protocol"][value="tree"]').focus()
    page.keyboard.press("Space")
    page.locator("#is_dataset").focus()
    page.keyboard.press("Space")
    page.locator("#title_fr").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("gardée", timeout=SLOWLY)
    page.locator('form[action$="/etat"] button').first.click()
    page.goto("/ville")
    expect(page.locator("main")).to_contain_text("Arbres du port")
    phone = new_page(PHONE)
    phone.goto("/campagnes")
    phone.get_by_role("link", name="Arbres du port").first.click()
    expect(phone.locator("h1")).to_contain_text("Arbres du port")
    assert violations(phone) == [] and wide(phone) <= 0


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_the_pages_of_the_town_are_accessible(new_page: Any, screen: dict[str, int]) -> None:
    page = signed_in(new_page(screen), "clerk@example.org", CLERK)
    fits(page, "/ville", "/ville/inventaires", "/ville/campagnes", "/ville/campagnes/nouvelle")
    fits(page, "/ville/protocoles", "/campagnes", "/donnees")
