"""A track of thousands of points is made lighter where the mapping says how far off it may be."""

from math import cos, radians, sin

import pytest
from shapely import hausdorff_distance, transform
from shapely.geometry import shape

from citizen.imports.mapping.lightening import MOST, lightened
from citizen.imports.mapping.reading import read
from config.places import MAX_VERTICES, Plane
from config.problems import Problem
from config.protocols import protocol

WHOLE = "[observed]\notherwise = '2020'\n[place]\n"


def track(count):
    """A path that winds: no two parts of it touch."""
    line = [[0.3 + 0.1 * n / count, 49.75 + 0.002 * sin(12 * n / count)] for n in range(count)]
    return {"type": "LineString", "coordinates": line}


def pond(count):
    ring = [
        [0.35 + 0.01 * cos(radians(360 * n / count)), 49.75 + 0.01 * sin(radians(360 * n / count))]
        for n in range(count)
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


@pytest.mark.parametrize("drawn", [track(3000), pond(3000)], ids=["track", "pond"])
@pytest.mark.parametrize("metres", [1, 10])
def test_it_stays_within_so_many_metres(drawn, metres):
    light, before, after = lightened(drawn, metres)
    assert before >= 3000 and 3 < after <= MAX_VERTICES
    plane = Plane.at(shape(drawn))
    flat = [
        transform(shape(one), lambda xy: xy * (plane.east, plane.north)) for one in (drawn, light)
    ]
    assert hausdorff_distance(*flat, densify=0.01) <= metres * 1.2
    assert shape(light).is_valid and light["type"] == drawn["type"]


def test_what_is_light_already_or_is_no_track_is_left_alone():
    assert lightened(track(MAX_VERTICES), 5) is None
    assert lightened(track(MOST + 1), 5) is None
    assert lightened({"type": "Point", "coordinates": [0.3, 49.7]}, 5) is None
    assert lightened({"type": "LineString", "coordinates": "no"}, 5) is None


@pytest.mark.parametrize("value", ["0", "-1", "true", "'5'", "1000"])
def test_a_distance_that_is_none_is_refused(value):
    with pytest.raises(Problem) as refusal:
        read(WHOLE + f"simplify = {value}\n", protocol("tree"))
    assert [one.pointer for one in refusal.value.faults] == ["place.simplify"]


def gpx(count):
    points = "".join(
        f'<trkpt lat="{y:.6f}" lon="{x:.6f}"/>' for x, y in track(count)["coordinates"]
    )
    return (
        '<gpx xmlns="http://www.topografix.com/GPX/1/1" version="1.1" creator="x"><trk>'
        f"<name>Allée</name><trkseg>{points}</trkseg></trk></gpx>"
    )


def test_a_track_of_a_gps_is_kept_lighter_and_told(bring, kept, tmp_path):
    file = tmp_path / "allee.gpx"
    file.write_text(gpx(2000), encoding="utf-8")
    mapping = "source = 'Allées'\nidentifier = 'name'\n[constants]\ncategory = 'alignment'\n"
    said = bring(file, mapping=mapping, more=WHOLE)
    assert said.told["faulty"] == 1 and "simplify = 5" in said.err
    said = bring(file, mapping=mapping, more=WHOLE + "simplify = 2\n")
    assert said.told["kept"] == 1 and "simplified from 2000 to" in said.err, said
    (found,) = kept().values()
    assert len(found["place"]["coordinates"]) < MAX_VERTICES
