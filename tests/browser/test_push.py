"""A phone asks to be told by one press, shows what comes, and is asked no more by another."""

import json
import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from citizen.accounts.rules import Scope
from citizen.push import sending
from citizen.push.tables import PushSubscription
from config.database import reading
from tests.browser.conftest import PHONE
from tests.browser.test_journey import signed_in
from tests.browser.test_protection import violations, wide

pytestmark = pytest.mark.browser
# Chromium asks its maker's service for an address; here it is told one.
BROWSER = """
const told = { endpoint: "https://push.example.org/x", keys: {
  p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg" } };
let held = null;
const unsubscribe = async () => { held = null; };
const made = { endpoint: told.endpoint, toJSON: () => told, unsubscribe };
PushManager.prototype.getSubscription = async () => held;
PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
  window.asked = applicationServerKey; held = made; return made; };
"""
# Its maker gives it another address, and tells its worker alone.
MOVED = """async () => {
  const told = { endpoint: "https://push.example.org/moved", keys: {
    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcx" +
      "aOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth: "BTBZMqHH6r4Tts7J_aSIgg" } };
  const moved = new Event("pushsubscriptionchange");
  moved.newSubscription = { toJSON: () => told };
  await new Promise((done, failed) => {
    moved.waitUntil = (work) => work.then(done, failed);
    self.dispatchEvent(moved);
  });
}"""
SHOWN = """async () => {
  const known = await navigator.serviceWorker.getRegistration("/observer");
  for (let turn = 0; turn < 20; turn += 1) {
    const shown = await known.getNotifications();
    const told = ({ title, body, tag, data }) => [title, body, tag, data.url];
    if (shown.length) return shown.map(told);
    await new Promise((done) => setTimeout(done, 50));
  }
  return [];
}"""


@pytest.fixture
def on(site):
    sending.permit(on=True)
    yield
    sending.permit(on=False)


def kept():
    with reading() as session:
        return [one.endpoint for one in session.scalars(select(PushSubscription))]


def worker(page, site):
    """The worker of the form, once it runs: what the browser's maker would tell it goes there."""
    told = page.context.new_cdp_session(page)
    found = []
    told.on(
        "ServiceWorker.workerRegistrationUpdated", lambda one: found.extend(one["registrations"])
    )
    told.send("ServiceWorker.enable")

    def push(**words):
        """Tell the worker, again if it was not up yet: the same news replaces itself."""
        for _ in range(20):
            page.wait_for_timeout(50)  # the browser's own news is heard meanwhile
            here = [one for one in found if one["scopeURL"].startswith(site)]
            for one in here[-1:]:
                known = {"origin": site, "registrationId": one["registrationId"]}
                told.send("ServiceWorker.deliverPushMessage", known | {"data": json.dumps(words)})
            if shown := page.evaluate(SHOWN):
                return shown
        return []

    return push


def test_a_phone_asks_is_told_and_asks_no_more(new_page, site, on):
    page = new_page(PHONE, permissions=["notifications"])
    page.add_init_script(BROWSER)
    signed_in(page, "jeanne@example.org", Scope("resident"))
    page.goto("/mes-observations?lang=fr")
    button = page.get_by_role("button", name="Prévenez-moi sur ce téléphone")
    expect(button).to_be_visible()
    assert violations(page) == []
    assert wide(page) <= 0
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-push] [role=status]")).to_have_text(
        re.compile("ce téléphone sera prévenu"), timeout=15_000
    )
    assert page.evaluate("window.asked") == sending.key()
    assert kept() == ["https://push.example.org/x"]

    push = worker(page, site)
    assert push(title="Une question pour vous", body="Lisez-la.", url="/mes-observations/1") == [
        ["Une question pour vous", "Lisez-la.", "/mes-observations/1", "/mes-observations/1"]
    ]
    page.context.service_workers[0].evaluate(MOVED)
    assert kept() == ["https://push.example.org/moved"]
    page.get_by_role("button", name="Ne plus me prévenir sur ce téléphone").click()
    expect(page.locator("[data-push] [role=status]")).to_have_text(
        re.compile("ce téléphone ne sera plus prévenu"), timeout=15_000
    )
    assert kept() == []


def test_who_refuses_notifications_is_told_how_to_allow_them(new_page, site, on):
    page = new_page(PHONE)
    page.add_init_script(f'{BROWSER}; Notification.requestPermission = async () => "denied";')
    signed_in(page, "jeanne@example.org", Scope("resident"))
    page.goto("/mes-observations?lang=fr")
    page.get_by_role("button", name="Prévenez-moi sur ce téléphone").click()
    expect(page.locator("[data-push] [role=status]")).to_contain_text(
        "autorisez-les dans ses réglages", timeout=15_000
    )
    assert kept() == []
