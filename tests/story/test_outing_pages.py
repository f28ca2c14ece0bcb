"""An outing on its pages: made, found by its code, joined by a browser; faults by their names."""

import pytest

from tests.citizen.letters import token_of
from tests.story.outings import PARK


def test_a_browser_joins_without_an_account_and_leaves(app, outing, held_at_ten):
    phone = app.test_client()
    page = phone.get(f"/sorties/{outing}")
    assert "<svg" in page.text
    told = {"csrf_token": token_of(page)}
    assert phone.post(f"/sorties/{outing}/rejoindre").status_code == 403
    answer = phone.post(f"/sorties/{outing}/rejoindre", data=told)
    assert answer.status_code == 303, answer.text
    page = phone.get(f"/sorties/{outing}")
    assert f"/sorties/{outing}/quitter" in page.text
    assert phone.get("/api/v1/me").json["email"] == ""
    told = {"csrf_token": token_of(page)}
    assert phone.post(f"/sorties/{outing}/quitter", data=told).status_code == 303
    assert f"/sorties/{outing}/rejoindre" in phone.get(f"/sorties/{outing}").text


def test_an_outing_is_made_from_its_page_and_found_by_its_code(holder, anyone, resident):
    page = holder.get("/sorties")
    told = {"csrf_token": token_of(page), "name": "Le parc", "held_by": "Nous",
            "starts_at": "2026-05-14T09:00", "ends_at": "2026-05-14T12:00", "way": "circle",
            "latitude": "49,7572", "longitude": "0.3741", "metres": "300",
            "protocols": "biodiversity"}  # fmt: skip
    wrong = holder.post("/sorties", data={**told, "metres": "9"})
    assert wrong.status_code == 422
    assert 'id="area-error"' in wrong.text
    made = holder.post("/sorties", data=told)
    assert made.status_code == 303, made.text
    code = made.headers["Location"].rsplit("/", 1)[1]
    found = anyone.get(f"/sorties?code={code[:3]}-{code[3:].lower()}")
    assert (found.status_code, found.headers["Location"]) == (303, f"/sorties/{code}")
    told = anyone.get(f"/api/v1/outings/{code}").json
    assert told["area"]["type"] == "MultiPolygon"
    assert told["starts_at"].startswith("2026-05-14T07:00")
    assert resident.post("/api/v1/outings", json=PARK).status_code == 403
    pack = anyone.get(f"/sorties/{code}/sac.json").json
    assert (pack["pages"], pack["tiles"]) == (["/observer/biodiversity"], [])


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"ends_at": "2026-05-14T08:00:00+02:00"}, "/ends_at"),
        ({"ends_at": "2026-06-14T08:00:00+02:00"}, "/ends_at"),
        ({"held_by": "a@example.org"}, "/held_by"),
        ({"protocols": []}, "/protocols"),
        ({"campaign": "nulle"}, "/campaign"),
        ({"area": {"zone": "nulle"}}, "/area"),
        ({"area": {"circle": [0, "x"], "metres": 300}}, "/area"),
        ({"area": {"circle": [0, 49], "metres": True}}, "/area"),
    ],
)
def test_what_is_wrong_is_told_by_its_name(holder, changes, pointer):
    answer = holder.post("/api/v1/outings", json=PARK | changes)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json["errors"]] == [pointer]
