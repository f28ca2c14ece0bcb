"""Addresses that lead nowhere, or ask for what cannot be: pages, names, identifiers, methods."""

import pytest

from tests.sendings import new_id, sent

KNOWN = "{known}"  # an observation that exists
OBSERVATION = "/api/v1/observations"

PAGED = ("/api/v1/me/observations", "/api/v1/queue")
PAGES = {
    "a page of nothing": ("limit=0", "/query/limit"),
    "a page of less than nothing": ("limit=-1", "/query/limit"),
    "a page of 1,001": ("limit=1001", "/query/limit"),
    "a page of everything": ("limit=999999999999999999999", "/query/limit"),
    "a page of 5,000 digits": ("limit=" + "9" * 5_000, "/query/limit"),
    "a page of words": ("limit=all", "/query/limit"),
    "a page and a half": ("limit=1.5", "/query/limit"),
    "an empty limit": ("limit=", "/query/limit"),
    "a page of 1_0": ("limit=1_0", "/query/limit"),
    "a page of arabic digits": ("limit=%D9%A1", "/query/limit"),
    "a page of +1": ("limit=%2B1", "/query/limit"),
    "a page of 1 and a space": ("limit=1%20", "/query/limit"),
    "a page of a list": ("limit[]=1", "/query/limit[]"),
    "a cursor that is a word": ("cursor=abc", "/query/cursor"),
    "a cursor before the first": ("cursor=-1", "/query/cursor"),
    "a cursor beyond 31 bits": ("cursor=2147483648", "/query/cursor"),
    "a cursor beyond 63 bits": ("cursor=9223372036854775808", "/query/cursor"),
    "a cursor of 5,000 digits": ("cursor=" + "9" * 5_000, "/query/cursor"),
    "a cursor that asks": ("cursor=1%20OR%201=1", "/query/cursor"),
    "an unknown parameter": ("offset=1", "/query/offset"),
    "an unknown order": ("sort=id", "/query/sort"),
    "a parameter without a name": ("=1", "/query/"),
    "a parameter with a slash": ("a/b~c=1", "/query/a~1b~0c"),
    "the same parameter twice": ("limit=1&limit=2", "/query/limit"),
    "the same parameter 200 times": ("&".join(["limit=1"] * 200), "/query/limit"),
    "200 unknown parameters": ("&".join(f"p{n}=1" for n in range(200)), None),
    "limit and cursor at once": ("limit=0&cursor=x", "/query/limit /query/cursor"),
}

SEARCHES = {
    "a name of no length": ("/api/v1/taxa?q=", "/query/q"),
    "a name of 101 characters": ("/api/v1/taxa?q=" + "a" * 101, "/query/q"),
    "no name": ("/api/v1/taxa", "/query/q"),
    "no name of that many": ("/api/v1/taxa?q=a&limit=101", "/query/limit"),
    "1_0 names": ("/api/v1/taxa?q=a&limit=1_0", "/query/limit"),
    "less than no name": ("/api/v1/taxa?q=a&limit=-1", "/query/limit"),
    "a thirteenth month": ("/api/v1/taxa?q=a&month=13", "/query/month"),
    "a month that is a name": ("/api/v1/taxa?q=a&month=mai", "/query/month"),
    "a territory of 11 characters": ("/api/v1/taxa?q=a&territory=" + "7" * 11, "/query/territory"),
    "a territory of 101 characters": ("/api/v1/territories?q=" + "a" * 101, "/query/q"),
    "no territory": ("/api/v1/territories?limit=0", "/query/limit"),
    "an unknown wish": ("/api/v1/territories?colour=red", "/query/colour"),
    "an unknown kind": ("/api/v1/territories?kind=village", "/query/kind"),
    "two names": ("/api/v1/taxa?q=a&q=b", "/query/q"),
}

CONTROLS = ("%00", "%01", "%0a", "%0d%0aSet-Cookie:%20a=b", "%1b[2J", "%1f")
PLACES_OF_TEXT = (
    "/api/v1/taxa?q=a{}",
    "/api/v1/taxa?q=a&territory={}",
    "/api/v1/taxa?q=a&{}=1",
    "/api/v1/territories?q={}",
    "/api/v1/me/observations?cursor={}",
    "/api/v1/protocols?lang={}",
    "/api/v1/protocols/{}",
    "/api/v1/datasets/{}",
    "/data/tree/latest/{}",
    "/nowhere/{}",
)

NOT_UUIDS = (
    "1", "x", "null", "..", "00000000-0000-0000-0000-00000000000", "%7B{}%7D", "{}x", "{}%20",
    "urn:uuid:{}", "g0000000-0000-0000-0000-000000000000", "'%20OR%201=1--", "%C2%AD" + KNOWN,
)  # fmt: skip

