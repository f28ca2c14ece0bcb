"""A clerk who knows nothing of maps publishes the town's first dataset, by hand or by keyboard."""

import csv
from io import StringIO
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from citizen.accounts import store as accounts
from citizen.accounts.rules import Scope
from config.daily import Day
from config.database import reading, transaction
from config.events import Event
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_journey import SLOWLY, signed_in
from tests.browser.test_protection import violations, wide
from tests.rows import accepted, keep

pytestmark = pytest.mark.browser
CLERK = Scope("publisher", "Ville de Fécamp")
MOST = 25  # clicks, from the first page to the file in hand
# Whatever presses it, a link or a button that is used is a click; a session keeps the count.
COUNT = """addEventListener("click", () => {
  sessionStorage.clicks = Number(sessionStorage.clicks ?? 0) + 1;
}, true);"""


def by_hand(_: Page, wanted: Locator) -> None:
    wanted.click()


def by_keyboard(page: Page, wanted: Locator) -> None:
    """Walk with Tab until it is reached, as whoever has no mouse does, then press it."""
    for _ in range(150):
        if wanted.evaluate("(one) => one === document.activeElement"):
            assert wanted.evaluate("(one) => one.matches(':focus-visible')")
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError("it is out of the keyboard's reach")


def first_night(page: Page) -> None:
    """Let the work of the day go by: it publishes by itself what it finds accepted."""
    for _ in range(300):
        with reading() as session:
            if (
                session.query(Day).count()
                and not session.query(Event).filter_by(state="new").count()
            ):
                return
        page.wait_for_timeout(50)
    raise AssertionError("the day's work does not end")


def fine(page: Page) -> None:
    assert violations(page) == [], page.url
    assert wide(page) <= 0, page.url


@pytest.mark.parametrize(
    ("screen", "press"), [(PHONE, by_hand), (DESK, by_keyboard)], ids=["hand", "keyboard"]
)
def test_a_clerk_publishes_the_first_dataset(
    new_page: Any, screen: dict[str, int], press: Any
) -> None:
    page = new_page(screen)
    page.add_init_script(COUNT)
    first_night(page)
    with transaction() as session:
        author = accounts.open_account(session, "device").id
        keep(session, accepted(author, 6, "biodiversity"))
    signed_in(page, "clerk@example.org", CLERK)

    page.goto("/ville")
    fine(page)
    press(page, page.locator('a[href="/ville/publier/biodiversity"]'))
    expect(page.locator("h1")).to_contain_text("Préparer la publication")
    expect(page.locator("main")).to_contain_text("6 observations, vérifiées par les naturalistes")
    page.locator(".marks-map").scroll_into_view_if_needed()
    expect(page.locator(".marks-map .map")).to_have_attribute("data-ready", "yes", timeout=SLOWLY)
    expect(page.locator(".marks-map .said")).to_contain_text("Sur la carte : 6")
    expect(page.locator(".marks-map .mark.added").first).to_be_visible()
    table = page.locator("details", has_text="biodiversity.csv").first
    press(page, table.locator("summary"))
    expect(table.locator("table")).to_contain_text("uuid")
    fine(page)
    press(page, page.get_by_role("button", name="Publier", exact=True))

    card = page.locator("#biodiversity")
    expect(card).to_contain_text("Publication n° 1", timeout=SLOWLY)
    fine(page)
    press(page, card.locator("summary", has_text="Publication n° 1"))
    with page.expect_download() as taken:
        press(page, card.locator('a[href$="/biodiversity.csv"]'))
    text = taken.value.path().read_text(encoding="utf-8")
    assert len([*csv.DictReader(StringIO(text))]) == 6

    press(page, page.locator('footer a[href="/donnees"], nav a[href="/donnees"]').first)
    public = page.locator("section#biodiversity")
    expect(public).to_contain_text("6 observations")
    expect(public.locator('a[href="/data/biodiversity/1/biodiversity.csv"]')).to_be_visible()
    assert 0 < page.evaluate("Number(sessionStorage.clicks)") <= MOST
