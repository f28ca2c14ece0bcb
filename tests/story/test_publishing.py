"""What is shown before publishing is what is then published, and nothing more."""

import csv
import json
from collections import Counter
from io import StringIO

from lxml import html

from tests.sendings import sent

PAGE = "/ville/publier/biodiversity"
NEST = [0.38271, 49.74613]
ROBIN = {"cd_nom": 4001, "cited_name": "Rougegorge familier"}
BLACKBIRD = {"cd_nom": 4117, "cited_name": "Merle noir"}
RULE = {"name": "Turdus merula", "area": "76", "level": "2", "reason": "dortoir"}
AT_NEST = {"taxon": BLACKBIRD, "place": {"type": "Point", "coordinates": NEST}}


def outlets(page):
    """The tables of the files: file → field → the value in each of the rows shown."""
    found = {}
    for one in html.fromstring(page).iterfind(".//details"):
        rows = [[cell.text_content() for cell in row] for row in one.iterfind(".//tbody/tr")]
        name = one.find("summary/small").text_content()
        found[name] = {field: values for field, *values in rows}
    return found


def figures(page):
    drawn = html.fromstring(page).find(".//ul[@class='figures']")
    return [int(one.text_content()) for one in drawn.iter("strong")]


def as_shown(rows):
    """The first rows of a published file, as the page sets them out."""
    rows = rows[:3]
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    cut = [{n: row[n] if len(row[n]) <= 140 else f"{row[n][:140]}…" for n in names} for row in rows]
    return {name: [row[name] for row in cut] for name in names}


def table(data):
    text = data.decode()
    split = ";" if ";" in text.partition("\n")[0] else ","
    return [*csv.DictReader(StringIO(text, newline=""), delimiter=split)]


def test_what_is_shown_before_is_what_is_then_published(publisher, report, decide, publish):
    assert "rien à publier" in publisher.get(PAGE).text
    assert publisher.post("/ville/sensibilite", data=RULE).status_code == 303
    for told in ({"taxon": ROBIN}, {"taxon": ROBIN}, {"taxon": ROBIN}, AT_NEST, {}):
        decide(report(**told), certainty="certain")
    decide(report(taxon=ROBIN), "reject", reason="photo-blurred", comment="?")
    report(taxon=ROBIN)

    page = publisher.get(PAGE).text
    shown = outlets(page)
    files = publish()

    assert figures(page) == [5, 0, 0]
    published = table(files["biodiversity.csv"])
    precisions = Counter(one["precision"] for one in published)
    assert precisions == {"exact": 4, "cell": 1}
    assert "4 observations paraîtront à leur lieu exact" in page
    blurred = html.fromstring(page).find(".//table[@class='blurred']/tbody/tr")
    assert [one.text_content() for one in blurred] == [
        "Espèce sensible, règle de la ville ou décision d’un naturaliste",
        "le milieu d’un carré de 10\u00a0km",
        "1",
    ]
    assert "1 observation attend encore" in page
    assert "1 observation a été refusée" in page
    for name in ("biodiversity.csv", "sinp.csv", "geonature.csv"):
        assert shown[name] == as_shown(table(files[name])), name
    drawn = json.loads(files["biodiversity.geojson"])["features"][:3]
    assert shown["biodiversity.geojson"]["uuid"] == [one["properties"]["uuid"] for one in drawn]
    assert len(shown["dwca.zip"]["occurrenceID"]) == 3
    assert all(str(number) not in page + str(files) for number in NEST)


def test_afterwards_only_what_changed_is_counted(publisher, report, decide, publish, resident):
    uuid = report(taxon=ROBIN)
    for one in (uuid, report(taxon=ROBIN)):
        decide(one)
    publish()
    assert "rien de nouveau" in publisher.get(PAGE).text
    assert 'action="/ville/biodiversity"' not in publisher.get(PAGE).text
    resident.delete(f"/api/v1/observations/{uuid}")
    decide(report(taxon=ROBIN))
    page = publisher.get(f"{PAGE}?lang=en").text
    assert figures(page) == [1, 0, 1]
    assert "1 observation was withdrawn by its author" in page
    assert 'action="/ville/biodiversity"' in page


def test_each_dataset_says_what_it_lacks_and_where_that_is_written(publisher, report, decide):
    garden = {**sent("tree")["answers"], "seen_from_public_space": "no"}
    for code, told in {"tree": {"answers": garden}, "heat": {}}.items():
        decide(report(code, **told))
    for code in ("tree", "heat", "biodiversity"):
        answer = publisher.get(f"/ville/publier/{code}")
        assert answer.status_code == 200, code
        assert f'href="/ville/jeux/{code}#producer"' in answer.text
    assert "hors de la vue du public" in publisher.get("/ville/publier/tree").text
    assert "1 réponse vérifiée, comptée par carrés" in publisher.get("/ville/publier/heat").text
    assert publisher.get("/ville/publier/unicorn").status_code == 404
