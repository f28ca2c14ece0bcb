"""Programs read the campaigns of a town, and its publishers make and change them."""

import pytest

from config import clock
from exports.campaigns import store as campaigns
from tests.sendings import new_id, sent

PORT = {
    "type": "Polygon",
    "coordinates": [[[0.37, 49.755], [0.38, 49.755], [0.38, 49.76], [0.37, 49.76], [0.37, 49.755]]],
}
CALL = {
    "title": {"fr": "Le port"}, "protocol": "biodiversity", "starts": "2026-05-01",
    "ends": "2026-05-31", "species": [4001], "perimeter": PORT, "status": "open",
}  # fmt: skip
PROJECTS = "/api/v1/projects"


@pytest.fixture
def make(publisher):
    def made(**changes):
        answer = publisher.post(PROJECTS, json=CALL | changes)
        assert answer.status_code == 201, answer.json
        return answer

    return made


def test_a_campaign_is_read_as_a_project(make, anyone):
    slug = make().json["id"]
    told = anyone.get(f"{PROJECTS}/{slug}").json
    assert (told["id"], told["title"]["fr"], told["species"]) == ("le-port-2026", "Le port", [4001])
    assert (told["starts"], told["ends"], told["status"]) == ("2026-05-01", "2026-05-31", "open")
    assert told["perimeter"]["type"] == "MultiPolygon"
    assert told["organiser"] == {"code": "76259", "name": "Fécamp"}
    assert told["records"] == 0
    assert "join_code" not in told
    assert [one["id"] for one in anyone.get(PROJECTS).json["items"]] == [slug]


def test_a_draft_is_the_town_s_alone(make, anyone, publisher, moderator):
    slug = make(status="draft").json["id"]
    for client in (anyone, moderator):
        assert client.get(f"{PROJECTS}/{slug}").status_code == 404
        assert client.get(f"/campagnes/{slug}").status_code == 404
        assert client.get(PROJECTS).json["items"] == []
    assert publisher.get(f"{PROJECTS}/{slug}").status_code == 200
    assert publisher.get(f"/campagnes/{slug}").status_code == 200
    assert slug not in anyone.get("/campagnes").text


def test_a_code_is_told_to_the_town_alone(make, anyone, publisher):
    made = make(joining="code").json
    assert len(made["join_code"]) == 11
    address = f"{PROJECTS}/{made['id']}"
    assert publisher.get(address).json["join_code"] == made["join_code"]
    for page in (address, PROJECTS, f"/campagnes/{made['id']}", "/campagnes", "/observer"):
        told = anyone.get(page).text
        assert made["join_code"] not in told
        assert made["join_code"].replace("-", "") not in told


def test_only_what_is_sent_is_changed_at_the_version_seen(make, publisher):
    made = make()
    address, match = f"{PROJECTS}/{made.json['id']}", {"If-Match": made.headers["ETag"]}
    assert publisher.patch(address, json={"contact": "x@fecamp.fr"}).status_code == 428
    told = {"title": {"en": "The harbour"}, "ends": None, "perimeter": None}
    changed = publisher.patch(address, json=told, headers=match)
    assert changed.status_code == 200, changed.json
    assert changed.json["title"] == {"fr": "Le port", "en": "The harbour"}
    assert (changed.json["ends"], changed.json["perimeter"]) == (None, None)
    assert changed.json["species"] == [4001]
    assert publisher.patch(address, json=told, headers=match).status_code == 412
    match = {"If-Match": changed.headers["ETag"]}
    assert publisher.patch(address, json={"status": "closed"}, headers=match).json["ends"]


BAD = {
    "no title": ({"title": {}}, "/title/fr"),
    "a title of spaces": ({"title": {"fr": "  "}}, "/title/fr"),
    "no protocol of ours": ({"protocol": "noise"}, "/protocol"),
    "no day": ({"starts": "tomorrow"}, "/starts"),
    "an end before": ({"ends": "2026-04-01"}, "/ends"),
    "a text for a number": ({"species": ["4001"]}, "/species/0"),
    "another word": ({"colour": "red"}, "/colour"),
    "a point": ({"perimeter": {"type": "Point", "coordinates": [0, 49]}}, "/perimeter/type"),
    "no shape": ({"perimeter": "here"}, "/perimeter"),
    "a crossed shape": (
        {"perimeter": {"type": "Polygon", "coordinates":
            [[[0.37, 49.75], [0.38, 49.76], [0.38, 49.75], [0.37, 49.76], [0.37, 49.75]]]}},
        "/perimeter"),
    "a script for a contact": ({"contact": "javascript:alert(1)"}, "/contact"),
    "another joining": ({"joining": "password"}, "/joining"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "pointer"), BAD.values(), ids=BAD)
