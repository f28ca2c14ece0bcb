"""The town takes releases back: on a page, or through the API."""

import pytest

from tests.citizen.forms import Hidden
from tests.story.test_reissue import FILE, hide


def test_the_town_does_it_on_a_page(report, decide, publish, publisher, anyone, deliver):
    page = "/ville/publications/biodiversity"

    def text(address):
        return publisher.get(address).text.replace("\u00a0", " ")

    assert "Aucune publication" in publisher.get(page).text
    kept, secret = report(), report()
    decide(kept)
    publish()
    decide(secret)
    publish()
    told = text(page)
    assert "De la n° 1 à la n° 2" in told and "<strong>1</strong> nouvelle" in told
    assert " checked" not in told
    hide(secret, sensitivity=3)
    told = text(page)
    assert "Une publication montre ce qui est caché" in told
    assert 'value="2" checked' in told
    form = Hidden(told).fields

    refused = publisher.post(page, data=form | {"words": "Merci"})
    assert refused.status_code == 422
    assert "Cochez au moins une publication" in refused.text and "Merci" in refused.text
    done = publisher.post(page, data=form | {"release": "2", "reason": "sensitive"})
    assert done.status_code == 303
    deliver()
    told = text(done.location)
    assert "La publication n° 3 est à prendre" in told and "La n° 3 la remplace" in told
    assert anyone.get(f"/data/biodiversity/2/{FILE}").status_code == 410
    assert publisher.get("/ville/publications/unicorn").status_code == 404


@pytest.mark.parametrize("role", ["resident", "moderator"])
def test_only_publishers_take_back(account, role):
    client = account(role)
    sent = {"reason": "error"}
    assert client.post("/api/v1/datasets/tree/reissues", json=sent).status_code == 403
    assert client.get("/api/v1/datasets/tree/exposures").status_code == 403
    assert client.get("/ville/publications/tree").status_code == 403


def test_squares_are_taken_back_whole(report, decide, publish, publisher, anyone, take_back):
    publish("heat")
    assert take_back(1, dataset="heat", reason="error")["release"] == 2
    assert anyone.get("/data/heat/1/cells.csv").status_code == 410
    assert anyone.get("/chaleur").status_code == 200
    assert publisher.get("/ville/publications/heat").status_code == 200
