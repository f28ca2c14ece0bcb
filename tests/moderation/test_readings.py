"""What is settled is read again blindly; the figures are of groups, and never of a person."""

import pytest

from config.database import reading, transaction
from config.protocols import PROTOCOLS
from moderation.readings import store
from moderation.readings.tables import SecondReading
from tests.moderation.desks import waiting
from tests.moderation.town_rules import ALWAYS_AGAIN, NEVER_AGAIN, declare

PROTOCOL = "biodiversity"


@pytest.fixture
def two(account):
    return (
        account("moderator", organisation="LPO"),
        account("moderator", organisation="Club"),
    )


def decide(client, uuid, **told):
    body = {"verdict": "accept", "taxon": {"cd_nom": 4001}, "comment": "Marker-words"} | told
    assert client.post(f"/api/v1/observations/{uuid}/decisions", json=body).status_code == 201


def to_read(client):
    return client.get("/api/v1/readings").json["items"]


def test_what_is_settled_is_read_again_by_somebody_who_sees_nothing_of_it(two, report, deliver):
    one, other = two
    declare(ALWAYS_AGAIN)
    uuid = report(taxon={"cited_name": "Rouge-gorge ?"}, answers={"group": "unknown"})
    decide(one, uuid)
    deliver()
    assert to_read(one) == [], "nobody reads their own again"
    (asked,) = to_read(other)
    assert uuid not in str(asked) and "4001" not in str(asked)
    page = other.get(f"/moderation/relectures/{asked['uuid']}")
    assert page.status_code == 200
    for hidden in ("Marker-words", "Acceptée", uuid):
        assert hidden not in page.text
    form = {"option": "reject", "comment": "Une peluche."}
    done = other.post(f"/moderation/relectures/{asked['uuid']}", data=form)
    assert done.headers["Location"].endswith("/moderation/relectures?done=yes")
    assert one.get(f"/api/v1/observations/{uuid}").json["status"] == "accepted"
    assert to_read(other) == []
    with reading() as session:
        (told,) = store.by_organisation(session)
        assert (told["organisation"], told["measure"].read, told["measure"].disagreed) == (
            "LPO",
            1,
            1,
        )
    refused = other.post(f"/api/v1/readings/{asked['uuid']}", json={"verdict": "accept"})
    assert refused.status_code == 404


def test_who_holds_the_same_agrees_and_a_disagreement_goes_to_an_expert(
    two, account, report, deliver
):
    one, other = two
    expert = account("expert", organisation="Experts")
    declare(ALWAYS_AGAIN)
    uuids = [report(taxon={"cd_nom": 4001}, answers={"group": "bird"}) for _ in range(2)]
    for uuid in uuids:
        decide(one, uuid)
    deliver()
    first, second = to_read(other)
    told = {"verdict": "accept"}
    assert other.post(f"/api/v1/readings/{first['uuid']}", json=told).json["agrees"] is True
    told = {"verdict": "doubt", "reason": "lookalike"}
    assert other.post(f"/api/v1/readings/{second['uuid']}", json=told).json["agrees"] is False
    assert waiting(expert) == [uuids[1]]
    asks = other.post(f"/api/v1/readings/{second['uuid']}", json={"verdict": "ask", "reason": "a"})
    assert asks.status_code == 422


def test_what_an_expert_settled_measures_who_reads_it(two, account, report, deliver):
    declare(ALWAYS_AGAIN)
    uuid = report(taxon={"cd_nom": 4001}, answers={"group": "bird"})
    decide(account("expert", organisation="Experts"), uuid)
    deliver()
    (asked,) = to_read(two[1])
    told = {"verdict": "reject", "reason": "not-wild"}
    two[1].post(f"/api/v1/readings/{asked['uuid']}", json=told)
    with reading() as session:
        (told,) = store.by_organisation(session)
    assert (told["organisation"], told["measure"].disagreed) == ("Club", 1)


def test_nothing_is_drawn_when_the_rules_say_so(two, report, deliver):
    declare(NEVER_AGAIN)
    decide(two[0], report())
    deliver()
    assert to_read(two[1]) == []


def test_only_the_lead_reads_figures_and_what_is_published_tells_of_no_organisation(
    two, account, report, deliver, anyone
):
    one, other = two
    declare(ALWAYS_AGAIN)
    uuid = report(taxon={"cd_nom": 4001}, answers={"group": "bird"})
    decide(one, uuid)
    deliver()
    (asked,) = to_read(other)
    other.post(f"/api/v1/readings/{asked['uuid']}", json={"verdict": "accept"})
    with transaction() as session:
        (row,) = session.query(SecondReading).all()
        assert row.agrees
    lead = account("admin", organisation="Ville")
    page = lead.get("/moderation/mesures")
    assert page.status_code == 200 and "LPO" in page.text
    assert one.get("/moderation/mesures").status_code == 403
    with reading() as session:
        published = store.published(session, PROTOCOL)
    assert set(published) == {""}, "one reading is told with all the others alone"
    method = anyone.get("/methode").text
    assert "relues" in method and "LPO" not in method
    assert PROTOCOL in PROTOCOLS
