"""The page of a place: what was released in it, nothing hidden, nothing of an address kept."""

import json
import re
from uuid import UUID

import pytest
from sqlalchemy import update

from citizen.observations.tables import Observation
from config.database import transaction
from exports.datasets.commands import publish as release
from exports.places import store
from reference.addresses import store as addresses
from reference.addresses.rules import House
from tests.citizen.forms import Hidden
from tests.sendings import FECAMP
from tests.story.test_felt_heat import ALONE, SQUARE, accepted, answered
from tests.story.trees import OAK

ROBIN = 4001
STREET = House("76259", "76400", "Fécamp", "Rue de la Mer", 12, "", *FECAMP)


@pytest.fixture
def lived(report, decide, publish):
    """A robin in May and an oak, accepted and released."""
    bird = report(taxon={"cd_nom": ROBIN, "cited_name": "Rouge-gorge"})
    decide(bird)
    tree = report("tree", answers={"category": "single", "girth_cm": 412})
    decide(tree, taxon={"cd_nom": OAK})
    publish()
    publish("tree")
    return bird, tree


@pytest.fixture
def around(anyone):
    """Ask for the surroundings of an address, through the form of the page."""

    def asked(address="12 rue de la mer", **more):
        with transaction() as session:
            addresses.replace(session, ["76259"], lambda: [STREET])
        fields = Hidden(anyone.get("/lieux").text).fields
        return anyone.post("/lieux/autour", data=fields | {"address": address} | more)

    return asked


def test_a_commune_tells_its_species_trees_and_downloads(anyone, lived):
    page = anyone.get("/lieux/76259")
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert f'href="/especes/{ROBIN}"' in page.text
    assert f'href="/arbres/{lived[1]}"' in page.text
    assert "412" in page.text
    assert "personne n’a encore regardé ici" in page.text
    assert "/data/tree/latest/tree.csv?territory=76259" in page.text
    for link in set(re.findall(r'href="(/(?:data|especes|arbres|lieux)[^"]+)"', page.text)):
        assert anyone.get(link, follow_redirects=True).status_code == 200, link
    told = json.loads(re.search(r'ld\+json">(.+?)</script>', page.text)[1])
    assert (told["@type"], told["identifier"]) == ("Place", "76259")
    in_english = anyone.get("/lieux/76259?lang=en").text
    assert "nobody has looked here yet" in in_english


def test_what_a_page_counts_is_what_its_download_holds(anyone, lived):
    for code in ("76259", "76", "REG-28"):
        page = anyone.get(f"/lieux/{code}").text
        lines = anyone.get(f"/data/tree/latest/tree.csv?territory={code}", follow_redirects=True)
        lines = lines.text.splitlines()
        assert len(lines) == 2
        assert page.count("<strong>1 observation</strong>") == 2, code


def test_a_page_without_any_release_says_so_and_an_unknown_place_is_unknown(anyone):
    page = anyone.get("/lieux/76259")
    assert "Rien n’est encore publié ici" in page.text
    assert anyone.get("/lieux/99999").status_code == 404
    assert anyone.get("/lieux/autour").status_code == 303


def test_places_are_listed_and_found_without_a_script(anyone, zones):
    listed = anyone.get("/lieux").text
    assert 'href="/lieux/76259"' in listed
    assert f'href="/lieux/{zones}"' in listed
    found = anyone.get("/lieux?q=le+por").text
    assert f'href="/lieux/{zones}"' in found.split("Lieux trouvés")[1]
    for nothing in ("zzz", "²", "٣"):
        assert "Aucun lieu ne commence ainsi" in anyone.get(f"/lieux?q={nothing}").text


def test_what_is_hidden_changes_no_page_of_a_place(anyone, report, decide, publish, lived, around):
    def told():
        pages = [anyone.get(f"/lieux/{code}").text for code in ("76259", "76", "REG-28")]
        pages.append(around().text)
        numbered = (re.sub(r"publication n°\W\d+", "", page) for page in pages)
        return [re.sub(r'name="csrf_token" value="[^"]+"', "", page) for page in numbered]

    before = told()
    secret = report(place={"type": "Point", "coordinates": [0.38111, 49.75222]})
    decide(secret, sensitivity=4)
    publish()
    assert told() == before


def test_a_blurred_record_is_of_the_commune_or_wider_and_of_no_circle(
    anyone, report, decide, publish, around
):
    for level in (1, 2, 3):
        decide(report(taxon={"cd_nom": ROBIN, "cited_name": "Rouge-gorge"}), sensitivity=level)
    publish()
    commune = anyone.get("/lieux/76259").text
    assert "<strong>1 observation</strong>" in commune
    assert "dont 1 au lieu précis caché" in commune
    wider = anyone.get("/lieux/REG-28").text
    assert "<strong>2 observations</strong>" in wider, "a cell may cross its border"
    circle = around()
    assert circle.status_code == 200
    assert circle.text.count("<strong>0 observation</strong>") == 2
    assert f"/especes/{ROBIN}" not in circle.text


def test_the_surroundings_of_an_address_are_told_and_the_address_is_forgotten(
    anyone, lived, around, caplog, settings
):
    caplog.set_level("DEBUG")
    page = around()
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "12 Rue de la Mer" in page.text
    assert f"/especes/{ROBIN}" in page.text
    assert "Rue de la Mer" not in caplog.text
    assert str(FECAMP[0]) not in caplog.text
    kept = list((settings.home / "indexes").rglob("*.json"))
    assert all("Mer" not in file.read_text() for file in kept)
    assert "Nous ne trouvons pas" in around("avenue de nulle part").text
    assert anyone.post("/lieux/autour", data={"address": "12 rue de la mer"}).status_code == 403


def test_what_is_taken_back_is_gone_from_its_places(
    anyone, lived, publisher, deliver, report, decide, publish
):
    late = report("tree", answers={"category": "single", "girth_cm": 987})
    decide(late, taxon={"cd_nom": OAK})
    publish("tree")
    assert "987" in anyone.get("/lieux/76259").text
    with transaction() as session:
        store_hidden(session, UUID(late))
    asked = {"releases": [2], "reason": "sensitive"}
    assert publisher.post("/api/v1/datasets/tree/reissues", json=asked).status_code == 202
    deliver()
    assert "987" not in anyone.get("/lieux/76259").text


def store_hidden(session, uuid):
    hidden = update(Observation).where(Observation.uuid == uuid)
    session.execute(hidden.values(sensitivity=4))


def test_sums_are_made_by_the_job_and_only_read_by_the_page(anyone, lived, monkeypatch):
    def refused(*_):
        raise AssertionError("a page adds nothing up")

    monkeypatch.setattr(store, "added", refused)
    for code in ("76259", "76", "REG-28"):
        assert anyone.get(f"/lieux/{code}").status_code == 200


def test_felt_heat_of_a_place_is_told_by_its_released_squares(
    anyone, new_resident, moderator, deliver, around
):
    people = [new_resident() for _ in range(6)]
    together = [answered(person, SQUARE, hour) for person in people for hour in (15, 16)]
    lone = answered(people[0], ALONE, 15)
    deliver()
    accepted(moderator, [*together, lone])
    assert "Pas encore assez de réponses ici" in anyone.get("/lieux/76259").text
    release("heat")
    deliver()
    for page in (anyone.get("/lieux/76259"), around()):
        assert "12 réponses dans 1 carré" in page.text
        assert "ni une moyenne" not in page.text
        assert "entre 76" in page.text, "how sure it is"
