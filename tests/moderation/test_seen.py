"""What is published is counted by commune and month; what is hidden, even a little, never is."""

import pytest
from sqlalchemy import select

from config.database import reading
from reference.taxa.tables import Sighting
from tests.moderation.sensitive import rule

ROBIN, TIT = 4001, 4342


@pytest.fixture
def decided(moderator, report, deliver):
    """Report a robin and decide on it, as often as told."""

    def told(*decisions, **changes):
        uuid = report(**({"taxon": {"cd_nom": ROBIN}} | changes))
        for decision in decisions:
            answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
            assert answer.status_code == 201, answer.text
            deliver()
            deliver()
        return uuid

    return told


def counted():
    with reading() as session:
        rows = session.scalars(select(Sighting))
        return [(one.territory, one.month, one.cd_ref) for one in rows]


ACCEPT = {"verdict": "accept"}


def test_what_is_accepted_is_counted(decided):
    decided()
    assert counted() == []
    decided(ACCEPT)
    assert counted() == [("76259", 5, ROBIN)]


@pytest.mark.parametrize(
    "after",
    [
        {"verdict": "doubt", "reason": "lookalike"},
        {"verdict": "reject", "reason": "lookalike"},
        {"verdict": "unassessable", "reason": "no-evidence"},
        {"verdict": "accept", "sensitivity": 1},
        {"verdict": "accept", "sensitivity": 4},
    ],
)
def test_what_is_no_more_shown_exactly_is_no_more_counted(decided, after):
    decided(ACCEPT, after)
    assert counted() == []


def test_another_determination_is_counted_in_place_of_the_first(decided):
    decided(ACCEPT, ACCEPT | {"taxon": {"cd_nom": TIT}})
    assert [number for _, _, number in counted()] == [TIT]


def test_a_withdrawal_is_counted_no_more(decided, resident, deliver):
    uuid = decided(ACCEPT)
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    deliver()
    assert counted() == []


def test_a_year_alone_is_of_no_month(decided):
    decided(ACCEPT, time_precision="year")
    assert counted() == []


def test_a_rule_that_comes_later_takes_it_away(decided, in_force, changed):
    decided(ACCEPT)
    assert counted() != []
    in_force(rule(2))
    changed()
    assert counted() == []


def test_nothing_sensitive_changes_the_order_of_what_is_proposed(anyone, decided, in_force):
    in_force(rule(1, TIT))
    query = {"q": "mesange", "territory": "76259", "month": 5}
    before = anyone.get("/api/v1/taxa", query_string=query).json
    decided(ACCEPT, taxon={"cd_nom": TIT})
    assert anyone.get("/api/v1/taxa", query_string=query).json == before


def test_an_ornamental_is_no_sighting_of_its_kin_nor_of_what_its_author_took_it_for(decided):
    oak = {"cd_nom": 116759}
    decided(ACCEPT | {"taxon": {"cited_name": "Quercus robur 'Fastigiata Koster'"}}, taxon=oak)
    decided(ACCEPT | {"taxon": {"cited_name": "Liquidambar 'Worplesdon'"}}, taxon=oak)
    assert counted() == []
