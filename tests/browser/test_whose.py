"""Whose is what waits on a phone: it leaves under the account that kept it, or as a person says."""

import re
from collections import Counter

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from citizen.accounts.tables import Account, WebSession
from citizen.observations.tables import Observation
from config import clock
from config.database import reading, transaction
from config.towns import EVERY_TOWN
from tests.browser.conftest import PHONE
from tests.browser.forest import (
    COPIES,
    PICTURES,
    SLOWLY,
    digests,
    install,
    modules,
    one_waits,
    sent,
    there,
)  # fmt: skip

pytestmark = pytest.mark.browser


def enter(page, name="jeanne"):
    """Sign in, as one does with a printed link."""
    link = make(f"{name}@example.org", Scope("resident"))["sign_in"]
    page.goto("/connexion/" + link.rpartition("/")[2])


def three_wait(page, folder):
    """Have three observations with their photos wait, then the network back, the session ended."""
    one_waits(page, folder, "Oiseau")
    page.evaluate(COPIES, [modules(page), 2])
    kept = {*page.evaluate(PICTURES, modules(page))}
    with transaction() as session:
        ended = update(WebSession).values(expires_at=clock.now())
        session.execute(ended, execution_options=EVERY_TOWN)
    page.context.set_offline(False)
    page.goto("/observer")
    return kept


def senders():
    """Whose the town's observations are: addresses, none for who has no account."""
    with reading() as session:
        asked = select(Account.email).join(Observation, Observation.author_id == Account.id)
        return Counter(session.scalars(asked.execution_options(**EVERY_TOWN)))


def test_what_waits_under_an_account_leaves_under_that_account_once_one_is_back(new_page, tmp_path):
    page = new_page(PHONE)
    enter(page)
    install(page)
    kept = three_wait(page, tmp_path)
    asked = page.locator("#waiting [data-held]")
    expect(asked).to_be_visible(timeout=SLOWLY)
    expect(asked).to_contain_text("Rien n’est perdu")
    expect(page.locator("#waiting li")).to_have_count(3)
    expect(page.locator("#waiting [data-do=send]")).to_be_hidden()
    assert not senders(), "nothing left under a name that is not theirs"
    asked.get_by_role("link").click()
    expect(page).to_have_url(re.compile("/connexion$"))

    enter(page)  # lands on what one sent: there what waits leaves by itself
    page.wait_for_selector("#waiting", state="hidden", timeout=SLOWLY)
    assert senders() == {"jeanne@example.org": 3}
    assert set(there().values()) == {1} and len(there()) == 3
    assert kept <= digests(), "byte for byte"


def test_who_lost_their_account_sends_what_waits_without_one(new_page, tmp_path):
    page = new_page(PHONE)
    enter(page)
    install(page)
    kept = three_wait(page, tmp_path)
    page.get_by_role("button", name="Les envoyer sans compte").press("Enter")
    sent(page)
    assert senders() == {None: 3}
    assert kept <= digests()
    assert "brindille_holder" not in page.evaluate("document.cookie")


def test_the_next_person_on_a_phone_does_not_send_in_the_place_of_the_former(new_page, tmp_path):
    page = new_page(PHONE)
    enter(page)
    install(page)
    three_wait(page, tmp_path)
    enter(page, "paul")
    page.goto("/observer")
    named = page.get_by_role("button", name="Les envoyer avec le compte ouvert ici")
    expect(named).to_be_visible(timeout=SLOWLY)
    assert not senders()
    named.click()
    sent(page)
    assert senders() == {"paul@example.org": 3}
