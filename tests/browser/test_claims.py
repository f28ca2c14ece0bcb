"""Moderators at work at once, in browsers: who holds what, and nothing typed is ever lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from citizen.accounts.tables import Account
from config import clock
from config.database import reading, transaction
from moderation.queues.tables import Waiting
from tests.browser.conftest import DESK
from tests.browser.test_fifty import JUDGE, left, press, waiting
from tests.browser.test_journey import signed_in

pytestmark = pytest.mark.browser
SLOWLY = 15_000
TYPED = "Le plumage se voit mal : de quel côté était-il ?"


def colleague(new_page: Any, name: str) -> Page:
    """A moderator of the association, signed in, under their name."""
    email = f"{name.lower()}@example.org"
    page = signed_in(new_page(DESK), email, JUDGE)
    with transaction() as session:
        session.execute(update(Account).where(Account.email == email).values(name=name))
    return page


def holder() -> str:
    """Who holds the only record that waits; "" when nobody does."""
    with reading() as session:
        held = select(Account.name).join(Waiting, Waiting.held_by == Account.id)
        return session.scalar(held.where(Waiting.held_until > clock.now())) or ""


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what a request on its way does."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    assert holds()


def fallen_silent() -> None:
    """Let the ten minutes of every claim pass."""
    with transaction() as session:
        session.execute(update(Waiting).values(held_until=clock.now() - timedelta(seconds=1)))


def opened(page: Page) -> None:
    page.goto("/moderation")
    page.locator("ol.queue a.whole").first.click()
    page.wait_for_url("**/moderation/*-*")


def test_a_claim_is_let_go_of_on_leaving_and_on_deciding(new_page: Any, site: str) -> None:
    ada, zoe = colleague(new_page, "Ada"), colleague(new_page, "Zoé")
    waiting(ada, site, 1)
    opened(ada)
    assert holder() == "Ada"
    opened(zoe)
    expect(zoe.locator("[data-taken]")).to_contain_text("Ada la regarde")
    ada.goto("/moderation")
    until(ada, lambda: holder() == "")
    opened(zoe)
    assert holder() == "Zoé"
    expect(zoe.locator("[data-taken]")).to_be_hidden()
    press(zoe, "a", "Enter")
    expect(zoe.get_by_role("status").first).to_contain_text("acceptée", timeout=SLOWLY)
    assert (left(), holder()) == (0, "")


def test_what_was_typed_stays_when_a_silence_let_a_colleague_in(new_page: Any, site: str) -> None:
    ada, zoe = colleague(new_page, "Ada"), colleague(new_page, "Zoé")
    waiting(ada, site, 1)
    ada.clock.install()
    opened(ada)
    ada.fill("#comment", TYPED)
    fallen_silent()
    opened(zoe)
    assert holder() == "Zoé"
    ada.locator("#comment").press("End")  # at work again
    ada.clock.run_for("03:10")
    expect(ada.locator("[data-taken]")).to_contain_text("Zoé la regarde maintenant")
    expect(ada.locator("#comment")).to_have_value(TYPED)
    ada.locator("#option-certain").check()
    with ada.expect_response(lambda answer: answer.request.method == "POST") as told:
        ada.locator("[data-send]").click()
    assert told.value.status == 409
    expect(ada.get_by_role("alert")).to_contain_text("Zoé la regarde en ce moment")
    expect(ada.locator("#comment")).to_have_value(TYPED)
    expect(ada.locator("#option-certain")).to_be_checked()
    assert left() == 1


def test_a_claim_that_ended_in_silence_costs_nothing(new_page: Any, site: str) -> None:
    ada = colleague(new_page, "Ada")
    waiting(ada, site, 1)
    ada.clock.install()
    opened(ada)
    ada.fill("#comment", TYPED)
    fallen_silent()
    assert holder() == ""
    ada.locator("#comment").press("End")
    ada.clock.run_for("03:10")
    until(ada, lambda: holder() == "Ada")
    fallen_silent()
    ada.locator("#option-certain").check()
    ada.locator("[data-send]").click()
    expect(ada.get_by_role("status").first).to_contain_text("acceptée", timeout=SLOWLY)
    assert left() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_second_of_two_is_told_who_decided_what_and_keeps_their_words(
    new_page: Any, site: str, scripts: bool
) -> None:
    zoe = colleague(new_page, "Zoé")
    waiting(zoe, site, 1)
    opened(zoe)
    ada = new_page(DESK, java_script_enabled=scripts)
    ada.context.add_cookies(colleague(new_page, "Ada").context.cookies())
    opened(ada)
    ada.fill("#comment", TYPED)
    ada.locator("#option-ask").check()
    ada.select_option("#reason-ask", "photo-blurred")
    zoe.locator("#option-reject").check()
    zoe.select_option("#reason-reject", "not-the-subject")
    zoe.locator("[data-send]").click()
    expect(zoe.get_by_role("status").first).to_contain_text("non retenue", timeout=SLOWLY)
    with ada.expect_response(lambda answer: answer.request.method == "POST") as told:
        ada.locator("[data-send]").click()
    assert told.value.status == 412
    expect(ada.get_by_role("alert")).to_contain_text("Zoé a décidé avant vous : non retenue")
    expect(ada.locator("#comment")).to_have_value(TYPED)
    expect(ada.locator("#option-ask")).to_be_checked()
    expect(ada.locator("#reason-ask")).to_have_value("photo-blurred")
    assert left() == 0, "and nothing was decided twice"


def test_a_lot_is_accepted_once_its_sample_was_looked_at(new_page: Any, site: str) -> None:
    ada = colleague(new_page, "Ada")
    waiting(ada, site, 12)
    ada.goto("/moderation/lots")
    ada.locator('a[href*="/moderation/lots/biodiversity/"]').click()
    expect(ada.locator("ul.lot li")).to_have_count(12)
    ada.locator('input[name="one"]').first.uncheck()  # one of them is left aside
    ada.locator("main form button.large").click()
    looked = 0
    while ada.locator('button[name="looked"]').count():
        assert left() == 12, "nothing is decided before the whole sample was seen"
        ada.locator('button[name="looked"]').click()
        looked += 1
    assert looked == 2  # a tenth of eleven, rounded up
    expect(ada.locator("main ul li")).to_have_count(11)
    assert left() == 1


def test_one_of_the_sample_that_is_not_it_stops_the_lot(new_page: Any, site: str) -> None:
    ada = colleague(new_page, "Ada")
    waiting(ada, site, 4)
    ada.goto("/moderation/lots")
    ada.locator('a[href*="/moderation/lots/biodiversity/"]').click()
    ada.locator("main form button.large").click()
    ada.locator('button[name="not"]').click()
    assert left() == 4
    ada.locator("main a.button").first.click()
    ada.wait_for_url("**/moderation/*-*")
    expect(ada.locator("#decide")).to_be_visible()
