"""What waits for somebody, for a feed reader; and the page where one chooses one's letters."""

import xml.etree.ElementTree as ET

from tests.sendings import new_id, sent

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_feed_has_a_secret_address_that_can_be_closed(account, anyone, deliver, resident):
    moderator = account("moderator", organisation="LPO")
    waits = new_id()
    told = sent(taxon={"cited_name": "<script>alert(1)</script>"})
    assert resident.put(f"/api/v1/observations/{waits}", json=told).status_code == 201
    deliver()
    first = moderator.post("/api/v1/me/feed").json["url"].removeprefix("http://127.0.0.1:8000")
    answer = anyone.get(first)
    assert answer.mimetype == "application/atom+xml"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    (entry,) = ET.fromstring(answer.text).findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/moderation/{waits}")
    assert "script" not in answer.text
    second = moderator.post("/api/v1/me/feed").json["url"].removeprefix("http://127.0.0.1:8000")
    assert anyone.get(first).status_code == 404
    assert anyone.get(second).status_code == 200
    assert moderator.delete("/api/v1/me/feed").status_code == 204
    assert anyone.get(second).status_code == 404
    assert resident.post("/api/v1/me/feed").status_code == 403


def test_letters_are_chosen_on_a_page(account):
    moderator = account("moderator", organisation="LPO")
    at = "/mon-compte/lettres"
    assert "Vous recevez des lettres" in moderator.get(at).text
    assert moderator.post(at, data={"do": "none"}).status_code == 303
    assert "que les questions" in moderator.get(at).text
    followed = {
        "do": "follow",
        "name": "Rougegorge familier",
        "place": "Fécamp",
        "status": "waiting",
    }
    assert moderator.post(at, data=followed).status_code == 303
    page = moderator.get(at).text
    assert "Erithacus rubecula, Fécamp, observations à vérifier" in page
    wrong = moderator.post(at, data=followed | {"name": "xqzw vkjh"})
    assert wrong.status_code == 422
    assert "xqzw vkjh" in wrong.text
    assert ".atom" in moderator.post(at, data={"do": "feed"}).text
    uuid = page.partition('name="uuid" value="')[2][:36]
    moderator.post(at, data={"do": "leave", "uuid": uuid})
    assert "Vous ne suivez rien" in moderator.get(at).text
