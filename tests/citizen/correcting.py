"""Open what was sent in its form again, and send it corrected, as a browser would."""

from tests.citizen.forms import as_it_is, unspaced


def page_of(uuid):
    return f"/mes-observations/{uuid}/correction"


def opened(client, uuid):
    answer = client.get(page_of(uuid))
    assert answer.status_code == 200, answer.text
    return as_it_is(answer.text)


def corrects(client, uuid, **typed):
    fields = typed.pop("fields", None) or opened(client, uuid)
    return client.post(page_of(uuid), data=fields | typed, content_type="multipart/form-data")


def decide(moderator, uuid, verdict="accept", **told):
    told |= {"verdict": verdict, "reason": "other"} if verdict != "accept" else {"verdict": verdict}
    answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    assert answer.status_code == 201, answer.text


def story(client, uuid):
    return plain(client.get(f"/mes-observations/{uuid}").text)


def plain(page):
    return unspaced(page).replace("\u2019", "'").replace("&#39;", "'")


def told(client, moderator, uuid):
    return moderator.get(f"/api/v1/observations/{uuid}").json
