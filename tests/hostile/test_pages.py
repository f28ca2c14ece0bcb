"""Pages and layers asked with anything: an answer for people, never a fault of ours."""

import pytest

from tests.sendings import sent

VALUES = {
    "nothing": "",
    "zero": "0",
    "less than zero": "-1",
    "beyond 31 bits": "2147483648",
    "beyond 63 bits": "9223372036854775808",
    "far below": "-9223372036854775809",
    "5,000 digits": "9" * 5_000,
    "a fraction": "1.5",
    "no number": "nan",
    "arabic digits": "%D9%A1",
    "a superscript": "%C2%B2",
    "a word": "unicorn",
    "a protocol": "tree",
    "heat": "heat",
    "an identifier": "00000000-0000-4000-8000-000000000000",
    "a date": "2026-05-14",
    "no date": "2026-13-45",
    "a box": "0.3,49.7,0.4,49.8",
    "a box of no numbers": "a,b,c,d",
    "a box without an end": "inf,-inf,nan,1e400",
    "quotes": "%27%22%60",
    "SQL": "%27%20OR%201=1--",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "places to fill": "%7B0%7D%7Bx%7D%25s%25(a)s",
    "a lone surrogate": "%ED%A0%80",
    "bytes that are no text": "%FF%FE",
    "no character": "%EF%BF%BF",
    "a fox": "%F0%9F%A6%8A",
    "right to left": "%E2%80%AE",
    "300 accents": "e" + "%CC%81" * 300,
    "10,000 letters": "x" * 10_000,
}

NAMES = (
    "after", "before", "done", "protocol", "page", "moment", "refused", "status", "from", "to", "q",
    "group", "bbox", "limit", "cursor", "format", "theme", "since", "until", "territory", "taxon",
    "species", "month", "year", "view", "x",
)  # fmt: skip

GOOD = {200, 204, 301, 302, 303, 308, 400, 401, 403, 404, 410, 412, 422}


@pytest.fixture(scope="module")
def pages(town):
    """Every address for people, and the layers of the map: all that is no API."""
    values = {"uuid": town.observation, "code": "tree", "cd_nom": "4001", "secret": "x"}
    adapter, found = town.app.url_map.bind("127.0.0.1"), []
    for rule in town.app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.rule.startswith(("/api/v1", "/health", "/static")):
            continue
        told = {name: values.get(name, "1") for name in rule.arguments}
        found.append(adapter.build(rule.endpoint, told))
    return sorted(found)


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())
def test_a_page_asked_with_anything_answers(world, pages, value):
    before = world.kept()
    query = "&".join(f"{name}={value}" for name in NAMES)
    assert len(pages) > 15
    answers = {
        (page, client): who.get(f"{page}?{query}")
        for page in pages
        for client, who in (("anyone", world.anyone), ("moderator", world.moderator))
    }
    wrong = {asked: a.status for asked, a in answers.items() if a.status_code not in GOOD}
    assert wrong == {}
    assert all(b"<script>alert(1)" not in answer.data for answer in answers.values())
    assert world.kept() == before


@pytest.mark.parametrize(
    "value", ["unicorn", "", "..", "%00", "fr%0a", "x" * 10_000, "%F0%9F%A6%8A"]
)
def test_a_language_nobody_speaks_is_french(world, value):
    for asked in (f"/?lang={value}", f"/api/v1/protocols/unicorn?lang={value}"):
        answer = world.anyone.get(asked)
        assert answer.status_code in {200, 400, 404}
        assert answer.headers["Content-Language"] == "fr"


HEADERS = {
    "languages that are none": {"Accept-Language": ";;;,,,q=1;x"},
    "a weight that is none": {"Accept-Language": "en;q=abc"},
    "1,000 languages": {"Accept-Language": ",".join(f"x{n}" for n in range(1_000))},
    "no language at all": {"Accept-Language": ""},
    "a kind that is none": {"Accept": "///;;q=x"},
    "1,000 kinds": {"Accept": ",".join(f"a/x{n};q=0.1" for n in range(1_000))},
    "ranges": {"Range": "bytes=9-1,0-0,-5,abc"},
    "a date that is none": {"If-Modified-Since": "yesterday", "If-Unmodified-Since": "never"},
    "tags that are none": {"If-None-Match": '"', "If-Match": "''"},
    "1,000 tags": {"If-None-Match": ",".join(f'"{n}"' for n in range(1_000))},
    "another host": {"Host": "evil.example"},
    "a host that is none": {"Host": "a b:c"},
    "a proxy that lies": {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "127.0.0.1"},
    "another method": {"X-HTTP-Method-Override": "DELETE"},
    "cookies that are none": {"Cookie": "=;;\xff=\xff;lang=\xff;brindille_session"},
    "a cookie of 10,000": {"Cookie": "lang=" + "x" * 10_000},
    "bytes that are no text": {"User-Agent": "\xff\xfe", "Referer": "\xff"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS.keys())
def test_a_header_that_is_none_is_passed_over(world, pages, headers):
    before = world.kept()
    for page in (*pages, "/api/v1/protocols", "/api/v1/me", "/health/ready"):
        answer = world.resident.get(page, headers=headers)
        assert answer.status_code in GOOD, (page, answer.status)
        assert b"evil.example" not in answer.data + str(answer.headers).encode(), page
    assert world.kept() == before


TAGS = ('"x"', "x", "*", 'W/"x"', '"', "", '"x", "y"', ",".join(f'"{n}"' for n in range(1_000)))


@pytest.mark.parametrize("tag", TAGS, ids=[repr(tag[:10]) for tag in TAGS])
def test_a_version_nobody_saw_corrects_nothing(world, tag):
    ask = ("PUT", f"/api/v1/observations/{world.observation}")
    strong = tag.startswith('"') and len(tag) > 1
    code = "stale-version" if strong else "other-content"
    told = {"json": sent(comment="x"), "headers": {"If-Match": tag}}
    if tag == "x":  # werkzeug takes a tag without quotes for one
        code = "stale-version"
    world.refuses(code, ask, **told)
