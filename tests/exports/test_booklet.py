"""The atlas to print: what the releases tell, page by page, and nothing else; judged by pypdf."""

import io
import re
import tracemalloc
from types import SimpleNamespace

import pytest
from pypdf import PdfReader
from shapely.geometry import Point, Polygon, mapping
from sqlalchemy import select

from config.database import transaction
from config.languages import LANGUAGES
from exports.booklet.printing import book
from exports.booklet.rules import POINTS, SPECIES, TREES, gathered
from exports.booklet.store import Content, Part
from exports.datasets.tables import Release
from tests.exports.tagged import heard
from tests.sendings import new_id, photo, sent, sha256

HOSTILE = "<script>(parens) \\ %PDF ]]> ☃ 🌳 \u202e مرحبا é" + "W" * 150


def read(data):
    found = PdfReader(io.BytesIO(data))
    return found, "\n".join(page.extract_text() for page in found.pages)


@pytest.fixture
def accepted(resident, moderator, deliver):
    def send(protocol, verdict=None, pictured=False, **changes):
        uuid, picture = new_id(), photo()
        if pictured:
            changes["photos"] = [sha256(picture)]
        kept = resident.put(f"/api/v1/observations/{uuid}", json=sent(protocol, **changes))
        assert kept.status_code == 201, kept.text
        if pictured:
            address = f"/api/v1/observations/{uuid}/photos/{sha256(picture)}"
            resident.put(address, data=picture, content_type="image/jpeg")
        deliver()
        told = {"verdict": "accept", **(verdict or {})}
        taken = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
        assert taken.status_code == 201, taken.text
        deliver()
        return uuid

    return send


def released(publisher, deliver, *codes):
    for code in codes:
        assert publisher.post(f"/api/v1/datasets/{code}/releases").status_code == 202
    deliver()


def test_before_any_release_there_is_none_unless_the_publisher_asks(anyone, publisher, deliver):
    assert anyone.get("/data/atlas.pdf").status_code == 404
    assert "pas encore" in publisher.get("/ville/atlas").text
    assert publisher.post("/ville/atlas").status_code == 303
    deliver()
    pdf, text = read(anyone.get("/data/atlas.pdf").data)
    assert "Rien n'est encore publié" in text
    assert "Participer" in text
    assert pdf.trailer["/Root"]["/Lang"].startswith("fr")


def test_a_release_makes_the_atlas_of_what_it_tells(anyone, publisher, accepted, deliver):
    robin = {"taxon": {"cd_nom": 4001}, "answers": {"group": "bird"}}
    accepted("biodiversity", **robin)
    accepted("biodiversity", {"sensitivity": 4}, **robin | {"comment": "SECRET"})
    accepted("tree", pictured=True, answers=sent("tree")["answers"] | {"girth_cm": 412})
    released(publisher, deliver, "biodiversity", "tree")
    answer = anyone.get("/data/atlas.pdf")
    assert answer.mimetype == "application/pdf"
    pdf, text = read(answer.data)
    for told in ("Erithacus rubecula", "Rougegorge", "4,12 m de tour", "publication n° 1",
                 "Licence Ouverte", "Participer", "naturaliste", "Fécamp"):  # fmt: skip
        assert told in text, told
    assert "Observations publiées : 1." in text
    assert "SECRET" not in text
    assert [*pdf.outline], "readers list its parts"
    assert pdf.metadata.title.startswith("Fécamp")
    assert any(page.images for page in pdf.pages), "the tree's photo"
    said = heard(answer.data)
    heads = [one for one in said if one.kind in {"H1", "H2", "H3"}]
    assert [one.kind for one in heads][:2] == ["H1", "H2"]
    assert ("Erithacus rubecula", "la") in {(one.words, one.language) for one in said}
    drawn = [one.words for one in said if one.kind == "Figure"]
    assert any(one.startswith("Carte : le contour de Fécamp") for one in drawn)
    assert any(one.startswith("Photo : ") for one in drawn)
    assert any(re.fullmatch(r"\w+ 1", one) for one in drawn), "the months of a species, in words"
    english = read(anyone.get("/data/atlas.pdf?lang=en").data)[1]
    assert "4.12 m around" in english

    tag = {"If-None-Match": answer.headers["ETag"]}
    assert anyone.get("/data/atlas.pdf", headers=tag).status_code == 304
    publisher.post("/ville/atlas")
    deliver()
    assert anyone.get("/data/atlas.pdf").data == answer.data, "the same releases, the same bytes"
    assert "n°\u00a01</li>" in publisher.get("/ville/atlas").text


