"""What looks unlikely is told to the author and to the moderators, kept, and never published."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from citizen.observations.tables import Observation
from citizen.plausibility import store
from citizen.plausibility.tables import FlagRow
from config import clock
from config.database import reading, transaction
from reference.taxa import store as taxa
from reference.taxa.search.store import Here
from tests.citizen.forms import count, filled, unspaced, uuid_of
from tests.sendings import FECAMP, new_id, sent

NOW = datetime(2026, 5, 14, 9, 32, tzinfo=UTC)
ROUEN = [1.0993, 49.4431]
TALL = {"category": "single", "girth_cm": 400, "height_m": 70}


@pytest.fixture(autouse=True)
def at_noon():
    with clock.held_at(NOW):
        yield


def put(client, uuid="", query="", headers=None, **changes):
    protocol = changes.pop("protocol", "tree")
    where = f"/api/v1/observations/{uuid or new_id()}{query}"
    return client.put(where, json=sent(protocol, **changes), headers=headers)


def codes(answer):
    return [flag["code"] for flag in answer.json["flags"]]


def test_the_author_is_told_what_to_check_at_the_dry_run_and_in_the_answer(resident):
    uuid = new_id()
    tried = put(resident, uuid, "?dry_run=true", answers=TALL)
    assert codes(tried) == ["unlikely-number"]
    said = unfine(tried.json["flags"][0]["detail"])
    assert said == (
        "Hauteur : 70 m, c'est plus que ce qu'on rencontre (45 m). Vérifiez l'unité et la mesure."
    )
    assert count(FlagRow) == 0, "a dry run keeps nothing"
    kept = put(resident, uuid, answers=TALL)
    assert kept.status_code == 201
    assert kept.json["flags"] == tried.json["flags"]
    again = put(resident, uuid, answers=TALL)
    assert again.status_code == 200
    assert again.json["flags"] == kept.json["flags"]
    assert resident.get(f"/api/v1/observations/{uuid}").json["flags"] == kept.json["flags"]
    assert resident.get("/api/v1/me/observations").json["items"][0]["flags"] == kept.json["flags"]
    english = resident.get(f"/api/v1/observations/{uuid}?lang=en").json["flags"][0]["detail"]
    assert unfine(english).startswith("Height: 70 m, more than is met (45 m).")


def unfine(text):
    return unspaced(text).replace("’", "'")


def test_a_correction_is_looked_at_anew_and_what_was_seen_before_is_kept(resident):
    uuid = new_id()
    kept = put(resident, uuid, answers=TALL)
    assert codes(kept) == ["unlikely-number"]
    seen = {"If-Match": kept.headers["ETag"]}
    corrected = put(resident, uuid, headers=seen, answers=TALL | {"height_m": 7})

    assert corrected.status_code == 200
    assert codes(corrected) == []
    with reading() as session:
        found = session.query(Observation).one()
        told = [(row.version, row.code) for row in store.history(session, found.id)]
    assert told == [(1, "unlikely-number")]


def test_a_clock_that_is_wrong_loses_nothing(resident, moderator, deliver):
    uuid, years = new_id(), NOW + timedelta(days=800)
    kept = put(resident, uuid, observed_at=years.isoformat())
    assert kept.status_code == 201
    assert codes(kept) == ["future"]
    deliver()
    decisions = f"/api/v1/observations/{uuid}/decisions"
    refused = moderator.post(decisions, json={"verdict": "accept"})
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == "/observed_at"
    asked = moderator.post(decisions, json={"verdict": "ask", "comment": "Quel jour ?"})
    assert asked.status_code == 201


def test_no_clock_is_wrong_by_a_century(resident):
    refused = put(resident, observed_at="9999-12-31T23:00:00+00:00", time_precision="month")
    assert refused.status_code == 422


def test_a_person_who_fills_a_form_mends_a_date_at_once(anyone):
    answer = anyone.post("/observer/tree", data=filled(anyone, "tree", date="2028-05-14"))
    assert answer.status_code == 422
    assert "futur" in answer.text


def test_a_form_tells_what_to_check_once_it_is_received(anyone):
    typed = {"answers/height_m": "70"}
    answer = anyone.post("/observer/tree", data=filled(anyone, "tree", **typed))
    sent_page = anyone.get(answer.location).text
    assert "plus que ce qu’on rencontre" in sent_page
    follow = anyone.get(f"/mes-observations/{uuid_of(answer)}").text
    assert "plus que ce qu’on rencontre" in follow


def test_a_place_out_of_the_town_is_told(resident):
    place = {"type": "Point", "coordinates": ROUEN}
    assert codes(put(resident, place=place, place_source="map")) == ["outside"]
    assert codes(put(resident, place={"type": "Point", "coordinates": FECAMP})) == []


def robins(month, number, commune="76259"):
    with transaction() as session:
        for _ in range(number):
            taxa.saw(session, uuid4(), Here(commune, month), 4001)


def robin(client, **changes):
    taxon = {"cd_nom": 4001, "cited_name": "Rouge-gorge"}
    return put(client, protocol="biodiversity", taxon=taxon, **changes)


def test_a_season_is_known_by_what_is_published_here(resident):
    robins(11, 10)
    assert codes(robin(resident)) == ["out-of-season"]
    robins(6, 1)
    assert codes(robin(resident)) == []


def test_what_is_published_elsewhere_says_nothing_of_here(resident):
    robins(11, 10, "76540")
    assert codes(robin(resident)) == []


def test_an_author_s_own_haste_is_told(resident):
    for minute, east in ((0, 0.0), (2, 0.3)):
        at = NOW - timedelta(minutes=30 - minute)
        place = {"type": "Point", "coordinates": [FECAMP[0] + east, FECAMP[1]]}
        last = put(resident, observed_at=at.isoformat(), place=place)
    assert "too-fast" in codes(last)


def test_in_a_batch_each_is_looked_at_beside_the_others(resident):
    at = (NOW - timedelta(minutes=10)).isoformat()
    items = [sent("heat", observed_at=at) | {"uuid": new_id()} for _ in range(7)]
    told = resident.post("/api/v1/observations/batch", json={"items": items}).json["items"]
    seen = [[flag["code"] for flag in one["observation"]["flags"]] for one in told]
    assert seen == [[]] * 5 + [["many-here"]] * 2


def test_the_others_of_someone_else_say_nothing(new_resident):
    at = (NOW - timedelta(minutes=10)).isoformat()
    told = [put(new_resident(), protocol="heat", observed_at=at) for _ in range(7)]
    assert [codes(one) for one in told] == [[]] * 7


def test_moderators_read_a_sentence_of_their_own(resident, moderator, deliver):
    uuid = new_id()
    put(resident, uuid, answers=TALL)
    deliver()
    item = moderator.get("/api/v1/queue").json["items"][0]
    assert [flag["code"] for flag in item["observation"]["flags"]] == ["unlikely-number"]
    assert "Vérifiez" not in item["observation"]["flags"][0]["detail"]
    read = moderator.get(f"/api/v1/observations/{uuid}").json["flags"]
    assert read == item["observation"]["flags"]


def test_no_flag_is_ever_published(resident, moderator, anyone, deliver):
    uuid = new_id()
    put(resident, uuid, answers=TALL)
    deliver()
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    public = anyone.get(f"/api/v1/observations/{uuid}")
    assert public.status_code == 200
    assert "flags" not in public.json
    for path in (f"/arbres/{uuid}", "/carte/points.geojson"):
        assert "unlikely" not in anyone.get(path).text
        assert "qu’on rencontre" not in anyone.get(path).text
