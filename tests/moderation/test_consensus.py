"""Several opinions settle a record: what is kept, who still sees it, where it goes."""

import json

import pytest
from click.testing import CliRunner

import commands
from config import towns
from tests.conftest import engine
from tests.moderation.desks import waiting
from tests.moderation.town_rules import TWO, declare

ROBIN = {"taxon": {"cd_nom": 4001}}


@pytest.fixture
def three(account):
    """Two moderators and an expert of one association."""
    return (
        account("moderator", organisation="LPO"),
        account("moderator", organisation="LPO"),
        account("expert", organisation="LPO", groups=("Oiseaux",)),
    )


def judge(client, uuid, verdict="accept", **details):
    if verdict in {"reject", "doubt"}:
        details.setdefault("reason", "lookalike")
    told = {"verdict": verdict} | details
    return client.post(f"/api/v1/observations/{uuid}/decisions", json=told)


def test_two_must_agree_and_who_gave_theirs_is_asked_no_more(three, report, deliver):
    one, other, _ = three
    declare(TWO)
    uuid = report(answers={"group": "unknown"})
    first = judge(one, uuid, **ROBIN)
    assert (first.status_code, first.json["status"]) == (201, "submitted")
    assert (first.json["outcome"], first.json["missing"]) == ("waits", 1)
    assert first.json["uuid"] is None
    assert waiting(one) == []
    assert waiting(other) == [uuid]
    again = judge(one, uuid, **ROBIN)
    assert again.json["outcome"] == "waits", "one person is one opinion"
    second = judge(other, uuid, certainty="probable", **ROBIN)
    assert (second.json["status"], second.json["validation"]) == ("accepted", 2)
    assert second.json["outcome"] == "settled"
    deliver()
    assert waiting(one) == waiting(other) == []


def test_a_disagreement_goes_to_an_expert_with_the_reason_why(three, report, anyone):
    one, other, expert = three
    declare(TWO)
    uuid = report(taxon={"cd_nom": 4001}, answers={"group": "bird"})
    judge(one, uuid)
    told = judge(other, uuid, "reject")
    assert (told.json["outcome"], told.json["case"]) == ("expert", "disagreement")
    assert waiting(one) == waiting(other) == []
    (item,) = expert.get("/api/v1/queue", headers={"Accept-Language": "fr"}).json["items"]
    assert item["uuid"] == uuid
    assert "les avis divergent" in item["why"]
    settled = judge(expert, uuid)
    assert (settled.json["status"], settled.json["outcome"]) == ("accepted", "settled")
    late = judge(one, uuid, "reject")
    assert (late.json["status"], late.json["outcome"]) == ("accepted", "expert")
    assert waiting(expert) == [uuid], "what an expert settled is not overturned by one who is none"


def test_who_abstains_leaves_it_to_the_others(three, report):
    one, other, _ = three
    uuid = report()
    told = judge(one, uuid, "abstain")
    assert (told.status_code, told.json["status"], told.json["outcome"]) == (
        201,
        "submitted",
        "waits",
    )
    assert waiting(one) == []
    assert waiting(other) == [uuid]
    assert judge(other, uuid).json["status"] == "accepted"


def test_what_a_status_protects_goes_to_an_expert(three, report, in_force):
    one, _, expert = three
    declare('[[rule]]\nexpert = ["first"]')
    uuid = report(taxon={"cd_nom": 4001}, answers={"group": "bird"})
    assert judge(one, uuid).json["case"] == "first"
    assert waiting(expert) == [uuid]
    assert judge(expert, uuid).json["status"] == "accepted"


def test_a_correction_by_the_author_wants_opinions_on_what_it_now_says(three, report, resident):
    one, other, _ = three
    declare(TWO)
    uuid = report()
    judge(one, uuid)
    seen = resident.get(f"/api/v1/observations/{uuid}")
    changed = {**_sendable(seen.json), "comment": "deux"}
    answer = resident.put(
        f"/api/v1/observations/{uuid}", json=changed, headers={"If-Match": seen.headers["ETag"]}
    )
    assert answer.status_code == 200, answer.json
    assert waiting(one) == [uuid]
    assert judge(other, uuid).json["outcome"] == "waits"
    assert judge(one, uuid).json["outcome"] == "settled"


