"""A moderator sees what lies near what they review, within their competence, and merges there."""

from moderation.checks.nearby.rules import difference, likeness
from tests.citizen.forms import Hidden
from tests.sendings import photo, sha256


def decide(client, uuid, option, **typed):
    fields = {**Hidden(client.get(f"/moderation/{uuid}").text).fields, "option": option, **typed}
    return client.post(f"/moderation/{uuid}", data=fields)


def status(client, uuid):
    return client.get(f"/api/v1/observations/{uuid}").json["status"]


def test_photos_are_as_alike_as_their_fingerprints():
    assert difference("f" * 16, "f" * 16) == 0
    assert difference("f" * 16, "0" * 16) == 64
    assert difference("", "0" * 16) == 64
    assert likeness(["00"], ["ff", "03"]) == 97
    assert likeness(["0" * 16], ["f" * 16]) is None
    assert likeness([], ["0" * 16]) is None


def test_what_lies_near_is_shown_and_merged_and_set_apart_from_the_page(moderator, report):
    one = report("tree", taxon={"cited_name": "Vieux tilleul"})
    other = report("tree", taxon={"cited_name": "Un tilleul"})
    page = moderator.get(f"/moderation/{other}").text
    assert "Tout près" in page
    assert "Vieux tilleul" in page
    assert decide(moderator, other, "duplicate").status_code == 422  # of which one?
    assert decide(moderator, other, "duplicate", of=one).status_code == 303
    assert status(moderator, other) == "duplicate"
    assert 'id="option-certain"' not in moderator.get(f"/moderation/{other}").text
    assert decide(moderator, other, "separate").status_code == 303
    assert status(moderator, other) == "submitted"


def test_the_page_makes_a_visit_of_what_came_as_a_new_tree(moderator, report):
    one, other = report("tree"), report("tree")
    assert decide(moderator, other, "certain", of=one).status_code == 303
    assert moderator.get(f"/api/v1/observations/{other}").json["part_of"] == one


def test_a_photo_that_came_before_is_told_and_only_where_one_may_judge(
    account, moderator, resident, report, deliver
):
    data = photo("red")
    uuids = []
    for protocol in ("tree", "biodiversity"):
        uuid = report(protocol, photos=[sha256(data)])
        resident.put(f"/api/v1/observations/{uuid}/photos/{sha256(data)}", data=data)
        uuids.append(uuid)
    deliver()
    tree, bird = uuids
    assert bird in moderator.get(f"/moderation/{tree}").text
    of_trees = account("moderator", organisation="Arbres", protocols=("tree",))
    page = of_trees.get(f"/moderation/{tree}").text
    assert "La même photo est dans une autre observation" in page
    assert bird not in page
