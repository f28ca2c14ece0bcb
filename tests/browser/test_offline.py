"""In a forest: what one sends is kept on the phone, and arrives once, whatever the network does."""

import hashlib
import json
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.forest import (
    COPIES,
    PICTURES,
    SLOWLY,
    Broken,
    digests,
    drawn,
    fill,
    install,
    modules,
    one_waits,
    sent,
    there,
)
from tests.browser.test_protection import violations, wide

pytestmark = pytest.mark.browser


def test_what_is_sent_in_a_forest_waits_on_the_phone_and_leaves_by_itself(new_page, tmp_path):
    page = new_page(PHONE)
    install(page, wakes=True)
    page.context.set_offline(True)
    pictures = [drawn(tmp_path, colour) for colour in ("brown", "green", "navy")]
    for number, picture in enumerate(pictures):
        fill(page, picture, f"Oiseau {number}")
        expect(page.locator("#waiting")).to_contain_text(f"Oiseau {number}", timeout=SLOWLY)
    expect(page.locator("#waiting .count")).to_have_text("3")
    assert not there()

    page.context.set_offline(False)
    page.wait_for_selector("#waiting", state="hidden", timeout=SLOWLY)
    expect(page.locator("#waiting-said")).to_contain_text("est bien arrivée")
    assert there() == {"Oiseau 0": 1, "Oiseau 1": 1, "Oiseau 2": 1}
    assert {hashlib.sha256(one.read_bytes()).hexdigest() for one in pictures} <= digests()


def test_forty_observations_leave_together_and_arrive_once(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    one_waits(page, tmp_path, "Oiseau")
    page.evaluate(COPIES, [modules(page), 39])
    kept = {*page.evaluate(PICTURES, modules(page))}
    page.context.set_offline(False)
    beside = page.context.new_page()  # two tabs see the network come back
    beside.goto("/observer")
    page.wait_for_selector("#waiting", state="hidden", timeout=60_000)
    found = there()
    assert len(found) == 40
    assert set(found.values()) == {1}
    assert len(kept) == 40 and digests() == kept  # byte for byte


def test_the_network_breaks_at_each_request_in_turn(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    one_waits(page, tmp_path, "Oiseau")
    network = Broken(page)
    page.context.set_offline(False)
    for _ in range(6):
        network.next()
        if page.locator("#waiting").is_visible():
            page.locator("#waiting [data-do=send]").dispatch_event("click")
            page.wait_for_timeout(700)
    page.unroute_all(behavior="wait")
    sent(page)
    assert there() == {"Oiseau": 1}
    assert hashlib.sha256((tmp_path / "olive.jpg").read_bytes()).hexdigest() in digests()
    assert {"GET", "PUT", "HEAD", "PATCH"} <= network.met


def test_the_page_of_a_hotels_network_is_no_receipt(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    one_waits(page, tmp_path, "Oiseau")
    page.context.route(
        "**/observer/**/envoi/*",
        lambda route: route.fulfill(status=200, content_type="text/html", body="<h1>Wi-Fi</h1>"),
    )
    page.context.set_offline(False)
    page.locator("#waiting [data-do=send]").dispatch_event("click")
    expect(page.locator("#waiting-said")).to_contain_text("Pas de réseau", timeout=SLOWLY)
    expect(page.locator("#waiting .count")).to_have_text("1")
    page.context.unroute_all()
    sent(page)
    assert there() == {"Oiseau": 1}


def test_what_the_town_refuses_stays_on_the_phone_and_is_mended(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    page.context.set_offline(True)
    page.goto("/observer/tree")
    page.set_input_files("#photos", str(drawn(tmp_path, "teal")))
    page.fill("#latitude", "49,7572")
    page.fill("#longitude", "0,3741")
    page.evaluate("document.querySelector('form.report').noValidate = true")
    page.locator("form.report button.large").click()
    expect(page.locator("#waiting .count")).to_have_text("1", timeout=SLOWLY)
    page.context.set_offline(False)
    mend = page.get_by_role("link", name="Corriger")
    expect(mend).to_be_visible(timeout=SLOWLY)
    mend.click()
    expect(page.locator("#latitude")).to_have_value("49,7572")
    expect(page.locator(".chosen img")).to_have_count(1)
    for required in page.locator("fieldset:has(input[type=radio][required])").all():
        required.locator("label.choice").first.click()
    for field in page.locator("input[type=number][required]").all():
        field.fill("250")
    page.locator("form.report button.large").click()
    page.wait_for_url("**/observer/envoi/**", timeout=SLOWLY)
    page.goto("/observer")
    expect(page.locator("#waiting")).to_be_hidden()
    assert sum(there().values()) == 1


def test_a_newer_app_finds_what_the_former_one_kept(new_page, tmp_path, monkeypatch):
    page = new_page(PHONE)
    install(page)
    one_waits(page, tmp_path, "Oiseau")
    page.evaluate(COPIES, [modules(page), 39])
    kept = {*page.evaluate(PICTURES, modules(page))}
    former = page.evaluate("caches.keys()")
    monkeypatch.setattr("citizen.form.offline.routes.release", lambda: "0123456789ab")
    page.route("**/envoi/*", lambda route: route.abort())
    page.context.set_offline(False)
    page.evaluate(
        "navigator.serviceWorker.getRegistration('/observer').then((one) => one.update())"
    )
    for _ in range(100):
        shelves = page.evaluate("caches.keys()")
        if len(shelves) == 1 and shelves != former and "0123456789ab" in shelves[0]:
            break
        page.wait_for_timeout(200)
    else:
        pytest.fail(f"the newer app did not take over: {shelves}")
    page.unroute_all()
    page.goto("/observer")
    page.wait_for_selector("#waiting", state="hidden", timeout=60_000)
    assert [*there().values()] == [1] * 40
    assert digests() == kept


def test_a_clock_two_years_ahead_loses_nothing(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    page.clock.set_fixed_time("2028-11-22T10:00:00")
    one_waits(page, tmp_path, "Oiseau")
    page.context.set_offline(False)
    page.locator("#waiting [data-do=send]").dispatch_event("click")
    page.wait_for_selector("#waiting", state="hidden", timeout=SLOWLY)
    assert there() == {"Oiseau": 1}


def test_a_copy_of_what_waits_is_a_zip_that_others_open(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    one_waits(page, tmp_path, "Étourneau")
    assert violations(page) == []
    assert wide(page) <= 0
    with page.expect_download() as waited:
        page.locator("#waiting [data-do=copy]").click()
    with zipfile.ZipFile(waited.value.path()) as copy:
        assert copy.testzip() is None
        [told] = json.loads(copy.read("observations.json"))
        assert ["cited_name", "Étourneau"] in told["fields"]
        [picture] = [name for name in copy.namelist() if name.endswith(".jpg")]
        assert copy.read(picture) == (tmp_path / "olive.jpg").read_bytes()


FOUND = {
    "rouge gor": "Rougegorge familier",
    "Érith rub": "Erithacus rubecula",
    "chene pedoncule": "Chêne pédonculé",
    "rougegorje": "Rougegorge familier",
}


def test_names_are_found_without_network(new_page):
    page = new_page(PHONE)
    install(page)
    page.context.set_offline(True)
    page.goto("/observer/biodiversity")
    for typed, name in FOUND.items():
        page.fill("#cited_name", "")
        page.locator("#cited_name").press_sequentially(typed)
        option = page.locator("[role=option]").filter(has_text=name).first
        expect(option).to_be_visible(timeout=SLOWLY)
        option.click()
        assert page.locator("[name=cd_nom]").input_value()
