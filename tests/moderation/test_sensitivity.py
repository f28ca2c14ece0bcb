"""How sensitive an observation is: by the rules, unless a moderator says otherwise and why."""

from tests.moderation.sensitive import BLACKBIRD, ROBIN, decide, held, history, robin, rule
from tests.sendings import new_id, sent


def test_an_observation_has_the_level_of_its_rule_once_it_is_routed(in_force, report, resident):
    in_force(rule(2, note="Nids"))
    uuid = report(**robin())
    level, decided = held(uuid)
    assert level == 2
    assert decided == {
        "cd_nom": ROBIN, "name": "Erithacus rubecula", "area": "76", "level": 2,
        "note": "Nids", "origin": "national", "edition": "18",
    }  # fmt: skip
    told = resident.get(f"/api/v1/observations/{uuid}").json
    assert (told["public_precision"], told["sensitivity"]) == ("cell", 2)
    assert told["sensitivity_rule"]["name"] == "Erithacus rubecula"
    (happened,) = history(resident, uuid)
    assert (happened["by"], happened["details"]["before"]) == ("machine", 0)


def test_without_a_rule_nothing_is_hidden_and_nothing_is_told(in_force, report, resident):
    in_force(rule(2, cd_nom=BLACKBIRD))
    uuid = report(**robin())
    assert held(uuid) == (0, {})
    assert history(resident, uuid) == []
    assert resident.get(f"/api/v1/observations/{uuid}").json["sensitivity_rule"] is None


def test_a_rule_of_another_department_does_not_touch_it(in_force, report):
    in_force(rule(2)._replace(area="27"))
    assert held(report(**robin()))[0] == 0


def test_where_nobody_knows_the_department_every_rule_may_be_the_one(in_force, report):
    in_force(rule(2)._replace(area="27"))
    afar = {"type": "Point", "coordinates": [-4.9, 47.0]}  # at sea, out of every outline
    assert held(report(**robin(place=afar)))[0] == 2


def test_what_is_counted_by_squares_has_no_level(in_force, report):
    in_force(rule(4))
    assert held(report("heat"))[0] == 0


def test_the_determination_of_the_moderators_is_the_one_that_counts(in_force, report, moderator):
    in_force(rule(3, cd_nom=BLACKBIRD))
    uuid = report(**robin())
    assert held(uuid)[0] == 0
    decide(moderator, uuid, taxon={"cd_nom": BLACKBIRD})
    assert held(uuid)[0] == 3, "in the decision itself: it is public from now on"
    decide(moderator, uuid, taxon={"cd_nom": ROBIN})
    assert held(uuid) == (0, {})


def test_a_correction_is_looked_at_again(in_force, report, resident, deliver):
    in_force(rule(2))
    uuid = report()
    assert held(uuid)[0] == 0
    seen = resident.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    answer = resident.put(
        f"/api/v1/observations/{uuid}", json=sent(**robin()), headers={"If-Match": seen}
    )
    assert answer.status_code == 200
    deliver()
    assert held(uuid)[0] == 2


def test_a_moderator_hides_more_freely(in_force, report, moderator):
    in_force(rule(1))
    uuid = report(**robin())
    assert decide(moderator, uuid, sensitivity=3).status_code == 201
    assert held(uuid)[0] == 3
    (_, chosen) = history(moderator, uuid)
    assert (chosen["by"], chosen["details"]["level"]) == ("moderator", 3)


def test_showing_more_than_the_rule_needs_a_reason_kept_in_the_history(in_force, report, moderator):
    in_force(rule(3))
    uuid = report(**robin())
    refused = decide(moderator, uuid, sensitivity=1)
    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json["errors"]] == ["/sensitivity_reason"]
    assert held(uuid)[0] == 3
    assert decide(moderator, uuid, sensitivity=1, sensitivity_reason="  ").status_code == 422

    why = "Mangeoire publique, connue de tous."
    assert decide(moderator, uuid, sensitivity=1, sensitivity_reason=why).status_code == 201
    assert held(uuid)[0] == 1
    details = history(moderator, uuid)[-1]["details"]
    assert (details["why"], details["level"], details["rule"]["level"]) == (why, 1, 3)


def test_what_a_moderator_accepted_to_show_stays_shown_until_a_stronger_rule(
    in_force, report, moderator, changed
):
    in_force(rule(2))
    uuid = report(**robin())
    decide(moderator, uuid, sensitivity=0, sensitivity_reason="Cage d'un parc")
    changed()
    assert held(uuid)[0] == 0
    in_force(rule(3))
    changed()
    assert held(uuid)[0] == 3


def test_another_name_forgets_what_was_accepted_for_the_former(in_force, report, moderator):
    in_force(rule(2), rule(2, cd_nom=BLACKBIRD))
    uuid = report(**robin())
    decide(moderator, uuid, sensitivity=0, sensitivity_reason="Cage d'un parc")
    assert held(uuid)[0] == 0
    decide(moderator, uuid, taxon={"cd_nom": BLACKBIRD})
    assert held(uuid)[0] == 2


def test_what_a_moderator_hides_stays_hidden_when_the_rule_goes(
    in_force, report, moderator, changed
):
    in_force(rule(1))
    uuid = report(**robin())
    decide(moderator, uuid, sensitivity=3)
    in_force()
    changed()
    assert held(uuid) == (3, {})


def test_a_sending_asks_no_more_of_the_database(in_force, resident):
    """The level is settled by a job: what a phone waits for stays as short."""
    in_force(rule(2))
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(**robin()))
    assert held(uuid)[0] == 0, "not yet: nobody but its author reads it before a decision"
