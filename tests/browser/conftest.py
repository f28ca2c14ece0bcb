"""The real product in a real browser: waitress, the jobs' thread, Debian's Chromium."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import waitress
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from waitress import wasyncore

import app as house
from config import processes, towns
from config.settings import Settings

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
LAST_S = 30.0  # for what is in hand
PHONE = {"width": 360, "height": 640}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed (apt: chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def made(settings: Settings, port: int) -> Flask:
    application = house.create_app(replace(settings, PORT=str(port)))
    towns.serve(application.config["TOWN"])
    return application


@pytest.fixture
def site(made: Flask, port: int) -> Iterator[str]:
    """The product serving an empty town; yields its address."""
    server = waitress.create_server(made, host="127.0.0.1", port=port, threads=8)
    stop = threading.Event()
    jobs = threading.Thread(target=processes.drain, args=(house.JOBS, stop), daemon=True)

    def serve() -> None:
        try:
            server.run()
        except OSError:  # at the end its sockets are closed under it
            if not stop.is_set():
                raise

    web = threading.Thread(target=serve, daemon=True)  # a test cut short is waited for by nobody
    jobs.start()
    web.start()
    yield f"http://127.0.0.1:{port}"
    stop.set()
    server.close()
    web.join(LAST_S)
    if web.is_alive():  # a browser kept its connection: nobody would close it any more
        wasyncore.close_all(server._map, ignore_all=True)  # type: ignore[attr-defined]
        web.join(LAST_S)
    jobs.join(LAST_S)
    assert not (web.is_alive() or jobs.is_alive()), "what a test began ends with it"


@pytest.fixture
def new_page(chromium: Browser, site: str) -> Iterator[Any]:
    """Open a browser of its own; the test fails on a script's error or a third-party host."""
    opened = []

    def open_page(viewport: dict[str, int] | None = None, **options: Any) -> Page:
        context = chromium.new_context(
            base_url=site, viewport=viewport or DESK, locale="fr-FR", **options
        )
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
        return page

    faults: list[str] = []
    hosts: set[str] = set()
    yield open_page
    for context in opened:
        context.close()
    assert faults == []
    assert {host for host in hosts if host} <= {site.removeprefix("http://")}
