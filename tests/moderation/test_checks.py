"""What the machine looked at is shown to who decides, in the page and in the API alike."""

import re
from uuid import UUID

import pytest

from citizen.observations import store as observations
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import Flag
from config.database import transaction
from tests.sendings import photo, sha256


@pytest.fixture
def checked():
    def ask(client, uuid, language="en"):
        told = client.get(f"/api/v1/observations/{uuid}?lang={language}").json
        return {one["check"]: one for one in told["checks"]}

    return ask


def test_page_and_api_say_the_same_of_each_check(moderator, report, checked):
    uuid = report("tree", answers={"category": "single", "girth_cm": 1400})
    page = moderator.get(f"/moderation/{uuid}?lang=en").text
    section = page[page.index('class="checks"') :]
    known = checked(moderator, uuid)
    assert {*known} == {*re.findall(r'id="check-([a-z]+)"', page)}
    assert page.count('class="checks"') == 1
    for one in known.values():
        assert one["sentence"], one
        assert f'<li class="{one["verdict"]}" id="check-{one["check"]}">' in section
    assert known["size"]["verdict"] == "look"
    assert known["size"]["evidence"]["sizes"][0]["value"] == 1400
    assert "what the protocol expects" in section


def test_checks_are_for_moderators_within_their_scope_alone(
    account, anyone, resident, moderator, report, checked
):
    uuid = report("tree")
    assert checked(moderator, uuid)
    address = f"/api/v1/observations/{uuid}"
    assert "checks" not in resident.get(address).json  # its author
    assert anyone.get(address).status_code in {401, 404}
    of_birds = account("moderator", organisation="Oiseaux", protocols=("biodiversity",))
    assert of_birds.get(address).status_code in {401, 404}
    moderator.post(f"{address}/decisions", json={"verdict": "accept"})
    for reader in (anyone, of_birds):
        assert "checks" not in reader.get(address).json  # published since


def test_twins_are_told_by_place_by_time_and_by_photo(
    resident, moderator, report, checked, deliver
):
    data = photo("red")
    one, other = (report("tree", photos=[sha256(data)]) for _ in range(2))
    for uuid in (one, other):
        resident.put(f"/api/v1/observations/{uuid}/photos/{sha256(data)}", data=data)
    deliver()
    found = checked(moderator, other)["duplicates"]
    assert found["verdict"] == "look"
    assert found["evidence"]["same_photo"] == [one]
    assert found["evidence"]["same_photo_elsewhere"] is False
    [near] = found["evidence"]["near"]
    assert (near["uuid"], near["metres"], near["is_same_author"]) == (one, 0, True)
    assert "The same photo is in another observation" in found["sentence"]
    resident.delete(f"/api/v1/observations/{one}")
    assert checked(moderator, other)["duplicates"]["evidence"]["same_photo"] == []


def test_a_record_out_of_scope_is_never_in_the_evidence(
    account, resident, report, checked, deliver
):
    data = photo("red")
    bird, tree = (report(one, photos=[sha256(data)]) for one in ("biodiversity", "tree"))
    for uuid in (bird, tree):
        resident.put(f"/api/v1/observations/{uuid}/photos/{sha256(data)}", data=data)
    deliver()
    of_trees = account("moderator", organisation="Arbres", protocols=("tree",))
    found = checked(of_trees, tree)["duplicates"]
    assert found["evidence"]["same_photo"] == []
    assert found["evidence"]["same_photo_elsewhere"] is True
    for address in (f"/api/v1/observations/{tree}", f"/moderation/{tree}"):
        assert bird not in of_trees.get(address).text


def test_a_name_held_since_is_compared_anew(moderator, report, checked):
    robin = {"cd_nom": 4001}
    uuid = report("biodiversity", taxon=robin, answers={"group": "bird"})
    with transaction() as session:
        found = observations.find(session, UUID(uuid))
        raised = Flag("first-here", {"name": "Erithacus rubecula"})
        plausibility.keep(session, found.id, found.version, [raised])
    assert "nothing of it is published" in checked(moderator, uuid)["status"]["sentence"]
    ask = {"verdict": "doubt", "reason": "lookalike", "taxon": {"cd_nom": 4035}}
    assert moderator.post(f"/api/v1/observations/{uuid}/decisions", json=ask).status_code == 201
    assert "nothing of it is published" not in checked(moderator, uuid)["status"]["sentence"]


def test_the_description_of_the_api_tells_of_checks(anyone):
    schemas = anyone.get("/api/v1/openapi.json").json["components"]["schemas"]
    assert schemas["Whole"]["properties"]["checks"]["items"] == {
        "$ref": "#/components/schemas/Check"
    }
    assert {*schemas["Check"]["properties"]} == {"check", "verdict", "sentence", "evidence"}
    assert schemas["Check"]["properties"]["verdict"]["enum"] == ["fine", "look", "unknown"]
