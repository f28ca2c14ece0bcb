"""An outing from its making to its summary: phones join by a code, what they send belongs to it."""

from datetime import timedelta

import app as house
from citizen.outings.jobs import forget_over
from config import clock, events
from config.events import News
from tests.sendings import new_id, sent
from tests.story.outings import NINE, PARK

ROBIN = {"taxon": {"cd_nom": 4001}, "answers": {"group": "bird"}}


def send(client, hour="10:00", **changes):
    uuid = new_id()
    told = sent("biodiversity", observed_at=f"2026-05-14T{hour}:00+02:00", **{**ROBIN, **changes})
    answer = client.put(f"/api/v1/observations/{uuid}", json=told)
    assert answer.status_code == 201, answer.text
    return uuid


def joined(outing, client):
    assert client.put(f"/api/v1/outings/{outing}/member").status_code == 204
    return client


def count(client, outing):
    told = client.get(f"/api/v1/outings/{outing}/count").json
    return {name: told[name] for name in ("people", "observations", "public", "others", "species")}


def test_three_phones_join_and_the_one_offline_counts_late(
    holder, anyone, new_resident, decide, deliver
):
    with clock.held_at(NINE - timedelta(hours=1)):
        outing = holder.post("/api/v1/outings", json=PARK).json["code"]
        phones = [joined(outing, new_resident()) for _ in range(3)]
        joined(outing, phones[0])
        assert count(anyone, outing)["people"] == 3
    with clock.held_at(NINE + timedelta(hours=2)):
        seen = [send(phone) for phone in phones[:2]]
        send(phones[0], "08:00")
        send(new_resident())
        deliver()
        first = anyone.get(f"/api/v1/outings/{outing}/count")
        assert count(anyone, outing) == {
            "people": 3, "observations": 2, "public": 0, "others": 2, "species": 0,
        }  # fmt: skip
        same = {"If-None-Match": first.headers["ETag"]}
        assert anyone.get(f"/api/v1/outings/{outing}/count", headers=same).status_code == 304
    with clock.held_at(NINE + timedelta(hours=9)):
        assert new_resident().put(f"/api/v1/outings/{outing}/member").status_code == 409
        late = send(phones[2], "11:30")
        deliver()
        assert anyone.get(f"/api/v1/outings/{outing}/count", headers=same).status_code == 200
        assert count(anyone, outing)["observations"] == 3
        decide(seen[0])
        decide(late, sensitivity=2)
        deliver()
        told = {"people": 3, "observations": 3, "public": 1, "others": 2, "species": 1}
        assert count(anyone, outing) == told
        page = anyone.get(f"/sorties/{outing.lower()}").text
        assert "/especes/4001" in page
        assert late not in page
        listed = holder.get(f"/sorties/{outing}/envois").text
        assert seen[0] in listed
        assert late not in listed
        phones[1].delete(f"/api/v1/observations/{seen[1]}")
        assert count(anyone, outing)["observations"] == 2
    clock_free = anyone.get(f"/sorties/{outing}?lang=en").text
    assert "Over" in clock_free


def test_a_hidden_record_moves_no_figure_when_it_is_decided(
    outing, anyone, new_resident, decide, deliver, held_at_ten
):
    phone = joined(outing, new_resident())
    uuid = send(phone)
    deliver()
    before = anyone.get(f"/api/v1/outings/{outing}/count")
    page = anyone.get(f"/sorties/{outing}").text
    decide(uuid, sensitivity=2)
    assert anyone.get(f"/api/v1/outings/{outing}/count").data == before.data
    assert anyone.get(f"/sorties/{outing}").text == page


def test_thirty_phones_join_at_an_outing_and_each_is_counted_once(
    outing, new_resident, anyone, held_at_ten
):
    phones = [joined(outing, new_resident()) for _ in range(30)]
    for phone in phones:
        joined(outing, phone)
        send(phone)
    assert count(anyone, outing)["people"] == 30
    assert count(anyone, outing)["observations"] == 30


def test_who_holds_it_changes_ends_and_renews_it(outing, holder, resident, anyone, held_at_ten):
    where = f"/api/v1/outings/{outing}"
    seen = {"If-Match": holder.get(where).headers["ETag"]}
    assert holder.patch(where, json={"name": "x"}).status_code == 428
    assert resident.patch(where, json={"name": "x"}, headers=seen).status_code == 403
    wrong = {"ends_at": "2026-05-14T08:00:00+02:00"}
    assert holder.patch(where, json=wrong, headers=seen).status_code == 422
    changed = holder.patch(where, json={"name": "Le bois", "renew_code": True}, headers=seen)
    assert (changed.json["name"], changed.json["moment"]) == ("Le bois", "running")
    assert changed.json["code"] != outing
    assert anyone.get(where).status_code == 404
    where = f"/api/v1/outings/{changed.json['code']}"
    assert holder.patch(where, json={"name": "x"}, headers=seen).status_code == 412
    seen = {"If-Match": changed.headers["ETag"]}
    with clock.held_at(NINE + timedelta(hours=1, minutes=1)):
        holder.patch(where, json={"is_ended": True}, headers=seen)
    with clock.held_at(NINE + timedelta(hours=1, minutes=2)):
        assert anyone.get(where).json["moment"] == "over"
        assert resident.put(f"{where}/member").status_code == 409
    assert [one["code"] for one in holder.get("/api/v1/outings").json["items"]] == [
        changed.json["code"]
    ]


def test_who_leaves_is_forgotten_there_too(outing, holder, resident, anyone, held_at_ten):
    send(joined(outing, resident))
    told = resident.get("/api/v1/me/export")
    assert told.status_code == 200
    resident.delete("/api/v1/me?observations=anonymise")
    holder.delete("/api/v1/me?observations=keep")
    events.deliver_all(house.JOBS)
    assert count(anyone, outing) | {"species": 0} == {
        "people": 0, "observations": 0, "public": 0, "others": 0, "species": 0,
    }  # fmt: skip
    told = anyone.get(f"/api/v1/outings/{outing}").json
    assert (told["held_by"], told["moment"]) != ("Les Amis du parc", "running")


def test_an_outing_is_forgotten_a_year_after(outing, anyone):
    news = News(1, "day.begun", "", None, {})
    with clock.held_at(NINE + timedelta(days=364)):
        forget_over(news)
        assert anyone.get(f"/api/v1/outings/{outing}").status_code == 200
    with clock.held_at(NINE + timedelta(days=367)):
        forget_over(news)
        assert anyone.get(f"/api/v1/outings/{outing}").status_code == 404
