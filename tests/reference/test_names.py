"""A name is found as people type it: the same answer on both engines, the likeliest first."""

import tomllib
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from config import database
from config.database import glance, transaction
from config.words import folded
from reference.taxa import store
from reference.taxa.search import store as search
from reference.taxa.search.rules import ALTERNATIVE, MARKS, Asked, keys, near, reading, searched
from reference.taxa.search.store import Here
from tests.conftest import engine

TYPED = tomllib.loads((Path(__file__).parent / "names_as_typed.toml").read_text(encoding="utf-8"))
QUERIES = [pair for part in TYPED.values() for pair in part.items()]
AT_HOME = {"territory": "76259", "month": 5}


def found(anyone, q, **query):
    answer = anyone.get("/api/v1/taxa", query_string={"q": q, **query})
    assert answer.status_code == 200, answer.text
    return answer.json["items"]


def names(anyone, q, **query):
    return [one["name"] for one in found(anyone, q, **query)]


def test_what_people_type_leads_first_to_what_they_mean(anyone):
    assert len(QUERIES) >= 120
    first = {q: names(anyone, q, limit=8)[:1] for q, _ in QUERIES}
    assert {q: got for q, got in first.items() if got != [dict(QUERIES)[q]]} == {}


def test_a_taxon_comes_once_by_the_name_that_fits_best(anyone):
    told = found(anyone, "mesange", limit=50)
    assert len({one["cd_ref"] for one in told}) == len(told) > 5
    matched = [one["matched"] for one in found(anyone, "mouron", limit=20)]
    assert [one for one in matched if "mouron" not in folded(one)] == []


@pytest.mark.parametrize("limit", [1, 3, 8])
def test_fewer_are_the_first_of_more(anyone, limit):
    for q in ("mes", "chene", "que rob", "a"):
        more = [one["cd_ref"] for one in found(anyone, q, limit=20)]
        assert [one["cd_ref"] for one in found(anyone, q, limit=limit)] == more[:limit], q


def test_a_typo_is_looked_for_only_when_nothing_else_is_found(anyone):
    assert "Quercus robur" in names(anyone, "robur")
    assert names(anyone, "robor")[0] == "Quercus robur"
    assert names(anyone, "rbor") == []  # too short to guess
    assert names(anyone, "rboru") == []  # two typos


def test_what_was_seen_here_this_month_comes_before_its_equals(app, anyone):
    plain = names(anyone, "mesange", limit=20)
    last = plain[-1]
    number = found(anyone, "mesange", limit=20)[-1]["cd_nom"]
    with transaction() as session:
        for n in range(3):
            store.saw(session, UUID(int=n + 1), Here("76259", 5), number)
    assert names(anyone, "mesange", limit=20, **AT_HOME)[0] == last
    for elsewhere in ({}, {"territory": "76259", "month": 6}, {"territory": "76351", "month": 5}):
        assert names(anyone, "mesange", limit=20, **elsewhere) == plain


def test_what_was_seen_most_comes_first_but_never_before_the_name_itself(app, anyone):
    by_name = {one["name"]: one["cd_nom"] for one in found(anyone, "chene", limit=20)}
    with transaction() as session:
        for n in range(5):
            store.saw(session, UUID(int=n + 1), Here("76259", 5), by_name["Quercus robur"])
        store.saw(session, UUID(int=9), Here("76259", 5), by_name["Quercus rubra"])
    told = names(anyone, "chene", **AT_HOME)
    assert told[:3] == ["Quercus", "Quercus robur", "Quercus rubra"]


def test_a_sighting_counts_once_and_may_be_forgotten(app, anyone):
    with transaction() as session:
        for _ in range(3):  # an event is delivered at least once
            store.saw(session, UUID(int=1), Here("76259", 5), 116759)
        store.saw(session, UUID(int=2), Here("76259", 5), 999_999_999)  # no name of TAXREF
    with glance() as session:
        assert session.query(store.Sighting).count() == 1
    with transaction() as session:
        store.forget(session, UUID(int=1))
    with glance() as session:
        assert session.query(store.Sighting).count() == 0


written = st.text(max_size=40) | st.text("abcéèœæßøı ×-'’.()", max_size=30)


@given(written)
def test_folding_leaves_plain_words_and_folds_once(name):
    plain = folded(name)
    assert folded(plain) == plain
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert plain == " ".join(plain.split())


@given(written, st.integers(0, 3))
def test_a_name_stands_on_a_shelf_by_each_of_its_words(name, tier):
    plain = searched(name)
    made = keys(plain, tier)
    for one in plain.split(ALTERNATIVE):
        for word in one.split():
            assert any(key[1:].startswith(word) for key in made)
        assert one in {reading(key) for key in made}
    assert len(set(made)) == len(made)


@given(written)
def test_a_name_typed_in_full_is_the_exact_name(name):
    plain = searched(name)
    words = set(folded(name).split())
    if words - MARKS and len(folded(name).split()) <= 8:
        again = Asked.of(plain.split(ALTERNATIVE)[0])
        assert again.exactness(plain) == 0


@given(st.text("abcdefghij", min_size=5, max_size=12), st.data())
def test_every_text_one_typo_away_is_near(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    for other in (word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :]):
        if other != word:
            assert other in near(word, len(word))
            assert word in near(other, len(other)) or at == len(other)


def plans(asked):
    """How the engine means to answer each question of a search."""
    made = []
    with glance() as session:
        for ranges in Asked.of(asked).ranges(max):
            given = {"most": 24}
            for n, (start, words, last) in enumerate(ranges):
                given |= {f"first{n}": start, f"last{n}": start + last, "looked": 5000}
                given |= {f"word{m}": word for m, word in enumerate(words)}
            question = search._asking(tuple(len(one.words) for one in ranges))
            made.append(explained(session, str(question), given))
        seen = search._asking((0,), (1, 1))
        given |= search._seen(Asked.of("chene"), Here("76259", 5))
        made.append(explained(session, str(seen), given))
        numbers = {f"n{n}": n for n in range(24)}
        made.append(explained(session, str(search._naming(24)), numbers))
    return made


def explained(session, question, given):
    if engine().dialect.name == "postgresql":
        session.execute(text("SET enable_seqscan = off"))  # the sample is small
        told = session.execute(text(f"EXPLAIN {question}"), given)
    else:
        told = session.execute(text(f"EXPLAIN QUERY PLAN {question}"), given)
    return "\n".join(str(row) for row in told)


@pytest.mark.parametrize("asked", ["chene", "ch", "mesange bleue", "erith rub"])
def test_every_question_of_a_search_goes_through_the_index(app, asked):
    for told in plans(asked):
        assert "Seq Scan" not in told
        assert "SCAN taxon" not in told
        if engine().dialect.name == "postgresql":
            assert "Index" in told and ("pk_taxon_key" in told or "pk_taxon_name" in told)
        else:
            assert "SEARCH taxon_key USING PRIMARY KEY" in told or "SEARCH n USING INTEGER" in told
    database.engine().dispose()
