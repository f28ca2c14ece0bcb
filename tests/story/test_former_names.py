"""A record that bore another name: told to GBIF, unless that name hides where it lives."""

import csv
import io
import zipfile

from sqlalchemy import func, select

from citizen.accounts.tables import Account
from config.database import transaction
from moderation.sensitivity.local import store as local
from reference.sensitivity.rules import LOCAL, Rule

ROBIN, OWL = 4001, 3493
CITED = {"cd_nom": OWL, "cited_name": "Hibou grand-duc"}


def hide_owls():
    """The town hides where eagle owls live."""
    rule = Rule(OWL, "Bubo bubo", "76", 2, origin=LOCAL, note="nids")
    with transaction() as session:
        local.add(session, rule, session.scalar(select(func.min(Account.id))))


def history(files):
    with zipfile.ZipFile(io.BytesIO(files["dwca.zip"])) as archive:
        text = archive.read("identification.txt").decode()
    return [one["scientificName"] for one in csv.DictReader(io.StringIO(text), delimiter="\t")]


def cited(files):
    table = csv.DictReader(io.StringIO(files["biodiversity.csv"].decode("utf-8-sig")))
    return [one["cited_name"] for one in table]


def test_a_former_name_is_told_until_it_hides_where_it_lives(
    report, decide, publish, deliver, anyone
):
    uuid = report(taxon=CITED)
    decide(uuid, taxon={"cd_nom": ROBIN})
    plain = publish()
    assert [one.split(" (")[0] for one in history(plain)] == ["Bubo bubo", "Erithacus rubecula"]
    assert cited(plain) == ["Hibou grand-duc"]

    hide_owls()
    deliver()
    hidden = publish()
    assert history(hidden) == []
    assert cited(hidden) == [""]
    assert "grand-duc" not in anyone.get(f"/observations/{uuid}").text
    assert not any(b"Bubo" in data or b"grand-duc" in data for data in hidden.values())


def test_a_name_that_is_hidden_later_leaves_the_releases_that_told_it(
    report, decide, publish, resident, anyone, deliver, exposed, take_back
):
    """As what it was taken for, as what it was called, as what it was before its author left."""
    plain, corrected, called, left = report(), report(), report(taxon=CITED), report()
    decide(plain)
    decide(corrected, taxon={"cd_nom": OWL})
    decide(called, taxon={"cd_nom": ROBIN})
    decide(left, taxon={"cd_nom": OWL})
    publish()
    decide(corrected, taxon={"cd_nom": ROBIN})
    resident.delete(f"/api/v1/observations/{left}")
    publish()
    assert exposed() == {2: {}, 1: {"left": 1}}, "names changed: nothing to hide yet"
    hide_owls()
    deliver()
    assert exposed() == {2: {"species": 2}, 1: {"species": 3}}
    assert take_back()["release"] == 3
    assert anyone.get("/data/biodiversity/1/biodiversity.csv").status_code == 410
    told = anyone.get("/data/biodiversity/3/dwca.zip")
    assert (told.status_code, exposed()) == (200, {3: {}})


def test_a_name_that_was_told_no_more_precisely_than_it_may_be_asks_for_nothing(
    report, decide, publish, deliver, exposed
):
    hide_owls()
    deliver()
    uuid = report()
    decide(uuid, taxon={"cd_nom": OWL})
    publish()
    decide(uuid, taxon={"cd_nom": ROBIN})
    assert exposed() == {1: {}}
