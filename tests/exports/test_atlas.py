"""The public pages: they show what is published, the same everywhere, and nothing else."""

import json
import re
from uuid import UUID

import pytest
from shapely import LineString, Point, box
from sqlalchemy import update

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from citizen.observations.tables import Observation
from config.database import transaction
from config.languages import LANGUAGES
from exports.atlas import heat, openapi, rules
from exports.atlas.drawing import MARGIN, WIDTH, Frame
from exports.atlas.rules import Asked
from exports.datasets.commands import publish
from tests.sendings import FECAMP, new_id, photo, sent, sha256

PAGES = ("/", "/carte", "/carte?theme=heat", "/chaleur", "/donnees", "/methode", "/mentions")
ROBIN, OAK = 4001, 116759
HIDDEN = {**sent("tree")["answers"], "seen_from_public_space": "no"}


@pytest.fixture
def accepted(resident, moderator, deliver):
    """Send an observation and have it accepted; return its identifier."""

    def send(protocol="biodiversity", client=None, certainty="certain", **changes):
        uuid = new_id()
        answer = (client or resident).put(
            f"/api/v1/observations/{uuid}", json=sent(protocol, **changes)
        )
        assert answer.status_code == 201, answer.json
        deliver()
        return decided(uuid, {"verdict": "accept", "certainty": certainty})

    def decided(uuid, decision):
        taken = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
        assert taken.status_code == 201, taken.json
        return uuid

    return send


def robin(**changes):
    return {"taxon": {"cd_nom": ROBIN, "cited_name": "Rouge-gorge"}, **changes}


def points(client, query=""):
    return client.get(f"/carte/points.geojson{query}").json["features"]


def listed(page):
    return re.findall(r'class="what"><a href="/(?:arbres|observations)/([0-9a-f-]{36})"', page.text)


# ---- pages


@pytest.mark.parametrize("spoken", LANGUAGES)
@pytest.mark.parametrize("path", [*PAGES, "/api/docs"])
def test_a_page_stands_even_when_nothing_is_published(anyone, path, spoken):
    joint = "&" if "?" in path else "?"
    page = anyone.get(f"{path}{joint}lang={spoken}")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert page.text.count("<main") == 1


def test_the_latest_accepted_are_shown_with_their_photo(resident, accepted, anyone, deliver):
    picture = photo()
    uuid = new_id()
    told = sent(**robin(photos=[sha256(picture)]))
    resident.put(f"/api/v1/observations/{uuid}", json=told)
    address = f"/api/v1/observations/{uuid}/photos/{sha256(picture)}"
    resident.put(address, data=picture, content_type="image/jpeg")
    judge = make("judge@example.org", Scope("moderator", organisation="A"))["token"]
    deliver()
    anyone.post(
        f"/api/v1/observations/{uuid}/decisions",
        json={"verdict": "accept", "certainty": "certain"},
        headers={"Authorization": f"Bearer {judge}"},
    )
    home = anyone.get("/").text
    small = re.search(r'src="(/photos/[^"]+-320\.jpg)"', home)[1]
    assert f"/observations/{uuid}" in home
    assert anyone.get(small).status_code == 200


def test_a_tree_has_its_page_and_a_bird_its_own(accepted, anyone):
    tree, bird = accepted("tree"), accepted(**robin())
    assert anyone.get(f"/arbres/{tree}").status_code == 200
    assert anyone.get(f"/observations/{tree}").location == f"/arbres/{tree}"
    assert anyone.get(f"/arbres/{bird}").location == f"/observations/{bird}"
    page = anyone.get(f"/observations/{bird}").text
    assert "Rougegorge" in page
    assert f"/especes/{ROBIN}" in page


def test_a_name_shows_only_if_its_bearer_chose_so(accepted, anyone, app):
    signed = app.test_client()
    signed.token = make("ada@example.org", Scope("resident"), name="Ada L.")["token"]
    headers = {"Authorization": f"Bearer {signed.token}"}
    signed.put = lambda *told, **more: app.test_client().put(*told, headers=headers, **more)
    anonymous = accepted(client=signed, **robin())
    named = accepted(client=signed, **robin(name_published=True))
    assert "Ada L." not in anyone.get(f"/observations/{anonymous}").text
    assert "Ada L." in anyone.get(f"/observations/{named}").text


def test_a_species_gathers_its_records(accepted, anyone):
    uuid = accepted(**robin())
    page = anyone.get(f"/especes/{ROBIN}")
    assert listed(page) == [uuid]
    assert "mai 1" in page.text  # the drawing of its months says so
    assert anyone.get("/especes/999999999999").status_code == 404


def test_the_data_page_gives_every_file_and_its_digest(accepted, anyone):
    accepted("tree")
    release = publish("tree")
    page = anyone.get("/donnees").text
    for name, told in release.files.items():
        assert f"/data/tree/{release.number}/{name}" in page
        assert told["sha256"] in page


def test_the_api_page_shows_every_call(anyone):
    page = anyone.get("/api/docs").text
    for path in anyone.get("/api/v1/openapi.json").json["paths"]:
        assert path in page


