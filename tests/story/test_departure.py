"""Someone leaves: what is published next follows their choice; what was published stays."""

import pytest

NAME = "Jeanne-des-Bois"


@pytest.mark.parametrize(
    ("choice", "is_signed", "change"),
    [("keep", True, ""), ("anonymise", False, "changed"), ("withdraw", False, "withdrawn")],
)
def test_the_next_release_follows(
    resident, anyone, report, decide, publish, deliver, choice, is_signed, change
):
    seen = {"If-Match": resident.get("/api/v1/me").headers["ETag"]}
    resident.patch("/api/v1/me", json={"name": NAME}, headers=seen)
    uuid = report("tree", name_published=True)
    decide(uuid)
    before = publish("tree")
    assert NAME.encode() in before["tree.csv"]

    assert resident.delete(f"/api/v1/me?observations={choice}").status_code == 204
    deliver()

    after = publish("tree")
    assert (NAME.encode() in b"".join(after.values())) is is_signed
    assert (uuid.encode() in after["tree.csv"]) is (choice != "withdraw")
    changes = after["changes.csv"].decode()
    assert f"{uuid},{change}" in changes if change else uuid not in changes
    assert anyone.get("/data/tree/1/tree.csv").data == before["tree.csv"]
