"""Two observations of one thing are merged by a moderator, and set apart again."""

import json
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config.database import reading
from config.protocols import PROTOCOLS
from exports import store
from tests.sendings import new_id, photo, sha256
from tests.story.trees import TREE, table


@pytest.fixture
def twice(app, report, decide, deliver):
    """One tree reported by two people who sign, each with a photo, both accepted."""
    trees = []
    for year, name, colour in ((2020, "Aline", "red"), (2021, "Basile", "blue")):
        by, data = app.test_client(), photo(colour)
        by.token = make(f"{name}@example.org", Scope("resident"), name=name)["token"]
        seen = {"observed_at": f"{year}-05-01T10:00:00+02:00", "photos": [sha256(data)]}
        uuid = report("tree", by=by, answers=TREE, name_published=True, **seen)
        by.put(f"/api/v1/observations/{uuid}/photos/{sha256(data)}", data=data)
        deliver()
        decide(uuid)
        trees.append(uuid)
    return trees


def test_a_merge_credits_both_keeps_their_photos_and_comes_undone(
    twice, visit, decide, publish, anyone
):
    one, other = twice
    seen = visit(other, girth_cm=310)
    apart = {row["uuid"]: row for row in table(publish("tree"))}
    assert {*apart} == {one, other}

    decide(other, "duplicate", of=one)
    files = publish("tree")
    (row,) = table(files)
    assert (row["uuid"], row["observer"], row["people"]) == (one, "Aline, Basile", "3")
    assert row["girth_cm"].startswith("310")
    pictures = table(files, "photos.csv")
    assert {picture["uuid"] for picture in pictures} == {one}
    assert len(pictures) == 2
    for picture in pictures:
        assert anyone.get(picture["url"].split("8000")[1]).status_code == 200
    assert anyone.get(f"/arbres/{other}").location == f"/arbres/{one}"
    assert json.loads(files["tree.geojson"])["features"][0]["id"] == one

    decide(other, "separate")
    again = {row["uuid"]: row for row in table(publish("tree"))}
    unchanged = {"decided_on", "changed_on"}
    for uuid in (one, other):
        assert {k: v for k, v in again[uuid].items() if k not in unchanged} == {
            k: v for k, v in apart[uuid].items() if k not in unchanged
        }
    assert again[other]["visits"] == "2"
    assert UUID(seen)


def test_what_was_merged_stands_in_when_what_it_repeats_is_withdrawn(
    report, decide, new_resident, publish, deliver
):
    first, second = new_resident(), new_resident()
    one, other = report(by=first), report(by=second)
    for uuid in (one, other):
        decide(uuid)
    decide(other, "duplicate", of=one)
    assert [row["uuid"] for row in table(publish(), "biodiversity.csv")] == [one]
    first.delete(f"/api/v1/observations/{one}")
    deliver()
    assert [row["uuid"] for row in table(publish(), "biodiversity.csv")] == [other]


def test_what_waited_when_it_was_merged_waits_again_once_apart(
    resident, report, decide, moderator, planted
):
    waiting = report("tree", answers=TREE)
    decide(waiting, "duplicate", of=planted)
    assert moderator.get("/api/v1/queue").json["items"] == []
    decide(waiting, "separate")
    assert resident.get(f"/api/v1/observations/{waiting}").json["status"] == "submitted"
    (item,) = moderator.get("/api/v1/queue").json["items"]
    assert item["uuid"] == waiting


def test_a_circle_of_merges_is_refused(twice, decide, moderator):
    one, other = twice
    decide(other, "duplicate", of=one)
    told = {"verdict": "duplicate", "of": other}
    answer = moderator.post(f"/api/v1/observations/{one}/decisions", json=told)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/of")


def test_a_moderator_makes_a_visit_of_what_came_as_a_new_tree_and_back(twice, decide, publish):
    one, other = twice
    decide(other, "accept", of=one)
    (row,) = table(publish("tree"))
    assert (row["uuid"], row["visits"]) == (one, "2")
    decide(other, "accept", of=other)
    assert len(table(publish("tree"))) == 2


def test_a_moderator_merges_only_within_their_competence(account, twice, report, deliver):
    bird = report("biodiversity")
    of_trees = account("moderator", organisation="Arbres", protocols=("tree",))
    told = [{"verdict": "duplicate", "of": of} for of in (bird, new_id())]
    answers = [of_trees.post(f"/api/v1/observations/{twice[0]}/decisions", json=t) for t in told]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json["errors"] == answers[1].json["errors"]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=6))
def test_whatever_was_merged_all_is_as_before_once_set_apart(steps, three, moderator, told_now):
    """Merges in any order, into one another, again and elsewhere: nothing is left of them."""
    before = told_now()
    for one, other in steps:
        body = {"verdict": "duplicate", "of": three[other]}
        moderator.post(f"/api/v1/observations/{three[one]}/decisions", json=body)
    assert len(told_now()) >= 1
    for uuid in three:
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "separate"})
    assert told_now() == before


@pytest.fixture
def three(report, decide, visit):
    """Three trees, one of them visited."""
    trees = []
    for year in (2018, 2019, 2020):
        seen = {"observed_at": f"{year}-05-01T10:00:00+02:00"}
        trees.append(report("tree", answers=TREE | {"girth_cm": year - 1700}, **seen))
        decide(trees[-1])
    visit(trees[1], girth_cm=333, health="weak")
    return trees


@pytest.fixture
def told_now(app):
    """What would be published of trees at this moment."""

    def told():
        with reading() as session:
            return {
                record.uuid: (record.answers, record.last_day, [v.uuid for v in record.visits])
                for record in store.published(session, PROTOCOLS["tree"])
            }

    return told