# ---- one set of filters


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?theme=tree",
        "?theme=biodiversity",
        "?name=rougegorge",
        "?name=erith",
        "?year=2026",
        "?year=2025",
        "?season=spring",
        "?season=winter",
        "?certain=1",
        "?pictured=1",
        "?theme=nonsense&year=x",
    ],
)
def test_the_map_and_its_list_show_the_same(accepted, anyone, query):
    accepted("tree")
    accepted(**robin())
    accepted(**robin(observed_at="2026-01-14T09:00:00+01:00", certainty="sure"))
    accepted("biodiversity", certainty="probable")
    drawn = {one["id"] for one in points(anyone, query)}
    page = anyone.get(f"/carte{query}")
    assert set(listed(page)) == drawn
    assert re.search(rf"<strong>{len(drawn)} observation", page.text)


def test_what_cannot_be_understood_is_not_asked():
    asked = Asked.of({"year": "²⁰²⁶", "season": "mud", "theme": "x", "name": " A  "}, ["tree"])
    assert asked == Asked(name="A")
    assert asked.query() == {"name": "A"}


@pytest.mark.parametrize(("asked", "number"), [("", 1), ("2", 2), ("99", 3), ("-1", 1), ("x", 1)])
def test_a_page_of_a_list_is_always_one_of_its_pages(asked, number):
    lines, found, pages = rules.page_of([None] * 120, asked)
    assert (found, pages, len(lines)) == (number, 3, 20 if number == 3 else 50)


# ---- nothing hidden shows


@pytest.fixture
def everywhere(anyone):
    """All that anyone can read of records."""

    def read():
        layers = ("/carte/points.geojson", "/carte/carres.geojson")
        paths = (*PAGES, *layers, f"/especes/{ROBIN}", f"/especes/{OAK}")
        return {path: anyone.get(path).data for path in paths}

    return read


@pytest.mark.parametrize("verdict", ["", "reject", "doubt", "unassessable", "ask"])
def test_what_is_not_accepted_changes_nothing_anywhere(
    resident, moderator, anyone, everywhere, deliver, verdict
):
    before, uuid = everywhere(), new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(**robin()))
    deliver()
    if verdict:
        decision = {"verdict": verdict, "reason": "photo-blurred", "comment": "?"}
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
    assert everywhere() == before
    assert anyone.get(f"/observations/{uuid}").status_code == 404


def test_a_species_never_published_is_as_if_never_seen(accepted, anyone, everywhere):
    before = everywhere()
    uuid = accepted(**robin())
    with transaction() as session:
        hidden = update(Observation).where(Observation.uuid == UUID(uuid))
        session.execute(hidden.values(sensitivity=4))
    assert everywhere() == before
    assert anyone.get(f"/observations/{uuid}").status_code == 404


def test_a_withdrawn_record_is_gone_at_once(resident, accepted, anyone, everywhere):
    before = everywhere()
    uuid = accepted(**robin())
    assert len(points(anyone)) == 1
    resident.delete(f"/api/v1/observations/{uuid}")
    assert everywhere() == before


def test_a_blurred_place_is_nowhere_to_be_read(accepted, anyone, everywhere):
    place = {"type": "Point", "coordinates": [0.381234, 49.751234]}
    uuid = accepted("tree", answers=HIDDEN, place=place)
    page = anyone.get(f"/arbres/{uuid}").text
    assert "quelque part dans la commune" in page
    told = b"".join(everywhere().values()) + page.encode()
    assert b"0.3812" not in told
    assert b"49.7512" not in told
    assert not re.search(r"<circle class=\"dot", page)


def test_blurred_places_lie_at_the_very_same_one(accepted, anyone):
    for longitude in (0.37, 0.39):
        place = {"type": "Point", "coordinates": [longitude, 49.755]}
        accepted("tree", answers=HIDDEN, place=place)
    drawn = [json.dumps(one["geometry"]) for one in points(anyone)]
    assert len(drawn) == 2
    assert len(set(drawn)) == 1


def answered(client, at, hour):
    answers = {"sensation": 2, "sun_exposure": "full-sun", "answer_mode": "in-situ"}
    told = {"observed_at": f"2026-06-18T{hour:02d}:10:00+02:00", "answers": answers}
    told["place"] = {"type": "Point", "coordinates": at}
    uuid = new_id()
    client.put(f"/api/v1/observations/{uuid}", json=sent("heat", **told))
    return uuid


def test_heat_shows_as_it_was_released_and_never_a_point(
    new_resident, moderator, anyone, deliver, everywhere
):
    before = everywhere()
    people = [new_resident() for _ in range(6)]
    uuids = [answered(one, list(FECAMP), hour) for one in people for hour in (15, 16)]
    deliver()
    for uuid in uuids:
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert everywhere() == before  # accepted, but not released: nothing moves

    publish("heat")

    page = anyone.get("/chaleur").text
    assert "12 réponses, 6 personnes" in page.replace("\u00a0", " ")
    assert "juin" in page
    assert str(FECAMP[0]) not in page
    squares = anyone.get("/carte/carres.geojson").json["features"]
    assert [one["geometry"]["type"] for one in squares] == ["Polygon"]
    assert anyone.get(f"/observations/{uuids[0]}").status_code == 404


# ---- drawing, counting, describing


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
