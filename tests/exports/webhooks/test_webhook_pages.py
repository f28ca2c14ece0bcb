"""An association looks after its webhooks on pages; nobody sees another's."""

import re

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from tests.citizen.letters import token_of
from tests.sendings import new_id, sent


def test_the_life_of_a_webhook_on_its_pages(app, account, receiver, resident, send):
    account("moderator", email="m@example.org", organisation="LPO")
    browser = app.test_client()
    browser.get(account_link(app, "m@example.org"))
    page = browser.get("/webhooks")
    assert "Aucun webhook" in page.text
    token = {"csrf_token": token_of(page)}
    kinds = re.findall(r'name="events" value="([\w.]+)" checked', page.text)
    assert len(kinds) == 3
    form = token | {"url": "https://10.0.0.1/", "organisation": "LPO", "events": kinds}
    refused = browser.post("/webhooks", data=form)
    assert refused.status_code == 422
    assert 'aria-invalid="true"' in refused.text
    assert "https://10.0.0.1/" in refused.text
    made = browser.post("/webhooks", data=form | {"url": receiver.url})
    secret = re.search(r"whsec_[\w+/=]+", made.text)[0]
    assert "no-store" in made.headers["Cache-Control"]
    at = re.search(r'action="(/webhooks/[\w-]+)"', made.text)[1]
    assert secret not in browser.get(at).text
    browser.post(f"{at}/appels", data=token | {"only": "test"})
    assert send() == 1
    receiver.answers = [500]
    resident.put(f"/api/v1/observations/{new_id()}", json=sent())
    send()
    page = browser.get(at).text
    assert "reçu (200)" in page
    assert "réponse 500" in page
    stopped = browser.post(at, data=token | {"do": "stop"}, follow_redirects=True)
    assert "à l’arrêt" in stopped.text
    again = browser.post(f"{at}/secret", data=token)
    assert secret not in again.text
    assert "whsec_" in again.text
    assert browser.post(at, data=token | {"do": "remove"}).location == "/webhooks"
    assert browser.get(at).status_code == 404


def account_link(app, email):
    return make(email, Scope("resident"))["sign_in"].removeprefix("http://127.0.0.1:8000")


def test_another_organisation_s_webhook_does_not_exist(hook, account, resident, anyone):
    other = account("moderator", organisation="Une autre")
    at = f"/api/v1/webhooks/{hook['uuid']}"
    assert other.get("/api/v1/webhooks").json["items"] == []
    for answer in (other.get(at), other.delete(at), other.post(f"{at}/secret"),
                   other.get(f"{at}/calls"), other.post(f"{at}/replay")):  # fmt: skip
        assert answer.status_code == 404
    assert resident.get(at).status_code == 403
    assert anyone.get(at).status_code == 401


def test_a_webhook_is_changed_on_the_version_seen(hook, moderator, receiver):
    at = f"/api/v1/webhooks/{hook['uuid']}"
    told = {"events": ["observation.decided"]}
    assert moderator.patch(at, json=told).status_code == 428
    etag = {"If-Match": moderator.get(at).headers["ETag"]}
    assert moderator.patch(at, json=told, headers=etag).json["events"] == told["events"]
    assert moderator.patch(at, json=told, headers=etag).status_code == 412
    etag = {"If-Match": moderator.get(at).headers["ETag"]}
    inside = moderator.patch(at, json={"url": "https://10.0.0.1/"}, headers=etag)
    assert inside.json["errors"][0]["pointer"] == "/url"
