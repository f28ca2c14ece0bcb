"""In a page of somebody else: the map shows, no cookie is sent or kept, nothing is refused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from exports.town.embeds.rules import Chosen, element_code, frame_code


@pytest.fixture
def foreign(site: str) -> Iterator[tuple[str, dict[str, str]]]:
    """A site of somebody else on another port: its address, and what its pages say."""
    pages: dict[str, str] = {}

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *told: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield f"http://localhost:{server.server_port}", pages
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Any]:
    """Open a browser of its own, closed before the site is."""
    opened = []

    def visit(**options: Any) -> BrowserContext:
        opened.append(chromium.new_context(**options))
        return opened[-1]

    yield visit
    for context in opened:
        context.close()


def written(body):
    return f"<!doctype html><html lang='fr'><title>Ailleurs</title><body>{body}</body></html>"


@pytest.mark.browser
def test_a_foreign_page_shows_the_map_and_nobody_is_followed(visitor, site, foreign):
    home, pages = foreign
    chosen = {kind: Chosen.of({"kind": kind}, ["tree"], []) for kind in ("map", "figures")}
    pages["/cadre"] = written(frame_code(chosen["map"], site, "La carte"))
    pages["/composant"] = written(element_code(chosen["figures"], site, "Les chiffres"))
    pages["/autre"] = written(f'<iframe src="{site}/carte"></iframe>')
    context = visitor(viewport={"width": 360, "height": 640}, locale="fr-FR")
    context.add_cookies([{"name": "brindille_session", "value": "x", "url": site}])
    page, said, sent = context.new_page(), [], []
    page.set_default_timeout(15_000)
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda one: sent.extend([one]))

    page.goto(f"{home}/cadre")
    frame = page.frame_locator("iframe")
    frame.locator("#map[data-ready=yes]").wait_for()
    assert page.locator("iframe").bounding_box()["width"] <= 360
    whole = frame.get_by_role("link", name="La carte et sa liste")
    with context.expect_page() as opened:
        whole.click()
    assert opened.value.url.startswith(f"{site}/carte")
    opened.value.close()

    page.goto(f"{home}/composant")
    frame = page.frame_locator("brindille-carte iframe")
    frame.get_by_role("heading", level=1).wait_for()
    page.wait_for_function("document.querySelector('brindille-carte iframe').height < 260")

    ours = [one for one in sent if one.url.startswith(f"{site}/integrer/")]
    framed = [one.all_headers().get("cookie") for one in ours]
    assert len(framed) >= 3
    assert [one for one in framed if one] == []
    kept = {one["name"] for one in context.cookies()}
    assert kept == {"brindille_session"}
    assert [one for one in said if "Content Security Policy" in one] == []

    page.goto(f"{home}/autre")
    page.frames[-1].wait_for_url("chrome-error:**")  # the rest is not framed


@pytest.mark.browser
def test_without_scripts_the_map_is_a_drawing(visitor, site):
    context = visitor(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{site}/integrer/carte")
    assert page.locator(".drawn").is_visible()
    assert page.locator("#map").is_hidden()
