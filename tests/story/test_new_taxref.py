"""A new edition of TAXREF comes: what was observed keeps its name, and follows its taxon."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

import commands
from tests.conftest import engine
from tests.reference import taxref_files as made
from tests.sendings import new_id, sent

ROBIN, TIT = 4001, 4342


@pytest.fixture
def bring(app, settings):
    """Load an edition from a terminal."""

    def run(file):
        environment = {"BRINDILLE_HOME": settings.BRINDILLE_HOME, "SECRET_KEY": "x" * 40}
        environment |= {"DATABASE_URL": settings.DATABASE_URL} if settings.DATABASE_URL else {}
        engine().dispose()
        told = CliRunner().invoke(
            commands.brindille, ["import", "taxa", str(file), "--json"], env=environment
        )
        assert told.exit_code == 0, told.output
        return json.loads(told.stdout)

    return run


@pytest.fixture
def seen(resident, moderator, deliver):
    """An accepted observation of each bird."""
    uuids = {}
    for cd_nom in (ROBIN, TIT):
        uuids[cd_nom] = new_id()
        body = sent(taxon={"cd_nom": cd_nom, "cited_name": f"n° {cd_nom}"})
        assert resident.put(f"/api/v1/observations/{uuids[cd_nom]}", json=body).status_code == 201
        deliver()
        decided = moderator.post(
            f"/api/v1/observations/{uuids[cd_nom]}/decisions", json={"verdict": "accept"}
        )
        assert decided.status_code == 201
    deliver()
    return uuids


def rows(publisher, anyone, deliver):
    publisher.post("/api/v1/datasets/biodiversity/releases")
    deliver()
    found = anyone.get("/data/biodiversity/latest/biodiversity.csv", follow_redirects=True)
    table = csv.DictReader(io.StringIO(found.text.removeprefix("\ufeff")))
    return {row["uuid"]: row for row in table}


def test_what_was_observed_keeps_its_name_and_follows_its_taxon(
    seen, bring, tmp_path, moderator, publisher, anyone, deliver
):
    bring(made.written(tmp_path))
    assert "Noms que la nouvelle" not in moderator.get("/moderation/noms").text
    changed = [row for row in made.ROWS if row["CD_NOM"] not in {ROBIN, TIT}]
    changed += [made.taxon(ROBIN, "Erithacus rubecula", cd_ref=5000)]
    changed += [made.taxon(5000, "Erithacus novus")]
    bring(made.written(tmp_path, rows=changed, name="TAXREFv19.txt"))

    page = moderator.get("/moderation/noms").text

    assert "Noms que la nouvelle édition de TAXREF a changés" in page
    assert "se range maintenant sous" in page and "Erithacus novus" in page
    assert "plus dans TAXREF : choisissez un autre nom" in page.replace("\u202f", " ").replace(
        "\xa0", " "
    )
    assert all(f"/moderation/{uuid}" in page for uuid in seen.values())
    published = rows(publisher, anyone, deliver)
    robin, tit = published[seen[ROBIN]], published[seen[TIT]]
    assert (robin["cd_nom"], robin["cd_ref"]) == (str(ROBIN), "5000")
    assert (tit["cd_nom"], tit["cited_name"]) == ("", f"n° {TIT}")  # no taxon any more, but kept
    for uuid in seen.values():
        assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 200
        assert moderator.get(f"/moderation/{uuid}").status_code == 200
    assert anyone.get("/carte").status_code == 200


def test_only_what_one_may_decide_on_is_listed(seen, bring, tmp_path, account):
    bring(made.written(tmp_path))
    bring(made.written(tmp_path, rows=made.ROWS[:2], name="TAXREFv19.txt"))
    elsewhere = account("moderator", organisation="LPO", protocols=("tree",))
    page = elsewhere.get("/moderation/noms").text
    assert not any(uuid in page for uuid in seen.values())
