"""Take the pictures of README.md again, of the demonstration's town: `python -m bench.screens`."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bench.browsing import CLUB, lively
from bench.place import ROOT, spatialite
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
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


def main() -> None:
    with spatialite() as place, lively(place) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
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
def looking(browser: Browser, address: str, role: str, screen: dict[str, int]) -> Iterator[Page]:
    """Who is signed in by the printed link, or nobody."""
    context = browser.new_context(
        base_url=address, viewport=screen, locale="fr-FR", reduced_motion="reduce"
    )  # type: ignore[call-overload]
    page = context.new_page()
    if role:
        link = make(f"{role}@example.org", Scope(role, CLUB))["sign_in"].rpartition("/")[2]
        page.goto(f"/connexion/{link}")
    yield page
    context.close()


def keep(picture: bytes, file: Path) -> None:
    """Keep few colours of a picture: its file stays small."""
    with Image.open(io.BytesIO(picture)) as drawn:
        drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size:,} bytes", flush=True)


if __name__ == "__main__":
    main()
