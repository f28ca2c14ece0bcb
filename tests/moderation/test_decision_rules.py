"""What a moderator may decide and where it leads: pure rules."""

from uuid import UUID

import pytest

from config.problems import Problem
from moderation.decisions.reasons import REASONS, offered, reason
from moderation.decisions.rules import (
    CERTAINTIES,
    DECIDED,
    EXPLAINED,
    LEADS_TO,
    VERDICTS,
    WAITING,
    Before,
    Verdict,
    decide,
    faults,
)

ONE, OTHER = UUID(int=1), UUID(int=2)
JUDGE, AUTHOR = 1, 2
STATUSES = (*WAITING, *DECIDED, "duplicate", "withdrawn")


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_leads_where_the_table_says_or_is_refused(status, verdict):
    decision = Verdict(verdict, reason="x", of=OTHER)
    if (status, verdict) in LEADS_TO:
        assert decide(status, decision, JUDGE, AUTHOR)[0] == LEADS_TO[status, verdict]
        return
    with pytest.raises(Problem, match="impossible-decision"):
        decide(status, decision, JUDGE, AUTHOR)


def test_what_was_withdrawn_is_judged_no_more():
    assert not [verdict for known, verdict in LEADS_TO if known == "withdrawn"]


def test_what_joined_another_is_joined_to_a_third_or_set_apart():
    assert {v for known, v in LEADS_TO if known == "duplicate"} == {"duplicate", "separate"}


@pytest.mark.parametrize(("status", "level"), [("accepted", 2), ("doubtful", 3), ("rejected", 4)])
def test_what_is_set_apart_is_what_it_was(status, level):
    before = Before(status, level, None)
    apart = decide("duplicate", Verdict("separate"), JUDGE, AUTHOR, before)
    assert apart == (status, level)


@pytest.mark.parametrize("status", WAITING)
def test_what_waited_when_it_was_joined_waits_again(status):
    apart = decide("duplicate", Verdict("separate"), JUDGE, AUTHOR, Before(status, 0, None))
    assert apart == ("submitted", 0)


@pytest.mark.parametrize("status", STATUSES)
def test_nobody_decides_on_their_own_whatever_its_status(status):
    with pytest.raises(Problem, match="own-observation"):
        decide(status, Verdict("accept"), AUTHOR, AUTHOR)


@pytest.mark.parametrize(
    ("verdict", "certainty", "level"),
    [
        ("accept", "certain", 1),
        ("accept", "probable", 2),
        ("doubt", "certain", 3),
        ("reject", "certain", 4),
        ("unassessable", "certain", 5),
        ("ask", "certain", 0),
        ("second-opinion", "certain", 0),
        ("duplicate", "certain", 0),
    ],
)
def test_the_level_is_that_of_sinp(verdict, certainty, level):
    assert decide("submitted", Verdict(verdict, certainty), JUDGE, AUTHOR)[1] == level


@pytest.mark.parametrize("verdict", VERDICTS)
def test_what_disappoints_an_author_is_explained(verdict):
    wrong = [fault.pointer for fault in faults(Verdict(verdict, of=OTHER), ONE)]
    assert wrong == (["/reason"] if verdict in EXPLAINED else [])
    for told in (
        Verdict(verdict, reason="lookalike", of=OTHER),
        Verdict(verdict, comment="Voir", of=OTHER),
    ):
        assert faults(told, ONE) == []


def test_a_blank_comment_explains_nothing():
    assert [f.pointer for f in faults(Verdict("reject", comment="  \n"), ONE)] == ["/reason"]


def test_a_duplicate_names_another_observation():
    assert [f.pointer for f in faults(Verdict("duplicate"), ONE)] == ["/of"]
    assert [f.pointer for f in faults(Verdict("duplicate", of=ONE), ONE)] == ["/of"]
    assert faults(Verdict("duplicate", of=OTHER), ONE) == []


def test_every_verdict_leads_somewhere_from_the_beginning():
    first = {verdict for status, verdict in LEADS_TO if status == "submitted"}
    assert first == set(VERDICTS) - {"separate"}
    assert set(CERTAINTIES) == {"certain", "probable"}


def test_a_reason_goes_with_verdicts_and_speaks_both_languages():
    for code, told in REASONS.items():
        assert set(told["verdicts"]) <= set(VERDICTS), code
        assert told["verdicts"], code
        assert reason(code, "fr") != reason(code, "en"), code
    for verdict in EXPLAINED:
        assert offered(verdict, "fr"), verdict


def test_a_reason_of_an_outside_tool_is_shown_as_it_is():
    assert reason("seen-by-our-own-tool", "fr") == "seen-by-our-own-tool"
