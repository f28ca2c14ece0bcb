"""Automatic acceptance: its declaration, its score and its sample, without a database."""

import hashlib

import pytest

from moderation.opinions.automatic import declared
from moderation.opinions.automatic.rules import (
    NEVER,
    WEIGHTS,
    Automatic,
    Evidence,
    Trial,
    covers,
    is_audited,
    score,
)
from moderation.opinions.declared import parsed
from moderation.opinions.rules import RuleBook

RULE = Automatic(60, ("biodiversity",), weights={"photo": 40, "author": 30, "season": 20})
ALL = dict.fromkeys(WEIGHTS, 1.0)
TEXT = '[automatic]\nat_least = 60\nprotocols = ["biodiversity"]\n[automatic.weights]\nphoto = 60\n'


def test_nothing_is_automatic_unless_declared():
    book = parsed("second_reading = 5")
    assert isinstance(book, RuleBook)
    assert book.automatic is None


def test_what_is_declared_is_read_and_written_again_the_same():
    book = parsed(TEXT)
    assert isinstance(book, RuleBook)
    assert book.automatic == Automatic(60, ("biodiversity",), weights={"photo": 60})
    again = declared.written({"automatic": {"at_least": 60, "protocols": ["biodiversity"],
                                            "weights": {"photo": 60}}})  # fmt: skip
    assert parsed(again) == book
    assert declared.written({}) == ""


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        (("at_least = 60\n", ""), "/automatic/at_least"),
        (("60\np", "0\np"), "/automatic/at_least"),
        (('["biodiversity"]', "[]"), "/automatic/protocols"),
        (("photo", "luck"), "/automatic/weights"),
        (("photo = 60", "photo = -1"), "/automatic/weights"),
        (("photo = 60", ""), "/automatic/weights"),
        (("at_least", "odd = 1\nat_least"), "/automatic/odd"),
        (('protocols', 'groups = "Oiseaux"\nprotocols'), "/automatic/groups"),
        (('protocols', 'branches = [true]\nprotocols'), "/automatic/branches"),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_place(changed, where):
    found = parsed(TEXT.replace(*changed))
    assert isinstance(found, list)
    assert [fault.pointer for fault in found] == [where]


def test_the_table_must_be_one():
    found = parsed("automatic = true")
    assert isinstance(found, list)
    assert found[0].pointer == "/automatic"


@pytest.mark.parametrize("missing", sorted(WEIGHTS))
def test_each_thing_adds_its_own_weight_and_no_other(missing):
    rule = RULE._replace(weights=dict(zip(WEIGHTS, (1, 2, 4, 8, 16, 32), strict=True)))
    whole, less = score(rule, Evidence(**ALL)), score(rule, Evidence(**ALL | {missing: 0.0}))
    assert whole.points == 63
    assert whole.points - less.points == rule.weights[missing] == whole.parts[missing]


def test_a_score_is_reached_from_the_declared_number_on():
    assert score(RULE, Evidence(photo=1, season=1)).reaches(RULE)
    assert not score(RULE, Evidence(photo=1)).reaches(RULE)
    told = score(RULE, Evidence(photo=1, author=0.65))
    assert (told.points, told.reaches(RULE)) == (59, False), "a measure counts as much as it tells"


@pytest.mark.parametrize("why", NEVER)
def test_nothing_outweighs_what_keeps_it_for_people(why):
    told = score(RULE, Evidence(**ALL, never=frozenset({why})))
    assert (told.points, told.never, told.reaches(RULE)) == (90, why, False)


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (RULE, True),
        (RULE._replace(protocols=("tree",)), False),
        (RULE._replace(groups=("Oiseaux",)), True),
        (RULE._replace(groups=("Mammifères",)), False),
        (RULE._replace(branches=(185961,)), True),
        (RULE._replace(branches=(1,)), False),
        (RULE._replace(groups=("Oiseaux",), branches=(1,)), False),
    ],
)
def test_it_holds_where_it_is_declared(rule, held):
    assert covers(rule, "biodiversity", "Oiseaux", frozenset({4001, 185961})) is held


def test_five_in_a_hundred_are_drawn():
    drawn = sum(is_audited(hashlib.sha256(str(n).encode()).digest()) for n in range(20_000))
    assert 900 < drawn < 1100
    assert is_audited(bytes(32))
    assert not is_audited(b"\xff" * 32)


def test_a_trial_counts_what_would_be_accepted_and_what_people_held_otherwise():
    trial, good, poor = Trial(), score(RULE, Evidence(**ALL)), score(RULE, Evidence())
    for told, is_held in ((good, True), (good, False), (poor, False), (poor, True)):
        trial.add(told, RULE, is_held=is_held)
    assert (trial.total, trial.accepted, trial.refused) == (4, 2, 1)
