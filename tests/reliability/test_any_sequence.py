"""Whatever the order and the repetitions, the same state: sequences of 50 acts, on either engine.

A sequence that fails is shrunk and printed; TEST_SEED takes a run again.
"""

import os
import secrets
from functools import partial

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from citizen.accounts import store as accounts
from citizen.evidence import intake
from citizen.photos.images import Examined
from citizen.photos.rules import Evidence
from tests.reliability.conftest import no_power_cut
from tests.reliability.machine import Anything
from tests.reliability.report import ENGINE, Run

STEPS = 50
FOR_ALL = "4"  # the same sequences for everyone who checks; the long run tries others
LONG, AT_ONCE = 2000, 25  # sequences
CHECKED = (
    f"Two phones and a moderator do {STEPS} acts in any order and again: send, correct, withdraw, "
    "write, send photos whole and in parts, batches, dry runs, decide, answer proposals; many come "
    "before what they follow. Each answer is compared with what a model of 150 lines foretells, "
    "and at the end all that an author reads; then every act acknowledged is sent again, last "
    "first, and nothing may change."
)


@pytest.fixture
def anything(world, monkeypatch):
    """The machine in a town of its own; how photos are read is tried elsewhere."""
    no_power_cut(world.engine)
    monkeypatch.setattr(intake, "examine", lambda _: Examined("image/jpeg", 1, 1, (), Evidence()))
    monkeypatch.setattr(accounts, "by_token", remembered(accounts.by_token))
    Anything.world, Anything.sequences, Anything.told_again = world, 0, 1
    Anything.steps.clear()
    return Anything


def remembered(find):
    """Who asks is looked up once for each token: no account changes here."""
    known = {}

    def found(session, secret):
        if secret not in known:
            known[secret] = find(session, secret)
        return known[secret]

    return found


def run(machine, sequences, number):
    print(f"seed {number}")
    told = settings(
        max_examples=sequences, stateful_step_count=STEPS, deadline=None, database=None,
        suppress_health_check=[*HealthCheck],
    )  # fmt: skip
    run_state_machine_as_test(seed(number)(machine), settings=told)
    print(f"{machine.steps.total()} acts: {dict(sorted(machine.steps.items()))}")


def test_any_sequence_of_acts_ends_as_foretold(anything):
    anything.told_again = 4
    run(anything, 100, int(os.environ.get("TEST_SEED") or FOR_ALL))
    met = {int(answer.split()[1]) for answer in anything.steps if answer != "told again"}
    assert met == {200, 201, 202, 204, 207, 404, 409, 410, 412, 422}, "some answers were not tried"


@pytest.mark.long
def test_any_of_2_000_sequences_of_acts_ends_as_foretold(anything):
    first = int(os.environ.get("TEST_SEED") or secrets.randbelow(2**32))
    told = Run(
        "sequences", f"Sequences of {STEPS} acts", ENGINE,
        "pytest -m long tests/reliability/test_any_sequence.py", CHECKED, LONG,
    )  # fmt: skip
    for number in range(first, first + LONG // AT_ONCE):
        told.part(
            number, partial(run, anything, AT_ONCE, number),
            lambda: (anything.sequences, anything.steps),
        )  # fmt: skip
