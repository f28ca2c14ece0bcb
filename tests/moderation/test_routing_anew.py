"""When a rule or a person changes, what waits is routed anew, and its history says so."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update

from citizen.accounts import store as accounts
from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock, events
from config.database import transaction
from config.events import News
from moderation.queues.tables import Waiting
from moderation.routing import jobs, store
from moderation.routing.tables import Absence
from tests.moderation.desks import waiting

BIRDS_TO_CLUB = '[[rules]]\nname = "Oiseaux du port"\ngroup = ["Oiseaux"]\ndesks = ["Club"]\n'
NEWS = News(0, "day.begun", "2026-11-22", None, {})


def story(client, uuid):
    told = client.get(f"/api/v1/observations/{uuid}/history").json
    return [one["what"] for one in told]


def adopt(text, deliver):
    with transaction() as session:
        store.adopt(session, text, None)
    deliver()


def absent(deliver, organisation="", email="", days=(0, 7)):
    today = clock.now().date()
    with transaction() as session:
        person = accounts.of_email(session, email) if email else None
        noted_by = session.scalars(select(Account.id).limit(1)).one()
        first, last = (today + timedelta(days=number) for number in days)
        session.add(Absence(
            account_id=person and person.id, organisation=organisation, first_day=first,
            last_day=last, noted_by=noted_by, noted_at=clock.now(),
        ))  # fmt: skip
        events.record(session, "routing.changed", "absence", because="absence")
    deliver()


def test_a_new_rule_moves_what_waits_and_says_why(account, report, deliver):
    club, other = (account("moderator", organisation=name) for name in ("Club", "Autres"))
    told = [report() for _ in range(4)]
    assert len(waiting(other)) == 2
    adopt(BIRDS_TO_CLUB, deliver)
    assert waiting(other) == []
    assert set(waiting(club)) == set(told)
    whys = {item["why"] for item in club.get("/api/v1/queue").json["items"]}
    assert any("règle « Oiseaux du port »" in why for why in whys)
    moved = [uuid for uuid in told if "observation.rerouted" in story(club, uuid)]
    assert len(moved) == 2
    assert "Confiée à d’autres naturalistes" in club.get(f"/moderation/{moved[0]}").text


def test_who_is_away_takes_nothing_new_and_what_waits_goes_to_others(account, report, deliver):
    one = account("moderator", email="one@example.org", organisation="Un")
    two = account("moderator", organisation="Deux")
    first = report()
    desk, else_where = (one, two) if first in waiting(one) else (two, one)
    name = "Un" if desk is one else "Deux"
    absent(deliver, organisation=name)
    assert (waiting(desk), waiting(else_where)) == ([], [first])
    second = report()
    assert waiting(else_where) == [first, second]


def test_when_all_of_an_association_are_away_the_lead_is_asked(account, report, deliver):
    account("moderator", email="a@example.org", organisation="Un")
    lead = account("admin", organisation="Ville")
    uuid = report()
    absent(deliver, email="a@example.org")
    (item,) = lead.get("/api/v1/queue").json["items"]
    assert item["uuid"] == uuid
    assert "la commune s'en charge" in item["why"]


def test_an_absence_that_has_not_begun_or_is_over_counts_for_nothing(account, report, deliver):
    one = account("moderator", organisation="Un")
    absent(deliver, organisation="Un", days=(2, 9))
    absent(deliver, organisation="Un", days=(-9, -1))
    uuid = report()
    assert waiting(one) == [uuid]


def test_a_moderator_who_comes_takes_over_what_nobody_could_judge(account, report, deliver):
    lead = account("admin", organisation="Ville")
    uuid = report()
    assert waiting(lead) == [uuid]
    birds = account("moderator", organisation="LPO", groups=("Oiseaux",))
    deliver()
    assert waiting(birds) == [uuid]


def test_who_leaves_hands_over_what_they_held_and_what_waited(account, report, deliver):
    one = account("moderator", organisation="Un")
    lead = account("admin", organisation="Ville")
    uuid = report()
    one.post("/api/v1/queue/next")
    assert one.delete("/api/v1/me?observations=keep").status_code in {200, 204}
    deliver()
    (item,) = lead.get("/api/v1/queue").json["items"]
    assert (item["uuid"], item["held"]) == (uuid, False)


def test_the_answer_to_a_question_goes_to_a_colleague_when_who_asked_left(
    account, resident, report, deliver
):
    one = account("moderator", organisation="Un")
    uuid = report()
    decision = {"verdict": "ask", "reason": "photo-blurred", "comment": "De quelle couleur ?"}
    one.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
    two = account("moderator", organisation="Deux")
    assert one.delete("/api/v1/me?observations=keep").status_code in {200, 204}
    deliver()
    resident.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Rouge"})
    deliver()
    assert waiting(two) == [uuid]


def test_a_rule_s_promise_is_the_order_of_the_queue(account, report, deliver):
    club = account("moderator", organisation="Club")
    bird, tree = report(), report("tree")
    assert waiting(club) == [bird, tree]
    adopt('[[rules]]\nname = "Arbres"\nprotocol = ["tree"]\ntarget_days = 2\n', deliver)
    assert waiting(club) == [tree, bird]
    item = club.get("/api/v1/queue").json["items"][0]
    assert item["target_days"] == 2


def test_whatever_was_lost_is_found_again_by_the_day_s_work(account, report, deliver):
    club = account("moderator", organisation="Club")
    lost, decided = report(), report()
    row = UUID(decided)
    with transaction() as session:
        session.execute(delete(Waiting))
        left = update(Observation).where(Observation.uuid == row).values(status="accepted")
        session.execute(left)
        found = session.scalar(select(Observation).where(Observation.uuid == row))
        session.add(Waiting(
            observation_id=found.id, organisation="Partis", why={"case": "only"},
            since=clock.now(), due=clock.now(), target_days=7,
        ))  # fmt: skip
    jobs.reconcile(NEWS)
    assert waiting(club) == [lost]
    jobs.reconcile(NEWS)
    assert waiting(club) == [lost], "again, without harm"
