"""A correction after a decision is proposed: what was decided stands until it is accepted."""

import pytest
from sqlalchemy import func, select

from citizen.observations.tables import Revision
from config.database import reading
from moderation.decisions.tables import Decision
from reference.sensitivity import commands
from tests.citizen.forms import Hidden
from tests.story.proposing import Story


@pytest.fixture
def story(resident, moderator, deliver):
    told = Story(resident, moderator, deliver)
    told.decide()
    return told


def test_what_was_decided_stands_while_a_correction_is_proposed(story, moderator):
    answer = story.propose()
    assert (answer.status_code, answer.json["waits"]) == (202, "proposed")
    assert story.shown() == ("accepted", 1, "premier")
    (waits,) = moderator.get("/api/v1/queue").json["items"]
    assert (waits["uuid"], "propose une correction" in waits["why"]) == (story.uuid, True)
    (one,) = story.get("proposals")
    assert one["changes"] == [{"pointer": "/comment", "before": "premier", "after": "second"}]


def test_a_correction_that_is_accepted_is_the_version_that_was_decided(story):
    proposal = story.propose().json["proposal"]
    answer = story.answer(proposal)
    assert (answer.status_code, answer.json["state"], answer.json["version"]) == (
        201,
        "accepted",
        2,
    )
    assert story.shown() == ("accepted", 2, "second")
    with reading() as session:
        decided = session.execute(select(Decision.verdict, Decision.version)).all()
        assert session.scalars(select(Revision.version)).all() == [1]
    assert [tuple(one) for one in decided] == [("accept", 1), ("accept", 2)]
    told = {one["what"]: one.get("changes") for one in story.get("history")}
    assert told["observation.correction-accepted"] == told["observation.proposed"]
    assert story.moderator.get("/api/v1/queue").json["items"] == []


def test_a_correction_that_is_declined_changes_nothing_and_says_why(story):
    proposal = story.propose().json["proposal"]
    silent = story.answer(proposal, "decline")
    assert (silent.status_code, silent.json["errors"][0]["pointer"]) == (422, "/comment")
    assert (
        story.answer(proposal, "decline", comment="La photo montre autre chose.").status_code == 201
    )
    assert story.shown() == ("accepted", 1, "premier")
    assert story.get("proposals")[0]["answer"] == "La photo montre autre chose."
    again = story.propose()
    assert (again.status_code, again.json["type"]) == (409, "/problems/correction-declined")
    assert again.json["reason"] == "La photo montre autre chose."
    assert story.propose("autrement").status_code == 202


def test_what_is_published_is_what_was_decided_until_the_correction_is(
    story, publisher, anyone, deliver
):
    def published():
        assert publisher.post("/api/v1/datasets/biodiversity/releases").status_code == 202
        deliver()
        return anyone.get("/data/biodiversity/latest/biodiversity.csv", follow_redirects=True).text

    taxon = {"cd_nom": 4466, "cited_name": "Moineau friquet"}
    proposal = story.put("second", story.first.headers["ETag"], taxon=taxon).json["proposal"]
    assert ",4466," not in published()
    story.answer(proposal)
    assert ",4466," in published()


RULES = """CD_DEP;CD_NOM;NOM_CITE;DUREE;CD_SENSIBILITE;AUTRE;STATUT_BIOLOGIQUE;COMPORTEMENT
76;4001;Erithacus rubecula;;2;;;
"""


def test_a_name_that_must_be_hidden_is_hidden_in_the_transaction_that_takes_it(story, tmp_path):
    file = tmp_path / "18.csv"
    file.write_text(RULES, encoding="utf-8")
    commands.bring(file, "18")
    story.deliver()
    robin = {"cd_nom": 4001, "cited_name": "Rouge-gorge"}
    proposal = story.propose(taxon=robin).json["proposal"]
    assert story.get()["public_precision"] == "exact"
    told = {"json": {"verdict": "accept"}}
    assert story.moderator.post(f"{story.address}/proposals/{proposal}", **told).status_code == 201
    assert story.get()["sensitivity"] == 2, "no job has run yet"


def test_the_same_proposal_again_is_the_same(story):
    assert story.propose().json["proposal"] == story.propose().json["proposal"]
    assert story.proposals() == [("waiting", 1)]


def test_a_later_proposal_takes_the_place_of_the_one_before(story):
    story.propose()
    follows = f'"{story.uuid}-2.0"'
    assert story.put("troisième", follows).json["waits"] == "proposed"
    assert story.propose().json["waits"] == "replaced", "sent again, it does not come back"
    assert story.proposals() == [("replaced", 1), ("waiting", 2)]
    story.answer(story.get("proposals")[1]["uuid"])
    assert story.shown() == ("accepted", 3, "troisième")


