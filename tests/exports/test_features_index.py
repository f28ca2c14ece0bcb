"""The index of a release: named by a digest, made by one, swept when it counts no longer."""

import fcntl
import os
import sqlite3

import pytest

from exports.features import index

LINES = [b'{"type":"FeatureCollection","features":[',
         b'{"type":"Feature","id":"a","geometry":null,"properties":{"first_day":"2026-05-14"}}',
         b"]}"]  # fmt: skip


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "_home", [tmp_path])
    return tmp_path


def test_it_is_made_once_under_the_digest_of_its_file(home):
    assert index.made(1, "tree", "aa", LINES, waits=True)
    assert index.made(1, "tree", "aa", None, waits=True), "it is there: nothing is read"
    with sqlite3.connect(index.at(1, "tree", "aa")) as database:
        assert database.execute("SELECT id FROM feature").fetchall() == [("a",)]


def test_who_does_not_wait_is_told_that_another_makes_it_and_a_dead_one_leaves_no_trace(home):
    folder = home / "1/tree"
    folder.mkdir(parents=True)
    (folder / "aa.making").write_bytes(b"half of it")
    with (folder / index.LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert not index.made(1, "tree", "aa", LINES, waits=False)
    assert index.made(1, "tree", "aa", LINES, waits=False)
    assert not (folder / "aa.making").exists()


def test_what_counts_no_more_is_swept_but_not_what_was_just_made(home):
    for digest in ("old", "new", "making"):
        index.made(1, "tree", digest, LINES, waits=True)
    long_ago = (1_700_000_000, 1_700_000_000)
    for digest in ("old", "new"):
        os.utime(index.at(1, "tree", digest), long_ago)
    index.sweep(1, "tree", ["new"])
    assert sorted(one.stem for one in (home / "1/tree").glob("*.db")) == ["making", "new"]
    index.forget(1, "tree", "new")
    assert not index.at(1, "tree", "new").exists()
    index.forget(1, "tree", "never there")
