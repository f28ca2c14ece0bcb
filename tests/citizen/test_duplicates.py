"""Perhaps it is known already: said to an author of their own and of what anyone may know."""

from uuid import UUID

import pytest
from shapely import Point

from citizen.accounts import store as accounts
from config.database import transaction
from config.towns import Town
from tests.rows import keep, observed
from tests.sendings import FECAMP, new_id, photo, sent, sha256

METRE = 1 / 111_217  # degrees north, nearly


def at(metres):
    return {"type": "Point", "coordinates": [FECAMP[0], FECAMP[1] + metres * METRE]}


def put(client, uuid=None, protocol="tree", dry=False, **changes):
    query = "?dry_run=true" if dry else ""
    body = sent(protocol, **changes)
    answer = client.put(f"/api/v1/observations/{uuid or new_id()}{query}", json=body)
    assert answer.status_code in {200, 201}, answer.json
    return answer.json


def hinted(client, **changes):
    return [one["uuid"] for one in put(client, dry=True, **changes)["possible_duplicates"]]


@pytest.fixture
def accepted(new_resident, moderator, deliver):
    """An accepted observation of somebody else."""

    def made(protocol="tree", verdict="accept", details=None, **changes):
        uuid = put(new_resident(), protocol=protocol, **changes)["uuid"]
        deliver()
        told = {"verdict": verdict} | (details or {})
        answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
        assert answer.status_code == 201, answer.json
        deliver()
        return uuid

    return made


def test_my_own_tree_within_fifteen_metres_is_told_with_its_distance(resident):
    mine = put(resident, taxon={"cited_name": "Vieux tilleul"})["uuid"]
    answer = put(resident, dry=True, place=at(9))
    (one,) = answer["possible_duplicates"]
    assert one["uuid"] == mine
    assert one["distance_m"] == 9
    assert one["why"] == ["place"]
    assert one["name"] == "Vieux tilleul"
    assert one["yours"] is True
    assert hinted(resident, place=at(16)) == []


def test_the_sending_itself_says_it_too_and_never_names_itself(resident):
    mine = put(resident)["uuid"]
    uuid = new_id()
    first = put(resident, uuid=uuid, place=at(3))
    again = put(resident, uuid=uuid, place=at(3))
    assert [one["uuid"] for one in first["possible_duplicates"]] == [mine]
    assert first["possible_duplicates"] == again["possible_duplicates"]


def test_the_nearest_comes_first_and_five_at_most_are_told(resident):
    uuids = [put(resident, place=at(n))["uuid"] for n in (7, 1, 5, 3, 2, 6)]
    assert hinted(resident) == [uuids[n] for n in (1, 4, 3, 2, 5)]


def test_an_animal_is_the_same_within_a_hundred_metres_and_two_hours_under_one_name(resident):
    robin = {"protocol": "biodiversity", "taxon": {"cd_nom": 4001}}
    mine = put(resident, **robin)["uuid"]
    near = robin | {"place": at(90), "observed_at": "2026-05-14T09:20:00+02:00"}
    assert hinted(resident, **near) == [mine]
    assert hinted(resident, **near | {"place": at(110)}) == []
    assert hinted(resident, **near | {"observed_at": "2026-05-14T09:40:00+02:00"}) == []
    assert hinted(resident, **near | {"taxon": {"cd_nom": 4466}}) == []
    unnamed = near | {"taxon": {"cited_name": "un petit rouge"}}
    assert hinted(resident, **unnamed, answers={"group": "bird"}) == [mine]
    assert hinted(resident, **unnamed, answers={"group": "mammal"}) == []
    assert hinted(resident, **unnamed, answers={}) == []


def test_words_or_a_group_alike_are_names_alike(resident):
    mine = put(resident, protocol="biodiversity", taxon={"cited_name": "Écureuil roux"})["uuid"]
    told = {"protocol": "biodiversity", "answers": {}}
    assert hinted(resident, **told, taxon={"cited_name": "ecureuil  roux"}) == [mine]
    assert hinted(resident, **told, taxon={"cited_name": "Hérisson"}) == []


def test_what_others_published_is_told_and_what_waits_is_not(resident, accepted, new_resident):
    waiting = put(new_resident(), place=at(2))["uuid"]
    public = accepted(place=at(4), taxon={"cited_name": "Le gros chêne"})
    (one,) = put(resident, dry=True)["possible_duplicates"]
    assert one["uuid"] == public != waiting
    assert one["yours"] is False


@pytest.mark.parametrize("verdict", ["doubt", "reject", "unassessable"])
def test_what_was_not_accepted_is_told_to_nobody_else(resident, accepted, verdict):
    accepted(verdict=verdict, details={"reason": "no-evidence"})
    assert hinted(resident) == []


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_hidden_place_is_never_probed(resident, accepted, level):
    accepted(details={"sensitivity": level})
    assert hinted(resident) == []


def test_a_tree_out_of_sight_is_never_probed(resident, accepted):
    accepted(answers={"category": "single", "seen_from_public_space": "no"})
    assert hinted(resident) == []


def test_the_hour_of_another_s_observation_is_never_probed(resident, accepted):
    """Only its day is published: the hint may not say more, however often it is asked."""
    robin = {"protocol": "biodiversity", "taxon": {"cd_nom": 4001}}
    public = accepted(**robin)
    hours = [f"2026-05-14T{hour:02}:10:00+02:00" for hour in range(0, 24, 3)]
    told = [hinted(resident, **robin, observed_at=hour) for hour in hours]
    assert told == [[public]] * len(hours)
    assert hinted(resident, **robin, observed_at="2026-05-15T00:10:00+02:00") == []


def test_a_photo_of_mine_is_known_wherever_it_comes_again(resident, new_resident):
    data = photo("red")
    mine = put(resident, photos=[sha256(data)])["uuid"]
    resident.put(f"/api/v1/observations/{mine}/photos/{sha256(data)}", data=data)
    far = {"place": at(3000), "photos": [sha256(data)]}
    (one,) = put(resident, dry=True, **far)["possible_duplicates"]
    assert (one["uuid"], one["why"], one["distance_m"]) == (mine, ["photo"], 3000)
    assert hinted(resident, protocol="heat", **far) == [mine]
    assert hinted(new_resident(), **far) == []  # whose photo it is stays theirs to tell


def test_what_i_withdrew_is_told_no_more(resident):
    mine = put(resident)["uuid"]
    resident.delete(f"/api/v1/observations/{mine}")
    assert hinted(resident) == []


def test_another_town_s_trees_are_not_told(resident):
    with transaction() as session:
        other = Town(code="76217", name="Dieppe")
        session.add(other)
        session.flush()
        author = accounts.open_account(session, "device").id
        told = {"town_id": other.id, "status": "accepted", "level": 1}
        keep(session, [observed(UUID(int=7), author, Point(FECAMP), **told)])
    assert hinted(resident) == []


def test_heat_felt_at_one_spot_is_no_duplicate(resident):
    assert put(resident, protocol="heat")["possible_duplicates"] == []
    assert put(resident, protocol="heat")["possible_duplicates"] == []