def test_what_is_taken_back_is_given_no_more(anyone, publisher, accepted, deliver):
    accepted("tree", answers=sent("tree")["answers"] | {"girth_cm": 412})
    released(publisher, deliver, "tree")
    assert "4,12 m" in read(anyone.get("/data/atlas.pdf").data)[1]
    with transaction() as session:
        session.scalars(select(Release)).one().state = "withdrawn"
    assert anyone.get("/data/atlas.pdf").status_code == 503
    assert "retirée" in publisher.get("/ville/atlas").text
    publisher.post("/ville/atlas")
    deliver()
    assert "4,12 m" not in read(anyone.get("/data/atlas.pdf").data)[1]


def test_a_photo_that_is_hidden_leaves_the_atlas(anyone, publisher, moderator, accepted, deliver):
    uuid = accepted("tree", pictured=True, answers=sent("tree")["answers"] | {"girth_cm": 412})
    released(publisher, deliver, "tree")
    assert any(page.images for page in read(anyone.get("/data/atlas.pdf").data)[0].pages)
    address = f"/api/v1/observations/{uuid}/photos"
    hidden = {"is_hidden": True, "reason": "face", "kind": "hidden"}
    digest = moderator.get(address).json[0]["sha256"]
    seen = {"If-Match": moderator.get(f"{address}/{digest}/hiding").headers["ETag"]}
    answer = moderator.put(f"{address}/{digest}/hiding", json=hidden, headers=seen)
    assert answer.status_code == 200, answer.text
    deliver()
    told = read(anyone.get("/data/atlas.pdf").data)
    assert not any(page.images for page in told[0].pages)
    assert "4,12 m" in told[1]


def feature(number, **facts):
    known = {
        "precision": "exact",
        "first_day": "2026-05-14", "last_day": "2026-05-14",
        "scientific_name": f"Species {number % 1500}", "vernacular_name": "",
        "taxon_group": "Oiseaux",
        "girth_cm": number % 700 + 1,
    }  # fmt: skip
    place = Point(0.37 + number % 200 / 1000, 49.7 + number % 333 / 1000)
    return {"id": f"{number:032}", "geometry": mapping(place), "properties": known | facts}


@pytest.mark.parametrize("number", [0, 3, 1000])
def test_any_number_of_records_is_told_in_bounds(number):
    told = gathered(feature(n) for n in range(number))
    assert told.total == number
    assert sum(one.count for one in told.species.values()) == number
    assert len(told.trees) == min(number, TREES)
    assert sum(sum(one.months) for one in told.species.values()) == number


def test_a_large_town_takes_no_more_memory_than_its_pages():
    tracemalloc.start()
    told = gathered(feature(n, scientific_name=f"S {n}") for n in range(20_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told.total == 20_000
    assert len(told.species) == SPECIES
    assert len(told.points) <= POINTS
    assert peak < 20_000_000


def test_what_is_not_exact_is_counted_and_not_drawn():
    told = gathered([feature(1, precision="commune"), feature(2, precision="cell")])
    assert told.points == {}
    assert told.precisions == {"commune": 1, "cell": 1}


def test_the_widest_trees_are_kept_in_an_order_of_their_own():
    several = [feature(n, girth_cm=n % 90 + 1) for n in range(500)]
    assert gathered(several).widest() == gathered(reversed(several)).widest()
    gone = gathered([feature(1, gone_on="2026-01-01")])
    assert gone.trees == []


def part(told):
    title = {"fr": HOSTILE, "en": HOSTILE}
    about = SimpleNamespace(title=title, protocol=SimpleNamespace(code="tree"))
    release = SimpleNamespace(dataset="tree", number=1, as_of=None)
    return Part(about, release, HOSTILE, told, [(one, "") for one in told.widest()], None)


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_hostile_words_stay_words_and_the_same_bytes_come_again(settings, spoken):
    words = {"vernacular_name": HOSTILE, "tree_name": HOSTILE, "taxon_group": HOSTILE}
    told = gathered(feature(n, **words) for n in range(30))
    square = Polygon([(0.3, 49.7), (0.4, 49.7), (0.4, 49.8), (0.3, 49.8)])
    content = Content(HOSTILE, "76259", square, True, [part(told)])
    data, pages = book(content, spoken, "http://x.example")
    pdf, text = read(data)
    assert len(pdf.pages) == pages > 4
    assert "<script>(parens)" in text
    assert heard(data)
    assert not any("/Annots" in page for page in pdf.pages), "no words become a link"
    assert book(content, spoken, "http://x.example")[0] == data
