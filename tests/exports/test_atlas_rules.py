"""What the atlas is asked, draws, counts and describes."""

from datetime import date
from uuid import UUID

import pytest
from shapely import LineString, Point, box

from exports.atlas import heat, openapi
from exports.atlas.drawing import MARGIN, WIDTH, Frame
from exports.atlas.filters.rules import PAGE, Asked, key_of, page_of
from exports.atlas.rules import Entry


def test_what_cannot_be_understood_is_not_asked():
    asked = Asked.of({"year": "²⁰²⁶", "season": "mud", "theme": "x", "name": " A  "}, ["tree"])
    assert asked == Asked(name="A")
    assert asked.query() == {"name": "A"}


def test_what_waits_answers_no_filter_of_what_is_published():
    for told in ({}, {"theme": "tree"}, {"territory": "76259"}, {"status": "waiting"}):
        assert not Asked.of(told, ["tree"]).is_of_released
    for told in ({"name": "a"}, {"year": "2026"}, {"certain": "1"}, {"status": "validated"}):
        assert Asked.of(told, ["tree"]).is_of_released
    assert Asked.of({"territory": "' OR 1", "status": "rejected"}, []) == Asked()


def entries(number):
    """As many records, newest first, several a day."""
    blank = dict.fromkeys(Entry._fields, "")
    days = [date.fromordinal(739_000 - n // 7) for n in range(number)]
    found = [Entry(**blank | {"uuid": UUID(int=n), "last_day": day}) for n, day in enumerate(days)]
    return sorted(found, key=lambda one: (one.last_day, one.uuid), reverse=True)


@pytest.mark.parametrize("number", [0, 1, PAGE, PAGE + 1, 120])
def test_pages_show_every_record_once_there_and_back(number):
    every = entries(number)
    pages = [page_of(every, {})]
    while pages[-1].after:
        pages.append(page_of(every, {"after": pages[-1].after}))
    assert [one for page in pages for one in page.lines] == every
    assert len(pages) == max(1, -(-number // PAGE))
    page, back = pages[-1], [pages[-1].lines]
    while page.before:
        page = page_of(every, {"before": page.before})
        back.insert(0, page.lines)
    assert [one for lines in back for one in lines] == every


def test_a_page_goes_on_where_it_was_whatever_comes_or_goes():
    every = entries(120)
    after = page_of(every, {}).after
    following = page_of(every, {"after": after}).lines
    gone = [one for one in every if key_of(one) not in {after, key_of(every[3])}]
    assert page_of(gone, {"after": after}).lines == following


@pytest.mark.parametrize("key", ["x", "2026-13-45_" + "0" * 36, "2026-05-14_" + "-" * 36, "²"])
def test_a_key_that_is_none_leads_to_the_first_page(key):
    every = entries(60)
    assert page_of(every, {"after": key}) == page_of(every, {"before": key}) == page_of(every, {})


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
