"""Observations whose fields hold what none should: refused, each fault pointed at, nothing kept."""

import pytest

from tests.sendings import new_id, sent

LONG = "é" * 2001
DIGEST = "0123456789abcdef" * 4
GONE = object()

FIELDS = {
    "no protocol": ({"protocol": GONE}, {"/protocol"}),
    "an unknown protocol": ({"protocol": "unicorn"}, {"/protocol"}),
    "a protocol in capitals": ({"protocol": "TREE"}, {"/protocol"}),
    "a protocol that is a path": ({"protocol": "../tree"}, {"/protocol"}),
    "a protocol that is a list": ({"protocol": ["tree"]}, {"/protocol"}),
    "a protocol that is null": ({"protocol": None}, {"/protocol"}),
    "no place": ({"place": GONE}, {"/place"}),
    "a place that is null": ({"place": None}, {"/place"}),
    "no answers": ({"answers": GONE}, {"/answers"}),
    "answers that are null": ({"answers": None}, {"/answers"}),
    "answers that are a list": ({"answers": []}, {"/answers"}),
    "answers that are a text": ({"answers": "{}"}, {"/answers"}),
    "answers that are a number": ({"answers": 1}, {"/answers"}),
    "no moment": ({"observed_at": GONE}, {"/observed_at"}),
    "an unknown precision of time": ({"time_precision": "week"}, {"/time_precision"}),
    "a precision of time that is a number": ({"time_precision": 1}, {"/time_precision"}),
    "an accuracy of zero": ({"accuracy_m": 0}, {"/accuracy_m"}),
    "a negative accuracy": ({"accuracy_m": -3}, {"/accuracy_m"}),
    "an accuracy of 51 km": ({"accuracy_m": 51_000}, {"/accuracy_m"}),
    "an accuracy that is a text": ({"accuracy_m": "8"}, {"/accuracy_m"}),
    "an accuracy that is a text in disguise": ({"accuracy_m": "nan"}, {"/accuracy_m"}),
    "an accuracy that is true": ({"accuracy_m": True}, {"/accuracy_m"}),
    "an accuracy that is a list": ({"accuracy_m": [8]}, {"/accuracy_m"}),
    "an unknown source of the place": ({"place_source": "guess"}, {"/place_source"}),
    "an unknown certainty": ({"certainty": "very"}, {"/certainty"}),
    "an unknown licence": ({"licence": "all-rights-reserved"}, {"/licence"}),
    "a comment too long": ({"comment": LONG}, {"/comment"}),
    "a comment that is null": ({"comment": None}, {"/comment"}),
    "a comment that is a number": ({"comment": 1}, {"/comment"}),
    "a comment that is an object": ({"comment": {"fr": ""}}, {"/comment"}),
    "a name published: yes": ({"name_published": "yes"}, {"/name_published"}),
    "a name published: 1": ({"name_published": 1}, {"/name_published"}),
    "a name published: null": ({"name_published": None}, {"/name_published"}),
    "a name published: a list": ({"name_published": []}, {"/name_published"}),
    "a taxon that is a number": ({"taxon": 4001}, {"/taxon"}),
    "a taxon that is null": ({"taxon": None}, {"/taxon"}),
    "a taxon that is a list": ({"taxon": [{}]}, {"/taxon"}),
    "a taxon with an unknown field": ({"taxon": {"rank": "ES"}}, {"/taxon/rank"}),
    "an unknown cd_nom": ({"taxon": {"cd_nom": 2**31 - 1}}, {"/taxon/cd_nom"}),
    "a cd_nom of zero": ({"taxon": {"cd_nom": 0}}, {"/taxon/cd_nom"}),
    "a negative cd_nom": ({"taxon": {"cd_nom": -4001}}, {"/taxon/cd_nom"}),
    "a cd_nom beyond 31 bits": ({"taxon": {"cd_nom": 2**31}}, {"/taxon/cd_nom"}),
    "a cd_nom beyond 32 bits": ({"taxon": {"cd_nom": 2**33}}, {"/taxon/cd_nom"}),
    "a cd_nom with a fraction": ({"taxon": {"cd_nom": 4001.5}}, {"/taxon/cd_nom"}),
    "a cd_nom that is a text": ({"taxon": {"cd_nom": "4001"}}, {"/taxon/cd_nom"}),
    "a cd_nom that is true": ({"taxon": {"cd_nom": True}}, {"/taxon/cd_nom"}),
    "a cited name too long": ({"taxon": {"cited_name": "x" * 256}}, {"/taxon/cited_name"}),
    "a name of Wikidata that is none": ({"taxon": {"wikidata": "P31"}}, {"/taxon/wikidata"}),
    "a name of Wikidata with a line": ({"taxon": {"wikidata": "Q42\n"}}, {"/taxon/wikidata"}),
    "photos that are null": ({"photos": None}, {"/photos"}),
    "photos that are a text": ({"photos": DIGEST}, {"/photos"}),
    "photos that are an object": ({"photos": {DIGEST: 1}}, {"/photos"}),
    "a digest in capitals": ({"photos": [DIGEST.upper()]}, {"/photos/0"}),
    "a digest too short": ({"photos": [DIGEST, DIGEST[:-1]]}, {"/photos/1"}),
    "a digest with a line after it": ({"photos": [DIGEST + "\n"]}, {"/photos/0"}),
    "a digest that is a path": ({"photos": ["../" * 21 + "x"]}, {"/photos/0"}),
    "a digest that is null": ({"photos": [None]}, {"/photos/0"}),
    "eleven photos": ({"photos": [f"{n:064x}" for n in range(11)]}, {"/photos"}),
    "faults everywhere at once": (
        {"accuracy_m": -1, "licence": "", "comment": LONG, "status": "accepted", "taxon": 1},
        {"/accuracy_m", "/licence", "/comment", "/status", "/taxon"},
    ),
}

