"""What is withdrawn leaves every outlet, but for the line that says so."""

from tests.story.test_every_outlet import ASKED


def test_what_is_withdrawn_leaves_every_outlet_at_the_next_release(
    report, decide, publish, anyone, resident
):
    uuid = report("tree", **ASKED)
    decide(uuid)
    publish("tree")
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    files = publish("tree")
    held = {name for name, data in files.items() if uuid.encode() in data}
    assert held == {"changes.csv"}, "its tombstone alone"
    for address in (f"/ogc/collections/tree/items/{uuid}?f=json", f"/arbres/{uuid}"):
        assert anyone.get(address).status_code in {404, 410}
    assert uuid not in anyone.get("/feeds/tree.atom").text
    assert anyone.get(f"/api/v1/observations/{uuid}").status_code in {404, 410}
