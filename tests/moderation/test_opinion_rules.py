"""Opinions are counted by a declared rule: pure."""

from uuid import UUID

import pytest

from moderation.opinions.declared import EMPTY, parsed
from moderation.opinions.rules import (
    ABSTAIN,
    CASES,
    DISAGREEMENT,
    EXPERT,
    FIRST,
    LISTED,
    SETTLED,
    WAITS,
    Facts,
    Given,
    Rule,
    RuleBook,
    lists,
    rule_for,
    share,
    view,
    weigh,
)
from moderation.readings.rules import is_drawn, is_trusted, measure, wilson

BIRD = Facts("biodiversity", "Oiseaux", frozenset({4001, 185961}))
TWO = Rule(agreeing=2, expert=CASES)


def accepts(who, taxon=4001, **told):
    return Given(who, "accept", view("accept", taxon, None), **told)


def rejects(who, **told):
    return Given(who, "reject", view("reject", 4001, None), **told)


def abstains(who):
    return Given(who, ABSTAIN, ABSTAIN)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ([accepts(1)], SETTLED),
        ([accepts(1), rejects(2)], SETTLED),
        ([abstains(1)], WAITS),
        ([accepts(1), abstains(2)], WAITS),
    ],
)
def test_without_a_rule_one_opinion_decides_and_an_abstention_does_not(given, state):
    assert weigh(None, BIRD, given).state == state


@pytest.mark.parametrize(
    ("given", "state", "case", "missing"),
    [
        ([accepts(1)], WAITS, "", 1),
        ([accepts(1), accepts(1)], WAITS, "", 1),
        ([accepts(1), accepts(2)], SETTLED, "", 0),
        ([accepts(1), abstains(3), accepts(2)], SETTLED, "", 0),
        ([accepts(1), rejects(2)], EXPERT, DISAGREEMENT, 0),
        ([accepts(1), accepts(2, taxon=4002)], EXPERT, DISAGREEMENT, 0),
        ([accepts(1), rejects(1), rejects(2)], SETTLED, "", 0),
        ([accepts(1, is_expert=True)], SETTLED, "", 0),
        ([accepts(1), rejects(2, is_expert=True)], SETTLED, "", 0),
        ([accepts(1, is_expert=True), rejects(2)], EXPERT, DISAGREEMENT, 0),
        ([accepts(1), rejects(2, is_expert=True), rejects(3)], SETTLED, "", 0),
    ],
)
def test_a_rule_of_two_wants_two_people_of_one_view_or_an_expert(given, state, case, missing):
    outcome = weigh(TWO, BIRD, given)
    assert (outcome.state, outcome.case) == (state, case)
    assert outcome.missing == missing


def test_where_a_disagreement_is_no_expert_s_the_majority_the_rule_wants_decides():
    rule = Rule(agreeing=2)
    assert weigh(rule, BIRD, [accepts(1), rejects(2)]).state == WAITS
    assert weigh(rule, BIRD, [accepts(1), rejects(2), rejects(3)]).state == SETTLED


def test_an_expert_is_never_overruled_by_one_who_is_none():
    given = [accepts(1, is_expert=True), rejects(2)]
    assert weigh(Rule(agreeing=1), BIRD, given) == (EXPERT, DISAGREEMENT, 0, "certain")


@pytest.mark.parametrize(("fact", "case"), [("is_listed", LISTED), ("is_first", FIRST)])
def test_what_is_listed_or_first_is_an_expert_s_whatever_the_number(fact, case):
    facts = BIRD._replace(**{fact: True})
    outcome = weigh(TWO, facts, [accepts(1), accepts(2)])
    assert (outcome.state, outcome.case) == (EXPERT, case)
    assert weigh(TWO, facts, [accepts(1), accepts(2, is_expert=True)]).state == SETTLED
    assert weigh(Rule(agreeing=2), facts, [accepts(1), accepts(2)]).state == SETTLED


