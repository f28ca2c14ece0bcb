"""Who should look at an observation: pure rules."""

import pytest

from citizen.accounts.rules import Scope
from moderation.queues.rules import LEAD, Desk
from moderation.routing.rules import Subject, desk_for, is_competent

BIRD = Subject("biodiversity", "Oiseaux", "76259")
LPO = Scope("moderator", "LPO", protocols=("biodiversity",), groups=("Oiseaux",))
CLUB = Scope("moderator", "Club nature")
TREES = Scope("moderator", "Arbres et Mémoire", protocols=("tree",))
ELSEWHERE = Scope("moderator", "Paris nature", territories=("75056",))


def test_the_only_competent_association_gets_it_however_long_its_queue():
    desk = desk_for(BIRD, [LPO, TREES, ELSEWHERE], {"LPO": 40, "Arbres et Mémoire": 0})
    assert desk.organisation == "LPO"
    assert desk.why == {"case": "only", "waiting": 40, "competent": 1}


def test_the_shortest_queue_of_two_gets_it():
    desk = desk_for(BIRD, [LPO, CLUB], {"LPO": 3, "Club nature": 2})
    assert desk.organisation == "Club nature"
    assert desk.why == {"case": "shortest", "waiting": 2, "competent": 2}


def test_between_equal_queues_the_choice_is_always_the_same():
    desks = {desk_for(BIRD, scopes, {}).organisation for scopes in ([LPO, CLUB], [CLUB, LPO])}
    assert desks == {"Club nature"}


def test_nobody_competent_leaves_it_to_the_town():
    assert desk_for(BIRD, [TREES, ELSEWHERE], {}) == Desk(LEAD, {"case": "nobody"})
    assert desk_for(BIRD, [], {}) == Desk(LEAD, {"case": "nobody"})


def test_two_moderators_of_one_association_are_one_queue():
    two = [CLUB, Scope("moderator", "Club nature", protocols=("biodiversity",))]
    assert desk_for(BIRD, two, {}).why["competent"] == 1


@pytest.mark.parametrize(
    ("scope", "is_competent"),
    [
        (Scope("moderator", "A"), True),
        (Scope("moderator", "A", protocols=("tree",)), False),
        (Scope("moderator", "A", protocols=("tree", "biodiversity")), True),
        (Scope("moderator", "A", groups=("Mammifères",)), False),
        (Scope("moderator", "A", groups=("Oiseaux", "Mammifères")), True),
        (Scope("moderator", "A", territories=("75056",)), False),
        (Scope("moderator", "A", territories=("76259",)), True),
        (Scope("moderator", "A", ("biodiversity",), ("Oiseaux",), ("75056",)), False),
    ],
)
def test_a_scope_is_protocols_and_groups_and_territories_together(scope, is_competent):
    assert (desk_for(BIRD, [scope], {}).organisation == "A") is is_competent


def test_an_observation_without_a_group_or_a_territory_goes_to_who_takes_all():
    unknown = Subject("biodiversity", "", "")
    assert desk_for(unknown, [LPO], {}).organisation == LEAD
    assert desk_for(unknown, [LPO, CLUB], {}).organisation == "Club nature"


def test_an_association_is_competent_through_any_of_its_scopes():
    trees = Scope("moderator", "LPO", protocols=("tree",))
    assert is_competent("LPO", BIRD, [trees, LPO])
    assert not is_competent("LPO", BIRD, [trees, CLUB])
    assert not is_competent(LEAD, BIRD, [LPO])
