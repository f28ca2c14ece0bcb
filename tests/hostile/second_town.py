"""A second town in the database, filled with words that are its own."""

from contextlib import contextmanager

from sqlalchemy import select

import app as house
from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from citizen.photos.tables import Photo
from config import events, towns
from config.database import reading
from config.protocols import PROTOCOLS
from tests.sendings import new_id, photo, sent, sha256

MARKER = "Zyzzyva"  # in every text of the other town
ROLES = ("moderator", "publisher", "admin")


@contextmanager
def served(app, number):
    """The application serves another town while the block runs."""
    first = app.config["TOWN"]
    app.config["TOWN"] = number
    try:
        with towns.serving(number):
            yield
    finally:
        app.config["TOWN"] = first
        towns.serve(first)


def person(app, role, words=MARKER):
    told = make(f"{words}-{role}@example.org", Scope(role, organisation=words), name=words)
    made = app.test_client()
    made.token = told["token"]
    return made


def filled(app, number):
    """Fill a town with words that are its own; return what may be tried on it from elsewhere."""
    people = {role: person(app, role) for role in ("resident", *ROLES)}
    uuids, picture = {}, photo()
    for code in PROTOCOLS:
        uuids[code] = new_id()
        report(people, code, f"/api/v1/observations/{uuids[code]}", picture)
    rule = {"name": "Erithacus rubecula", "area": "76", "level": "2", "reason": MARKER}
    assert people["publisher"].post("/ville/sensibilite", data=rule).status_code == 303
    call = {"title": {"fr": MARKER}, "protocol": "tree", "starts": "2026-05-01", "status": "open"}
    made = people["publisher"].post("/api/v1/projects", json=call)
    assert made.status_code == 201
    said = {"label": {"fr": MARKER}, "url": "https://atlas.example.org"}
    where = f"/api/v1/projects/{made.json['id']}/enrichments/atlas"
    assert people["moderator"].put(where, json=said).status_code == 201
    page = {"name_published": True, "contributor_page": True}
    seen = {"If-Match": people["resident"].get("/api/v1/me").headers["ETag"]}
    opened = people["resident"].patch("/api/v1/me", json=page, headers=seen)
    assert opened.json["pseudo"], opened.text
    told = {"name": MARKER, "held_by": MARKER, "protocols": ["tree"],
            "starts_at": "2026-05-14T09:00:00Z", "ends_at": "2026-05-14T12:00:00Z"}  # fmt: skip
    outing = people["moderator"].post("/api/v1/outings", json=told)
    assert outing.status_code == 201, outing.text
    told = {"dataset": "zyz-trees", "protocol": "tree", "title": {"fr": MARKER}}
    assert people["publisher"].post("/api/v1/datasets", json=told).status_code == 201
    with reading() as session:
        names = [str(name) for name in session.scalars(select(Photo.uuid))]
    return {
        "campaign": made.json["id"],
        "outing": outing.json["code"],
        "pseudo": opened.json["pseudo"],
        "uuids": uuids,
        "people": people,
        "photos": names,
        "number": number,
    }


def report(people, code, address, picture):
    """Send, talk, accept, publish."""
    told = sent(code, comment=MARKER, name_published=True, taxon={"cited_name": MARKER})
    if code == "tree":
        told["answers"] |= {"tree_name": MARKER, "story": MARKER}
    assert people["resident"].put(address, json=told).status_code == 201
    assert people["resident"].put(f"{address}/photos/{sha256(picture)}", data=picture)
    people["resident"].post(f"{address}/messages", json={"body": MARKER})
    events.deliver_all(house.JOBS)
    told = {"verdict": "accept", "comment": MARKER}
    decided = people["moderator"].post(f"{address}/decisions", json=told)
    assert decided.status_code == 201, decided.text
    assert people["publisher"].post(f"/api/v1/datasets/{code}/releases").status_code == 202
    events.deliver_all(house.JOBS)
