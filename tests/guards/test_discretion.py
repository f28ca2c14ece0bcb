"""No address of a write, and no line of a log, tells where someone was or how to write to them."""

import logging
import re

import pytest

from config import events
from config.database import transaction
from tests.citizen.forms import send
from tests.citizen.letters import token_of
from tests.guards.source import PACKAGES, ROOT, name
from tests.sendings import new_id, sent

WHERE = {"lon", "lat", "longitude", "latitude", "bbox", "place", "coordinates", "position", "at"}
WHO = {"email", "mail", "address", "phone"}
READS = {"GET", "HEAD", "OPTIONS"}
FORM = re.compile(r"<form\b(?P<told>[^>]*)>(?P<body>.*?)</form>", re.DOTALL)
FIELD = re.compile(r"""\bname="([\w-]+)\"""")
FAR = 0.374199  # a longitude nothing else has
EMAIL = "marker@example.org"


def test_no_call_that_writes_takes_a_place_or_a_person_in_its_address(anyone):
    told = anyone.get("/api/v1/openapi.json").json["paths"]
    wrong = [
        f"{method.upper()} {path}: {one['name']}"
        for path, item in told.items()
        for method, operation in item.items()
        if method.upper() not in READS | {"PARAMETERS"}
        for one in [*item.get("parameters", []), *operation.get("parameters", [])]
        if one["in"] in {"query", "path"} and one["name"] in WHERE | WHO
    ]
    assert wrong == []


def test_no_route_holds_a_place_or_a_person_in_its_address(app):
    writing = [rule for rule in app.url_map.iter_rules() if rule.methods - READS]
    assert [r.rule for r in writing if r.arguments & (WHERE | WHO)] == []


def test_no_form_puts_a_place_or_a_person_in_an_address():
    """A form that is not posted puts its fields in the address, where servers log them."""
    wrong = []
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.html"):
            for form in FORM.finditer(file.read_text(encoding="utf-8")):
                if 'method="post"' not in form["told"]:
                    asked = set(FIELD.findall(form["body"]))
                    wrong += [f"{name(file)}: {one}" for one in sorted(asked & (WHERE | WHO))]
    assert wrong == []


@pytest.fixture
def logged(caplog):
    """All that our own code writes to the logs, at any level, and the web server's lines."""
    for logger in (*PACKAGES, "app", "news", "werkzeug", "waitress", "brindille"):
        caplog.set_level(logging.DEBUG, logger=logger)
    return caplog


def test_no_log_tells_a_place_or_an_address(logged, anyone, resident, deliver):
    place = {"type": "Point", "coordinates": [FAR, 49.7572]}
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(place=place))
    resident.put(f"/api/v1/observations/{uuid}", json=sent(place=place, comment="autre"))
    resident.put(f"/api/v1/observations/{new_id()}", json=sent(place=place, licence="?"))
    answer = send(anyone, "tree", longitude=str(FAR), latitude="49.7572")
    assert str(FAR) not in answer.location
    claimed = {"csrf_token": token_of(anyone.get("/mon-compte")), "email": EMAIL}
    anyone.post("/mon-compte/adresse", data=claimed)
    anyone.post("/connexion", data=claimed)
    resident.post("/api/v1/me/email", json={"email": EMAIL})
    deliver()
    assert str(FAR) not in logged.text
    assert EMAIL not in logged.text


def test_a_job_that_fails_on_the_database_tells_no_value(logged, app):
    """What the database refuses is logged: the statement, not what it was asked to keep."""

    def fail(news):
        refused = {"uuid": "not-a-uuid", "email": EMAIL, "created_at": f"{FAR}"}
        with transaction() as session:
            session.connection().exec_driver_sql("SELECT 1")
            session.execute(
                events.Event.__table__.insert().values(id=None, details=refused, name=None)
            )

    with transaction() as session:
        events.record(session, "a.failure", "x")
    events.deliver_all({"a.failure": [fail]})
    assert "failed" in logged.text
    assert EMAIL not in logged.text and str(FAR) not in logged.text
    with transaction() as session:
        kept = [one.last_error for one in session.query(events.Event).where(
            events.Event.name == "a.failure"
        )]  # fmt: skip
    assert EMAIL not in str(kept) and str(FAR) not in str(kept)
