"""The console in a browser: photos looked at closely, pages that all can read, kept choices."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from config.database import reading
from exports.legal.rules import BUDGETS
from moderation.queues.tables import Waiting
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_authors_pages import fits
from tests.browser.test_fifty import JUDGE, press, waiting
from tests.browser.test_journey import report, signed_in

pytestmark = pytest.mark.browser
SLOWLY = 15_000


def drawn(page: Page) -> str:
    return str(page.locator("[data-viewer] img").first.evaluate("(img) => img.style.cssText"))


def under_review(new_page: Any, folder: Any, screen: dict[str, int] = DESK) -> tuple[Page, str]:
    """A record with a photo, open before a moderator; and its address."""
    page = signed_in(new_page(screen), "club@example.org", JUDGE)
    uuid = report(new_page(PHONE), folder)
    for _ in range(100):
        with reading() as session:
            if session.query(Waiting).count():
                break
        page.wait_for_timeout(50)
    for _ in range(100):
        page.goto(f"/moderation/{uuid}")
        if page.locator("[data-viewer]").count():
            break
    return page, f"/moderation/{uuid}"


def test_a_photo_is_enlarged_turned_and_contrasted_by_keys_and_by_buttons(
    new_page: Any, tmp_path: Any
) -> None:
    page, _ = under_review(new_page, tmp_path)
    press(page, "+", "+")
    assert "scale(2.25)" in drawn(page)
    press(page, "t", "l")
    assert "rotate(90deg)" in drawn(page)
    assert "contrast(1.5)" in drawn(page)
    expect(page.locator("[data-said]").first).to_contain_text("225")
    page.locator("[data-viewer] a").first.focus()
    press(page, "ArrowLeft")
    assert "translate(60px" in drawn(page)
    shown = page.url
    page.locator("[data-viewer] a").first.click()
    assert page.url == shown, "a photo that is held is moved, not opened"
    page.locator("[data-act=plain]").first.click()
    assert "scale(1)" in drawn(page)
    assert "contrast" not in drawn(page)
    for act in ("closer", "farther", "turn", "contrast"):
        page.locator(f"[data-act={act}]").first.click()
    assert "rotate(90deg)" in drawn(page)
    page.locator("#comment").focus()
    page.keyboard.type("t+l0")
    expect(page.locator("#comment")).to_have_value("t+l0")
    assert "rotate(90deg)" in drawn(page)


def test_the_choice_of_keys_follows_a_person_to_another_browser(new_page: Any, site: str) -> None:
    page = signed_in(new_page(DESK), "club@example.org", JUDGE)
    waiting(page, site, 1)
    page.goto("/moderation")
    press(page, "?")
    with page.expect_response("**/api/v1/me") as told:
        page.locator("[data-keys=use]").uncheck()
    assert told.value.status == 200
    other = signed_in(new_page(DESK), "club@example.org", JUDGE)
    other.goto("/moderation")
    press(other, "j")
    assert other.locator("a.whole:focus").count() == 0
    other.locator("[data-keys=open]").click()
    expect(other.locator("[data-keys=use]")).not_to_be_checked()
    with other.expect_response("**/api/v1/me"):
        other.locator("[data-keys=use]").check()
    press(other, "Escape", "j")
    expect(other.locator("a.whole").first).to_be_focused()


@pytest.mark.parametrize("screen", [PHONE, DESK], ids=["phone", "desk"])
def test_every_page_of_the_console_is_accessible_and_fits(
    new_page: Any, tmp_path: Any, site: str, screen: dict[str, int]
) -> None:
    page, address = under_review(new_page, tmp_path, screen)
    waiting(page, site, 4)
    page.goto("/moderation/lots")
    lot = page.locator('a[href*="/moderation/lots/biodiversity/"]').get_attribute("href")
    fits(page, "/moderation", address, str(lot), "/moderation/chiffres")
    page.goto(address)
    expect(page.locator(".checks .verdict svg")).to_have_count(9, timeout=SLOWLY)


def test_the_scripts_of_the_console_weigh_little(new_page: Any, tmp_path: Any) -> None:
    page, address = under_review(new_page, tmp_path)
    sizes: dict[str, int] = {}

    def weigh(answer: Any) -> None:
        if answer.url.endswith(".js"):
            sizes[answer.url] = len(answer.body())

    page.on("response", weigh)
    page.goto(address, wait_until="networkidle")
    page.locator(".map[data-ready]").wait_for()
    print({url.rpartition("/")[2]: size for url, size in sizes.items()})
    assert sum(sizes.values()) <= BUDGETS["console_scripts"]
