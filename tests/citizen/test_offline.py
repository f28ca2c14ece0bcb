"""What waited on a phone is received as a phone's sending is, and so are the pages it keeps."""

import gzip
import hashlib
import json
import re
from uuid import uuid4

from citizen.accounts.tables import Account, WebSession
from citizen.observations.tables import Observation
from config.database import transaction
from config.protocols import PROTOCOLS
from exports.legal.rules import BUDGETS
from reference.taxa.search.store import Here
from reference.taxa.store import saw
from tests.citizen.forms import count, filled
from tests.sendings import new_id, photo

BYTES = photo("brown")
DIGEST = hashlib.sha256(BYTES).hexdigest()


def token(client):
    return client.get("/observer/token").json["token"]


def receive(client, uuid, fields, protocol="biodiversity", csrf=None):
    headers = {"X-CSRF-Token": csrf or token(client), "Accept": "application/json"}
    kept = {name: value for name, value in fields.items() if name not in ("uuid", "csrf_token")}
    return client.put(f"/observer/{protocol}/envoi/{uuid}", data=kept, headers=headers)


def test_a_form_that_waited_is_received_once_and_its_photo_follows(anyone):
    uuid, fields = new_id(), {**filled(anyone, "biodiversity"), "photo": [DIGEST]}
    first, again = receive(anyone, uuid, fields), receive(anyone, uuid, fields)

    assert first.json == again.json
    assert first.json["uuid"] == str(uuid)
    assert first.json["missing_photos"] == [DIGEST]
    assert count(Observation) == count(Account) == count(WebSession) == 1

    sent = anyone.put(
        f"/api/v1/observations/{uuid}/photos/{DIGEST}",
        data=BYTES,
        headers={"X-CSRF-Token": token(anyone), "Content-Type": "image/jpeg"},
    )
    assert sent.status_code == 201, sent.text
    assert receive(anyone, uuid, fields).json["missing_photos"] == []
    assert str(uuid) in anyone.get("/mes-observations").text


def test_a_receipt_has_the_digest_that_a_phone_would_be_answered(anyone, app):
    uuid, fields = new_id(), filled(anyone, "heat")
    receipt = receive(anyone, uuid, fields, "heat").json
    told = anyone.get(f"/api/v1/observations/{uuid}").json
    assert {name: told[name] for name in ("uuid", "digest", "received_at")} == {
        name: receipt[name] for name in ("uuid", "digest", "received_at")
    }


def test_faults_are_told_as_a_problem_and_open_no_account(anyone):
    fields = {**filled(anyone, "tree"), "latitude": "123", "answers/girth_cm": "99999"}
    answer = receive(anyone, new_id(), fields, "tree")
    assert answer.status_code == 422
    assert {one["pointer"] for one in answer.json["errors"]} >= {"/answers/girth_cm"}
    assert count(Observation) == count(Account) == 0


def test_without_the_token_of_this_browser_nothing_is_received(anyone, app):
    fields = filled(anyone, "heat")
    answer = receive(anyone, new_id(), fields, "heat", csrf="0" * 64)
    assert (answer.status_code, answer.json["type"].rpartition("/")[2]) == (403, "forged-request")
    another = app.test_client()
    assert receive(anyone, new_id(), fields, "heat", csrf=token(another)).status_code == 403
    assert count(Observation) == 0


def test_the_identifier_of_somebody_else_is_not_taken_over(anyone, app):
    uuid, fields = new_id(), filled(anyone, "heat")
    assert receive(anyone, uuid, fields, "heat").status_code == 200
    another = app.test_client()
    answer = receive(another, uuid, filled(another, "heat"), "heat")
    assert answer.status_code == 409
    assert "received_at" not in answer.text


def test_looking_for_a_token_writes_nothing(anyone):
    assert len(token(anyone)) == 64
    assert count(Account) == count(WebSession) == 0


def test_a_phone_keeps_every_form_and_all_that_its_pages_load(anyone):
    script = anyone.get("/observer/worker.js?lang=fr")
    assert script.headers["Service-Worker-Allowed"] == "/observer"
    assert script.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in script.headers
    told = dict(re.findall(r"^  (\w+): (.*),$", script.text, re.M))
    pages, files = json.loads(told["pages"]), set(json.loads(told["files"]))

    names = pages.pop()
    assert names == "/observer/names.json"
    assert set(pages) == {"/observer", *(f"/observer/{code}" for code in PROTOCOLS)}
    for page in pages:
        loaded = re.findall(r'(?:src|href)="(/static/[^"#]+)"', anyone.get(page).text)
        assert set(loaded) <= files, page
    for file in files:
        answer = anyone.get(file)
        assert answer.status_code == 200
        folder = file.rpartition("/")[0]
        for name in re.findall(r'(?:from|import\()\s*"\./([^"]+)"', answer.text):
            assert f"{folder}/{name}" in files, file


def test_a_phone_takes_along_the_names_of_what_is_likely_here(anyone):
    taxa = anyone.get("/observer/names.json", headers={"Accept-Language": "fr"}).json["taxa"]
    assert 1000 < len(taxa) <= 2000
    assert [4001, "Erithacus rubecula", "Rougegorge familier"] in taxa
    assert len({one[0] for one in taxa}) == len(taxa)
    packed = gzip.compress(json.dumps(taxa, ensure_ascii=False).encode())
    assert len(packed) <= BUDGETS["names"]


def test_what_is_seen_here_comes_first_among_the_names_taken_along(anyone, app):
    with transaction() as session:
        for month in (5, 6):
            saw(session, uuid4(), Here("76259", month), 4001)
    taxa = anyone.get("/observer/names.json").json["taxa"]
    assert taxa[0][0] == 4001
    assert [one[0] for one in taxa].count(4001) == 1


def test_another_language_is_another_app_on_the_phone(anyone):
    spoken = {code: anyone.get(f"/observer/worker.js?lang={code}").text for code in ("fr", "en")}
    assert spoken["fr"] != spoken["en"]
    assert anyone.get("/observer/worker.js?lang=fr").text == spoken["fr"]


def test_the_app_is_installed_under_the_name_of_its_town(anyone):
    answer = anyone.get("/observer/application.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    assert (answer.json["start_url"], answer.json["scope"]) == ("/observer", "/observer")
    assert answer.json["display"] == "standalone"
    for icon in answer.json["icons"]:
        assert anyone.get(icon["src"]).status_code == 200
    assert "application.webmanifest" in anyone.get("/observer").text