def test_a_bad_campaign_is_refused_with_its_fault(publisher, changes, pointer):
    refused = publisher.post(PROJECTS, json=CALL | changes)
    assert refused.status_code == 422, refused.json
    assert pointer in [one["pointer"] for one in refused.json["errors"]]
    assert publisher.get(PROJECTS).json["items"] == []


def test_a_town_makes_campaigns_and_nobody_else(resident, moderator, anyone):
    for client, status in ((resident, 403), (moderator, 403), (anyone, 401)):
        assert client.post(PROJECTS, json=CALL).status_code == status
        assert client.get("/ville/campagnes").status_code == status


@pytest.fixture
def accept(resident, moderator, deliver):
    """Send an observation for a campaign and have it accepted."""

    def accepted(slug, protocol="biodiversity", **changes):
        uuid = new_id()
        told = sent(protocol, campaign=slug, **changes)
        assert resident.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
        deliver()
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
        deliver()
        return uuid

    return accepted


def test_what_is_accepted_and_within_is_counted_and_shown(make, anyone, accept, resident):
    slug = make().json["id"]
    resident.put(f"/api/v1/observations/{new_id()}", json=sent("biodiversity", campaign=slug))
    uuid = accept(slug)
    accept(slug, observed_at="2026-04-01T10:00:00+02:00")
    assert anyone.get(f"{PROJECTS}/{slug}").json["records"] == 1
    page = anyone.get(f"/campagnes/{slug}").text
    assert "Une observation acceptée" in page
    assert f"/observations/{uuid}" in page
    assert anyone.get(f"/api/v1/observations/{uuid}").json["campaign"] == slug


def test_a_hidden_place_counts_for_no_campaign(make, anyone, accept, publisher, deliver):
    """A perimeter narrows a place: what is hidden is told of no campaign."""
    slug = make().json["id"]
    rule = {"name": "Erithacus rubecula", "area": "76", "level": "2", "reason": "nid"}
    assert publisher.post("/ville/sensibilite", data=rule).status_code == 303
    deliver()
    uuid = accept(slug, taxon={"cd_nom": 4001})
    told = anyone.get(f"/api/v1/observations/{uuid}").json
    assert (told["public_precision"], told["campaign"]) == ("cell", "")
    assert anyone.get(f"{PROJECTS}/{slug}").json["records"] == 0
    assert publisher.post("/api/v1/datasets/biodiversity/releases").status_code == 202
    deliver()
    table = anyone.get("/data/biodiversity/latest/biodiversity.csv", follow_redirects=True).text
    assert uuid in table
    assert slug not in table


def test_files_tell_the_campaign_and_what_lies_outside(make, anyone, accept, publisher, deliver):
    slug = make().json["id"]
    accept(slug)
    accept(slug, observed_at="2026-04-01T10:00:00+02:00")
    publisher.post("/api/v1/datasets/biodiversity/releases")
    deliver()
    table = anyone.get("/data/biodiversity/latest/biodiversity.csv", follow_redirects=True).text
    assert table.count(slug) == 2
    assert table.count("before-start") == 1


def test_too_few_answers_by_squares_are_not_counted(make, anyone, accept, monkeypatch):
    slug = make(protocol="heat", species=[]).json["id"]
    accept(slug, "heat")
    assert anyone.get(f"{PROJECTS}/{slug}").json["records"] is None
    assert "trop peu" in anyone.get(f"/campagnes/{slug}").text
    monkeypatch.setattr(campaigns, "LEAST_ANSWERS", 1)
    monkeypatch.setattr(campaigns, "LEAST_PEOPLE", 1)
    assert anyone.get(f"{PROJECTS}/{slug}").json["records"] == 1


def test_campaigns_are_read_page_by_page(make, anyone):
    made = [make().json["id"] for _ in range(3)]
    first = anyone.get(f"{PROJECTS}?limit=2")
    assert [one["id"] for one in first.json["items"]] == made[:2]
    assert 'rel="next"' in first.headers["Link"]
    following = anyone.get(f"{PROJECTS}?limit=2&cursor={first.json['next']}").json
    assert ([one["id"] for one in following["items"]], following["next"]) == (made[2:], None)


def test_its_moment_is_told_day_by_day(make, anyone):
    slug = make().json["id"]
    for day, expected in (("2026-04-30", "coming"), ("2026-05-31", "running"),
                          ("2026-06-01", "over")):  # fmt: skip
        with clock.held_at(clock.datetime.fromisoformat(f"{day}T10:00:00+00:00")):
            assert anyone.get(f"{PROJECTS}/{slug}").json["moment"] == expected