# Everything the row holds that its author has no say in, and what others have been tricked with.
NOT_THEIRS = (
    "id", "uuid", "status", "level", "validation", "author_id", "author", "town_id", "town",
    "received_at", "changed_at", "decided_at", "version", "turn", "digest", "origin", "group",
    "territory", "held_cd_nom", "sensitivity", "sensitivity_set_at", "is_demonstration",
    "observed_text", "photos_declared", "missing_photos", "public_precision",
    "role", "is_admin", "__class__", "__proto__", "constructor", "a/b", "c~d", "",
)  # fmt: skip


@pytest.mark.parametrize(("changes", "pointers"), FIELDS.values(), ids=FIELDS.keys())
def test_a_field_that_holds_what_none_should_is_pointed_at(world, changes, pointers):
    told = {name: value for name, value in (sent() | changes).items() if value is not GONE}
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    world.refuses("invalid-content", ask, pointers, json=told)


@pytest.mark.parametrize("name", NOT_THEIRS, ids=[repr(name) for name in NOT_THEIRS])
def test_an_author_has_no_say_in_what_is_not_theirs(world, name):
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    pointer = "/" + name.replace("~", "~0").replace("/", "~1")
    world.refuses("invalid-content", ask, {pointer}, json=sent(**{name: 1}))


@pytest.mark.parametrize("dry_run", ["true", "false"])
def test_a_dry_run_refuses_what_a_sending_would(world, dry_run):
    ask = ("PUT", f"/api/v1/observations/{new_id()}?dry_run={dry_run}")
    world.refuses("invalid-content", ask, {"/accuracy_m"}, json=sent(accuracy_m=-1))


def test_what_is_refused_is_refused_for_an_observation_that_exists_too(world):
    ask = ("PUT", f"/api/v1/observations/{world.observation}")
    world.refuses("invalid-content", ask, {"/status"}, json=sent(status="accepted"))
