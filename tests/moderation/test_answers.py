"""A question is answered from its letter, by words or a photo; who asked is told."""

import io

from tests.citizen.letters import letters, link, token_of
from tests.moderation.desks import waiting
from tests.sendings import new_id, photo, sent


def test_a_question_and_its_answer_come_back_to_who_asked(account, anyone, deliver, settings):
    asker = account("moderator", email="asker@example.org", organisation="LPO")
    colleague = account("moderator", email="other@example.org", organisation="LPO")
    author = account("resident", email="jeanne@example.org")
    uuid = new_id()
    author.put(f"/api/v1/observations/{uuid}", json=sent())
    deliver()
    told = {"verdict": "ask", "reason": "place-uncertain", "comment": "Plutôt au port ?"}
    assert asker.post(f"/api/v1/observations/{uuid}/decisions", json=told).status_code == 201
    deliver()
    (letter,) = letters(settings)
    at = link(letter, "/repondre")
    form = {"csrf_token": token_of(anyone.get(at)), "body": ""}
    form["photos"] = (io.BytesIO(photo()), "haie.jpg")
    assert anyone.post(at, data=form).status_code == 200
    assert anyone.get(at).status_code == 410
    deliver()
    assert waiting(asker) == [uuid]
    (item,) = asker.get("/api/v1/queue").json["items"]
    assert item["why"].split(" : ")[0].endswith("LPO")
    to_asker = letters(settings)[-1]
    assert to_asker["To"] == "asker@example.org"
    assert f"/moderation/{uuid}" in to_asker.get_body(("plain",)).get_content()
    assert colleague.get("/api/v1/me").json["email"] not in str(
        [one["To"] for one in letters(settings)]
    )
    assert len(asker.get(f"/api/v1/observations/{uuid}/photos").json) == 1
