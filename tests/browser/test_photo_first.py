"""Photo first: it tells when and where, on the phone, and says so."""

import io
import os
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from config.protocols import PROTOCOLS
from exports.legal.rules import BUDGETS
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

CAMERA = {0x9003: "2026:05:14 07:32:00", 0x9011: "+02:00"}
SOUTH_WEST = {1: "S", 2: (22, 54, 30), 3: "W", 4: (43, 10, 21), 31: 12.0}
NORTH_EAST = {1: "N", 2: (49, 45, 26), 3: "E", 4: (0, 22, 27)}


def taken(folder: Path, place: dict[int, object], camera: dict[int, str] = CAMERA) -> Path:
    told, out = Image.Exif(), io.BytesIO()
    told.get_ifd(0x8769).update(camera)
    told.get_ifd(0x8825).update(place)
    Image.new("RGB", (320, 240), "green").save(out, "JPEG", exif=told.tobytes())
    file = folder / f"photo-{len(place)}-{len(camera)}.jpg"
    file.write_bytes(out.getvalue())
    return file


def chosen(page: Page, file: Path) -> Page:
    page.goto("/observer/biodiversity")
    page.wait_for_timeout(500)  # a person looks for a photo longer than the page for its modules
    page.set_input_files("#photos", str(file))
    return page


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "reach"),
    [(NORTH_EAST, "49.757222", "0.374167", ""), (SOUTH_WEST, "-22.908333", "-43.172500", "12")],
)
def test_a_photo_tells_when_and_where_it_was_taken(
    new_page, tmp_path, place, latitude, longitude, reach
):
    page = chosen(new_page(PHONE), taken(tmp_path, place))
    expect(page.locator("#date")).to_have_value("2026-05-14")
    expect(page.locator("#time")).to_have_value("07:32")
    expect(page.locator("[name=offset]")).to_have_value("+02:00")
    expect(page.locator("#latitude")).to_have_value(latitude)
    expect(page.locator("#longitude")).to_have_value(longitude)
    expect(page.locator("[name=accuracy_m]")).to_have_value(reach)
    expect(page.locator("[name=place_source]")).to_have_value("photo")
    expect(page.locator("[data-origin=place]")).to_contain_text("vient de votre photo")
    expect(page.locator("[data-origin=date]")).to_contain_text("viennent de votre photo")


def test_what_a_person_typed_is_not_replaced_by_what_a_photo_tells(new_page, tmp_path):
    page = new_page(PHONE)
    page.goto("/observer/biodiversity")
    page.fill("#date", "2026-05-01")
    page.locator("#latitude").evaluate("one => one.closest('details').open = true")
    page.fill("#latitude", "49,7")
    page.fill("#longitude", "0,4")
    page.set_input_files("#photos", str(taken(tmp_path, NORTH_EAST)))
    expect(page.locator(".chosen img")).to_have_count(1)
    page.wait_for_timeout(500)
    expect(page.locator("#date")).to_have_value("2026-05-01")
    expect(page.locator("#latitude")).to_have_value("49,7")


def test_an_old_photo_without_a_place_never_takes_that_of_the_phone(new_page, tmp_path):
    page = new_page(PHONE, geolocation={"latitude": 49.75, "longitude": 0.37, "accuracy": 9})
    page.context.grant_permissions(["geolocation"])
    file = taken(tmp_path, {})
    old = 1_700_000_000
    os.utime(file, (old, old))
    page = chosen(page, file)
    expect(page.locator("#date")).to_have_value("2026-05-14")
    page.wait_for_timeout(700)
    expect(page.locator("#latitude")).to_have_value("")


def test_a_photo_just_taken_is_placed_where_the_phone_is(new_page, tmp_path):
    page = new_page(PHONE, geolocation={"latitude": 49.75, "longitude": 0.37, "accuracy": 9})
    page.context.grant_permissions(["geolocation"])
    page = chosen(page, taken(tmp_path, {}, {}))
    expect(page.locator("#latitude")).to_have_value("49.750000")
    expect(page.locator("[name=place_source]")).to_have_value("gps")


class Taps:
    """What a thumb does, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, where: str) -> None:
        self.count += 1
        self.page.locator(where).first.click()


def here(new_page) -> Page:
    """A phone that may know where it is, before what one may observe."""
    page = new_page(PHONE, geolocation={"latitude": 49.7572, "longitude": 0.3741, "accuracy": 9})
    page.context.grant_permissions(["geolocation"])
    page.goto("/observer")
    return page


def test_a_species_is_four_taps(new_page, tmp_path):
    page = here(new_page)
    thumb = Taps(page)
    thumb.on('a[href*="/observer/biodiversity"]')
    with page.expect_file_chooser() as opened:
        thumb.on("#photos")
    opened.value.set_files(str(taken(tmp_path, {}, {})))
    expect(page.locator("[name=place_source]")).to_have_value("gps")
    thumb.on('label:has(input[name="answers/group"][value="bird"])')
    thumb.on("form.report button.large")
    page.wait_for_url("**/observer/envoi/**")
    assert thumb.count <= 4


def test_felt_heat_is_three_taps(new_page):
    page = here(new_page)
    page.goto("/observer/heat")
    thumb = Taps(page)
    expect(page.locator("[name=place_source]")).to_have_value("gps")
    thumb.on("fieldset.scale label")
    thumb.on('label:has(input[name="answers/sun_exposure"])')
    thumb.on("form.report button.large")
    page.wait_for_url("**/observer/envoi/**")
    assert thumb.count <= 3


@pytest.mark.parametrize("path", ["/observer", *(f"/observer/{code}" for code in PROTOCOLS)])
def test_a_page_of_the_form_weighs_little(chromium, site, path):
    context = chromium.new_context(base_url=site, viewport=PHONE, service_workers="block")
    page, got = context.new_page(), []
    page.on("requestfinished", lambda one: got.append((one.resource_type, one.sizes())))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    weights = [(kind, max(0, sizes["responseBodySize"])) for kind, sizes in got]
    context.close()
    assert len(got) <= 10
    assert sum(size for kind, size in weights if kind == "script") <= BUDGETS["form_scripts"]
    assert sum(size for _, size in weights) <= BUDGETS["form"]
