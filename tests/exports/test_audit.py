"""The leak audit finds nothing in the product, and finds what is planted in it."""

import json
import os
import shutil
from dataclasses import replace

import pytest

import app as house
from config import clock, events, site
from exports import twins
from exports.audit import worlds
from exports.audit.addresses import seeds
from exports.audit.commands import examples
from exports.audit.crawl import Answer, crawl, leaks, links
from exports.audit.rules import KINDS
from exports.audit.rules import twins as drawn
from tests.conftest import SERVER, engine, settings_of

PAIRS = 30  # of secrets, in one pair of worlds
LONG = int(os.environ.get("AUDIT_PAIRS", "1000"))


@pytest.fixture
def world(prepared, databases, tmp_path):
    """Make one of two worlds on a home of its own and ask it everything."""
    taken = []

    def made(told, side, follow=True):
        folder = tmp_path / f"{len(taken)}"
        folder.mkdir()
        name = databases.take(prepared) if SERVER else ""
        if not SERVER:
            shutil.copy(prepared, folder / "brindille.db")
        taken.append(name)
        get = house.asked_as_anyone(replace(settings_of(folder, name), SECRET_KEY="a" * 40))
        worlds.play(told, side, lambda: events.deliver_all(house.JOBS))
        with clock.held_at(worlds.PUBLISHED):
            base = site.url() if follow else "http://nowhere.example"
            found = crawl(get, base, seeds(told))
        engine().dispose()
        if SERVER:
            databases.give_back(name)
        return found

    return made


def compared(world, seed, count, **more):
    follow = more.pop("follow", True)
    told = drawn(seed, count, examples(), **more)
    first, second = (world(told, side, follow=follow) for side in (0, 1))
    return first, [*leaks(first, second)]


def test_two_worlds_that_differ_only_in_secrets_answer_the_same_bytes(world):
    found, told = compared(world, seed=1, count=PAIRS)
    assert told == []
    assert len(found) > 200
    assert b"Depuis" in found["/contributeurs/ainee"].body, "the elder has a page"
    assert found["/"].status == found["/data/biodiversity/1/dwca.zip"].status == 200
    shown = found["/data/biodiversity/1/biodiversity.csv"].body.decode()
    assert {"exact", "commune", "cell", "department"} <= set(shown.replace("\n", ",").split(","))
    assert b"Polygon" in found["/carte/carres.geojson"].body, "a square of heat is shown"
    brought = json.loads(found["/sorties/AUDITS/compteur.json"].body)
    assert brought["observations"] > brought["public"] > 3, "an outing counts what is hidden too"
    photos = [one for address, one in found.items() if address.startswith("/photos/")]
    assert {one.status for one in photos} == {200, 404}


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 100 + LONG // PAIRS + 1))
def test_a_thousand_pairs_of_secrets(world, seed):
    assert compared(world, seed=seed, count=PAIRS)[1] == []


def test_a_planted_leak_is_found_where_it_shows(world, monkeypatch):
    """Names of hidden records, told by mistake: the digests of the files tell them already."""
    monkeypatch.setattr(twins, "checked", lambda _seen, record, _told: record)
    monkeypatch.setattr("exports.precision.signature", lambda seen, _: {"observer": seen.signed})
    told = compared(world, seed=3, count=3, heat=0, follow=False)[1]
    wrong = {one.address for one in told}
    assert "/api/v1/datasets/biodiversity/releases" in wrong
    assert "/data/biodiversity/latest/manifest.json" not in wrong, "it only leads further"
    assert not any("tree" in address for address in wrong)


def answer(body=b"a", status=200, **headers):
    return Answer(status, tuple(headers.items()), body)


@pytest.mark.parametrize(("other", "what"), [
    (answer(b"ab"), "body"), (answer(b"b"), "body"), (answer(status=404), "status"),
    (answer(ETag="x"), "headers"), (None, "address"),
])  # fmt: skip
def test_one_differing_byte_is_a_leak(other, what):
    second = {"/": other} if other else {}
    assert [one.what for one in leaks({"/": answer()}, second)] == [what]
    assert [*leaks({"/": answer()}, {"/": answer()})] == []


def test_links_are_followed_in_pages_and_in_documents():
    page = b"""<a href="/donnees?a=1&amp;b=2#top"><img src="photos/x.jpg"> "url":"http://t/data/1"
      <a href="http://elsewhere.example/"> <a href="/static/a.css"> <a href="/carte?lang=en">"""
    found = list(links(page, "http://t", "/"))
    assert found == ["/donnees?a=1&b=2", "/photos/x.jpg", "/data/1"]


def test_every_kind_is_drawn_and_drawn_again_the_same():
    told = drawn(7, PAIRS, examples())
    assert {one.kind for one in told} == {*KINDS, "heat"}
    assert told == drawn(7, PAIRS, examples())
    assert all(one.sides[0] != one.sides[1] for one in told)
