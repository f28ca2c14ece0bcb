"""When rules change, what they touch is found and settled; what they do not stays as it was."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from citizen.accounts import store as accounts
from citizen.observations import store as observations
from config import clock, events, towns
from config.database import reading, transaction
from config.towns import Town
from moderation.sensitivity.local import store as local
from reference.taxa.tables import Taxon, TaxonName
from reference.territories.tables import Territory
from tests.moderation.sensitive import BLACKBIRD, ROBIN, decide, held, history, robin, rule

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_new_rules_reach_the_observations_they_touch_and_no_other(
    in_force, report, moderator, changed, deliver
):
    touched, spared = report(**robin()), report()
    for uuid in (touched, spared):
        decide(moderator, uuid)
    deliver()
    in_force(rule(2))
    changed()
    assert (held(touched)[0], held(spared)[0]) == (2, 0)
    (told,) = history(moderator, touched)
    assert told["details"]["because"] == "sensitivity.changed"
    changed()
    assert len(history(moderator, touched)) == 1, "looked at again, nothing changes"
    in_force()
    changed()
    assert held(touched) == (0, {})


def test_many_observations_are_looked_at_in_turns(in_force, report, changed, monkeypatch):
    monkeypatch.setattr("moderation.sensitivity.store.BATCH", 2)
    uuids = [report(**robin()) for _ in range(5)]
    in_force(rule(1))
    changed()
    assert [held(uuid)[0] for uuid in uuids] == [1] * 5


def test_an_age_is_counted_from_the_year_of_today(in_force, report):
    in_force(rule(2, years=1))
    old = report(**robin(observed_at="2024-05-14T07:32:00+02:00"))
    new = report(**robin(observed_at="2025-05-14T07:32:00+02:00"))
    assert (held(old)[0], held(new)[0]) == (0, 2)


def test_a_rule_of_the_town_holds_beside_the_national_ones(in_force, report, account, deliver, app):
    in_force(rule(1))
    uuid = report(**robin())
    with transaction() as session:
        who = observations.find(session, UUID(uuid)).author_id
        mine = rule(4, note="Dortoir")._replace(area="76259", season=(501, 531))
        added = local.add(session, mine, who)
        session.flush()
        number = added.uuid
    deliver()
    level, decided = held(uuid)
    assert (level, decided["origin"], decided["season"]) == (4, "local", [501, 531])
    with transaction() as session:
        local.end(session, number, who, "Le dortoir est parti")
    deliver()
    level, decided = held(uuid)
    assert (level, decided["origin"]) == (1, "national")


def test_a_rule_of_another_town_touches_nothing_here(in_force, report, deliver):
    uuid = report(**robin())
    with transaction() as session:
        other = Town(code="27229", name="Évreux")
        session.add(other)
        session.flush()
        number = other.id
    with towns.serving(number), transaction() as session:
        clerk = accounts.open_account(session, "device")
        local.add(session, rule(4), clerk.id)
    deliver()
    assert held(uuid) == (0, {})


def test_the_day_a_level_rose_is_known(in_force, report, moderator, changed):
    with clock.held_at(NOW):
        uuid = report(**robin())
        decide(moderator, uuid)
    in_force(rule(2))
    with clock.held_at(NOW + timedelta(days=1)):
        changed()
    with reading() as session:
        found = observations.find(session, UUID(uuid))
    assert found.sensitivity_raised_at == found.sensitivity_set_at == NOW + timedelta(days=1)
    assert found.changed_at == found.sensitivity_set_at


def parent_of(cd_nom, parent):
    with transaction() as session:
        session.execute(update(Taxon).where(Taxon.cd_nom == cd_nom).values(parent=parent))


def test_a_rule_on_a_taxon_above_covers_it_once_taxref_says_so(in_force, report, changed, deliver):
    in_force(rule(2, cd_nom=BLACKBIRD))
    uuid = report(**robin())
    assert held(uuid)[0] == 0
    parent_of(ROBIN, BLACKBIRD)
    with transaction() as session:
        events.record(session, "taxa.changed", "taxref")
    deliver()
    assert held(uuid)[0] == 2


def test_a_rule_may_be_written_for_a_synonym(in_force, report):
    with transaction() as session:
        named = select(TaxonName.cd_nom).where(TaxonName.cd_ref != TaxonName.cd_nom).limit(1)
        synonym = session.scalar(named)
        taxon = session.get_one(Taxon, synonym)
        valid = session.get_one(Taxon, taxon.cd_ref)
        numbers = synonym, valid.cd_nom
    in_force(rule(2, cd_nom=numbers[0]))
    uuid = report(taxon={"cd_nom": numbers[1], "cited_name": ""})
    assert held(uuid)[0] == 2


def test_words_that_are_plainly_a_name_are_protected_before_anybody_matched_them(
    in_force, report, changed
):
    in_force(rule(3))
    for cited in ("Rougegorge familier", "ERITHACUS RUBECULA", "rougegorge  familier"):
        assert held(report(taxon={"cited_name": cited}))[0] == 3, cited
    assert held(report(taxon={"cited_name": "un petit oiseau"}))[0] == 0
    uuid = report(taxon={"cited_name": "Merle noir"})
    in_force(rule(1, cd_nom=BLACKBIRD))
    changed()
    assert held(uuid)[0] == 1


def test_a_rule_of_a_commune_holds_where_it_was_merged(in_force, report, deliver):
    """The town protected a commune that is no more: what is seen there stays protected."""
    with transaction() as session:
        told = {"kind": "commune", "name": "Toussaint", "department": "76", "vintage": 2025}
        session.add(Territory(code="76708", until=2026, successor="76259", **told))
        clerk = accounts.open_account(session, "device")
        local.add(session, rule(3)._replace(area="76708"), clerk.id)
    uuid = report(**robin())
    deliver()
    assert held(uuid)[0] == 3
