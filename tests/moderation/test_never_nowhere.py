"""Whoever comes, leaves or is away, and whatever the rules become: nothing is in no queue."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from citizen.accounts import store as accounts
from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock, events, towns
from config.database import reading, transaction
from moderation.queues.tables import Waiting
from moderation.routing import store
from moderation.routing.people.store import here
from moderation.routing.tables import Absence
from tests.moderation.desks import waiting
from tests.sendings import new_id, sent

ORGANISATIONS = ("Un", "Deux", "Trois")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("come", "leave", "away", "back", "rule", "arrive", "decide", "ask")),
        st.integers(0, 2),
    ),
    min_size=4,
    max_size=14,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_nothing_is_ever_in_no_queue_whoever_comes_and_goes(
    account, new_resident, deliver, app, steps
):
    """What is open waits once, at the desk of somebody who is here, or at the lead's."""
    towns.serve(app.config["TOWN"])
    author, lead = new_resident(), account("admin", organisation="Ville")
    for step, number in steps:
        play(step, number, account, author, lead)
        deliver()
    with reading() as session:
        present = {scope.organisation for scope in here(session)} | {""}
        rows = dict(session.execute(select(Waiting.observation_id, Waiting.organisation)).all())
        open_ones = set(
            session.scalars(select(Observation.id).where(Observation.status == "submitted"))
        )
    assert rows.keys() == open_ones
    assert set(rows.values()) <= present


def play(step, number, account, author, lead):
    name = ORGANISATIONS[number]
    if step == "arrive":
        author.put(f"/api/v1/observations/{new_id()}", json=sent())
    elif step == "come":
        account("moderator", organisation=name)
    elif step in {"decide", "ask"}:
        for uuid in waiting(lead)[:1]:
            told = {"accept": {"verdict": "accept"}, "ask": {"verdict": "ask", "comment": "Où ?"}}
            verdict = told["ask" if step == "ask" else "accept"]
            lead.post(f"/api/v1/observations/{uuid}/decisions", json=verdict)
            if step == "ask":
                author.post(f"/api/v1/observations/{uuid}/messages", json={"body": "Là"})
    else:
        change(step, name)


def change(step, name):
    with transaction() as session:
        if step == "leave":
            session.execute(delete(accounts.Mandate).where(accounts.Mandate.organisation == name))
        elif step == "back":
            session.execute(delete(Absence).where(Absence.organisation == name))
        elif step == "rule":
            text = f'[[rules]]\nname = "{name}"\ndesks = ["{name}"]\n'
            store.adopt(session, text, None)
        else:
            noted_by = session.scalars(select(Account.id).limit(1)).one()
            today = clock.now().date()
            session.add(Absence(
                account_id=None, organisation=name, first_day=today, last_day=today,
                noted_by=noted_by, noted_at=clock.now(),
            ))  # fmt: skip
        events.record(session, "routing.changed", "test", because="people")
