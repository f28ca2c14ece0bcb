"""A name is published by choice, observation by observation; taken back, it is gone at once."""

NAME = "Jeanne-des-Bois"


def change(client, **changes):
    seen = client.get("/api/v1/me").headers["ETag"]
    answer = client.patch("/api/v1/me", json=changes, headers={"If-Match": seen})
    assert answer.status_code == 200, answer.json


def live(anyone, uuid):
    return anyone.get(f"/arbres/{uuid}").text + anyone.get(f"/api/v1/observations/{uuid}").text


def naming(files):
    return {name for name, data in files.items() if NAME.encode() in data}


def test_a_name_goes_with_what_is_published_next(resident, anyone, report, decide, publish):
    change(resident, name=NAME)
    uuid = report("tree", name_published=True)
    decide(uuid)
    signed = publish("tree")
    assert "tree.csv" in naming(signed)

    change(resident, name_published=False)

    assert NAME not in live(anyone, uuid)
    bare = publish("tree")
    assert naming(bare) == set()
    assert f"{uuid},changed" in bare["changes.csv"].decode()
    assert uuid.encode() in bare["tree.csv"]


def test_another_name_replaces_the_one_before(resident, report, decide, publish):
    change(resident, name="Ancienne")
    decide(report("tree", name_published=True))
    assert b"Ancienne" in publish("tree")["tree.csv"]
    change(resident, name=NAME)
    files = publish("tree")
    assert b"Ancienne" not in b"".join(files.values())
    assert "tree.csv" in naming(files)


def test_one_observation_is_unsigned_by_itself(resident, anyone, report, decide, publish):
    change(resident, name=NAME)
    uuids = [report("tree", name_published=True) for _ in range(2)]
    for uuid in uuids:
        decide(uuid)
    seen = {"If-Match": resident.get(f"/api/v1/observations/{uuids[0]}").headers["ETag"]}
    told = {"name_published": False}
    resident.patch(f"/api/v1/me/observations/{uuids[0]}", json=told, headers=seen)
    lines = publish("tree")["tree.csv"].decode().splitlines()
    assert [NAME in line for uuid in uuids for line in lines if uuid in line] == [False, True]
