"""The next record takes the place of the one just decided: no page is loaded, nothing is lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from config.database import reading
from moderation.decisions import grace
from moderation.queues.tables import Waiting
from tests.browser.test_claims import colleague, holder, opened, until
from tests.browser.test_fifty import left, press, waiting

pytestmark = pytest.mark.browser
SAME = "document.documentElement.dataset.same"


@pytest.fixture(autouse=True)
def half_a_minute(site: str) -> Iterator[None]:
    grace.lasts(30)
    yield
    grace.lasts(0)


def decided(page: Page) -> None:
    """Accept what is shown; the page stays, and shows another."""
    shown = page.url
    press(page, "a", "Enter")
    page.wait_for_url(lambda url: url != shown)
    expect(page.get_by_role("status").first).to_contain_text("acceptée")


def test_records_follow_each_other_on_one_page_held_undone_and_found_again(
    new_page: Any, site: str
) -> None:
    page = colleague(new_page, "Ada")
    waiting(page, site, 3)
    opened(page)
    first = page.url
    page.evaluate(f"{SAME} = 'yes'")
    decided(page)
    assert page.evaluate(SAME) == "yes", "no page was loaded"
    expect(page.locator("[data-number]")).to_contain_text("2 ")
    expect(page.locator("main")).to_be_focused()
    until(page, lambda: holder() == "Ada")
    expect(page.locator(".map.shown[data-ready]")).to_be_visible()
    press(page, "c")
    expect(page.locator("#name")).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    assert page.locator("header a.language").first.get_attribute("href").count(page.url[-36:]) == 0
    decided(page)
    assert (page.evaluate(SAME), left()) == ("yes", 1)
    with page.expect_event("load"):
        page.evaluate("history.go(-2)")
    expect(page).to_have_url(first)
    expect(page.locator("main .badge").first).to_contain_text("acceptée", ignore_case=True)
    with page.expect_event("load"):
        page.evaluate("history.go(2)")
    press(page, "z")  # what was undone comes back, to be looked at again
    expect(page.get_by_role("status").first).to_contain_text("annulée")
    assert left() == 2


def test_who_takes_the_next_record_meanwhile_is_named(new_page: Any, site: str) -> None:
    ada, zoe = colleague(new_page, "Ada"), colleague(new_page, "Zoé")
    waiting(ada, site, 2)
    opened(ada)
    ada.wait_for_load_state("networkidle")
    following = ada.locator("a[rel=next]").get_attribute("href")
    zoe.goto(following)
    decided(ada)
    assert following in ada.url
    expect(ada.locator("[data-taken]")).to_contain_text("Zoé la regarde")
    with reading() as session:
        assert session.query(Waiting).count() == 1