def _sendable(told):
    names = ("protocol", "observed_at", "place", "accuracy_m", "place_source", "answers")
    return {name: told[name] for name in names}


@pytest.fixture
def run(settings, app):
    def told(*arguments):
        known = ("BRINDILLE_HOME", "SECRET_KEY", "DATABASE_URL")
        environment = {name: getattr(settings, name) for name in known}
        engine().dispose()
        done = CliRunner().invoke(commands.brindille, arguments, env=environment)
        towns.serve(app.config["TOWN"])
        return done

    return told


def test_rules_are_tried_on_what_was_decided_before_they_are_adopted(
    three, report, run, tmp_path, account
):
    one, other, _ = three
    uuids = [report() for _ in range(3)]
    for uuid in uuids:
        judge(one, uuid)
    judge(other, uuids[0])
    file = tmp_path / "two.toml"
    file.write_text(TWO, encoding="utf-8")
    tried = run("consensus", "replay", str(file), "--json")
    assert tried.exit_code == 0, tried.output
    rows = [json.loads(line) for line in tried.stdout.splitlines()]
    assert {row["uuid"] for row in rows} == set(uuids[1:])
    assert {(row["before"], row["after"]) for row in rows} == {("settled-accept", "waits")}
    assert "2 of 3 records would differ" in tried.stderr
    whole = run("consensus", "replay", str(file), "--all").stdout.splitlines()
    assert (whole[0], len(whole)) == ("uuid,protocol,group,opinions,before,after", 4)
    account("admin", email="lead@example.org")
    assert run("consensus", "adopt", str(file), "--by", "lead@example.org").exit_code == 0
    assert "agreeing = 2" in run("consensus", "show").stdout
    file.write_text("[[rule]]\nagreeing = 'two'", encoding="utf-8")
    refused = run("consensus", "replay", str(file))
    assert (refused.exit_code, "/rule/0/agreeing" in refused.stderr) == (1, True)


def test_the_lead_tries_rules_on_their_page_and_adopts_those_they_saw(account, report, three):
    lead, (one, *_) = account("admin", organisation="Ville"), three
    judge(one, report())
    form = {"content": TWO, "seen": "0", "what": "try"}
    page = lead.post("/moderation/regles", data=form)
    assert page.status_code == 200
    assert "1 serait traitée autrement" in page.text.replace("\xa0", " ")
    assert lead.post("/moderation/regles", data=form | {"what": "adopt"}).status_code == 303
    assert "agreeing = 2" in lead.get("/moderation/regles").text
    stale = lead.post("/moderation/regles", data=form | {"what": "adopt"})
    assert stale.status_code == 412
    wrong = lead.post("/moderation/regles", data=form | {"content": "[[rule]]\nbranch = 'a'"})
    assert "/rule/0/branch" in wrong.text
    assert one.get("/moderation/regles").status_code == 403
    assert judge(one, report()).json["outcome"] == "waits"


def test_nobody_is_told_of_an_opinion_that_settles_nothing(three, report, resident, new_resident):
    """Neither the author nor who judges next learns what was thought: only experts see it."""
    one, other, expert = three
    declare(TWO)
    uuid = report(taxon={"cd_nom": 4001}, answers={"group": "bird"})
    before = resident.get(f"/api/v1/observations/{uuid}/history").json
    judge(one, uuid, "reject", comment="Une peluche, visiblement.")
    assert resident.get(f"/api/v1/observations/{uuid}/history").json == before
    assert "peluche" not in other.get(f"/moderation/{uuid}").text
    assert "peluche" in expert.get(f"/moderation/{uuid}").text
    assert new_resident().get(f"/api/v1/observations/{uuid}").status_code == 404
