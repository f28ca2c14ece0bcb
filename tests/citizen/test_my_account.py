"""A person's account is theirs to change: name, language, signature; each choice is revocable."""

import pytest

from tests.citizen.forms import send, uuid_of
from tests.citizen.letters import token_of
from tests.sendings import new_id, sent

NAME = "Jeanne des Bois"


def me(client):
    return client.get("/api/v1/me")


def change(client, **changes):
    return client.patch(
        "/api/v1/me", json=changes, headers={"If-Match": me(client).headers["ETag"]}
    )


def test_a_change_says_which_version_was_seen(resident):
    seen = me(resident).headers["ETag"]
    assert resident.patch("/api/v1/me", json={"name": NAME}).status_code == 428
    changed = resident.patch("/api/v1/me", json={"name": NAME}, headers={"If-Match": seen})
    assert (changed.status_code, changed.json["name"]) == (200, NAME)
    assert changed.headers["ETag"] == me(resident).headers["ETag"] != seen
    stale = resident.patch("/api/v1/me", json={"name": "?"}, headers={"If-Match": seen})
    assert stale.status_code == 412
    assert me(resident).json["name"] == NAME


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"name": "jeanne@example.org"}, "/name"),
        ({"name": "x" * 61}, "/name"),
        ({"name": None}, "/name"),
        ({"language": "de"}, "/language"),
        ({"name_published": 1}, "/name_published"),
        ({"email": "jeanne@example.org"}, "/email"),
        ({"role": "admin"}, "/role"),
    ],
)
def test_what_cannot_be_chosen_is_refused(resident, changes, pointer):
    refused = change(resident, **changes)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.json["errors"]] == [pointer]
    assert me(resident).json["name"] == ""


def test_nobody_signs_without_a_name(resident):
    assert change(resident, name_published=True).json["name_published"] is False
    assert change(resident, name=NAME, name_published=True).json["name_published"] is True
    assert change(resident, name="").json["name_published"] is False


def test_signing_applies_to_all_that_was_sent(resident):
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    before = resident.get(f"/api/v1/observations/{uuid}")
    change(resident, name=NAME, name_published=True)
    after = resident.get(f"/api/v1/observations/{uuid}")
    assert (before.json["name_published"], after.json["name_published"]) == (False, True)
    assert before.headers["ETag"] != after.headers["ETag"]
    change(resident, name_published=False)
    assert resident.get(f"/api/v1/observations/{uuid}").json["name_published"] is False


def test_a_phone_that_sends_again_what_was_unsigned_meanwhile_is_not_refused(resident):
    uuid = new_id()
    change(resident, name=NAME)
    resident.put(f"/api/v1/observations/{uuid}", json=sent(name_published=True))
    change(resident, name_published=False)
    change(resident, name="")
    again = resident.put(f"/api/v1/observations/{uuid}", json=sent(name_published=True))
    assert (again.status_code, again.json["name_published"]) == (200, False)


def test_an_observation_is_signed_by_itself_on_the_version_seen(resident, new_resident):
    uuid = new_id()
    change(resident, name=NAME)
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    address, told = f"/api/v1/me/observations/{uuid}", {"name_published": True}
    assert resident.patch(address, json=told).status_code == 428
    seen = {"If-Match": resident.get(f"/api/v1/observations/{uuid}").headers["ETag"]}
    signed = resident.patch(address, json=told, headers=seen)
    assert (signed.status_code, signed.json["name_published"]) == (200, True)
    assert resident.patch(address, json=told, headers=seen).status_code == 412
    assert new_resident().patch(address, json=told, headers=seen).status_code == 404
    history = resident.get(f"/api/v1/observations/{uuid}/history").json
    assert history[-1]["what"] == "observation.signed"


# ---- its page


def test_the_page_explains_itself_to_who_has_no_account(anyone):
    page = anyone.get("/mon-compte")
    assert page.status_code == 200
    assert "/connexion" in page.text


def test_the_page_changes_the_account_without_javascript(anyone):
    uuid = uuid_of(send(anyone))
    page = anyone.get("/mon-compte")
    form = {"csrf_token": token_of(page), "name": f"  {NAME} ", "name_published": "1"}
    kept = anyone.post("/mon-compte", data=form | {"language": "en"})
    assert (kept.status_code, kept.location) == (303, "/mon-compte?kept=1")
    shown = anyone.get("/mon-compte").text
    assert f'value="{NAME}"' in shown
    followed = anyone.get(f"/mes-observations/{uuid}")
    assert "/signature" in followed.text
    anyone.post(f"/mes-observations/{uuid}/signature", data={"csrf_token": token_of(followed)})
    told = anyone.get(f"/api/v1/observations/{uuid}").json
    assert told["name_published"] is False


def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(anyone):
    send(anyone)
    form = {"csrf_token": token_of(anyone.get("/mon-compte")), "name": "a@b.fr", "language": "fr"}
    refused = anyone.post("/mon-compte", data=form)
    assert refused.status_code == 422
    assert 'value="a@b.fr"' in refused.text
    assert 'aria-invalid="true"' in refused.text


def test_the_page_needs_our_own_form(anyone):
    send(anyone)
    assert anyone.post("/mon-compte", data={"name": NAME}).status_code == 403
