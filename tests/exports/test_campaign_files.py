"""The perimeter and the picture of a campaign come as files: read whole, or told why not."""

import io
import json

import pytest
from PIL import Image

from citizen.campaigns import store
from config import files
from tests.citizen.forms import Hidden
from tests.exports.calls import AROUND, FURTHER, PAGE, fill, kept, opened
from tests.sendings import photo

COLLECTION = {"type": "FeatureCollection", "features": [
    {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [
        [[x, 49.755123456789012], [x + 0.01, 49.755], [x + 0.01, 49.76], [x, 49.755123456789012]],
    ]}} for x in (0.37, 0.39)
]}  # fmt: skip
LAMBERT = {"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:2154"}}, "features": [
    {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [[
        [511000, 6964000], [512000, 6964000], [512000, 6965000], [511000, 6964000],
    ]]}}
]}  # fmt: skip
ONE = COLLECTION["features"][0]
FILES = {"two areas": (COLLECTION, 2), "Lambert-93": (LAMBERT, 1), "a feature": (ONE, 1),
         "a geometry": (ONE["geometry"], 1)}  # fmt: skip


@pytest.mark.parametrize(("told", "parts"), FILES.values(), ids=FILES)
def test_a_perimeter_comes_from_a_file(publisher, told, parts):
    file = io.BytesIO(json.dumps(told).encode())
    answer = fill(publisher, perimeter="file", file=(file, "perimetre.geojson"))
    assert answer.status_code == 303, answer.text
    outline = store.outline_of(kept())
    assert len(outline.geoms) == parts
    west, south, _, _ = outline.bounds
    assert (abs(west - 0.37) < 0.1, abs(south - 49.755) < 0.1) == (True, True)


BAD_FILES = {
    "nothing": b"{}", "no JSON": b"{]", "a picture": photo(), "no features": b'{"features": []}',
    "a deep pit": b'{"features":[' + b"[" * 5000, "a line": json.dumps(
        {"type": "LineString", "coordinates": [[0.3, 49.7], [0.4, 49.8]]}).encode(),
    "a NaN": b'{"type":"Polygon","coordinates":[[[NaN,1],[2,3],[4,5],[NaN,1]]]}',
    "abroad": json.dumps({"type": "Polygon", "coordinates":
        [[[100, 10], [101, 10], [101, 11], [100, 10]]]}).encode(),
    "a projection nobody knows": json.dumps(
        LAMBERT | {"crs": {"properties": {"name": "EPSG:999999"}}}).encode(),
}  # fmt: skip


@pytest.mark.parametrize("data", BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_perimeter_is_told(publisher, data):
    answer = fill(publisher, perimeter="file", file=(io.BytesIO(data), "perimetre.geojson"))
    assert answer.status_code == 422
    assert 'id="perimeter-error"' in answer.text


def test_several_areas_are_drawn_one_after_another(publisher):
    assert fill(publisher, positions=f"{AROUND}\n\n{FURTHER}").status_code == 303
    assert len(store.outline_of(kept()).geoms) == 2


def test_zones_make_a_perimeter(publisher):
    hidden = Hidden(publisher.get("/ville/zones").text).fields | {"shape": "Polygon"}
    zone = hidden | {"name": "Le quai", "kind": "zone", "positions": AROUND}
    assert publisher.post("/ville/zones", data=zone).status_code == 303
    page = publisher.get(f"{PAGE}/nouvelle").text
    number = page.split('name="zones" value="')[1].split('"')[0]
    assert fill(publisher, perimeter="zones", zones=number).status_code == 303
    assert kept().outline is not None


def test_a_picture_is_made_anew_and_nothing_hidden_in_it_is_served(publisher, anyone):
    marked = Image.Exif()
    marked[0x010E] = "SECRET-MARK"
    data = photo(exif=marked.tobytes(), comment=b"SECRET-MARK")
    slug = opened(publisher, picture=(io.BytesIO(data), "secret.jpg"), picture_alt="Le quai")
    page = anyone.get(f"/campagnes/{slug}").text
    assert 'alt="Le quai"' in page
    name = page.split("/campagnes/images/")[1].split('"')[0]
    shown = anyone.get(f"/campagnes/images/{name}")
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert b"SECRET-MARK" not in shown.data
    assert anyone.get(f"/campagnes/images/{name.replace('1024', '2048')}").status_code == 404
    assert not [one for one in kept_files(publisher) if b"SECRET-MARK" in one.read_bytes()]
    edit = f"{PAGE}/{slug}"
    assert fill(publisher, edit, edit, remove_picture="1").status_code == 303
    assert anyone.get(f"/campagnes/images/{name}").status_code == 404
    assert [one for one in kept_files(publisher) if "campaigns" in one.parts] == []


def kept_files(_):
    return [file for file in files.store().root.rglob("*") if file.is_file()]


def test_the_picture_of_a_draft_is_not_shown(publisher, anyone):
    fill(publisher, picture=(io.BytesIO(photo()), "a.jpg"))
    name = f"/campagnes/images/{kept().picture}-320.jpg"
    assert anyone.get(name).status_code == 404
    assert publisher.get(name).status_code == 200