def test_a_correction_that_follows_a_proposal_may_come_before_it(story):
    assert story.put("troisième", f'"{story.uuid}-2.0"').json["waits"] == "parked"
    story.propose()
    assert story.proposals() == [("replaced", 1), ("waiting", 2)]


def test_another_proposal_wants_to_have_seen_the_first(story):
    story.propose("de ce téléphone")
    assert story.propose("d'un autre").status_code == 412
    seen = story.resident.get(story.address).headers["ETag"]
    assert story.put("d'un autre", seen).status_code == 202


def test_an_answer_binds_to_what_was_seen(story, moderator):
    seen = story.resident.get(story.address).headers["ETag"]
    proposal = story.propose().json["proposal"]
    stale = story.answer(proposal, headers={"If-Match": seen})
    assert (stale.status_code, story.proposals()) == (412, [("waiting", 1)])
    assert (
        story.answer(proposal, headers={"If-Match": f'"{stale.json["etag"]}"'}).status_code == 201
    )
    assert story.answer(proposal).json["type"] == "/problems/impossible-decision"


def test_a_decision_meanwhile_leaves_the_proposal_to_be_answered(story, moderator):
    proposal = story.propose().json["proposal"]
    story.decide("doubt", reason="other")
    assert len(moderator.get("/api/v1/queue").json["items"]) == 1
    assert story.answer(proposal).json["status"] == "doubtful"


def test_nobody_answers_their_own_proposal_nor_without_competence(story, account, resident):
    proposal = story.propose().json["proposal"]
    address = f"{story.address}/proposals/{proposal}"
    other = account("moderator", organisation="LPO", protocols=["heat"])
    for who, status in ((other, 404), (resident, 403)):
        assert who.post(address, json={"verdict": "accept"}).status_code == status
    assert story.proposals() == [("waiting", 1)]


def test_what_was_withdrawn_takes_no_correction(story):
    proposal = story.propose().json["proposal"]
    assert story.resident.delete(story.address).status_code == 204
    story.deliver()
    assert story.propose("encore").status_code == 410
    assert story.answer(proposal).json["type"] == "/problems/withdrawn-since"
    assert story.moderator.get("/api/v1/queue").json["items"] == []


def test_the_author_is_written_to(account, moderator, deliver, settings):
    author = account("resident", email="lea@example.org")
    story = Story(author, moderator, deliver)
    story.decide()
    proposal = story.propose().json["proposal"]
    story.answer(proposal, "decline", comment="On voit bien un rouge-gorge.")
    letters = [file.read_text() for file in (settings.home / "mail").glob("*.eml")]
    assert any("On voit bien un rouge-gorge." in letter.replace("=\n", "") for letter in letters)


def test_every_version_is_kept(story, resident, deliver, moderator):
    told = Story(resident, moderator, deliver)
    told.put("deux", told.first.headers["ETag"])
    told.put("trois", f'"{told.uuid}-2.0"')
    changes = [one["changes"] for one in told.get("history") if "changes" in one]
    assert [(one[0]["before"], one[0]["after"]) for one in changes] == [
        ("premier", "deux"), ("deux", "trois"),
    ]  # fmt: skip
    with reading() as session:
        assert session.scalar(select(func.count(Revision.id))) == 2


def test_the_pages_show_what_changes_and_take_the_answer(story):
    story.propose(place={"type": "Point", "coordinates": [0.38, 49.76]})
    page = story.moderator.get(f"/moderation/{story.uuid}").text
    assert "Une correction est proposée" in page
    for words in ("premier", "second", "49.75720, 0.37410", "49.76000, 0.38000"):
        assert words in page
    told = Hidden(page).fields
    address = f"/moderation/{story.uuid}/correction"
    silent = story.moderator.post(address, data=told | {"verdict": "decline"})
    assert (silent.status_code, "dites pourquoi" in silent.text) == (422, True)
    stale = story.moderator.post(address, data=told | {"verdict": "accept", "seen": "x"})
    assert (stale.status_code, "a changé depuis" in stale.text) == (412, True)
    done = story.moderator.post(address, data=told | {"verdict": "accept"})
    assert done.status_code == 303
    assert story.shown() == ("accepted", 2, "second")
    page = story.resident.get(f"/mes-observations/{story.uuid}").text
    assert page.index("Vous avez proposé une correction") < page.index("La correction est acceptée")
    assert "Ce qui change" in page
