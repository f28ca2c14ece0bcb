"""Two towns in one database: nothing of one is read, changed or counted by the other."""

from contextlib import suppress
from itertools import product

import pytest
from sqlalchemy import select

import app as house
from citizen.accounts.tables import Account
from config import events
from config.database import Base, reading, transaction
from config.protocols import PROTOCOLS
from config.towns import OfTown, Town
from tests.guards.source import COUNTRY
from tests.hostile.second_town import MARKER, ROLES, filled, person, served
from tests.sendings import photo, sent, sha256

FILES = ("manifest.json", "notice.html", "photos.csv", "changes.csv", "datapackage.json")


@pytest.fixture(scope="module")
def elsewhere(town):
    """Another town, with an observation of each protocol from sending to release."""
    with transaction() as session:
        session.add(Town(code="99999", name=f"{MARKER}-sur-Mer"))
    with reading() as session:
        number = session.scalar(select(Town.id).where(Town.code == "99999"))
    with served(town.app, number):
        return filled(town.app, number)


@pytest.fixture
def app(world):
    return world.app


@pytest.fixture
def other(elsewhere, world):
    return elsewhere


def addresses(app, other):
    """Every address that may be read, with the names of the other town in every place."""
    values = {
        "uuid": [*other["uuids"].values()],
        "code": [*PROTOCOLS, "zyz-trees"],
        "dataset": [*PROTOCOLS],
        "protocol": [*PROTOCOLS],
        "number": ["1", "latest"],
        "version": [1],
        "slug": [other["campaign"]],
        "service": ["atlas"],
        "outing": [other["outing"]],
        "name": [*FILES, *(f"{c}.{end}" for c in PROTOCOLS for end in ("csv", "geojson"))],
        "cd_nom": ["4001"],
        "pseudo": [other["pseudo"]],
        "type_": ["STADE_VIE"],
        "digest": [sha256(photo())],
        "secret": ["x"],
        "typed": ["x"],
        "end": ["wav"],
        "form": ["ttl", "jsonld", "rdf"],
        "identifier": [str(one) for one in other["uuids"].values()],
        "z": ["14"],
        "x": ["8209"],
        "y": ["5573"],  # where the other town lies
    }
    adapter = app.url_map.bind("127.0.0.1")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint in {
            "static",
            "photos.show",
            "campaigns.picture",
            "data.key",  # of the service, not of a town
        }:
            continue
        names = sorted(rule.arguments)
        for chosen in product(*(values[name] for name in names)):
            with suppress(ValueError):  # "latest" where a number is wanted
                yield adapter.build(rule.endpoint, dict(zip(names, chosen, strict=True)))
    yield from (f"/photos/{name}-320.jpg" for name in other["photos"])
    yield from (f"/api/v1/{path}?limit=1000" for path in ("queue", "me/observations"))
    yield from ("/carte?protocol=tree", "/api/v1/taxa?q=Zyz", "/api/v1/territories?q=Zyz")


def test_the_marker_is_seen_in_its_own_town(app, other):
    """So that not seeing it elsewhere means something."""
    with served(app, other["number"]):
        moderator = other["people"]["moderator"]
        told = moderator.get(f"/api/v1/observations/{other['uuids']['tree']}").text
        listed = moderator.get("/data/tree/latest/tree.csv", follow_redirects=True).text
    assert MARKER in told
    assert MARKER in listed


@pytest.mark.parametrize("role", ["nobody", "resident", *ROLES])
def test_nothing_of_another_town_is_read(app, other, role):
    reader = app.test_client() if role == "nobody" else person(app, role, "Ici")
    tried = [*addresses(app, other)]
    assert len(tried) > 100
    for address in tried:
        answer = reader.get(address, follow_redirects=True)
        assert answer.status_code < 500, address
        assert MARKER.encode() not in answer.data, address
        if any(uuid in address for uuid in (*other["uuids"].values(), *other["photos"])):
            assert answer.status_code in {401, 403, 404, 410}, address
        if address.startswith("/data/"):
            assert answer.status_code == 404, address


CHANGES = {
    "a withdrawal": ("DELETE", "/api/v1/observations/{}", None, 404),
    "a message": ("POST", "/api/v1/observations/{}/messages", {"body": "x"}, 404),
    "a decision": ("POST", "/api/v1/observations/{}/decisions", {"verdict": "doubt"}, 404),
    "a claim": ("DELETE", "/api/v1/queue/claims/{}", None, 404),
}


@pytest.mark.parametrize(("method", "address", "body", "status"), CHANGES.values(), ids=CHANGES)
def test_nothing_of_another_town_is_changed(app, other, method, address, body, status):
    before = rows_of(other["number"])
    admin, uuid = person(app, "admin", "Ici"), other["uuids"]["tree"]
    answer = admin.open(address.format(uuid), method=method, json=body)
    assert answer.status_code == status, answer.text
    assert rows_of(other["number"]) == before


def rows_of(number):
    """Every row of a town, in every table of a town."""
    with reading() as session:
        return {
            table.name: [tuple(map(str, row)) for row in session.execute(rows)]
            for table in Base.metadata.sorted_tables
            if "town_id" in table.columns
            for rows in [select(table).where(table.c.town_id == number).order_by(table.c.id)]
        }


def test_what_was_sent_to_both_is_another_s_in_each(world, other):
    before, address = rows_of(other["number"]), f"/api/v1/observations/{other['uuids']['tree']}"
    assert world.resident.put(address, json=sent("tree")).status_code == 201
    assert world.resident.get(address).json["comment"] == ""
    assert world.resident.delete(address).status_code == 204
    assert rows_of(other["number"]) == before


def test_who_is_known_in_one_town_is_nobody_in_another(app, other):
    for known in other["people"].values():
        assert known.get("/api/v1/me").status_code == 401
        assert known.get("/api/v1/queue").status_code == 401
        with served(app, other["number"]):
            assert known.get("/api/v1/me").status_code == 200


def test_one_address_may_be_a_person_in_each_town(app, other):
    person(app, "moderator")
    with reading() as session:
        kept = session.scalars(select(Account).where(Account.email.startswith("zyzzyva-mod"))).all()
    assert [one.town_id for one in kept] == [app.config["TOWN"]]


def test_the_releases_of_each_town_are_numbered_from_one(app, other):
    publisher = person(app, "publisher", "Ici")
    assert publisher.post("/api/v1/datasets/tree/releases").status_code == 202
    events.deliver_all(house.JOBS)
    told = app.test_client().get("/api/v1/datasets/tree/releases").json["items"]
    assert [(one["release"], one["records"]) for one in told] == [(1, 0)]


def test_the_same_observation_and_photo_may_be_sent_to_both(world, other):
    uuid, picture = other["uuids"]["heat"], photo()
    address = f"/api/v1/observations/{uuid}"
    assert world.resident.put(address, json=sent("heat")).status_code == 201
    kept = world.resident.put(f"{address}/photos/{sha256(picture)}", data=picture)
    assert kept.status_code == 201, kept.text


def test_every_table_of_a_town_is_filtered_by_itself():
    of_towns = {one.__tablename__ for one in Base.__subclasses__() if issubclass(one, OfTown)}
    assert of_towns | COUNTRY | {"town"} == Base.metadata.tables.keys()
    for name, table in Base.metadata.tables.items():
        assert ("town_id" in table.columns) is (name not in COUNTRY | {"town"})
