"""What people wait for, in a browser: pages on a slow phone, what is kept, the next record.

python -m bench.browsing
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

import app as house
from bench.place import Place, spatialite
from bench.queues import arriving, settings_of
from bench.servers import served
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import towns
from config.settings import Settings
from tests.browser import forest
from tests.browser.conftest import CHROMIUM, DESK, FLAGS, PHONE

TIMES, DECISIONS, CROWD = 3, 36, 5000
LOOKING = 3000  # ms from the last answer to the button: people take longer
CLUB = "Arbres et Mémoire (démonstration)"  # it judges trees, and it alone
# Lighthouse's slow 4G: round trip, bytes a second down and up; a phone of four times our work.
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 204_800, "uploadThroughput": 93_750}
SLOWER = 4
PAGES = {  # seconds wanted until the largest thing of the screen is painted
    "/observer": 1.8,
    "/observer/biodiversity": 1.8,
    "/observer/tree": 2.5,
    "/": 2.2,
}
PAINTED = """() => new Promise((told) => new PerformanceObserver((list) =>
  told(list.getEntries().at(-1).startTime)).observe(
    { type: "largest-contentful-paint", buffered: true }))"""
# When a key or a button sends, until what follows is on the screen, in milliseconds of one clock.
STARTED = """for (const kind of ["keydown", "click"]) addEventListener(kind, (event) => {
  if (event.key === undefined || event.key === "Enter") sessionStorage.began = Date.now();
}, true);"""
KEPT = """new MutationObserver(() => {
  const form = document.querySelector("form.report");
  if (form && form.querySelector(".send .said")?.textContent === form.dataset.kept)
    sessionStorage.took ??= Date.now() - Number(sessionStorage.began);
}).observe(document, { childList: true, characterData: true, subtree: true });"""
FRAMES = """() => new Promise((told) => {
  const taken = [];
  let last = 0;
  const step = (now) => {
    if (last) taken.push(now - last);
    last = now;
    scrollTo(0, (taken.length * 24) % (document.documentElement.scrollHeight - innerHeight));
    if (taken.length < 200) requestAnimationFrame(step); else told(taken);
  };
  requestAnimationFrame(step);
})"""
ARRIVED = """() => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() =>
  told(Date.now() - Number(sessionStorage.began)))))"""


def main() -> None:
    print("| what | median | all | wanted |\n|---|---|---|---|", flush=True)
    with spatialite() as place, lively(place) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for path, wanted in PAGES.items():
            taken = [painted(browser, address, path) / 1000 for _ in range(TIMES)]
            line(f"`{path}`: largest paint, slow 4G, processor ÷ {SLOWER}", taken, wanted, "s")
        taken = [kept(browser, address, place.home) for _ in range(TIMES)]
        line(f"an observation is kept on the phone, processor ÷ {SLOWER}", taken, 300, "ms")
        line("the next record after a decision by keys", evening(browser, address), 150, "ms")
        slowest = [scrolled(browser, address) for _ in range(TIMES)]
        line(f"a queue of {CROWD} is scrolled: 19 frames of 20 take less", slowest, 17, "ms")
        browser.close()


def line(what: str, taken: Sequence[float], wanted: float, unit: str) -> None:
    digits = 1 if unit == "s" else 0
    told = ", ".join(f"{one:.{digits}f}" for one in sorted(taken)[-TIMES:])
    print(
        f"| {what} | {median(taken):.{digits}f} {unit} | … {told} | {wanted} {unit} |", flush=True
    )


@contextmanager
def lively(place: Place) -> Iterator[str]:
    """The demonstration's town, where records wait besides, served as a small commune serves it."""
    prepare = [sys.executable, "-c", "import commands; commands.main()", "prepare"]
    demonstration = place.environment | {"DEMO": "1"}
    subprocess.run(prepare, env=demonstration, check=True, capture_output=True)
    os.environ["BRINDILLE_HOME"] = str(place.home)
    made = house.create_app(Settings(**settings_of(place)))
    towns.serve(made.config["TOWN"])
    arriving(CROWD)
    with served(place) as server:
        yield f"http://127.0.0.1:{server.port}"


@contextmanager
def phone(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A phone that was never here, and works slowly."""
    context = browser.new_context(
        base_url=address, viewport=PHONE, is_mobile=True, has_touch=True, locale="fr-FR", **options
    )
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    yield page
    context.close()


def painted(browser: Browser, address: str, path: str) -> float:
    """Milliseconds until the largest thing of a page is there, for a phone that was never here."""
    with phone(browser, address, service_workers="block") as page:
        told = page.context.new_cdp_session(page)
        told.send("Network.enable")
        told.send("Network.emulateNetworkConditions", SLOW)
        page.goto(path, wait_until="networkidle")
        return float(page.evaluate(PAINTED))


def kept(browser: Browser, address: str, folder: Path) -> float:
    """Milliseconds from the button, in a forest, until the page says that it is kept here."""
    with phone(browser, address) as page:
        page.add_init_script(STARTED + KEPT)
        forest.install(page)
        page.context.set_offline(True)
        page.goto("/observer/biodiversity")
        filled(page, forest.drawn(folder, "olive"))
        page.wait_for_timeout(LOOKING)
        page.locator("form.report button.large").click()
        expect(page.locator("#waiting")).to_contain_text("Merle", timeout=forest.SLOWLY)
        return float(page.evaluate("sessionStorage.took"))


def filled(page: Page, picture: Path) -> None:
    page.set_input_files("#photos", str(picture))
    page.locator('input[name="answers/group"][value="bird"]').check()
    page.fill("#cited_name", "Merle")
    page.fill("#latitude", "49,7572")
    page.fill("#longitude", "0,3741")


def desk(browser: Browser, address: str) -> Page:
    """The queue of a moderator who is signed in."""
    link = make("soir@example.org", Scope("moderator", CLUB))["sign_in"].rpartition("/")[2]
    page = browser.new_context(base_url=address, viewport=DESK, locale="fr-FR").new_page()
    page.add_init_script(STARTED)
    page.goto(f"/connexion/{link}")
    page.goto("/moderation")
    return page


def scrolled(browser: Browser, address: str) -> float:
    """Milliseconds that 19 frames of 20 take at most while a queue is scrolled, of 60 a second."""
    page = desk(browser, address)
    taken = sorted(page.evaluate(FRAMES))
    page.context.close()
    return float(taken[len(taken) * 19 // 20])


def evening(browser: Browser, address: str) -> list[float]:
    """Milliseconds from Enter until the next record is painted, decision after decision."""
    page = desk(browser, address)
    press(page, "j", "Enter")
    page.wait_for_url("**/moderation/*-*")
    taken = [_next(page) for _ in range(DECISIONS)]
    page.context.close()
    return taken[1:]  # the first finds nothing ready


def _next(page: Page) -> float:
    shown = page.url
    page.wait_for_load_state("networkidle")  # a person looks at it for longer
    press(page, "a", "Enter")
    page.wait_for_url(lambda url: url != shown, wait_until="domcontentloaded")
    return float(page.evaluate(ARRIVED))


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


if __name__ == "__main__":
    main()
