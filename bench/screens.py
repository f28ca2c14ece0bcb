"""Take the pictures of docs/screens again, of the demonstration's town: `python -m bench.screens`.

Those of README.md; then each page of the resident's app, on a phone and on a desk, side by side.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.browsing import CLUB, filled, lively
from bench.place import ROOT, spatialite
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from tests.browser import forest
from tests.browser.conftest import CHROMIUM, DESK, FLAGS, PHONE

FOLDER = ROOT / "docs" / "screens"
COLOURS = 128  # enough for drawn pages; a third of the bytes
READY = {"map": "#map[data-ready]"}  # what a picture waits for
SEEN = {  # name → who looks, at what, on which screen
    "form": ("", "/observer", PHONE),
    "species": ("", "/observer/biodiversity", PHONE),
    "tree": ("", "/observer/tree", PHONE),
    "home": ("", "/", DESK),
    "map": ("", "/carte", DESK),
    "place": ("", "/lieux/76259", DESK),
    "review": ("moderator", "/moderation", DESK),
    "publishing": ("admin", "/ville/publier/tree", DESK),
}

APP = {  # name → page of the resident's app; those of what was sent are found on the way
    "observe": "/observer", "species": "/observer/biodiversity", "tree": "/observer/tree",
    "heat": "/observer/heat", "mine": "/mes-observations", "outings": "/sorties",
    "account": "/mon-compte", "contributor": "/contributeurs/aline-d",
}  # fmt: skip
TALLEST, GAP, GREY = 1400, 24, (120, 124, 118)  # pixels; of what lies between two pictures


def main() -> None:
    with spatialite() as place, lively(place) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        residents(browser, address, place.home)
        for name, (role, path, screen) in SEEN.items():
            with looking(browser, address, role, screen) as page:
                page.goto(path, wait_until="networkidle")
                if path == "/moderation":
                    page.locator(".queue a.whole").first.click()
                    page.wait_for_load_state("networkidle")
                if name in READY:
                    page.locator(READY[name]).wait_for()
                keep(page.screenshot(), FOLDER / f"{name}.png")
        browser.close()


@contextmanager
def looking(
    browser: Browser, address: str, role: str, screen: dict[str, int], **known: Any
) -> Iterator[Page]:
    """Who is signed in by the printed link, or nobody."""
    context = browser.new_context(
        base_url=address, viewport=screen, locale="fr-FR", reduced_motion="reduce", **known
    )  # type: ignore[call-overload]
    page = context.new_page()
    if role:
        link = make(f"{role}@example.org", Scope(role, CLUB))["sign_in"].rpartition("/")[2]
        page.goto(f"/connexion/{link}")
    yield page
    context.close()


def residents(browser: Browser, address: str, folder: Path) -> None:
    """Who has just sent a record, on a phone, then the same person at a desk."""
    with looking(browser, address, "", PHONE) as page:
        page.goto("/observer/biodiversity")
        filled(page, forest.drawn(folder, "olive"))
        page.locator("form.report button.large").click()
        page.wait_for_url("**/observer/envoi/*")
        sent = page.url.partition("?")[0]
        pages = APP | {"sent": sent, "one": sent.replace("observer/envoi", "mes-observations")}
        known = page.context.storage_state()
        small = {name: whole(page, path) for name, path in pages.items()}
    with looking(browser, address, "", DESK, storage_state=known) as page:
        for name, path in pages.items():
            large = whole(page, path)
            keep(beside(small[name], large), FOLDER / f"resident-{name}.png")


def whole(page: Page, path: str) -> bytes:
    """The page to its end, where it is not too long to be looked at."""
    page.goto(path, wait_until="networkidle")
    height = page.evaluate("document.documentElement.scrollHeight")
    size = page.viewport_size or PHONE
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(height, TALLEST)}
    return page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]


def beside(small: bytes, large: bytes) -> bytes:
    """A phone's picture, and a desk's at half its size, in one."""
    phone, desk = Image.open(io.BytesIO(small)), Image.open(io.BytesIO(large))
    desk = desk.resize((desk.width // 2, desk.height // 2), Image.Resampling.LANCZOS)
    size = phone.width + GAP + desk.width, max(phone.height, desk.height)
    made, told = Image.new("RGB", size, GREY), io.BytesIO()
    made.paste(phone, (0, 0))
    made.paste(desk, (phone.width + GAP, 0))
    made.save(told, "PNG")
    return told.getvalue()


def keep(picture: bytes, file: Path) -> None:
    """Keep few colours of a picture: its file stays small."""
    with Image.open(io.BytesIO(picture)) as drawn:
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size:,} bytes", flush=True)


if __name__ == "__main__":
    main()
