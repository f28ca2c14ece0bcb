"""What was just sent shows on the public map by itself, in grey, on a page that stays open."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import clock, events
from news import JOBS
from tests.browser.conftest import DESK, PHONE
from tests.sendings import new_id, sent

pytestmark = pytest.mark.browser


def put(page, site, token, told):
    uuid, headers = new_id(), {"Authorization": f"Bearer {token}"}
    address = f"{site}/api/v1/observations/{uuid}"
    assert page.request.put(address, data=told, headers=headers).status == 201
    return address


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_a_sending_appears_in_grey_while_the_map_is_looked_at(new_page, site, screen):
    tree = sent("tree", observed_at=clock.now().isoformat())
    resident = make("jeanne@example.org", Scope("resident"))["token"]
    judge = make("judge@example.org", Scope("moderator", "Club nature"))["token"]
    page = new_page(screen)
    known = put(page, site, resident, tree)
    headers = {"Authorization": f"Bearer {judge}"}
    told = page.request.post(f"{known}/decisions", data={"verdict": "accept"}, headers=headers)
    assert told.status == 201
    events.deliver_all(JOBS)
    page.goto("/carte?theme=tree")
    expect(page.locator("#map[data-ready]")).to_be_visible()
    legend = page.locator(".legend li.waits")
    expect(legend).to_be_hidden()
    put(page, site, resident, tree)
    expect(legend).to_be_visible(timeout=60_000)
    expect(legend).to_have_text("En gris : envoyé depuis moins de 30 jours, pas publié")
    page.reload()
    expect(page.locator("details.waits")).to_contain_text("Arbre remarquable")
    page.locator("details.waits summary").click()
    expect(page.locator("details.waits li")).to_contain_text("1 envoi")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
