"""What the atlas is asked, draws, counts and describes."""

import pytest
from shapely import LineString, Point, box

from exports.atlas import heat, openapi, rules
from exports.atlas.drawing import MARGIN, WIDTH, Frame
from exports.atlas.rules import Asked


def test_what_cannot_be_understood_is_not_asked():
    asked = Asked.of({"year": "²⁰²⁶", "season": "mud", "theme": "x", "name": " A  "}, ["tree"])
    assert asked == Asked(name="A")
    assert asked.query() == {"name": "A"}


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 3), ("-1", 1), ("x", 1)])
def test_a_page_of_a_list_is_always_one_of_its_pages(asked, number):
    lines, found, pages = rules.page_of([None] * 120, asked)
    assert (found, pages, len(lines)) == (number, 3, 20 if number == 3 else 50)


def test_a_frame_holds_all_it_frames():
    frame = Frame.around([box(0.3, 49.7, 0.4, 49.8), Point(0.35, 49.75)])
    assert frame.at(0.3, 49.8) == (MARGIN, MARGIN)
    x, y = frame.at(0.4, 49.7)
    assert x == pytest.approx(WIDTH - MARGIN, abs=0.1)
    assert y == pytest.approx(frame.height - MARGIN, abs=0.1)
    assert Frame.around([]) is None


def test_a_path_draws_lines_and_holes():
    frame = Frame.around([box(0, 45, 1, 46)])
    holed = box(0, 45, 1, 46).difference(box(0.4, 45.4, 0.6, 45.6))
    assert frame.path(holed).count("M") == 2
    assert frame.path(LineString([(0, 45), (1, 46)])).count("M") == 1


def test_the_hottest_hours_of_the_latest_month_come_first():
    found = [heat.Moment("2026-07", "06-11"), heat.Moment("2026-07", "15-20")]
    assert heat.chosen(found, "") == found[1]
    assert heat.chosen(found, "2026-07/06-11") == found[0]
    assert heat.chosen(found[:1], "nonsense") == found[0]
    assert heat.chosen([], "") is None


def test_a_bar_shows_every_answer():
    square = heat.Square(
        1, "", heat.Moment("", ""), Point(), 200, 5, (1, 0, 0, 1, 0, 0, 2), 0, (0, 3), (0.5, 0, 1)
    )
    assert square.bars(100) == [(-3, 1, 0, 25), (0, 1, 25, 25), (3, 2, 50, 50)]


def test_a_type_is_told_in_a_word():
    spec = {
        "paths": {
            "/a/{b}": {
                "parameters": [{"name": "b", "in": "path", "required": True}],
                "get": {
                    "summary": "Read.",
                    "tags": ["a"],
                    "responses": {"200": {"content": {"x": {"schema": {"$ref": "#/c/A"}}}}},
                },
            }
        },
        "components": {"schemas": {"A": {"properties": {"n": {"type": ["string", "null"]}}}}},
    }
    (call,) = openapi.groups(spec)["a"]
    assert (call.method, call.parameters, call.answers) == (
        "GET",
        [("b", "path", True)],
        [("200", "A")],
    )
    assert openapi.schemas(spec) == {"A": [("n", "string | null", "")]}
