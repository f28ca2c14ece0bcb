"""A full phone, a session that ended, a browser killed while it saves: nothing kept is lost."""

import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from citizen.accounts.tables import WebSession
from config import clock
from config.database import transaction
from config.towns import EVERY_TOWN
from tests.browser.conftest import CHROMIUM, FLAGS, PHONE
from tests.browser.forest import (
    COPIES,
    SLOWLY,
    digests,
    drawn,
    fill,
    install,
    modules,
    one_waits,
    sent,
    there,
)

pytestmark = pytest.mark.browser

SAVING = """async ([modules, number]) => {
  const { all, put } = await import(modules + "kept.js");
  const { newUuid } = await import(modules + "keep.js");
  const [one] = await all();
  for (let at = 0; at < number; at += 1) {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000)).buffer;
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const digest = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const uuid = newUuid();
    await put({ ...one, uuid, photos: [{ digest, name: "x.jpg", type: "image/jpeg", bytes }] });
    kept(uuid);
  }
}"""
WHOLE = """async (modules) => {
  const { all, remove } = await import(modules + "kept.js");
  const whole = [];
  for (const one of await all()) {
    const [photo] = one.photos;
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", photo.bytes));
    const digest = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    if (digest === photo.digest) whole.push(one.uuid);
    if (photo.name === "x.jpg") await remove(one.uuid); // no picture: the town would refuse it
  }
  return whole;
}"""


def test_a_full_phone_without_network_keeps_what_was_typed_on_the_page(new_page, site, tmp_path):
    page = new_page(PHONE)
    install(page)
    page.goto("/observer/biodiversity")
    page.context.set_offline(True)
    phone = page.context.new_cdp_session(page)
    phone.send("Storage.overrideQuotaForOrigin", {"origin": site, "quotaSize": 1})
    page.set_input_files("#photos", str(drawn(tmp_path, "olive")))
    page.locator('input[name="answers/group"][value="bird"]').check()
    page.fill("#cited_name", "Rouge-gorge")
    page.fill("#latitude", "49,7572")
    page.fill("#longitude", "0,3741")
    page.locator("form.report button.large").click()
    expect(page.locator(".send .said")).to_contain_text("n’a plus de place", timeout=SLOWLY)
    expect(page.locator("#cited_name")).to_have_value("Rouge-gorge")
    page.context.set_offline(False)
    page.locator("form.report button.large").click()
    page.wait_for_url("**/observer/envoi/**", timeout=SLOWLY)
    assert there() == {"Rouge-gorge": 1}
    assert len(digests()) == 1


def test_a_session_that_ended_meanwhile_is_begun_anew(new_page, tmp_path):
    page = new_page(PHONE)
    install(page)
    fill(page, drawn(tmp_path, "navy"), "Merle")
    page.wait_for_url("**/observer/envoi/**", timeout=SLOWLY)
    one_waits(page, tmp_path, "Oiseau")
    page.evaluate(COPIES, [modules(page), 3])
    with transaction() as session:
        ended = update(WebSession).values(expires_at=clock.now())
        session.execute(ended, execution_options=EVERY_TOWN)
    page.context.set_offline(False)
    sent(page)
    assert set(there().values()) == {1}
    assert len(there()) == 5


def killed(folder: Path) -> None:
    """End a browser as a flat battery would."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if str(folder).encode() in told and b"--type=" not in told:
            os.kill(int(process.name), signal.SIGKILL)


def test_a_browser_killed_while_it_saves_has_all_that_it_said_was_kept(chromium, site, tmp_path):
    home, kept = tmp_path / "browser", []

    def told(uuid):  # playwright marks what it calls: no method of a list
        kept.append(uuid)

    def opened():
        held = chromium.browser_type.launch_persistent_context(
            home, executable_path=CHROMIUM, args=FLAGS, base_url=site, viewport=PHONE
        )
        held.expose_function("kept", told)
        return held, held.pages[0]

    held, page = opened()
    install(page)
    one_waits(page, tmp_path, "Oiseau")
    for after_ms in (40, 90, 160, 250, 370):
        where = modules(page)
        page.evaluate(f"setTimeout(() => ({SAVING})({[where, 400]!r}), 0)")
        page.wait_for_timeout(after_ms)
        killed(home)
        held, page = opened()
        page.goto("/observer")
        page.context.set_offline(True)
        said = [*kept]
        whole = page.evaluate(WHOLE, modules(page))
        assert {*said} <= {*whole}, "what was said to be kept is there, byte for byte"
        kept.clear()
    assert re.search("Oiseau", page.locator("#waiting").inner_text())
    page.context.set_offline(False)
    sent(page)
    held.close()
    assert there() == {"Oiseau": 1}
