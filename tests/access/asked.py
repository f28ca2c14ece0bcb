"""What is asked of each operation: an address, a body that would do, and what it names."""

from tests.access.filled import PICTURE
from tests.sendings import sent, sha256

NOTHING = "00000000-0000-4000-8000-000000000009"  # nobody made anything of this name
WRITTEN = {  # what stands for each part of an address that names nothing of anybody's
    "digest": sha256(PICTURE), "code": "biodiversity", "dataset": "biodiversity", "cd_nom": 4001,
    "number": 999, "size": 320, "version": 1, "protocol": "biodiversity", "slug": "x",
    "name": "x", "secret": "x", "typed": "x", "call": NOTHING, "end": "wav", "type_": "STADE_VIE",
    "proposal": NOTHING, "uuid": NOTHING, "path": "x", "filename": "x", "pseudo": "x",
    "form": "ttl", "service": "x", "identifier": NOTHING, "z": "12", "x": "2056", "y": "1399",
    "outing": "x",
}  # fmt: skip
NAMED_BY_UUID = {"photos.show", "campaigns.picture", "heard.play"}

RECORDS = {  # the operations whose address names a record, and a body that would do
    "published.observation": {}, "withdrawing.withdraw": {},
    "observations.send": {
        "json": sent("biodiversity", taxon={"cd_nom": 4001}, answers={"group": "bird"})
    },
    "decisions.take": {"json": {"verdict": "accept"}},
    "conversations.history": {}, "conversations.messages": {}, "conversations.proposals": {},
    "conversations.write": {"json": {"body": "?"}},
    "evidence.listed": {}, "evidence.received": {}, "evidence.send": {"data": b"x"},
    "evidence.go_on": {"data": b"x", "headers": {"Upload-Offset": "0", "Upload-Length": "9"}},
    "sounds.listed": {}, "sounds.received": {}, "sounds.send": {"data": b"x"},
    "sounds.go_on": {"data": b"x", "headers": {"Upload-Offset": "0", "Upload-Length": "9"}},
    "blurs.told": {}, "blurs.change": {"json": {"areas": []}},
    "care.stands": {},
    "care.change": {"json": {"is_hidden": True, "reason": "face", "kind": "hidden"}},
    "care.report": {"json": {"reason": "private"}},
    "proposals.answer": {"json": {"verdict": "accept"}},
    "my-account.sign": {"json": {"name_published": True}},
    "queues.claim": {}, "queues.release": {},
    "atlas.tree": {}, "atlas.record": {},
    "blurring.page": {}, "blurring.draw": {}, "blurring.remove": {},
    "form.follow": {}, "form.reply": {"data": {"body": "?"}}, "thanks.sent": {},
    "correcting.ask": {}, "correcting.correct": {}, "correcting.withdraw": {},
    "account-pages.sign_from_page": {}, "visits.known": {},
    "console.review": {}, "console.decide": {"data": {"option": "accept"}}, "console.undo": {},
    "console.answer": {"data": {"verdict": "accept", "proposal": NOTHING}},
    "care-pages.photo": {}, "care-pages.ask": {}, "care-pages.report": {},
    "care-pages.hide": {"data": {"do": "hide", "reason": "face", "kind": "hidden"}},
}  # fmt: skip

THINGS = {  # the operations whose address names something else that somebody made
    "following.leave": ("subscription", {}),
    "class-pages.show": ("class", {}),
    "outings.one": ("outing", {}),
    "outings.count": ("outing", {}),
    "outings.change": ("outing", {"json": {"name": "x"}}),
    "outings.join": ("outing", {}),
    "outings.leave": ("outing", {}),
    "outing-pages.show": ("outing", {}),
    "outing-pages.count": ("outing", {}),
    "outing-pages.pack": ("outing", {}),
    "outing-pages.leave": ("outing", {}),
    "outing-pages.sent": ("outing", {}),
    "outing-pages.look_after": ("outing", {}),
    "class-pages.look_after": ("class", {"data": {"renew": "1"}}),
    "webhooks.one": ("webhook", {}),
    "webhooks.change": ("webhook", {"json": {"is_on": False}}),
    "webhooks.remove": ("webhook", {}),
    "webhooks.calls": ("webhook", {}),
    "webhooks.replay_all": ("webhook", {}),
    "webhooks.rotate": ("webhook", {}),
    "webhooks.attempt": ("webhook", {}),
    "webhooks-pages.show": ("webhook", {}),
    "webhooks-pages.change": ("webhook", {"data": {"do": "off"}}),
    "webhooks-pages.rotate": ("webhook", {}),
    "webhooks-pages.call": ("webhook", {}),
    "projects.one": ("call", {}),
    "projects.change": ("call", {"json": {"status": "closed"}}),
    "campaigns.one": ("call", {}),
    "town-campaigns.edit": ("call", {}),
    "town-campaigns.change": ("call", {}),
    "town-campaigns.move": ("call", {"data": {"status": "closed"}}),
    "town-campaigns.renew": ("call", {}),
    "care.close": ("report", {"json": {"outcome": "kept"}}),
    "care-pages.close": ("report", {"data": {"outcome": "kept"}}),
    "decisions.undo": ("decision", {}),
    "protection.end": ("protection", {"data": {"why": "x"}}),
    "zones.remove": ("zone", {}),
    "team.end": ("absence", {}),
    "readings.take": ("reading", {"json": {"verdict": "accept"}}),
    "measures.show": ("reading", {}),
    "measures.decide": ("reading", {"data": {"option": "accept"}}),
}


def operations(app):
    """Every operation of the product: its rule and its method."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        methods = rule.methods - {"OPTIONS"}
        for method in sorted(methods - {"HEAD"} or methods):
            yield rule, method


def address(app, rule, method, **names):
    """An address of an operation, with names in their places."""
    values = {name: names.get(name, WRITTEN[name]) for name in rule.arguments}
    return app.url_map.bind("127.0.0.1").build(rule.endpoint, values, method=method)
