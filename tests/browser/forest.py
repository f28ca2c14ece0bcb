"""A phone in a forest: how one fills the form in there, and what the town has of it."""

from collections import Counter
from pathlib import Path

from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from config.database import reading
from config.towns import EVERY_TOWN
from tests.sendings import photo

SLOWLY = 20_000
MODULES = 'document.querySelector(\'script[src*="offline/"]\').src.replace(/[^/]+$/, "")'
COPIES = """async ([modules, number]) => {
  const { all, put } = await import(modules + "kept.js");
  const { newUuid } = await import(modules + "keep.js");
  const [one] = (await all()).filter((sending) => sending.state === "waiting");
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
  const pen = canvas.getContext("2d");
  for (let at = 0; at < number; at += 1) {
    pen.fillStyle = `hsl(${at * 9} 80% 50%)`;
    pen.fillRect(0, 0, 64, 64);
    pen.fillRect(at, at, 1, 1);
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    const bytes = await drawn.arrayBuffer();
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const digest = [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const fields = one.fields.map(([name, value]) =>
      [name, name === "cited_name" ? `Copie ${at}` : value]);
    await put({ ...one, uuid: newUuid(), title: `Copie ${at}`, fields, keptAt: Date.now() + at,
      photos: [{ digest, name: `${at}.jpg`, type: "image/jpeg", bytes }] });
  }
}"""

CONTROLLED = """new Promise((done, failed) => {
  const { serviceWorker } = navigator;
  setTimeout(() => failed(new Error("no worker of the form took the page over")), 60_000);
  if (serviceWorker.controller) done();
  else serviceWorker.addEventListener("controllerchange", () => done(), { once: true });
})"""

PICTURES = """async (modules) => {
  const { all } = await import(modules + "kept.js");
  const sums = (await all()).flatMap((one) => one.photos.map(({ bytes }) =>
    crypto.subtle.digest("SHA-256", bytes)));
  return (await Promise.all(sums)).map((sum) =>
    [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join(""));
}"""


def install(page: Page, *, wakes: bool = False) -> None:
    """Open the app once where there is a network, as one does before a walk.

    wakes: whether the browser has Background Sync, that sends from the worker; Safari has none.
    """
    if not wakes:
        page.add_init_script("delete ServiceWorkerRegistration.prototype.sync")
    page.goto("/observer")
    page.evaluate(CONTROLLED)


def fill(page: Page, picture: Path, name: str = "Rouge-gorge") -> None:
    """Fill the form in, and send it."""
    page.goto("/observer/biodiversity")
    page.set_input_files("#photos", str(picture))
    page.locator('input[name="answers/group"][value="bird"]').check()
    page.fill("#cited_name", name)
    page.fill("#latitude", "49,7572")
    page.fill("#longitude", "0,3741")
    page.locator("form.report button.large").click()


def drawn(folder: Path, colour: str) -> Path:
    picture = folder / f"{colour}.jpg"
    picture.write_bytes(photo(colour))
    return picture


def there(name: str = "") -> Counter[str]:
    """What the town has: names cited, and how often."""
    with reading() as session:
        rows = session.scalars(select(Observation.cited_name).execution_options(**EVERY_TOWN))
        return Counter(one for one in rows if name in (one or ""))


def digests() -> set[str]:
    with reading() as session:
        return {*session.scalars(select(Photo.sha256).execution_options(**EVERY_TOWN))}


def one_waits(page: Page, folder: Path, name: str) -> None:
    """Have one observation wait on the phone."""
    page.context.set_offline(True)
    fill(page, drawn(folder, "olive"), name)
    expect(page.locator("#waiting")).to_contain_text(name, timeout=SLOWLY)


def modules(page: Page) -> str:
    return str(page.evaluate(MODULES))


def sent(page: Page) -> None:
    """Press the button, as often as it takes, until nothing waits any more."""
    for _ in range(10):
        if page.locator("#waiting").is_hidden():
            return
        page.locator("#waiting [data-do=send]").dispatch_event("click")
        page.wait_for_timeout(500)
    expect(page.locator("#waiting")).to_be_hidden()


class Broken:
    """A network that breaks at the request of one number, before it arrives or after."""

    def __init__(self, page: Page) -> None:
        self.at, self.asked, self.met = 0, 0, set[str]()
        for pattern in ("**/observer/token", "**/envoi/*", "**/api/v1/observations/**"):
            page.route(pattern, self.carry)

    def carry(self, route: Route) -> None:
        self.asked += 1
        self.met.add(route.request.method)
        is_cut = self.asked == self.at
        if is_cut and self.at % 2:
            route.abort()
            return
        answer = route.fetch()
        if is_cut:  # it arrived: only its answer is lost
            route.abort()
        else:
            route.fulfill(response=answer)

    def next(self) -> None:
        self.at, self.asked = self.at + 1, 0
