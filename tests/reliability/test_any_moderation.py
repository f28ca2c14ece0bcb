"""Whatever moderators do, in whatever order: all is as foretold, and the chain holds.

A sequence that fails is shrunk and printed; TEST_SEED takes a run again.
"""

import os
import secrets
from functools import partial

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config.database import reading
from moderation.decisions import grace
from moderation.history import store as history
from tests.reliability.conftest import no_power_cut
from tests.reliability.moderation_machine import Moderating
from tests.reliability.report import ENGINE, Run

FOR_ALL = "5"  # the same sequences for everyone who checks; the long run tries others
STEPS, LONG, AT_ONCE = 50, 2000, 25  # acts in a sequence; sequences
CHECKED = (
    f"Two moderators, an expert and an author do {STEPS} acts in any order: decide, decide many, "
    "undo, wait, correct, withdraw, change the rules. Each answer, what is kept, who it waits for "
    "and how many letters left are compared with what a model of 150 lines foretells, after each "
    "act; the chain of the history is verified whole after every 25 sequences."
)
MET = {"POST 200", "POST 201", "POST 207", "POST 409", "POST 412", "PUT 200"}


@pytest.fixture
def moderating(world, told):
    """The machine in a town of its own, with its people."""
    no_power_cut(world.engine)
    roles = {"a": "moderator", "b": "moderator", "expert": "expert", "author": "resident"}
    Moderating.people = {}
    for who, role in roles.items():
        scope = Scope(role, organisation="Les naturalistes")
        client = Moderating.people[who] = world.app.test_client()
        client.token = make(f"{who}@example.org", scope)["token"]
    Moderating.letters = staticmethod(lambda: len(told))
    Moderating.steps.clear()
    Moderating.seconds = Moderating.sequences = 0
    grace.lasts(30)
    yield Moderating
    grace.lasts(0)


def run(machine, sequences, steps, number):
    print(f"seed {number}")
    told = settings(
        max_examples=sequences, stateful_step_count=steps, deadline=None, database=None,
        suppress_health_check=[*HealthCheck],
    )  # fmt: skip
    run_state_machine_as_test(seed(number)(machine), settings=told)
    print(f"{machine.steps.total()} acts: {dict(sorted(machine.steps.items()))}")
    with reading() as session:
        assert [*history.faults(session, lambda _: None)] == []


def test_any_sequence_of_acts_of_moderation_ends_as_foretold(moderating):
    run(moderating, 60, 6, int(os.environ.get("TEST_SEED") or FOR_ALL))
    assert {*moderating.steps} >= MET, "some answers were not tried"


@pytest.mark.long
def test_any_of_2_000_sequences_of_moderation_ends_as_foretold(moderating):
    first = int(os.environ.get("TEST_SEED") or secrets.randbelow(2**32))
    told = Run(
        "moderation", f"Sequences of {STEPS} acts of moderation", ENGINE,
        "pytest -m long tests/reliability/test_any_moderation.py", CHECKED, LONG,
    )  # fmt: skip
    for number in range(first, first + LONG // AT_ONCE):
        told.part(
            number, partial(run, moderating, AT_ONCE, STEPS, number),
            lambda: (moderating.sequences, moderating.steps),
        )  # fmt: skip
