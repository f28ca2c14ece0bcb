"""A double click, or an impatient phone: the same form arrives several times at one instant."""

import threading

from citizen.accounts.tables import Account, WebSession
from citizen.observations.tables import Observation
from tests.citizen.forms import count, filled

CLICKS = 4


def test_many_clicks_at_one_instant_are_one_observation_of_one_account(app, anyone):
    fields = filled(anyone, "heat")
    cookie = anyone.get_cookie("brindille_session").value
    together, answers = threading.Barrier(CLICKS), []

    def click():
        client = app.test_client()
        client.set_cookie("brindille_session", cookie)
        together.wait()
        answers.append(client.post("/observer/heat", data=fields))

    clicks = [threading.Thread(target=click) for _ in range(CLICKS)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()

    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert count(Observation) == count(Account) == count(WebSession) == 1