def test_a_group_measured_as_reliable_needs_fewer_opinions():
    rule = Rule(agreeing=3, trusted=1)
    assert weigh(rule, BIRD, [accepts(1)]).missing == 2
    assert weigh(rule, BIRD._replace(is_trusted=True), [accepts(1)]).state == SETTLED


def test_what_is_settled_is_as_sure_as_the_least_sure_of_those_who_agree():
    given = [accepts(1, certainty="probable"), accepts(2)]
    assert weigh(TWO, BIRD, given).certainty == "probable"
    assert weigh(TWO, BIRD, [*given, accepts(1)]).certainty == "certain"


def test_the_first_rule_that_matches_counts():
    book = parsed(
        """
        second_reading = 10
        [[rule]]
        branch = 185961
        agreeing = 3
        second_reading = 0
        [[rule]]
        protocol = "biodiversity"
        expert = ["listed"]
        """,
        number=4,
    )
    assert isinstance(book, RuleBook)
    assert book.number == 4
    assert rule_for(book, BIRD).agreeing == 3
    assert rule_for(book, Facts("biodiversity", "Insectes")).expert == ("listed",)
    assert rule_for(book, Facts("tree")) is None
    assert [share(book, one) for one in (BIRD, Facts("biodiversity"), Facts("tree"))] == [0, 10, 10]


@pytest.mark.parametrize(
    ("content", "pointer"),
    [
        ("[[rule", ""),
        ("rule = 3", "/rule"),
        ("rules = []", "/rules"),
        ("second_reading = 101", "/second_reading"),
        ("second_reading = true", "/second_reading"),
        ("rule = [3]", "/rule/0/"),
        ("[[rule]]\nagreeing = 0", "/rule/0/agreeing"),
        ("[[rule]]\nagreeing = 2.0", "/rule/0/agreeing"),
        ('[[rule]]\nexpert = ["rare"]', "/rule/0/expert"),
        ('[[rule]]\ngroup = "a"\n[[rule]]\ngruop = "a"', "/rule/1/gruop"),
        ("[[rule]]\nexpert = [[]]", "/rule/0/expert"),
        ("x" * 200_000, ""),
    ],
)
def test_rules_that_cannot_be_understood_are_pointed_at(content, pointer):
    assert [fault.pointer for fault in parsed(content)] == [pointer]


def test_the_example_shown_is_understood_once_it_is_uncommented():
    lines = [line.removeprefix("# ") for line in EMPTY.splitlines()[2:] if line != "#"]
    book = parsed("\n".join(lines))
    assert isinstance(book, RuleBook) and book.rules[0].agreeing == 2
    assert parsed(EMPTY) == RuleBook()


def test_protected_and_threatened_species_are_listed():
    assert lists("PN", "NV1") and lists("LRR", "CR")
    assert not lists("LRN", "LC") and not lists("ZDET", "true")


def test_wilson_s_interval_is_that_of_the_tables():
    """Newcombe 1998, table I: 81 of 263 is 0.2553 to 0.3662; 15 of 148 is 0.0624 to 0.1605."""
    assert [round(end, 4) for end in wilson(81, 263)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in wilson(15, 148)] == [0.0624, 0.1605]
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 20)[0] == 0.0 and round(wilson(0, 20)[1], 4) == 0.1611


def test_trust_follows_agreement_and_never_volume():
    assert not is_trusted(20, 0)  # too few to know
    assert is_trusted(60, 1)
    assert not is_trusted(10_000, 1_500)
    assert measure(40, 2).share == 0.05


def test_a_sample_is_as_large_as_it_is_said_to_be():
    drawn = [UUID(int=number * 7_919 % 2**128) for number in range(100_000)]
    assert not any(is_drawn(one, 0) for one in drawn)
    assert all(is_drawn(one, 100) for one in drawn)
    assert 0.045 < sum(is_drawn(one, 5) for one in drawn) / len(drawn) < 0.055
