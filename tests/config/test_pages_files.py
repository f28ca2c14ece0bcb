"""The files a browser asks for: their addresses, their bytes, their weight."""

import gzip
import re

import pytest

from config.static import assets
from exports.legal.rules import BUDGETS
from tests.config.test_pages import TEMPLATES


def addresses(page):
    return re.findall(r'(?:src|href)="(/static/[^"#]+)', page.text)


def test_every_file_a_page_names_is_given_for_ever(anyone):
    for path in ("/", "/carte", "/chaleur", "/connexion"):
        for address in addresses(anyone.get(path)):
            given = anyone.get(address)
            assert given.status_code == 200, address
            assert "immutable" in given.headers["Cache-Control"]


def test_a_file_is_packed_where_the_browser_takes_it(anyone):
    address = next(one for one in addresses(anyone.get("/")) if one.endswith("brindille.css"))
    packed = anyone.get(address, headers={"Accept-Encoding": "gzip"})
    plain = anyone.get(address)
    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.vary


def test_a_file_of_another_time_is_not_kept(anyone):
    old = anyone.get("/static/0123456789ab/brindille.css")
    assert (old.status_code, old.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["__init__.py", "../pages.py", "..%2fpages.py", "none.css"])
def test_nothing_but_the_files_of_browsers_is_given(anyone, name):
    assert anyone.get(f"/static/0123456789ab/{name}").status_code == 404


def test_the_first_page_is_light(anyone):
    """60 kB of scripts at most, packed, on any page of the atlas."""
    for path in ("/", "/carte", "/chaleur", "/donnees"):
        scripts = [one for one in addresses(anyone.get(path)) if one.endswith(".js")]
        weights = [
            len(anyone.get(one, headers={"Accept-Encoding": "gzip"}).data) for one in scripts
        ]
        assert sum(weights) < BUDGETS["atlas_scripts"], path


def test_every_drawing_a_page_uses_exists():
    drawn = set(re.findall(r'<symbol id="(\w+)"', assets()["icons.svg"].read_text("utf-8")))
    for file in TEMPLATES:
        used = set(re.findall(r'\bicon\("(\w+)"\)', file.read_text(encoding="utf-8")))
        assert used <= drawn, file.name
