"""A moderator decides on fifty records in a browser without touching a mouse."""

import time
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import database, events
from moderation.queues.tables import Waiting
from news import JOBS
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import signed_in
from tests.sendings import new_id, sent

pytestmark = pytest.mark.browser
FIFTY = 50
JUDGE = Scope("moderator", "Club nature")
KEYS = ("a", "p", "d", "r", "q")  # ticked in turn; « s » and « x » keep a record waiting


def waiting(page: Page, site: str, many: int) -> None:
    """Let a resident send records, which come to the only desk there is."""
    token = make("jeanne@example.org", Scope("resident"))["token"]
    for _ in range(many):
        told = sent(taxon={"cd_nom": 4001}, answers={"group": "bird"})
        answer = page.request.put(
            f"{site}/api/v1/observations/{new_id()}",
            data=told,
            headers={"Authorization": f"Bearer {token}"},
        )
        assert answer.status == 201, answer.text()
    while left() < many:  # the site's own thread may have taken some of them
        events.deliver_all(JOBS)


def left() -> int:
    with database.reading() as session:
        return session.query(Waiting).count()


def leaves(page: Page, shown: str) -> None:
    """Wait for another page than the one that is shown."""
    page.wait_for_url(lambda url: url != shown)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def decide(page: Page, key: str) -> None:
    """Tick a verdict by its letter, its reason by the arrows, send with Enter."""
    press(page, key)
    if key in "drq":
        expect(page.locator("select:focus")).to_be_visible()
        press(page, "ArrowDown", "Tab")
        while page.locator("[data-send]:focus").count() == 0:
            press(page, "Tab")
    press(page, "Enter")


def test_fifty_records_by_the_keyboard_alone(new_page: Any, site: str) -> None:
    page = signed_in(new_page(DESK), "club@example.org", JUDGE)
    waiting(page, site, FIFTY)
    page.goto("/moderation")
    press(page, "j", "Enter")
    page.wait_for_url("**/moderation/*-*")
    took = []
    for n in range(FIFTY):
        assert left() == FIFTY - n
        shown = page.url
        if n == 1:  # the next, and back
            press(page, "j")
            leaves(page, shown)
            press(page, "k")
            leaves(page, page.url)
            shown = page.url
        begun = time.perf_counter()
        decide(page, KEYS[n % len(KEYS)])
        leaves(page, shown)
        took.append((time.perf_counter() - begun) * 1000)
    assert left() == 0
    expect(page.locator("ol.queue li")).to_have_count(0)
    took.sort()
    print(f"next record after the keys: median {took[25]:.0f} ms, 9 in 10 under {took[45]:.0f} ms")


def test_a_decision_is_undone_a_taxon_changed_and_a_place_hidden_by_their_keys(
    new_page: Any, site: str
) -> None:
    page = signed_in(new_page(DESK), "club@example.org", JUDGE)
    waiting(page, site, 1)
    page.goto("/moderation")
    press(page, "j", "Enter")
    page.wait_for_url("**/moderation/*-*")
    for key, focused in (("c", "#name"), ("h", "#sensitivity"), ("m", ".map")):
        press(page, key)
        expect(page.locator(focused)).to_be_focused()
        page.evaluate("document.activeElement.blur()")
    press(page, "?")
    expect(page.locator("dialog.keys")).to_be_visible()
    told = page.locator("dialog.keys kbd").all_inner_texts()
    assert {"a", "c", "q", "r", "s", "h", "z", "m", "j", "k", "?", "1–9"} <= {*told}
    press(page, "Escape")
    for key in ("a", "p", "d", "r", "q", "s", "x", "c", "h", "m"):
        assert page.locator(f'main kbd:not(dialog kbd):text-is("{key}")').first.is_visible(), key


def test_the_letters_can_be_switched_off_and_stay_so(new_page: Any, site: str) -> None:
    page = signed_in(new_page(DESK), "club@example.org", JUDGE)
    waiting(page, site, 1)
    page.goto("/moderation")
    press(page, "j", "Enter")
    page.wait_for_url("**/moderation/*-*")
    press(page, "?")
    page.locator("[data-keys=use]").focus()
    with page.expect_response("**/api/v1/me"):  # kept with the account
        press(page, "Space")
    press(page, "Escape", "a")
    assert not page.locator("#option-certain").is_checked()
    page.reload()
    press(page, "a")
    assert not page.locator("#option-certain").is_checked()


def test_a_form_of_rules_is_used_on_a_phone_without_scripts(new_page: Any) -> None:
    lead = Scope("admin", "Ville")
    page = signed_in(new_page(PHONE, java_script_enabled=False), "ville@example.org", lead)
    for path, name in (
        ("/moderation/aiguillage", "rule-0-taxon"),
        ("/moderation/regles", "rule-0-branch"),
    ):
        page.goto(path)
        page.locator('button[value="add"]').click()
        if path.endswith("aiguillage"):
            page.fill('[name="rule-0-name"]', "Oiseaux")
        page.fill(f'[name="{name}"]', "Erithacus rubecula")
        page.locator('button.button[value="try"]').first.click()
        expect(page.locator(f'[name="{name}"]')).to_have_value("Erithacus rubecula (4001)")
        page.locator('button.button[value="adopt"]').first.click()
        expect(page.get_by_role("status").first).to_contain_text("en vigueur")
        assert page.locator("form.panel").first.bounding_box()["width"] <= PHONE["width"]
