"""A tree is seen again: what is published of it is what holds now."""

from uuid import UUID

from citizen.leaving import store as leaving
from citizen.observations import store as observations
from config.database import transaction
from tests.sendings import FECAMP, new_id, sent
from tests.story.trees import TREE, table


def test_a_visit_renews_the_state_of_a_tree_in_every_file(planted, visit, publish):
    seen = visit(planted, girth_cm=320, health="weak")
    files = publish("tree")
    (row,) = table(files)
    assert row["uuid"] == planted
    renewed = row["girth_cm"].split(".")[0], row["girth_method"], row["health"]
    assert renewed == ("320", "", "weak")  # how it was measured goes with what was measured
    assert (row["category"], row["scientific_name"]) == ("single", "Quercus robur")
    assert (row["first_seen"], row["last_visit"]) == ("2020-05-01", "2026-06-01")
    assert (row["visits"], row["people"], row["gone_on"]) == ("2", "2", "")
    (schema,) = table(files, "arbres.csv", delimiter=";")
    assert schema["date_releve"] == "2026-06-01"
    told = table(files, "visits.csv")
    assert [(one["object"], one["uuid"], one["first_day"]) for one in told] == [
        (planted, planted, "2020-05-01"),
        (planted, seen, "2026-06-01"),
    ]
    assert [one["girth_cm"].split(".")[0] for one in told] == ["300", "320"]


def test_a_felled_tree_stands_no_more_in_what_mappers_take(report, decide, visit, publish):
    placed = {"place_source": "map", "observed_at": "2020-05-01T10:00:00+02:00"}
    planted = report("tree", answers=TREE, **placed)
    decide(planted)
    assert b"<node" in publish("tree")["tree.osm"]
    visit(planted, health="felled")
    files = publish("tree")
    (row,) = table(files)
    assert (row["gone_on"], row["health"]) == ("2026-06-01", "felled")
    assert (row["last_day"], row["last_visit"]) == ("2020-05-01", "2026-06-01")
    assert table(files, "arbres.csv", delimiter=";") == []
    assert b"<node" not in files["tree.osm"]


def test_a_tree_said_felled_by_mistake_stands_again_once_seen(planted, visit, publish):
    visit(planted, 2024, health="felled")
    visit(planted, 2025, health="unknown")
    assert table(publish("tree"))[0]["gone_on"] == "2024-06-01"
    visit(planted, 2026, health="good")
    assert table(publish("tree"))[0]["gone_on"] == ""


def test_a_visit_that_waits_or_is_refused_changes_nothing(planted, visit, publish, anyone):
    waiting = visit(planted, verdict=None, girth_cm=999)
    visit(planted, verdict="reject", details={"reason": "measure-implausible"}, girth_cm=888)
    (row,) = table(publish("tree"))
    assert row["girth_cm"].startswith("300")
    assert row["visits"] == "1"
    assert anyone.get(f"/api/v1/observations/{waiting}").status_code == 404
    assert anyone.get(f"/arbres/{waiting}").status_code == 404


def test_the_first_observation_withdrawn_leaves_the_visits(
    planted, visit, publish, resident, anyone, deliver
):
    seen = visit(planted, girth_cm=320)
    resident.delete(f"/api/v1/observations/{planted}")
    deliver()
    (row,) = table(publish("tree"))
    assert row["uuid"] == seen
    assert row["girth_cm"].startswith("320")
    answer = anyone.get(f"/arbres/{planted}")
    assert (answer.status_code, answer.location) == (302, f"/arbres/{seen}")
    assert anyone.get(f"/api/v1/observations/{planted}").status_code == 404


def test_a_visit_withdrawn_leaves_the_tree_as_it_was(planted, visit, publish, resident, deliver):
    seen = visit(planted, by=resident, girth_cm=320)
    resident.delete(f"/api/v1/observations/{seen}")
    deliver()
    (row,) = table(publish("tree"))
    assert (row["visits"], row["girth_cm"].split(".")[0]) == ("1", "300")


def test_what_hid_a_place_once_hides_it_for_all_its_visits(
    report, decide, visit, publish, resident, anyone, deliver
):
    """A visit may not betray the garden the first observation hid, even once that is withdrawn."""
    told = {"category": "single", "seen_from_public_space": "no"}
    hidden = report("tree", answers=told)
    decide(hidden)
    seen = visit(hidden, girth_cm=320)
    (row,) = table(publish("tree"))
    assert row["precision"] == "commune"
    assert str(FECAMP[0]) not in row["longitude"]
    resident.delete(f"/api/v1/observations/{hidden}")
    deliver()
    with transaction() as session:
        leaving.empty(session, observations.find(session, UUID(hidden)))  # as a year after
    (row,) = table(publish("tree"))
    assert (row["uuid"], row["precision"]) == (seen, "commune")
    assert anyone.get(f"/api/v1/observations/{seen}").json["public_precision"] == "commune"


def test_nobody_is_told_by_a_visit_what_others_have_waiting(report, new_resident):
    waiting = report("tree", answers=TREE)
    nothing, other = new_id(), new_resident()
    told = sent("tree", answers={"girth_cm": 300})
    answers = [
        other.put(f"/api/v1/observations/{new_id()}", json=told | {"of": one})
        for one in (waiting, nothing)
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json["errors"] == answers[1].json["errors"]


def test_heat_has_no_visits(resident, report):
    first = report("heat")
    told = sent("heat") | {"of": first}
    answer = resident.put(f"/api/v1/observations/{new_id()}", json=told)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/of"


def test_a_visit_sent_again_is_the_same_even_when_its_tree_went(
    planted, resident, new_resident, deliver
):
    other, uuid = new_resident(), new_id()
    told = sent("tree", answers={"girth_cm": 300}) | {"of": planted}
    assert other.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    resident.delete(f"/api/v1/observations/{planted}")
    again = other.put(f"/api/v1/observations/{uuid}", json=told)
    assert (again.status_code, again.json["part_of"]) == (200, planted)
