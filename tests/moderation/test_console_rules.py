"""How an age looks, what a filled decision form decides."""

from datetime import timedelta

import pytest

from config import clock
from moderation.console.rules import OPTIONS, age, decision
from moderation.decisions.rules import VERDICTS


@pytest.mark.parametrize(
    ("days", "band"),
    [(0, "fresh"), (2, "fresh"), (3, "waiting"), (6, "waiting"), (7, "late"), (400, "late")],
)
def test_an_age_looks_as_long_as_it_is(days, band):
    now = clock.now()
    received = now - timedelta(days=days, hours=1)
    assert age(received, received + timedelta(days=7), now) == (days, band)


def test_every_verdict_is_offered():
    assert {option.verdict for option in OPTIONS.values()} == set(VERDICTS)


def test_only_the_reason_of_the_chosen_verdict_is_kept():
    filled = {"option": ["doubt"], "reason/doubt": ["lookalike"], "reason/ask": ["photo-blurred"]}
    assert decision(filled, {}, "")["reason"] == "lookalike"


def test_a_question_does_not_hold_the_name_that_was_ticked():
    ticked = {"option": ["ask"], "candidate": ["116759"]}
    oak = {"cd_nom": 116759}
    assert "taxon" not in decision(ticked, oak, "")
    assert decision(ticked | {"option": ["certain"]}, oak, "")["taxon"] == oak
    assert decision(ticked | {"name": ["Quercus robur"]}, oak, "")["taxon"] == oak
