"""A town's datasets on data.gouv.fr: pushed to a double of it, never to the portal itself."""

import json
import os
import subprocess
import sys

import pytest

from config.database import engine, reading
from config.engines import only_one
from exports.catalogue import store as catalogue
from exports.pushing import jobs, rules, store
from exports.pushing.datagouv import Portal, Refused
from exports.pushing.jobs import Push
from tests.story.portal import KEY, Double


@pytest.fixture
def portal():
    double = Double()
    yield double
    double.close()


@pytest.fixture
def push(portal, app):
    def pushed(code="tree", key=KEY):
        with reading() as session:
            told = catalogue.catalogue(session)
        (one,) = (found for found in told.datasets if found.code == code)
        done = []
        jobs.push(Push(told, one, Portal(portal.url, key), "a-town"), done.append)
        return done

    return pushed


def bytes_of(dataset):
    return {
        one["title"]: bytes.fromhex(one["data"]) for one in dataset["resources"] if "data" in one
    }


def test_files_are_put_there_once_then_replaced_and_never_made_anew(
    released, report, decide, publish, portal, push, anyone
):
    released(1)
    first = push()
    (dataset,) = portal.datasets.values()
    assert dataset["license"] == "lov2" and dataset["organization"] == "a-town"
    assert len(dataset["description"]) > 100 and dataset["frequency"] == "daily"
    assert dataset["temporal_coverage"]["start"] <= dataset["temporal_coverage"]["end"]
    assert dataset["spatial"]["geom"]["type"] == "MultiPolygon"
    by_title = {one["title"]: one for one in dataset["resources"]}
    served = anyone.get("/data/tree/1/tree.csv").data
    assert bytes_of(dataset)["tree.csv"] == served
    assert by_title["tree.parquet"]["filetype"] == "remote"
    assert by_title["tree.parquet"]["url"].endswith("/data/tree/latest/tree.parquet")
    assert by_title["notice.html"]["type"] == "documentation"
    assert len(by_title) == len(dataset["resources"]) == len(first)

    portal.calls.clear()
    assert push() == [], "nothing changed"
    assert [one.split()[0] for one in portal.calls] == ["PUT"], "it is described, no file is sent"

    decide(report("tree"))
    publish("tree")
    identifiers = {one["title"]: one["id"] for one in dataset["resources"]}
    again = push()
    assert "tree.csv" in again
    assert {one["title"]: one["id"] for one in dataset["resources"]} == identifiers
    assert bytes_of(dataset)["tree.csv"] == anyone.get("/data/tree/2/tree.csv").data
    assert len(portal.datasets) == 1


def test_a_push_that_was_cut_short_goes_on_and_makes_nothing_twice(
    released, portal, push, publisher
):
    released(1)
    portal.falls_at = 7
    with pytest.raises(Refused, match="503"):
        push()
    assert store.known("tree").fault and not store.known("tree").release
    assert "503" in publisher.get("/ville").text
    portal.falls_at = 0
    kept = store.known("tree")
    lost = kept.files.popitem()[0]  # it is there, and we did not come to keep it
    store.keep("tree", kept)
    rest = push()
    (dataset,) = portal.datasets.values()
    titles = [one["title"] for one in dataset["resources"]]
    assert lost in rest and len(titles) == len(set(titles))
    assert store.known("tree").fault == "" and store.known("tree").release == 1
    assert "publication n°\u00a01, envoyée le" in publisher.get("/ville").text


def test_two_pushes_at_once_make_nothing_twice(released, portal, push):
    released(1)
    with engine().connect() as connection, only_one(connection, jobs.TURN) as is_ours:
        assert is_ours
        with pytest.raises(Refused, match="under way"):
            push()
        assert portal.calls == [] and not store.known("tree").fault
    assert push()
    assert len(portal.datasets) == 1


def test_refusals_say_what_to_do_and_never_the_key(released, push, portal):
    released(1)
    with pytest.raises(Refused, match="DATAGOUV_KEY") as told:
        push(key="wrong-key")
    assert "wrong-key" not in str(told.value) + store.known("tree").fault
    kept = store.known("tree")
    kept.remote = "erased"
    store.keep("tree", kept)
    with pytest.raises(Refused, match="--remote"):
        push()


def test_the_command_plans_pushes_and_tells(released, portal, settings):
    released(1)
    environment = {
        "BRINDILLE_HOME": str(settings.home), "DATABASE_URL": settings.DATABASE_URL,
        "SECRET_KEY": settings.SECRET_KEY,
    }  # fmt: skip

    def asked(*words, **more):
        # In a process of its own: it opens the same database, and leaves ours as it is.
        command = [
            sys.executable,
            "-c",
            "import commands; commands.main()",
            "publish",
            "datagouv",
            *words,
        ]
        run = subprocess.run(
            command,
            env=os.environ | environment | more,
            capture_output=True,
            text=True,
            check=False,
        )
        return run.returncode, run.stdout

    code, told = asked("--dry-run", "--json")
    assert code == 0 and portal.calls == []
    (planned,) = json.loads(told)
    assert "tree.csv" in planned["sent"] and "tree.parquet" in planned["linked"]
    assert asked()[0] == 2, "without an address"
    there = {"DATAGOUV_URL": portal.url, "DATAGOUV_KEY": KEY}
    assert asked("unknown", **there)[0] == 2
    code, told = asked("tree", "--json", **there)
    assert code == 0 and json.loads(told)[0]["remote"] in portal.datasets
    assert asked("tree", **there | {"DATAGOUV_KEY": "wrong"})[0] == 1


def test_what_is_known_is_kept_and_read_back():
    known = rules.Known("abc", {"tree.csv": rules.There("1", "ff")}, 3, "2026-05-14", "down")
    assert rules.Known.read(known.written()) == known
