"""On an iPhone, what waits is erased after seven days without a visit: the app says so."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.browser.forest import SLOWLY, install, one_waits
from tests.browser.test_protection import wide

pytestmark = pytest.mark.browser

ON_IOS = "Object.defineProperty(navigator, 'standalone', { value: false })"


@pytest.mark.parametrize("is_ios", [True, False], ids=["iOS", "elsewhere"])
def test_where_the_phone_erases_what_waits_its_days_are_counted(new_page, tmp_path, is_ios):
    page = new_page(PHONE)
    if is_ios:
        page.add_init_script(ON_IOS)
    install(page)
    one_waits(page, tmp_path, "Oiseau")
    later = datetime.now(UTC) + timedelta(days=5, hours=1)
    page.clock.set_fixed_time(later)
    page.goto("/observer")
    expect(page.locator("#waiting li")).to_contain_text("Oiseau", timeout=SLOWLY)
    advice, counted = page.locator("[data-ios]"), page.get_by_text("gardée depuis 5 jours")
    expect(counted).to_have_count(int(is_ios))
    expect(advice).to_be_visible(visible=is_ios)
    assert wide(page) <= 0


def test_the_icon_of_the_app_is_a_png_that_ios_takes(new_page):
    page = new_page(PHONE)
    page.goto("/observer")
    where = page.locator("link[rel=apple-touch-icon]").get_attribute("href")
    width = "(async (at) => { const one = new Image(); one.src = at; await one.decode();"
    assert page.evaluate(f"{width} return one.naturalWidth; }})('{where}')") == 512
