"""A tree is seen again, a draft is tried: by keyboard, on a phone of 360 px."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from citizen.accounts.rules import Scope
from config.protocols import PROTOCOLS
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import signed_in
from tests.browser.test_protection import violations, wide
from tests.protocols import MUSHROOM

pytestmark = pytest.mark.browser
SLOWLY = 15_000
NATURALIST, CLERK = Scope("moderator", "Les naturalistes"), Scope("publisher", "Ville de Fécamp")


def press(page: Page, field: str, *keys: str) -> None:
    """Go to a field by the keyboard, and type."""
    page.locator(field).first.focus(timeout=SLOWLY)
    for key in keys:
        page.keyboard.press(key) if key in {"Space", "Enter"} else page.keyboard.type(key)


def measured(page: Page, address: str, day: str, girth: str) -> str:
    """Tell by keyboard alone of the girth of a tree, on a day; return its identifier."""
    page.goto(address)
    if page.locator('input[name="answers/category"][value="single"]').count():
        press(page, 'input[name="answers/category"][value="single"]', "Space")
        press(page, "#latitude", "49,7572")
        press(page, "#longitude", "0,3741")
    page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
    page.fill("#date", day)
    press(page, '[name="answers/girth_cm"]', girth)
    press(page, "form.report button.large", "Enter")
    page.wait_for_url("**/observer/envoi/**", timeout=SLOWLY)
    found = re.search(r"/observer/envoi/([0-9a-f-]{36})", page.url)
    assert found
    assert wide(page) <= 0
    return found.group(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_tree_seen_again_shows_its_girth_over_the_years(new_page: Any, scripts: bool) -> None:
    moderator = signed_in(new_page(DESK), "moderator@example.org", NATURALIST)
    phone = new_page(PHONE, java_script_enabled=scripts)
    tree = measured(phone, "/observer/tree", "2020-05-14", "300")
    accept(moderator, tree)
    phone.goto(f"/mes-observations/{tree}")
    expect(phone.locator("main")).to_contain_text("Ouverte par un naturaliste")
    again = phone.locator(f'a[href="/observer/tree?of={tree}"]')
    expect(again).to_be_visible()
    again.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_contain_text("revoyez")
    assert wide(phone) <= 0
    accept(moderator, measured(phone, f"/observer/tree?of={tree}", "2026-05-14", "321"))
    phone.goto(f"/arbres/{tree}")
    expect(phone.locator("#course")).to_be_visible()
    drawn = phone.locator("figure.line svg")
    expect(drawn).to_have_attribute("aria-label", re.compile("300.*2020.*321.*2026", re.DOTALL))
    assert wide(phone) <= 0
    if scripts:
        assert violations(phone) == []


def accept(page: Page, uuid: str) -> None:
    """Accept an observation in the console, whatever is proposed."""
    page.goto(f"/moderation/{uuid}")
    page.locator("#option-certain").check()
    page.locator("[data-send]").click()
    expect(page.get_by_role("status").first).to_contain_text("acceptée", timeout=SLOWLY)


def test_the_form_of_a_draft_is_tried_by_keyboard_and_keeps_nothing(
    town_folder: Path, settings: Any, new_page: Any
) -> None:
    draft = MUSHROOM.replace("version = 1", 'version = 1\nstatus = "draft"')
    (town_folder / "mushroom.toml").write_text(draft, encoding="utf-8")
    PROTOCOLS.load(settings.home)
    page = signed_in(new_page(PHONE, java_script_enabled=False), "clerk@example.org", CLERK)
    page.goto("/ville/protocoles")
    page.locator('a[href="/observer/mushroom/essai/1"]').first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Brouillon de la version 1")
    press(page, 'input[name="answers/state"][value="dry"]', "Space")
    press(page, '[name="answers/caps"]', "3")
    press(page, "#latitude", "49,7572")
    press(page, "#longitude", "0,3741")
    press(page, "form.report button.large", "Enter")
    expect(page.get_by_role("status").first).to_contain_text("Ces réponses seraient acceptées")
    assert wide(page) <= 0
    page.goto("/mes-observations")
    expect(page.locator("main")).to_contain_text("rien envoyé")
