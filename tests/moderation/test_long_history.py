"""A history as long as you like is read a little at a time: memory does not grow with it."""

import time
import tracemalloc

import pytest

from config.database import reading
from moderation.consensus import store
from moderation.consensus.rules import Summary, replayed
from moderation.history import store as history
from moderation.opinions.declared import parsed
from moderation.opinions.rules import RuleBook
from tests.moderation import judged
from tests.moderation.town_rules import TWO
from tests.sendings import new_id, sent

MEGABYTE = 1_000_000


@pytest.fixture
def tried(app, resident, moderator):
    """Make a history of so many opinions and lines, try rules on it and verify it."""

    def run(number):
        for _ in range(20):
            address = f"/api/v1/observations/{new_id()}"
            assert resident.put(address, json=sent()).status_code == 201
        judged.opinions(app.config["TOWN"], number, each=number // 20)
        judged.lines(app.config["TOWN"], number)
        tracemalloc.start()
        began = time.perf_counter()
        summary = replay()
        between = time.perf_counter()
        with reading() as session:
            assert [*history.faults(session, lambda _: None)] == []
        ended, peak = time.perf_counter(), tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(
            f"{number}: replay {between - began:.1f} s, fsck {ended - between:.1f} s, {peak} bytes"
        )
        assert summary.total == 20
        assert summary.changed
        return peak

    return run


def replay():
    proposed, summary = parsed(TWO), Summary()
    with reading() as session:
        for one in replayed(store.judged(session, proposed), RuleBook(), proposed):
            summary.add(one)
    return summary


def test_rules_are_tried_and_the_chain_verified_in_a_few_megabytes(tried):
    assert tried(20_000) < 30 * MEGABYTE


@pytest.mark.long
def test_the_same_of_100_000_in_under_100_megabytes(tried):
    assert tried(100_000) < 100 * MEGABYTE
