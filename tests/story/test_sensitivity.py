"""Rules change after a publication: what they touch is hidden at once, then published anew."""

import csv
import io
import json

import pytest

from reference.sensitivity import commands
from tests.sendings import new_id, sent

HERE = (0.374137, 49.757283)
TRACES = ("0.374137", "49.757283", "derrière la mairie")
FILE = """CD_DEP;CD_NOM;NOM_CITE;DUREE;CD_SENSIBILITE;AUTRE;STATUT_BIOLOGIQUE;COMPORTEMENT
76;4001;Erithacus rubecula;;{level};;;
"""


def robin():
    taxon = {"cd_nom": 4001, "cited_name": "Rouge-gorge, derrière la mairie"}
    return {"place": {"type": "Point", "coordinates": list(HERE)}, "taxon": taxon}


@pytest.fixture
def load(app, tmp_path, deliver):
    """Import a national file of one rule, as the command does, and let its news travel."""

    def bring(level, name="18"):
        file = tmp_path / f"{name}.csv"
        file.write_text(FILE.format(level=level), encoding="utf-8")
        commands.bring(file, name)
        deliver()

    return bring


@pytest.fixture
def published(report, decide, publish):
    """A robin published where it was seen, and another thing published beside it."""
    uuid, other = report(**robin()), report(taxon={"cd_nom": 4117, "cited_name": "Merle"})
    decide(uuid)
    decide(other)
    files = publish()
    assert TRACES[0].encode() in files["biodiversity.csv"]
    return uuid, other


def lines(files, name):
    return {
        row.get("uuid") or row.get("idSINPOccTax"): row
        for row in csv.DictReader(io.StringIO(files[name].decode("utf-8-sig")))
    }


def shown(anyone, uuid):
    """Everything anyone may read of it now, without a release."""
    read = anyone.get(f"/api/v1/observations/{uuid}")
    page = anyone.get(f"/observations/{uuid}")
    points = anyone.get("/api/v1/atlas/biodiversity.geojson")
    return read.text + page.text + points.text + anyone.get("/carte").text


def test_live_views_hide_it_at_once(published, load, anyone):
    uuid, _ = published
    assert TRACES[0] in anyone.get(f"/api/v1/observations/{uuid}").text
    load(2)
    told = shown(anyone, uuid)
    assert [trace for trace in TRACES if trace in told] == []
    assert anyone.get(f"/api/v1/observations/{uuid}").json["public_precision"] == "cell"


def test_the_town_is_told_to_publish_again_until_it_did(published, load, publisher, publish):
    page = publisher.get("/ville").text
    assert "moins précisément" not in page
    load(2)
    assert (
        "Une observation publiée doit désormais être montrée moins" in publisher.get("/ville").text
    )
    publish()
    assert "moins précisément" not in publisher.get("/ville").text


def test_the_next_release_shows_it_at_its_new_precision_and_says_why(published, load, publish):
    uuid, other = published
    load(2)
    files = publish()
    assert [name for name, data in files.items() for t in TRACES if t.encode() in data] == []
    changes = lines(files, "changes.csv")
    assert changes[uuid] == {"uuid": uuid, "change": "changed", "reason": "sensitivity"}
    assert other not in changes
    assert json.loads(files["manifest.json"])["records"] == 2


def test_what_is_hidden_wholly_leaves_without_a_reason(published, load, publish):
    uuid, _ = published
    load(4)
    assert lines(publish(), "changes.csv")[uuid]["reason"] == ""


def test_sinp_names_the_list_that_set_the_level_and_its_edition(published, load, publish):
    uuid, other = published
    load(1, "RefSensibilite_18")
    rows = lines(publish(), "sinp.csv")
    told = rows[uuid]
    assert told["sensiNiveau"] == "1"
    assert told["sensiReferentiel"] == "Référentiel de sensibilité SINP"
    assert told["sensiVersionReferentiel"] == "RefSensibilite_18"
    assert told["sensiDateAttribution"]
    assert rows[other]["sensiNiveau"] == "0"
    assert rows[other]["sensiReferentiel"] == ""


def test_sinp_names_the_town_when_a_moderator_hid_more(published, load, decide, publish):
    uuid, _ = published
    load(1)
    decide(uuid, sensitivity=2)
    told = lines(publish(), "sinp.csv")[uuid]
    assert (told["sensiNiveau"], told["sensiReferentiel"]) == ("2", "Ville de Fécamp")


def test_between_its_sending_and_a_decision_nobody_reads_it(load, resident, anyone, app):
    load(3)
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(**robin()))
    assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 404


def test_a_decision_that_comes_before_its_job_publishes_at_the_level_of_the_rules(
    load, resident, moderator, anyone
):
    load(3)
    uuid = new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(**robin()))
    taken = moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert taken.status_code == 201
    read = anyone.get(f"/api/v1/observations/{uuid}")
    assert read.json["public_precision"] == "department"
    assert [trace for trace in TRACES if trace in read.text] == []
