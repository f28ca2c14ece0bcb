"""What was proposed a moment ago is proposed again, and never once it is otherwise."""

from datetime import timedelta
from time import sleep
from uuid import UUID

import pytest

from config import clock, towns
from config.database import engine, transaction
from reference.taxa import store
from reference.taxa.search import store as search
from reference.taxa.search.remembered import store as remembered
from reference.taxa.search.store import Here
from tests.reference.test_names import AT_HOME, found, names

SAW = "INSERT INTO taxon_sighting (id, town_id, uuid, cd_nom, cd_ref, territory, month) VALUES "


@pytest.fixture
def searches(monkeypatch):
    """What was really looked for, of all that was asked."""
    looked = []

    def find(session, typed, limit, here=None):
        looked.append(typed)
        return search.find(session, typed, limit, here)

    monkeypatch.setattr(remembered, "find", find)
    return looked


def test_what_was_asked_a_moment_ago_is_not_looked_for_again(anyone, searches):
    first = found(anyone, "mes", limit=8)
    assert found(anyone, "mes", limit=8) == first
    assert searches == ["mes"]
    found(anyone, "mes", limit=9)
    found(anyone, "mes", limit=8, **AT_HOME)
    assert searches == ["mes", "mes", "mes"]  # other questions


def test_what_this_process_writes_shows_at_once(app, anyone, searches):
    plain = found(anyone, "mesange", limit=20, **AT_HOME)
    with transaction() as session:
        store.saw(session, UUID(int=1), Here("76259", 5), plain[-1]["cd_nom"])
    assert found(anyone, "mesange", limit=20, **AT_HOME)[0] == plain[-1]
    assert searches == ["mesange", "mesange"]


def test_what_changes_nothing_of_names_leaves_what_was_proposed(app, anyone, searches):
    found(anyone, "mesange")
    with transaction() as session:
        session.connection()
    found(anyone, "mesange")
    assert searches == ["mesange"]


def test_what_another_process_writes_shows_a_moment_later(app, anyone):
    plain = found(anyone, "mesange", limit=20, **AT_HOME)
    before = remembered.written()
    saw = f"{SAW}(77, {towns.served()}, '{UUID(int=1).hex}', {plain[-1]['cd_nom']}, "
    driver = engine().raw_connection()
    try:
        driver.cursor().execute(f"{saw} {plain[-1]['cd_ref']}, '76259', 5)")
        driver.commit()
    finally:
        driver.close()
    assert remembered.written() == before  # as if it were another's
    sleep(remembered.LOOKED)
    assert found(anyone, "mesange", limit=20, **AT_HOME)[0] == plain[-1]


def test_a_sighting_taken_back_counts_no_more_a_minute_later(app, anyone, monkeypatch):
    plain = found(anyone, "mesange", limit=20)
    seen = [plain[-1]["cd_nom"], plain[-2]["cd_nom"]]
    with transaction() as session:
        for number, one in enumerate(seen, 1):
            store.saw(session, UUID(int=number), Here("76259", 5), one)
    first = names(anyone, "mesange", limit=20, **AT_HOME)[:2]
    with transaction() as session:
        store.forget(session, UUID(int=1))
    later = clock.now() + remembered.KEPT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    sleep(remembered.LOOKED)
    after = names(anyone, "mesange", limit=20, **AT_HOME)
    assert set(first) == {plain[-1]["name"], plain[-2]["name"]}
    assert after[0] == plain[-2]["name"]
    assert after[1] == plain[0]["name"]


def test_so_many_answers_are_kept_and_no_more(anyone, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 5)
    for letter in "abcdefghijklmnop":
        found(anyone, letter)
    assert len(remembered._known[engine()][towns.served()].answers) <= 6
