"""What waits together is routed together: same desks, same reasons as one by one."""

from uuid import UUID

import pytest
from shapely import Point
from sqlalchemy import delete, select

import app as house
from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import events
from config.database import reading, transaction
from config.events import News
from moderation.queues.lengths import store as counted
from moderation.queues.tables import Waiting
from moderation.routing import jobs
from tests.citizen.test_queries import asked, committed
from tests.rows import keep, observed
from tests.sendings import sent

MANY = 40


def one(n, author):
    told = {"protocol": ("tree", "biodiversity")[n % 2], "territory": ("76259", "27001")[n % 3 > 1]}
    told |= {"group": ("", "Oiseaux", "Mammifères")[n % 5 % 3], "answers": sent("tree")["answers"]}
    return observed(UUID(int=n + 1), author, Point(0.37, 49.75), **told)


@pytest.fixture
def arrivals(account, app):
    """Trees and birds, here and outside, for three desks that may judge some of them each."""
    account("moderator", organisation="Arbres", protocols=("tree",))
    account("moderator", organisation="LPO", groups=("Oiseaux",))
    account("moderator", organisation="Nature", territories=("76259",))
    with transaction() as session:
        authors = [accounts.open_account(session, "device").id for _ in range(MANY)]
        keep(session, (one(n, authors[n]) for n in range(MANY)))
    return [News(n, "observation.submitted", str(UUID(int=n + 1)), None, {}) for n in range(MANY)]


def together(arrivals):
    jobs.route(arrivals)


def placed():
    """Where each waits, why, and until when; then nothing waits any more."""
    told = Waiting.observation_id, Waiting.organisation, Waiting.why, Waiting.due
    with transaction() as session:
        rows = [tuple(row) for row in session.execute(select(*told).order_by(told[0]))]
        session.execute(delete(Waiting))
    counted._counted.clear()
    return rows


def test_together_each_goes_where_it_would_have_gone_alone(arrivals):
    for news in arrivals:
        jobs.route([news])
    alone = placed()
    together(arrivals)
    assert len(alone) == MANY
    assert {row[1] for row in alone} == {"", "Arbres", "LPO", "Nature"}
    assert placed() == alone


def test_a_hundred_events_cost_six_transactions_and_little_more_than_one(arrivals, account):
    """All that an arrival starts: home, sensitivity, desk, the rule, a grey point, webhooks."""

    def cost(some):
        with transaction() as session:
            for news in some:
                events.record(session, news.name, news.subject)
        with asked() as statements, committed() as commits:
            events.deliver_all(house.JOBS)
        return len(statements), len(commits)

    events.deliver_all(house.JOBS)
    one, many = cost(arrivals[:1]), cost(arrivals[1:])
    assert many[1] == one[1] == 6, "claimed, four jobs that write, ticked off"
    assert many[0] <= one[0] + 12, "some rows more, each kind of name and place looked up once"
    assert len(placed()) == MANY


def test_told_twice_nothing_is_counted_twice(arrivals):
    together([*arrivals, *arrivals[:7]])
    together(arrivals[:7])
    with reading() as session:
        known = dict(counted.lengths(session))
    assert sum(known.values()) == MANY
    assert len(placed()) == MANY


def test_what_was_decided_meanwhile_is_left_alone(arrivals):
    with transaction() as session:
        for one in session.scalars(select(Observation).order_by(Observation.id).limit(5)):
            one.status = "withdrawn"
    together(arrivals)
    assert len(placed()) == MANY - 5


def test_a_hundred_ask_no_more_than_one(arrivals):
    with asked() as one:
        together(arrivals[:1])
    with asked() as many:
        together(arrivals[1:])
    assert len(many) <= len(one) + 1
