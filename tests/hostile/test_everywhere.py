"""All the payloads in every text that people write, and every page, letter, feed and file read."""

import pytest
from lxml import etree

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from tests.access.asked import WRITTEN, address
from tests.citizen.letters import letters
from tests.hostile.payloads import PAYLOADS
from tests.hostile.test_words import dangerous
from tests.sendings import new_id, sent

SHORT, LONG = 90, 1900  # characters that most texts take
ZONE = {
    "kind": "district", "shape": "Polygon",
    "positions": "49.756, 0.373\n49.756, 0.376\n49.759, 0.376\n49.759, 0.373",
}  # fmt: skip
CALL = {"protocol": "tree", "starts": "2026-05-01", "status": "open"}
NOTICE = "/data/tree/latest/notice.html"


def pieces(length):
    """The payloads side by side, in texts of so many characters at most."""
    text = ""
    for payload in PAYLOADS:
        if len(text) + len(payload) >= length:
            yield text
            text = ""
        text = f"{text} {payload}".strip()[:length]
    yield text


@pytest.fixture
def written(app, deliver):
    """A town where every text that may be written holds payloads; who wrote, and what."""
    short, long = list(pieces(SHORT)), list(pieces(LONG))
    people = {}
    for role in ("resident", "moderator", "publisher", "admin"):
        people[role] = app.test_client()
        scope = Scope(role, organisation=short[3])
        make(f"{role}@example.org", Scope("resident"), name=short[0])
        people[role].token = make(f"{role}@example.org", scope)["token"]
    uuids = [tree(people, long[n % len(long)], text, deliver) for n, text in enumerate(short)]
    town(people, short, long)
    deliver()
    for n, uuid in enumerate(uuids):
        judged(people, uuid, n, long)
    deliver()
    people["publisher"].post("/api/v1/datasets/tree/releases")
    deliver()
    return people, uuids


def tree(people, words, name, deliver):
    uuid = new_id()
    told = sent("tree", comment=words, name_published=True, taxon={"cited_name": name})
    told["answers"] |= {"tree_name": name, "story": words[:400]}
    where = f"/api/v1/observations/{uuid}"
    kept = people["resident"].put(where, json=told)
    assert kept.status_code == 201, kept.text
    assert people["resident"].post(f"{where}/messages", json={"body": words}).status_code == 201
    return uuid


def town(people, short, long):
    """What a town and its associations write: zones, campaigns, classes, rules, answers."""
    for n, text in enumerate(short):
        call = CALL | {"title": {"fr": text, "en": text}}
        made = people["publisher"].post("/api/v1/projects", json=call)
        assert made.status_code == 201
        said = {"label": {"fr": text[:80]}, "url": "https://a.example", "summary": {"fr": text}}
        where = f"/api/v1/projects/{made.json['id']}/enrichments/atlas"
        assert people["publisher"].put(where, json=said).status_code == 201
        zone = ZONE | {"name": f"{n} {text}"[:SHORT]}
        assert people["publisher"].post("/ville/zones", data=zone).status_code == 303
        told = {"name": "Turdus merula", "area": "76", "level": "2", "reason": text}
        assert people["publisher"].post("/ville/sensibilite", data=told).status_code == 303
    for text in short[:10]:  # a person holds so many classes, of so short names
        people["resident"].post("/mon-compte/classes", data={"name": text[:60]})
    fields = {"arrange": "adopt", "seen": "0", "rule-0-name": short[1]}
    done = people["admin"].post("/moderation/aiguillage", data=fields)
    assert done.status_code == 303, done.text[:500]
    ready = {"words/fr": long[0][:900], "words/en": long[1][:900], "offered": "1"}
    done = people["moderator"].post("/moderation/reponses", data=ready)
    assert done.status_code == 303, done.text[:900]


def judged(people, uuid, n, long):
    where = f"/api/v1/observations/{uuid}"
    verdict = ("accept", "ask", "doubt", "reject")[n % 4]
    told = {"verdict": verdict, "comment": long[n % len(long)]}
    done = people["moderator"].post(f"{where}/decisions", json=told)
    assert done.status_code == 201, done.text
    if verdict == "accept":
        words = {"reason": "private", "words": long[n % len(long)][:900]}
        assert people["resident"].post(f"{where}/reports", json=words).status_code == 202


def asked_of(app, uuids):
    """Every address that may be read; those of a record, for some of them."""
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        for uuid in uuids[:8] if "uuid" in rule.arguments else [WRITTEN["uuid"]]:
            names = {"uuid": uuid, "code": "tree", "dataset": "tree", "protocol": "tree"}
            yield address(app, rule, "GET", **names)
    yield from (NOTICE, "/carte?protocol=tree", "/data/tree/latest/tree.csv")


def test_a_payload_runs_nowhere(app, anyone, written, settings):
    people, uuids = written
    shown = 0
    for client in (anyone, *people.values()):
        for where in asked_of(app, uuids):
            answer = client.get(where, follow_redirects=True)
            assert answer.status_code < 500, where
            shown += b"window.__x" in answer.data
            if answer.mimetype == "text/html":
                assert list(dangerous(answer.text)) == [], where
            elif "xml" in answer.mimetype:
                etree.fromstring(answer.data)
            else:
                assert answer.headers["X-Content-Type-Options"] == "nosniff", where
    assert shown > 50, "so that finding nothing means something"
    for letter in letters(settings):
        body = letter.get_body(("html",))
        assert body is None or list(dangerous(body.get_content())) == []
        assert all("\n" not in value for value in letter.values())
