"""What people agree to is kept with each observation, by its version; a text never changes."""

from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from citizen.consent import rules
from citizen.consent.rules import VERSIONS, current
from citizen.observations.tables import Observation
from config.database import reading
from tests.citizen.forms import send, unspaced, uuid_of
from tests.sendings import new_id, sent

SHOWN = {  # once people agreed to a text, not a letter of it changes: add another file
    "2026-11-22": "0dbf88f3559cf125a159474be55f7636f6a26d278fa1a5f202801d1c9d896458",
}


def kept(uuid):
    with reading() as session:
        return session.scalars(select(Observation.consent).where(Observation.uuid == uuid)).one()


def test_a_text_that_was_shown_never_changes():
    folder = Path(rules.__file__).parent / "versions"
    digests = {f.stem: sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}
    assert digests == SHOWN


@pytest.mark.parametrize(("language", "word"), [("fr", "Licence Ouverte"), ("en", "GDPR")])
def test_anyone_reads_the_text_in_their_language(anyone, language, word):
    told = anyone.get(f"/api/v1/consent?lang={language}").json
    assert told["version"] == max(VERSIONS)
    assert word in str(told)
    assert "Fécamp" in told["short"]
    assert anyone.get(f"/api/v1/consent?version={told['version']}&lang={language}").json == told


def test_a_text_that_never_was_is_not_made_up(anyone):
    assert anyone.get("/api/v1/consent?version=1999-01-01").status_code == 422


def test_an_observation_keeps_the_version_its_phone_showed(resident, monkeypatch):
    former = current().version
    monkeypatch.setitem(VERSIONS, "2099-01-01", current()._replace(version="2099-01-01"))
    told, silent = new_id(), new_id()
    assert resident.put(f"/api/v1/observations/{told}", json=sent(consent=former)).json[
        "consent"
    ] == (former)
    assert resident.put(f"/api/v1/observations/{silent}", json=sent()).json["consent"] == (
        "2099-01-01"
    )


def test_a_version_that_never_was_is_refused(resident):
    answer = resident.put(f"/api/v1/observations/{new_id()}", json=sent(consent="1999-01-01"))
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/consent"]


def test_sent_again_after_another_text_came_it_is_the_same(resident, monkeypatch):
    uuid = new_id()
    first = resident.put(f"/api/v1/observations/{uuid}", json=sent())
    monkeypatch.setitem(VERSIONS, "2099-01-01", current()._replace(version="2099-01-01"))
    again = resident.put(f"/api/v1/observations/{uuid}", json=sent())
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json["consent"] == first.json["consent"] != "2099-01-01"
    assert again.json["digest"] == first.json["digest"]


def test_the_form_shows_the_text_and_sends_its_version(anyone):
    page = unspaced(anyone.get("/observer/tree").text)
    assert f'name="consent" value="{current().version}"' in page
    assert "intérêt public" in page
    assert kept(UUID(uuid_of(send(anyone, "tree")))) == current().version


def test_the_page_of_personal_data_holds_the_text(anyone):
    assert f"{current().version}" in anyone.get("/donnees-personnelles").text
