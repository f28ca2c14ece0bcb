"""A town's colour and logo: seen by all, readable whatever the colour, and no more than pixels."""

import io
import re
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from citizen.appearance import store
from citizen.appearance.rules import Look, derived, longest, sheet
from config import files
from config.colours import contrast, schemes
from config.database import transaction
from tests.citizen.forms import Hidden
from tests.citizen.pictures import MARKER, as_bytes, quarters
from tests.config.test_colours import DRAWN, LINES, PAIRS, WORDS, written
from tests.hostile.test_bombs import BOMBS

PAGE = "/ville/apparence"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
YELLOW = "#ffd500"


@given(st.integers(0, 0xFFFFFF))
def test_every_word_can_be_read_whatever_colour_the_town_chose(number):
    made = derived(f"{number:06x}")
    for light, own in (("day", made.day), ("night", made.night)):
        colours = {**schemes()[light], **own}
        for pairs, least in (({*PAIRS, *written()}, WORDS), (DRAWN, LINES)):
            weak = [pair for pair in pairs if contrast(*(colours[one] for one in pair)) < least]
            assert weak == []


def test_a_colour_that_reads_well_is_taken_as_it_is():
    assert not derived("1b6345").is_darker
    assert derived("ffd500").is_darker and not derived("ffd500").is_lighter


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_a_logo_is_kept_small_and_never_made_larger(width, height):
    assert 1 <= longest(width, height) <= min(320, max(width, height))


@pytest.fixture
def publisher(account):
    return account("publisher")


def change(client, **told):
    """Send the form as a browser does, from the page as it is now."""
    fields = Hidden(client.get(PAGE).text).fields | told
    kind = "multipart/form-data"
    return client.post(PAGE, data=fields, headers=BROWSER, content_type=kind)


def logo(data, name="logo.png"):
    return io.BytesIO(data), name


def links(page):
    return re.findall(r'(?:href|src)="(/apparence[^"]+)"', page)


def test_a_town_shows_its_colour_and_its_logo_and_takes_them_back(publisher, anyone, app):
    assert links(anyone.get("/").text) == []
    assert anyone.get("/apparence.css").status_code == 404
    stale = Hidden(publisher.get(PAGE).text).fields
    seen = change(publisher, colour=YELLOW, do="look")
    assert seen.status_code == 200 and "assombrie" in seen.text
    assert links(anyone.get("/").text) == []

    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", MARKER.decode())
    png = as_bytes(quarters(800, 200), "PNG", pnginfo=words)
    assert MARKER in png
    alt = 'Ville "de" <script>alert(1)</script>'
    assert change(publisher, colour=YELLOW, logo=logo(png), logo_alt=alt).status_code == 303
    home = anyone.get("/").text
    assert "&lt;script&gt;alert(1)" in home and "<script>alert(1)" not in home
    address, picture = links(home)
    given_ = anyone.get(address)
    assert given_.text == sheet("ffd500") and "immutable" in given_.headers["Cache-Control"]
    assert "immutable" not in anyone.get("/apparence.css").headers["Cache-Control"]
    shown = anyone.get(picture)
    assert shown.mimetype == "image/png" and "immutable" in shown.headers["Cache-Control"]
    assert MARKER not in shown.data
    assert Image.open(io.BytesIO(shown.data)).size == (320, 80)
    assert 'width="160" height="40"' in home
    assert links(anyone.get("/integrer/carte").text) == [address]

    shown_with = re.search(r'property="og:image" content="http[^"]*(/apparence/[^"]+)"', home)
    assert 'property="og:image:alt" content="Ville &#34;de&#34; &lt;script&gt;' in home
    card = Image.open(io.BytesIO(anyone.get(shown_with[1]).data)).convert("RGB")
    assert card.size == (1200, 630)
    accent = derived("ffd500").day["accent"]
    assert card.getpixel((5, 625)) == tuple(bytes.fromhex(accent))
    assert len({card.getpixel((x, 300)) for x in range(300, 900, 20)}) > 1, "the logo"

    worker = anyone.get("/observer/worker.js").text
    assert address in worker and picture in worker
    theme = anyone.get("/observer/application.webmanifest").json["theme_color"]
    assert theme == f"#{derived('ffd500').day['accent']}"

    late = publisher.post(PAGE, data=stale | {"colour": "#000"}, headers=BROWSER)
    assert late.status_code == 412 and "Une autre personne" in late.text
    gone = Hidden(publisher.get(PAGE).text).fields
    assert publisher.post(f"{PAGE}/logo/retrait", data=gone).status_code == 303
    assert publisher.post(f"{PAGE}/logo/retrait", data=gone).status_code == 412
    assert links(anyone.get("/").text) == [address]
    assert anyone.get(picture).status_code == anyone.get(shown_with[1]).status_code == 404
    assert "og:image" not in anyone.get("/").text
    assert [*files.store().names("logos")] == []
    assert change(publisher, colour="").status_code == 303
    assert links(anyone.get("/").text) == []


def test_what_another_process_changed_is_seen_a_few_seconds_later(publisher, anyone, monkeypatch):
    assert links(anyone.get("/").text) == []
    with transaction() as session:  # not through the page, as another process would
        store.change(session, 1, Look("1b6345", None, 0))
    assert links(anyone.get("/").text) == []
    assert "1b6345" in publisher.get(PAGE).text  # whose choice it is sees it at once
    with transaction() as session:
        store.change(session, 1, Look("003366", None, 1))
    before = links(anyone.get("/").text)
    monkeypatch.setattr(store, "monotonic", lambda: monotonic() + store.LASTS)
    after = links(anyone.get("/").text)
    assert len(before) == len(after) == 1 and before != after


HOSTILE = {
    **{name: BOMBS[name] for name in [*BOMBS][:3]},
    "a text named logo.png": b"no picture at all",
    "an SVG": b"\xef\xbb\xbf\n<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "half a picture": as_bytes(quarters(), "PNG")[:300],
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_picture_is_refused_and_nothing_is_kept(publisher, anyone, data):
    fields = {"version": "0", "colour": "nothing", "logo_alt": "x", "logo": logo(data)}
    fields["csrf_token"] = ""
    refused = publisher.post(PAGE, data=fields, content_type="multipart/form-data")
    assert refused.status_code == 422 and refused.mimetype == "application/problem+json"
    assert {one["pointer"] for one in refused.json["errors"]} == {"/colour", "/logo"}
    told = change(publisher, colour=YELLOW, logo_alt="x", logo=logo(data))
    assert told.status_code == 422 and "PNG" in told.text
    assert links(anyone.get("/").text) == []
    assert [*files.store().names("logos")] == []


def test_a_logo_without_words_is_refused(publisher):
    told = change(publisher, logo=logo(as_bytes(quarters(), "JPEG"), "logo.jpg"))
    assert told.status_code == 422 and "qui ne le voit pas" in told.text