NOWHERE = {
    "an unknown protocol": "/api/v1/protocols/unicorn",
    "the schema of an unknown protocol": "/api/v1/protocols/unicorn/schema.json",
    "an unknown dataset": "/api/v1/datasets/unicorn",
    "the releases of an unknown dataset": "/api/v1/datasets/unicorn/releases",
    "a file of an unknown dataset": "/data/unicorn/latest/unicorn.csv",
    "a file of a dataset without a release": "/data/tree/latest/tree.csv",
    "a release with a superscript": "/data/tree/²/tree.csv",
    "a release with arabic digits": "/data/tree/١/tree.csv",
    "a release of less than nothing": "/data/tree/-1/tree.csv",
    "a release of 5,000 digits": "/data/tree/" + "9" * 5_000 + "/tree.csv",
    "a file above": "/data/tree/latest/..%2f..%2fbrindille.db",
    "a taxon of 0": "/api/v1/taxa/0",
    "a taxon below 0": "/api/v1/taxa/-1",
    "a taxon beyond 31 bits": "/api/v1/taxa/2147483648",
    "a taxon beyond 64 bits": "/api/v1/taxa/18446744073709551616",
    "a taxon of 5,000 digits": "/api/v1/taxa/" + "9" * 5_000,
    "a taxon that is a name": "/api/v1/taxa/pinson",
    "an unknown photo": "/photos/00000000-0000-4000-8000-000000000000-320.jpg",
    "a photo of a size of 5,000 digits": f"/photos/{new_id()}-{'9' * 5_000}.jpg",
    "bytes that are no text": "/api/v1/protocols/%ff%fe",
    "an overlong slash": "/api/v1/protocols/%c0%af",
    "an unknown version": "/api/v2/protocols",
    "a very long address": "/api/v1/protocols/" + "x" * 20_000,
    "an unknown observation": f"{OBSERVATION}/{new_id()}",
    "the history of an unknown observation": f"{OBSERVATION}/{new_id()}/history",
    "the messages of an unknown observation": f"{OBSERVATION}/{new_id()}/messages",
}

METHODS = {
    "DELETE of a protocol": ("DELETE", "/api/v1/protocols/tree", {"GET", "HEAD", "OPTIONS"}),
    "PATCH of an observation": ("PATCH", OBSERVATION + "/" + KNOWN, None),
    "POST of an observation": ("POST", OBSERVATION + "/" + KNOWN, {"GET", "PUT", "DELETE"}),
    "GET of a new device": ("GET", "/api/v1/devices", {"POST", "OPTIONS"}),
    "PUT of who I am": ("PUT", "/api/v1/me", {"GET"}),
    "a method nobody knows": ("BREW", "/api/v1/protocols", {"GET", "HEAD", "OPTIONS"}),
    "TRACE": ("TRACE", "/api/v1/me", {"GET"}),
    "CONNECT": ("CONNECT", "/health/live", {"GET"}),
    "a method in lower case": ("get ", "/health/live", {"GET"}),
    "POST of a file": ("POST", "/data/tree/latest/tree.csv", {"GET"}),
}


@pytest.mark.parametrize("address", PAGED)
@pytest.mark.parametrize(("query", "pointers"), PAGES.values(), ids=PAGES.keys())
def test_a_page_that_cannot_be_is_refused(world, address, query, pointers):
    expected = pointers and set(pointers.split())
    ask = ("GET", f"{address}?{query}")
    world.refuses("invalid-content", ask, expected, by=world.moderator)


BOUNDS = {  # the first and the last cursor there may be
    "/api/v1/me/observations": ("cursor=0", "cursor=2147483647"),
    "/api/v1/queue": ("cursor=0.0", "cursor=99999999999999999.999999999"),
}


@pytest.mark.parametrize("address", PAGED)
@pytest.mark.parametrize("position", range(4))
def test_a_page_at_its_bounds_is_given(world, address, position):
    query = ("limit=1", "limit=1000", *BOUNDS[address])[position]
    answer = world.moderator.get(f"{address}?{query}")
    assert (answer.status_code, answer.json) == (200, {"items": [], "next": None})


@pytest.mark.parametrize(("address", "pointers"), SEARCHES.values(), ids=SEARCHES.keys())
def test_a_search_that_cannot_be_is_refused(world, address, pointers):
    world.refuses("invalid-content", ("GET", address), {pointers})


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("address", PLACES_OF_TEXT)
def test_a_control_character_in_an_address_is_refused(world, address, control):
    world.refuses("bad-request", ("GET", address.format(control)))


@pytest.mark.parametrize("written", NOT_UUIDS)
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_what_is_no_identifier_leads_nowhere(world, method, written):
    address = f"{OBSERVATION}/{written.format(world.observation, known=world.observation)}"
    world.refuses("not-found", (method, address), json=sent())


@pytest.mark.parametrize("address", NOWHERE.values(), ids=NOWHERE.keys())
def test_an_address_that_leads_nowhere_says_so(world, address):
    before = world.kept()
    answer = world.resident.get(address)
    assert answer.status_code == 404, answer.text[:500]
    assert answer.mimetype == "application/problem+json"
    assert answer.json["title"] and answer.json["detail"]
    assert world.kept() == before


@pytest.mark.parametrize(("method", "address", "allowed"), METHODS.values(), ids=METHODS.keys())
def test_a_method_that_is_not_taken_tells_those_that_are(world, method, address, allowed):
    ask = (method, address.format(known=world.observation))
    answer = world.refuses("wrong-method", ask)
    told = {one.strip() for one in answer.headers["Allow"].split(",")}
    assert told >= (allowed or {"GET", "PUT", "DELETE"})
