"""From one's address to a species near it and to the file that holds it; what that weighs."""

import csv
import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from shapely import MultiPolygon, box

from config.database import reading, transaction
from config.protocols import PROTOCOLS
from exports.store import published
from reference.addresses import store as addresses
from reference.addresses.rules import House
from reference.territories.vintages import store as vintages
from reference.territories.vintages.rules import Drawn, Facts
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_every_page import lively

pytestmark = pytest.mark.browser

assert lively  # a fixture
NEAR = 0.003  # degrees: some 300 m
KB = 1000
MOST_HOME = {"all": 200 * KB, "script": 60 * KB, "requests": 18}
MOST_SPECIES = {"all": 200 * KB, "script": 25 * KB, "requests": 18}


@pytest.fixture
def bird(lively):
    """A published species at its exact place, an address there, and the district around."""
    with reading() as session:
        found = published(session, PROTOCOLS["biodiversity"])
        one = next(r for r in found if r.taxon and r.precision == "exact" and not r.ornamental)
    x, y = one.place.x, one.place.y
    house = House("76259", "76400", "Fécamp", "Rue de la Mer", 12, "", x, y)
    district = Drawn(
        Facts("district", "port", "Le Port"),
        MultiPolygon([box(x - NEAR, y - NEAR, x + NEAR, y + NEAR)]).wkb,
    )
    with transaction() as session:
        addresses.replace(session, {"76259"}, lambda: iter([house]))
        vintages.replace_zones(session, "district", [district])
    return one


def test_from_an_address_to_a_district_to_a_species_to_its_file(new_page, bird, tmp_path):
    page = new_page(DESK, accept_downloads=True)
    page.goto("/")
    page.locator("#address").focus()
    page.keyboard.type("12 rue de la mer")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("12 Rue de la Mer")
    assert "rue" not in page.url  # an address is in no address
    page.get_by_role("link", name="Le Port").first.press("Enter")
    expect(page.locator("h1")).to_have_text("Le Port")
    species = page.locator(f'main a[href="/especes/{bird.taxon.cd_ref}"]').first
    file = page.get_by_role("link", name="biodiversity.csv")
    with page.expect_download() as saved:
        file.press("Enter")
    path = Path(tmp_path / "cut.csv")
    saved.value.save_as(path)
    species.press("Enter")
    expect(page).to_have_url(re.compile(f"/especes/{bird.taxon.cd_ref}$"))
    expect(page.locator("h1")).to_contain_text(bird.taxon.name)
    with path.open(encoding="utf-8") as lines:
        rows = [*csv.DictReader(lines)]
    assert str(bird.uuid) in {row["uuid"] for row in rows}
    assert str(bird.taxon.cd_ref) in {row["cd_ref"] for row in rows}


def weighed(page, path):
    """Open a page with an empty cache; return what it asked for, as bytes on a wire."""
    weights = {"all": 0, "script": 0, "requests": 0}

    def count(answer):
        if not answer.ok:  # a redirection has no body
            return
        body = answer.body()
        packed = len(body) if answer.request.resource_type == "image" else len(gzip.compress(body))
        weights["all"] += packed
        weights["requests"] += 1
        if answer.request.resource_type == "script":
            weights["script"] += packed

    page.on("response", count)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return weights


@pytest.mark.parametrize(("path", "most"), [("/", MOST_HOME), ("/especes/{}", MOST_SPECIES)])
def test_a_page_of_the_atlas_stays_within_its_budget(new_page, bird, path, most):
    weights = weighed(new_page(PHONE), path.format(bird.taxon.cd_ref))
    print(path, weights)
    assert {what: weights[what] for what in most if weights[what] > most[what]} == {}
    assert weights["all"] > 0
