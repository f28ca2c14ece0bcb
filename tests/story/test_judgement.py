"""What becomes of an observation between its author and those who know: every way it may go."""

import pytest

from tests.moderation.desks import waiting
from tests.sendings import new_id, sent


def read(client, uuid):
    return client.get(f"/api/v1/observations/{uuid}")


def status(client, uuid):
    return read(client, uuid).json["status"]


def whats(client, uuid):
    return [event["what"] for event in client.get(f"/api/v1/observations/{uuid}/history").json]


@pytest.mark.parametrize(
    ("verdict", "reached"),
    [("reject", "rejected"), ("doubt", "doubtful"), ("unassessable", "unassessable")],
)
def test_what_is_not_accepted_is_kept_for_its_author_and_published_to_nobody(
    resident, anyone, report, decide, publish, verdict, reached
):
    kept, refused = report(), report()
    decide(kept)
    decide(refused, verdict, reason="place-uncertain")

    assert status(resident, refused) == reached
    assert read(anyone, refused).status_code == 404
    files = publish()
    assert kept.encode() in files["biodiversity.geojson"]
    assert [name for name, data in files.items() if refused.encode() in data] == []


def test_a_question_is_asked_answered_and_settled_by_who_asked(resident, moderator, report, decide):
    uuid = report()
    decide(uuid, "ask", reason="several-species", comment="Celui de gauche ?")
    assert (status(resident, uuid), waiting(moderator)) == ("questioned", [])

    asked = resident.get(f"/api/v1/observations/{uuid}/history").json[-1]
    assert asked["details"]["comment"] == "Celui de gauche ?"
    said = resident.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Oui, à gauche."})
    assert (said.status_code, said.json["by"]) == (201, "author")


def test_what_was_written_before_a_question_does_not_answer_it(
    resident, moderator, report, decide, deliver
):
    uuid = report()
    resident.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Bonjour !"})
    decide(uuid, "ask", reason="lookalike")
    deliver()
    assert (status(resident, uuid), waiting(moderator)) == ("questioned", [])


def test_an_answer_brings_it_back_to_who_asked(account, resident, report, decide, deliver):
    one = account("moderator", organisation="Un")
    two = account("moderator", organisation="Deux")
    uuid = report()
    asks, other = (one, two) if waiting(one) else (two, one)
    decide(uuid, "ask", by=asks, reason="lookalike")
    resident.post(f"/api/v1/observations/{uuid}/messages", json={"body": "La poitrine est orange."})
    deliver()
    assert (waiting(asks), waiting(other)) == ([uuid], [])
    why = asks.get("/api/v1/queue").json["items"][0]["why"]
    assert why.endswith("l'auteur a répondu à votre question")
    decide(uuid, by=asks, certainty="probable")
    assert status(resident, uuid) == "accepted"


def test_a_correction_answers_a_question_too(account, resident, report, decide, deliver):
    one = account("moderator", organisation="Un")
    uuid = report()
    decide(uuid, "ask", by=one, reason="measure-implausible")
    seen = {"If-Match": read(resident, uuid).headers["ETag"]}
    resident.put(f"/api/v1/observations/{uuid}", json=sent(comment="mesuré"), headers=seen)
    deliver()
    (item,) = one.get("/api/v1/queue").json["items"]
    assert item["why"].endswith("l'auteur a corrigé son observation")
    assert item["observation"]["comment"] == "mesuré"
    assert whats(resident, uuid) == [
        "observation.submitted",
        "observation.questioned",
        "observation.corrected",
    ]


def test_a_message_that_answers_nothing_changes_nothing(resident, report, decide, deliver):
    uuid = report()
    decide(uuid)
    resident.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Merci !"})
    deliver()
    assert status(resident, uuid) == "accepted"


def test_a_second_opinion_is_given_by_the_town_s_lead(account, resident, report, decide):
    one = account("moderator", organisation="Un")
    lead = account("admin", organisation="Ville de Fécamp")
    uuid = report()
    decide(uuid, "second-opinion", by=one)
    assert waiting(one) == []
    (item,) = lead.get("/api/v1/queue").json["items"]
    assert item["why"].endswith("un deuxième avis est demandé")
    assert status(resident, uuid) == "submitted"
    decide(uuid, by=lead)
    assert status(resident, uuid) == "accepted"
    assert whats(resident, uuid)[1:] == ["observation.reconsidered", "observation.accepted"]


def test_a_duplicate_joins_another_and_is_published_once(resident, report, decide, publish):
    one, again = report(), report()
    decide(one)
    decide(again, "duplicate", of=one)
    assert status(resident, again) == "duplicate"
    files = publish()
    assert again.encode() not in files["biodiversity.csv"]
    assert one.encode() in files["biodiversity.csv"]


def test_a_decision_taken_again_counts_from_the_next_release(report, decide, publish):
    uuid = report()
    decide(uuid)
    assert uuid.encode() in publish()["biodiversity.csv"]
    decide(uuid, "doubt", reason="lookalike")
    files = publish()
    assert uuid.encode() not in files["biodiversity.csv"]
    assert f"{uuid},withdrawn" in files["changes.csv"].decode()


def test_the_history_tells_everything_in_order_and_never_a_name(
    account, anyone, resident, report, decide, deliver
):
    judge = account("moderator", email="secret@example.org", organisation="Un")
    uuid = report()
    decide(uuid, "ask", by=judge, reason="lookalike")
    resident.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Orange."})
    deliver()
    decide(uuid, by=judge)
    history = resident.get(f"/api/v1/observations/{uuid}/history")
    assert [(event["what"], event["by"]) for event in history.json] == [
        ("observation.submitted", "author"),
        ("observation.questioned", "moderator"),
        ("message.author", "author"),
        ("observation.accepted", "moderator"),
    ]
    assert "secret" not in history.text
    assert history.json == judge.get(f"/api/v1/observations/{uuid}/history").json
    assert sorted(event["at"] for event in history.json) == [e["at"] for e in history.json]


def test_a_conversation_is_read_by_those_concerned_alone(
    account, anyone, new_resident, resident, moderator, report
):
    uuid, stranger = report(), new_resident()
    messages = f"/api/v1/observations/{uuid}/messages"
    elsewhere = account("moderator", organisation="Paris", territories=("75056",))
    resident.post(messages, json={"body": "Il était là hier aussi."})
    moderator.post(messages, json={"body": "Merci, nous regardons."})
    told = [(m["by"], m["body"]) for m in resident.get(messages).json]
    assert told == [
        ("author", "Il était là hier aussi."),
        ("moderator", "Merci, nous regardons."),
    ]
    assert moderator.get(messages).json == resident.get(messages).json
    for client in (stranger, elsewhere):
        assert client.get(messages).status_code == 404
        assert client.post(messages, json={"body": "?"}).status_code == 404
        assert client.get(f"/api/v1/observations/{uuid}/history").status_code == 404
    assert anyone.get(messages).status_code == 401
    assert resident.get(f"/api/v1/observations/{new_id()}/messages").status_code == 404


@pytest.mark.parametrize("body", ["", "a" * 2001, None, 3, ["a"]])
def test_a_message_is_a_text_of_some_length(resident, report, body):
    answer = resident.post(f"/api/v1/observations/{report()}/messages", json={"body": body})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/body")
