"""The public pages: they show what is published, the same everywhere, and nothing else."""

import re

import pytest

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config.languages import LANGUAGES
from config.protocols import PROTOCOLS
from exports.datasets.commands import publish
from tests.sendings import new_id, photo, sent, sha256

PAGES = ("/", "/carte", "/carte?theme=heat", "/chaleur", "/donnees", "/methode", "/mentions")
ROBIN, OAK = 4001, 116759


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
def test_a_page_stands_even_when_nothing_is_published(anyone, spoken):
    for path in (*PAGES, "/api/docs"):
        page = anyone.get(path, headers={"Accept-Language": spoken})
        assert page.status_code == 200, path
        assert page.text.count("<h1") == page.text.count("<main") == 1, path


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


def test_a_planted_tree_tells_nothing_of_the_seasons(accepted, anyone):
    """It stands there all year: the months of a species are those of what lives here by itself."""
    oak = {"taxon": {"cd_nom": 116759}}
    accepted("tree", **oak)
    page = anyone.get("/especes/116759").text
    assert "dont 1 fois plantée ou cultivée" in page
    assert 'class="months"' not in page
    by_itself = {**PROTOCOLS["tree"].example, "naturality": "wild"}
    accepted("tree", answers=by_itself, **oak)
    page = anyone.get("/especes/116759").text
    assert "dont 1 fois plantée" in page
    assert 'class="months"' in page


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


FOUND = {  # of four records: a tree, a robin in May, another in January, one unsure and unnamed
    "": 4,
    "?theme=tree": 1,
    "?theme=biodiversity": 3,
    "?name=rougegorge": 2,
    "?name=erith": 2,
    "?name=erith+tree": 0,
    "?year=2026": 4,
    "?year=2025": 0,
    "?season=spring": 3,
    "?season=winter": 1,
    "?certain=1": 3,
    "?pictured=1": 0,
    "?theme=nonsense&year=x": 4,
}


def test_the_map_and_its_list_show_the_same(accepted, anyone):
    accepted("tree")
    accepted(**robin())
    accepted(**robin(observed_at="2026-01-14T09:00:00+01:00"))
    accepted("biodiversity", certainty="probable")
    for query, number in FOUND.items():
        drawn = {one["id"] for one in points(anyone, query)}
        page = anyone.get(f"/carte{query}")
        assert len(drawn) == number, query
        assert set(listed(page)) == drawn, query
        assert re.search(rf"<strong>{len(drawn)} observation", page.text)
