"""What others show in their pages: framable, without a cookie or a reader; the rest is not."""

import re
from html import unescape

import pytest

from config.protocols import PROTOCOLS
from exports.town.embeds.rules import HIGHEST, Chosen, element_code, frame_code
from tests.sendings import new_id, sent

FRAMABLE = {"embeds.map_page", "embeds.figures", "embeds.call"}
CALL = {"protocol": "tree", "starts": "2026-05-01", "status": "open"}


@pytest.fixture
def accepted(resident, moderator, deliver):
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent("tree"))
    deliver()
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    return uuid


@pytest.fixture
def slug(publisher):
    title = {"fr": "<script>alert(1)</script> Les arbres"}
    return publisher.post("/api/v1/projects", json=CALL | {"title": title}).json["id"]


def framers(answer):
    return re.findall(r"frame-ancestors ([^;]+)", answer.headers["Content-Security-Policy"])


def test_only_what_is_made_for_it_can_be_framed(app, publisher, slug):
    values = {"slug": slug, "cd_nom": 4001, "code": "tree", "dataset": "tree", "protocol": "tree"}
    adapter = app.url_map.bind("127.0.0.1")
    met = set()
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        kinds = {name: str(kind) for name, kind in rule._converters.items()}
        told = {
            name: values.get(name, new_id() if "UUID" in kinds[name] else "1")
            for name in rule.arguments
        }
        answer = publisher.get(adapter.build(rule.endpoint, told))
        if answer.mimetype != "text/html" or answer.status_code in {301, 302, 303, 308}:
            continue
        met.add(rule.endpoint)
        wanted = ["*"] if rule.endpoint in FRAMABLE else ["'none'"]
        assert framers(answer) == wanted, rule.rule
        assert "X-Frame-Options" not in answer.headers or rule.endpoint not in FRAMABLE
    assert met > FRAMABLE
    assert len(met) > 30


@pytest.mark.parametrize("path", ["carte?theme=tree", "chiffres", "carte?lang=en", "{}"])
def test_the_same_bytes_whoever_looks_and_no_cookie(anyone, publisher, accepted, slug, path):
    address = f"/integrer/{path.format(f'campagne/{slug}')}"
    told = anyone.get(address)
    publisher.set_cookie("lang", "en")
    publisher.set_cookie("brindille_session", "forged")
    known = publisher.get(address, headers={"Accept-Language": "fr"})
    assert told.status_code == known.status_code == 200
    assert told.data == known.data
    assert "Set-Cookie" not in told.headers and "Set-Cookie" not in known.headers
    assert "Cookie" not in told.headers["Vary"]
    assert "csrf" not in told.text and "<form" not in told.text
    tag = {"If-None-Match": told.headers["ETag"]}
    assert anyone.get(address, headers=tag).status_code == 304


def test_the_map_keeps_the_filters_of_its_address(anyone, accepted):
    kept = anyone.get("/integrer/carte?theme=tree").text
    assert "1 observation publiée" in kept
    assert "<circle" in kept
    assert 'href="http' in kept and "/carte?theme=tree" in kept
    left = anyone.get("/integrer/carte?theme=biodiversity").text
    assert "0 observation publiée" in left
    assert "<circle" not in left


def test_the_figures_tell_their_date(anyone, accepted):
    page = anyone.get("/integrer/chiffres").text
    assert re.search(r"<strong>1</strong> <a [^>]+>[^<]+</a> <small>au \d", page)


def test_a_campaign_invites_to_take_part_in_a_tab_of_its_own(anyone, publisher, slug):
    page = anyone.get(f"/integrer/campagne/{slug}").text
    assert '<base target="_blank">' in page
    assert f"/observer/tree?campagne={slug}" in page
    assert "&lt;script&gt;alert(1)" in page and "<script>alert(1)" not in page
    hidden = CALL | {"title": {"fr": "Caché"}, "status": "draft"}
    draft = publisher.post("/api/v1/projects", json=hidden).json["id"]
    for gone in (draft, "unicorn"):
        answer = publisher.get(f"/integrer/campagne/{gone}")
        assert answer.status_code == 404
        assert "Caché" not in answer.text


def test_the_component_may_be_loaded_from_anywhere(anyone):
    answer = anyone.get("/integrer/v1/brindille-carte.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "import" not in answer.text, "one module stands alone"


def test_the_clerk_copies_the_code_of_what_they_see(publisher, accepted, slug):
    asked = "kind=map&theme=tree&year=2026&certain=1&in=en&height=600"
    page = publisher.get(f"/ville/integrations?{asked}").text
    path = "/integrer/carte?theme=tree&year=2026&certain=1&lang=en"
    assert f'class="preview" src="{path}"' in unescape(page)
    codes = [unescape(one) for one in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)]
    assert len(codes) == 2
    for code in codes:
        assert path in unescape(code)
        assert 'height="600"' in code
    call = publisher.get(f"/ville/integrations?kind=campaign&campaign={slug}")
    assert f"/integrer/campagne/{slug}" in call.text
    assert "<script>alert(1)" not in call.text


@pytest.mark.parametrize("hostile", ['"><script>alert(1)</script>', "' onload='x", "&quot;", "é ☃"])
def test_no_code_lets_words_out_of_their_place(hostile):
    chosen = Chosen.of({"name": hostile, "height": "9999"}, PROTOCOLS, [])
    for code in (frame_code, element_code):
        told = code(chosen, "https://x.example", hostile)
        assert "<script>alert" not in told
        assert "onload='" not in told.replace("&#x27;", "")
        assert f'height="{HIGHEST}"' in told


def test_what_cannot_be_chosen_is_the_map():
    assert Chosen.of({"kind": "campaign"}, PROTOCOLS, []).path == "/integrer/carte"
    assert Chosen.of({"kind": "unicorn", "height": "²"}, PROTOCOLS, ["a"]).height == 480
    assert Chosen.of({"kind": "campaign"}, PROTOCOLS, ["a"]).path == "/integrer/campagne/a"
