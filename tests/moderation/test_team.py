"""The team says when it is away; the lead lets people go; others take over."""

from datetime import timedelta

from config import clock
from moderation.routing.absences.rules import Days, days
from tests.citizen.forms import Hidden
from tests.moderation.desks import waiting


def post(client, path, **told):
    fields = Hidden(client.get("/moderation/equipe").text).fields
    csrf = {name: fields[name] for name in fields if name == "csrf_token"}
    return client.post(f"/moderation/equipe{path}", data={**csrf, **told})


def option(page, words):
    """The value of the option that says these words."""
    before = page.split(words)[0]
    return before.rsplit('<option value="', 1)[1].split('"')[0]


def week():
    today = clock.now().date()
    return {"first_day": today.isoformat(), "last_day": (today + timedelta(days=6)).isoformat()}


def test_one_says_one_is_away_and_comes_back(account, report, deliver):
    one = account("moderator", email="un@example.org", organisation="Un")
    two = account("moderator", organisation="Deux")
    page = one.get("/moderation/equipe").text
    assert "deux" not in [line.strip() for line in page.lower().split("<option")[1:]]
    answer = post(one, "/absences", who=option(page, "un@example.org</option>"), **week())
    assert answer.status_code == 303
    deliver()
    uuid = report()
    assert (waiting(one), waiting(two)) == ([], [uuid])

    page = one.get("/moderation/equipe").text
    assert "Absence du" in page
    end = page.split("/moderation/equipe/absences/")[1].split('"')[0]
    assert post(two, f"/absences/{end}").status_code == 403
    assert post(one, f"/absences/{end}").status_code == 303
    deliver()
    assert report() in waiting(one)


def test_only_the_lead_notes_an_absence_for_others(account, deliver):
    one = account("moderator", email="un@example.org", organisation="Un")
    two = account("moderator", organisation="Deux")
    lead = account("admin", organisation="Ville")
    person = option(lead.get("/moderation/equipe").text, "un@example.org</option>")
    assert post(two, "/absences", who=person, **week()).status_code == 403
    assert post(two, "/absences", who="organisation:Un", **week()).status_code == 403
    assert post(two, "/absences", who="person:odd", **week()).status_code == 404
    assert post(lead, "/absences", who=person, **week()).status_code == 303
    assert post(one, "/absences", who="organisation:Un", **week()).status_code == 303


def test_days_that_cannot_be_are_told_and_what_was_typed_is_kept(account):
    one = account("moderator", email="un@example.org", organisation="Un")
    person = option(one.get("/moderation/equipe").text, "un@example.org</option>")
    answer = post(one, "/absences", who=person, first_day="2026-05-01", last_day="2026-04-01")
    assert answer.status_code == 422
    assert "Le dernier jour" in answer.text
    assert 'value="2026-05-01"' in answer.text


def test_an_association_that_leaves_hands_over_at_once(account, report, deliver):
    one = account("moderator", organisation="Un")
    lead = account("admin", organisation="Ville")
    uuid = report()
    one.post("/api/v1/queue/next")
    assert post(one, "/depart", organisation="Un").status_code == 403
    assert post(lead, "/depart", organisation="Un").status_code == 303
    deliver()
    assert one.get("/api/v1/queue").status_code == 403
    (item,) = lead.get("/api/v1/queue").json["items"]
    assert (item["uuid"], item["held"]) == (uuid, False)
    assert post(lead, "/depart", organisation="Un").status_code == 404


def test_the_days_of_an_absence():
    today = clock.now().date()
    told = {"first_day": [str(today)], "last_day": [str(today)]}
    assert days(told, today) == Days(today, today)
    for first, last in (("", ""), ("odd", str(today)), ("2020-01-01", "2020-01-02")):
        assert isinstance(days({"first_day": [first], "last_day": [last]}, today), list)
