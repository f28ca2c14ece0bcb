"""A district is followed as a commune is: by what is shown of a place, never by what is hidden."""

import pytest

from tests.exports.test_digests import accept, letters, morning, report, text
from tests.exports.test_zones import draw

__all__ = ["letters", "morning", "report"]  # fixtures
AWAY = {"type": "Point", "coordinates": [0.38, 49.7572]}
FOLLOWED = {"territory": "le-port"}


@pytest.fixture
def reader(account, publisher):
    draw(publisher)
    return account("resident", email="jeanne@example.org")


def test_what_becomes_public_in_a_district_is_told_and_nothing_beside_it(
    reader, moderator, report, letters, morning
):
    made = reader.post("/api/v1/me/subscriptions", json=FOLLOWED)
    assert made.status_code == 201, made.text
    assert "Le port" in reader.get("/mon-compte/lettres").text
    there, beside, hidden = report(), report(place=AWAY), report()
    for uuid in (there, beside):
        accept(moderator, uuid)
    accept(moderator, hidden, taxon={"cd_nom": 4001}, sensitivity=2)
    morning()
    (letter,) = letters("jeanne@example.org")
    assert there in text(letter)
    assert beside not in text(letter)
    assert hidden not in text(letter), "its square is larger than the district"


def test_a_district_is_followed_by_its_name_on_the_page(reader):
    told = {"do": "follow", "name": "", "place": "Le port", "status": "accepted"}
    assert reader.post("/mon-compte/lettres", data=told).status_code == 303
    (one,) = reader.get("/api/v1/me/subscriptions").json["items"]
    assert one["territory"] == "le-port"


def test_a_moderator_follows_what_waits_in_a_district(account, publisher, report, letters, morning):
    draw(publisher)
    judge = account("moderator", email="m@example.org", organisation="LPO")
    assert (
        judge.post("/api/v1/me/subscriptions", json=FOLLOWED | {"status": "waiting"}).status_code
        == 201
    )
    report()
    report(place=AWAY)
    morning()
    assert "Le port" in text(letters("m@example.org")[-1])
    assert ": 1" in text(letters("m@example.org")[-1]).replace("\xa0", " ").replace("\u202f", " ")


def test_what_is_no_district_is_refused(reader):
    told = reader.post("/api/v1/me/subscriptions", json={"territory": "le-large"})
    assert told.status_code == 422
