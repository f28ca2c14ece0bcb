"""What an inventory corrects after a decision is proposed, answered, and taken back with it."""

from tests.citizen.imports.files import ROWS, table

ADDRESS = "/api/v1/observations/{}"


def corrected(girth):
    return [ROWS[0].replace("415", str(girth)), *ROWS[1:]]


def test_a_correction_of_what_was_decided_is_proposed_once_and_answered(
    bring, kept, tmp_path, moderator, deliver
):
    bring(table(tmp_path, *ROWS))
    deliver()
    address = ADDRESS.format(kept()["1"]["uuid"])
    moderator.post(f"{address}/decisions", json={"verdict": "accept"})
    deliver()

    said = bring(table(tmp_path, *corrected(420)))
    assert (said.told["changed"], said.told["proposed"], said.told["known"]) == (0, 1, 2)
    assert kept()["1"]["answers"]["girth_cm"] == 415, "what is published waits for the answer"
    deliver()
    again = bring(table(tmp_path, *corrected(420)))
    assert (again.told["proposed"], again.told["known"]) == (0, 3)

    later = bring(table(tmp_path, *corrected(430)))
    assert later.told["proposed"] == 1
    proposals = moderator.get(f"{address}/proposals").json
    assert [one["state"] for one in proposals] == ["replaced", "waiting"]
    deliver()
    answer = f"{address}/proposals/{proposals[-1]['uuid']}"
    assert moderator.post(answer, json={"verdict": "accept"}).status_code == 201
    assert kept()["1"]["answers"]["girth_cm"] == 430
    assert kept()["1"]["status"] == "accepted"


def test_what_was_declined_is_not_proposed_again(bring, kept, tmp_path, moderator, deliver):
    bring(table(tmp_path, *ROWS))
    deliver()
    address = ADDRESS.format(kept()["1"]["uuid"])
    moderator.post(f"{address}/decisions", json={"verdict": "accept"})
    bring(table(tmp_path, *corrected(420)))
    deliver()
    (one,) = moderator.get(f"{address}/proposals").json
    told = {"verdict": "decline", "comment": "Mesuré de nouveau : 415."}
    moderator.post(f"{address}/proposals/{one['uuid']}", json=told)
    said = bring(table(tmp_path, *corrected(420)))
    assert (said.told["proposed"], said.told["left"]) == (0, 1)
    assert "left as it is" in said.err


def test_undone_an_import_takes_its_proposals_back(
    bring, command, kept, tmp_path, moderator, deliver
):
    bring(table(tmp_path, *ROWS))
    deliver()
    address = ADDRESS.format(kept()["1"]["uuid"])
    moderator.post(f"{address}/decisions", json={"verdict": "accept"})
    deliver()
    number = bring(table(tmp_path, *corrected(420))).told["import"]
    deliver()
    undone = command("undo", number).told["undone"]
    assert undone == {"restored": 1}
    deliver()
    (one,) = moderator.get(f"{address}/proposals").json
    assert one["state"] == "replaced"
    waiting = [item["uuid"] for item in moderator.get("/api/v1/queue").json["items"]]
    assert kept()["1"]["uuid"] not in map(str, waiting)
