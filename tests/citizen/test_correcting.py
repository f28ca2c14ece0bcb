"""An author opens what they sent, corrects it, or proposes to once it was decided on."""

import pytest

from tests.citizen.correcting import corrects, decide, opened, plain, story, told
from tests.citizen.forms import as_it_is, send, uuid_of
from tests.sendings import new_id, sent


@pytest.mark.parametrize("protocol", ["biodiversity", "heat", "tree"])
def test_opened_and_sent_back_untouched_nothing_changes(anyone, moderator, deliver, protocol):
    uuid = uuid_of(send(anyone, protocol, comment="deux\r\nlignes", time=""))
    assert corrects(anyone, uuid).status_code == 303
    assert "version 2" not in story(anyone, uuid)


def test_what_a_page_cannot_tell_stays_as_a_phone_sent_it(resident, moderator):
    uuid, address = new_id(), "/api/v1/observations/{}"
    ring = [[[0.37, 49.75], [0.38, 49.75], [0.38, 49.76], [0.37, 49.75]]]
    precise = {"place": {"type": "Point", "coordinates": [0.37412345678, 49.75721234567]}}
    first = sent(
        "tree", observed_at="2026-05-14T07:32:11+04:00", time_precision="hour",
        place={"type": "Polygon", "coordinates": ring}, accuracy_m=3.25, place_source="gps",
        taxon={"cited_name": "Ginkgo", "wikidata": "Q43284"}, licence="CC-BY-4.0",
    )  # fmt: skip
    resident.put(address.format(uuid), json=first)
    assert corrects(resident, uuid, comment="Un mot").status_code == 303
    now = resident.get(address.format(uuid)).json
    assert (now["version"], now["comment"]) == (2, "Un mot")
    kept = ("observed_at", "time_precision", "accuracy_m", "place_source", "licence", "place")
    before = resident.get(f"{address.format(uuid)}/history").json
    assert [one["pointer"] for one in before[-1]["changes"]] == ["/comment"], before[-1]
    assert {name: now[name] for name in kept[:-1]} == {name: first[name] for name in kept[:-1]}
    assert now["taxon"]["wikidata"] == "Q43284"
    other = new_id()
    resident.put(address.format(other), json=sent(**precise))
    corrects(resident, other, **{"answers/count": "7"})
    assert resident.get(address.format(other)).json["answers"]["count"] == 7
    assert resident.get(address.format(other)).json["place"] == precise["place"]


def test_a_correction_before_a_decision_is_made_at_once_and_told(anyone, moderator, deliver):
    uuid = uuid_of(send(anyone, cited_name="Merle"))
    deliver()
    done = corrects(
        anyone, uuid, cited_name="Grive", date="2026-05-15", latitude="49.7601", licence="CC0-1.0"
    )
    assert done.status_code == 303
    deliver()
    page = story(anyone, uuid)
    for words in ("version 2", "Vous l'avez corrigée", "Merle", "Grive", "49.76010"):
        assert words in page
    kept = told(anyone, moderator, uuid)
    assert (kept["version"], kept["licence"], kept["taxon"]["cd_nom"]) == (2, "CC0-1.0", None)
    assert kept["observed_at"].startswith("2026-05-15T07:32")
    assert moderator.get("/api/v1/queue").json["items"][0]["uuid"] == uuid


def test_faults_are_told_beside_their_fields_and_nothing_typed_is_lost(anyone):
    uuid = uuid_of(send(anyone))
    answer = corrects(anyone, uuid, latitude="12", longitude="", comment="Gardé")
    assert answer.status_code == 422
    assert "Gardé" in answer.text and 'id="place-error"' in answer.text
    ahead = corrects(anyone, uuid, date="2031-01-01")
    assert (ahead.status_code, "c'est dans le futur" in plain(ahead.text)) == (422, True)
    assert "version 2" not in story(anyone, uuid)


def test_sent_twice_it_is_corrected_once(anyone):
    uuid = uuid_of(send(anyone))
    fields = opened(anyone, uuid)
    for _ in range(2):
        assert corrects(anyone, uuid, fields=fields, comment="Une fois").status_code == 303
    assert "version 2" in story(anyone, uuid) and "version 3" not in story(anyone, uuid)


def test_decided_meanwhile_it_is_told_and_becomes_a_proposal(anyone, moderator, deliver):
    uuid = uuid_of(send(anyone, cited_name="Merle"))
    deliver()
    fields = opened(anyone, uuid)
    decide(moderator, uuid)
    late = corrects(
        anyone, uuid, fields=fields, comment="Écrit sous l'ancienne", cited_name="Grive"
    )
    assert late.status_code == 412
    for said in (
        "Il s'est passé quelque chose entre-temps",
        "Vérifiée et acceptée",
        "Écrit sous l",
    ):
        assert said in plain(late.text)
    again = as_it_is(late.text)
    assert again["cited_name"] == ["Grive"]
    assert corrects(anyone, uuid, fields=again).status_code == 303
    deliver()
    page = story(anyone, uuid)
    assert "attend un avis" in page
    assert told(anyone, moderator, uuid)["version"] == 1, "what was decided on stays"
    assert "Une correction est proposée" in moderator.get(f"/moderation/{uuid}").text


def test_a_later_version_keeps_what_another_screen_changed(resident):
    uuid, address = new_id(), "/api/v1/observations/{}"
    first = resident.put(address.format(uuid), json=sent(comment="un"))
    fields = opened(resident, uuid)
    tag = {"If-Match": first.headers["ETag"]}
    resident.put(address.format(uuid), headers=tag, json=sent(comment="deux", certainty="unsure"))
    late = corrects(resident, uuid, fields=fields, comment="trois")
    assert late.status_code == 412
    corrects(resident, uuid, fields=as_it_is(late.text))
    now = resident.get(address.format(uuid)).json
    assert (now["version"], now["comment"], now["certainty"]) == (3, "trois", "unsure")


def test_a_proposal_is_taken_up_declined_and_never_made_twice(anyone, moderator, deliver):
    uuid = uuid_of(send(anyone, comment="un"))
    deliver()
    decide(moderator, uuid)
    for comment in ("deux", "trois", "deux"):
        assert corrects(anyone, uuid, comment=comment).status_code == 303
        assert opened(anyone, uuid)["comment"] == [comment], "it goes on from what was proposed"
    deliver()
    listed = moderator.get(f"/api/v1/observations/{uuid}/proposals").json
    assert [one["state"] for one in listed] == ["replaced", "replaced", "waiting"]
    address = f"/api/v1/observations/{uuid}/proposals/{listed[-1]['uuid']}"
    moderator.post(address, json={"verdict": "decline", "comment": "On voit un merle."})
    assert "On voit un merle." in story(anyone, uuid)
    assert "attend un avis" not in story(anyone, uuid)
    assert opened(anyone, uuid)["comment"] == ["un"]
    corrects(anyone, uuid, comment="quatre")
    deliver()
    last = moderator.get(f"/api/v1/observations/{uuid}/proposals").json[-1]
    address = f"/api/v1/observations/{uuid}/proposals/{last['uuid']}"
    moderator.post(address, json={"verdict": "decline", "comment": "Toujours pas."})
    again = corrects(anyone, uuid, comment="quatre")
    assert (again.status_code, "Toujours pas." in again.text) == (409, True)
