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
from reference.taxa.tables import TaxonEdition
from tests.reference.test_names import AT_HOME, found


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


def loaded(**told):
    """Another edition of TAXREF, of which only the sign that it was loaded is there."""
    known = {"version": "TAXREF v99", "sha256": "", "statuses_sha256": "", "names": 0}
    return TaxonEdition(**known, statuses=0, loaded_at=clock.now(), **told)


def test_an_edition_this_process_loads_shows_at_once(app, anyone, searches):
    found(anyone, "mesange")
    with transaction() as session:
        session.add(loaded(id=99))
    found(anyone, "mesange")
    assert searches == ["mesange", "mesange"]


def test_what_changes_nothing_of_names_leaves_what_was_proposed(app, anyone, searches):
    found(anyone, "mesange")
    with transaction() as session:
        session.connection()
    found(anyone, "mesange")
    assert searches == ["mesange"]


def test_an_edition_another_process_loads_shows_a_moment_later(app, anyone, searches, monkeypatch):
    found(anyone, "mesange")
    before = remembered.written()
    with transaction() as session:
        session.add(loaded(id=99))
    monkeypatch.setattr(remembered, "written", lambda: before)  # as if it were another's
    found(anyone, "mesange")
    sleep(remembered.LOOKED)
    found(anyone, "mesange")
    assert searches[-1] == "mesange" and len(searches) == 2


def test_what_was_seen_counts_in_the_order_a_minute_later(app, anyone, monkeypatch):
    plain = found(anyone, "mesange", limit=20, **AT_HOME)
    with transaction() as session:
        store.saw(session, UUID(int=1), Here("76259", 5), plain[-1]["cd_nom"])
    later = clock.now() + remembered.KEPT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    found(anyone, "merle")
    assert found(anyone, "mesange", limit=20, **AT_HOME)[0] == plain[-1]
    with transaction() as session:
        store.forget(session, UUID(int=1))
    even_later = later + remembered.KEPT + timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: even_later)
    found(anyone, "merle")
    assert found(anyone, "mesange", limit=20, **AT_HOME) == plain


def test_so_many_answers_are_kept_and_no_more(anyone, monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 5)
    for letter in "abcdefghijklmnop":
        found(anyone, letter)
    assert len(remembered._known[engine()][towns.served()].answers) <= 6
