"""Accepted by a declared rule: what is, what never is, the sample, and what is told of it."""

from uuid import UUID

from sqlalchemy import select

from config.database import reading
from config.protocols import PROTOCOLS
from exports.store import published
from moderation.automatic import jobs
from moderation.decisions.tables import Decision
from moderation.history.store import faults
from moderation.readings import store as readings
from moderation.readings.tables import SecondReading
from tests.moderation.automatic import (
    AGAIN,
    BIRD,
    BLACKBIRD,
    RULE,
    held,
    judge,
)  # fmt: skip
from tests.moderation.desks import waiting
from tests.moderation.town_rules import declare
from tests.sendings import photo, sha256


def test_what_reaches_the_score_is_accepted_as_probable_and_everything_says_it_was_automatic(
    known, report, resident, moderator, deliver, anyone
):
    uuid = report(**AGAIN)
    assert held(uuid) == ("accepted", 2, True)
    assert uuid not in waiting(moderator)
    deliver()
    with reading() as session:
        (taken,) = session.scalars(select(Decision).where(Decision.automatic.is_not(None)))
        assert taken.automatic["parts"] == {"species": 20, "season": 20}
        assert (taken.automatic["score"], taken.automatic["at_least"]) == (40, 40)
        assert [*faults(session, lambda _: None)] == [], "the chain holds"
        (record,) = published(session, PROTOCOLS["biodiversity"], UUID(uuid))
        assert record.is_automatic
    (told,) = [
        one
        for one in resident.get(f"/api/v1/observations/{uuid}/history").json
        if one["what"] == "observation.accepted"
    ]
    assert told["by"] == "machine"
    for page in (
        resident.get(f"/mes-observations/{uuid}").text, moderator.get(f"/moderation/{uuid}").text,
    ):  # fmt: skip
        assert "règle automatique" in page
        assert "40 points" in page
    assert "règle automatique" in anyone.get(f"/observations/{uuid}").text

    judge(moderator, uuid, "reject", reason="lookalike")
    assert held(uuid) == ("rejected", 4, False), "a person overrules at any time"


def test_nothing_is_accepted_where_nothing_is_declared(known, report, moderator):
    declare("second_reading = 0")
    uuid = report(**AGAIN)
    assert held(uuid) == ("submitted", 0, False)
    assert uuid in waiting(moderator)


def test_it_waits_for_the_photos_that_were_announced(known, report, resident, deliver):
    file = photo("red")
    uuid = report(**AGAIN, photos=[sha256(file)])
    assert held(uuid)[0] == "submitted"
    address = f"/api/v1/observations/{uuid}/photos/{sha256(file)}"
    assert resident.put(address, data=file, content_type="image/jpeg").status_code in {200, 201}
    deliver()
    assert held(uuid) == ("accepted", 2, True)


def test_a_sample_goes_to_people_who_do_not_know_and_their_verdict_measures_the_rule(
    known, report, moderator, account, drawn, deliver
):
    drawn[0] = bytes(32)
    uuids = [report(**BIRD, observed_at=f"2026-05-{day}T08:00:00+02:00") for day in (16, 17, 18)]
    assert {held(uuid) for uuid in uuids} == {("submitted", 0, False)}
    assert {*uuids} <= {*waiting(moderator)}
    page = moderator.get(f"/moderation/{uuids[0]}").text
    assert "règle automatique" not in page
    assert moderator.get("/api/v1/readings").json["items"] == [], "it is no second reading"
    for uuid, told in zip(uuids, ({}, {"taxon": {"cd_nom": BLACKBIRD}}, {}), strict=True):
        judge(moderator, uuid, **told)
    deliver()
    with reading() as session:
        found = readings.automatic(session, "biodiversity")
        assert (found.read, found.disagreed) == (3, 1)
        assert readings.by_organisation(session) == [], "nobody but the rule is measured by it"
        assert readings.published(session, "biodiversity") == {}
    lead = account("admin", organisation="Ville")
    assert "3 observations de son échantillon" in lead.get("/moderation/mesures").text
    judge(moderator, uuids[1])
    judge(moderator, uuids[2], "doubt", reason="lookalike")
    deliver()
    with reading() as session:
        assert session.scalars(select(SecondReading.agrees)).all().count(False) == 2


def test_the_draw_hangs_on_the_secret_and_stays_the_same(known, report, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "derived", lambda purpose: asked.append(purpose) or b"\xff" * 32)
    uuid = report(**AGAIN)
    assert asked == [f"automatic sample {uuid}"]


def test_the_page_says_what_is_in_force_and_its_form_keeps_it(known, account):
    lead = account("admin", organisation="Ville")
    page = lead.get("/moderation/regles").text
    assert "ce qui atteint 40 points" in page
    form = {"arrange": "try", "second_reading": "5", "automatic": RULE[RULE.index("[automatic]") :]}
    tried = lead.post("/moderation/regles", data=form).text
    assert "Acceptation automatique, essayée sur 1 observation" in tried
    assert "at_least = 40" in tried
    number = page.split('name="seen" value="')[1].split('"')[0]
    done = lead.post("/moderation/regles", data=form | {"arrange": "adopt", "seen": number})
    assert done.status_code == 303
    assert "ce qui atteint 40 points" in lead.get("/moderation/regles").text
    wrong = form | {"automatic": "[automatic]\nat_least = 0"}
    assert "/automatic/at_least" in lead.post("/moderation/regles", data=wrong).text
    none = form | {"automatic": "", "arrange": "adopt", "seen": str(int(number) + 1)}
    assert lead.post("/moderation/regles", data=none).status_code == 303
    assert "aucune, tout est jugé par des personnes" in lead.get("/moderation/regles").text
