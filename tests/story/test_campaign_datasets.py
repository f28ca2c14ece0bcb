"""A campaign may be published as a dataset of its own: what is told of it, nothing else."""

import csv
import io

from click.testing import CliRunner

from exports.datasets.commands import release
from tests.conftest import engine
from tests.exports.calls import PAGE, fill, kept, opened, token

TYPED = {"species": "", "is_dataset": "1"}
HOME = {"type": "Point", "coordinates": [0.379, 49.7561]}  # far from the others


def records(files, slug):
    return {one["uuid"] for one in csv.DictReader(io.StringIO(files[f"{slug}.csv"].decode()))}


def command(settings, *arguments):
    """Run `brindille release`, which opens the database anew."""
    engine().dispose()
    return CliRunner().invoke(release, [*arguments, "--json"], obj=settings)


def released(author):
    """The release that each of an author's observations is first in, as they read it."""
    items = author.get("/api/v1/me/observations").json["items"]
    told = {one["uuid"]: one["progress"]["release"] for one in items}
    return {uuid: f"/data/{one['dataset']}/{one['number']}/" for uuid, one in told.items() if one}


def test_a_campaign_is_a_dataset_with_releases_of_its_own(
    publisher, anyone, resident, report, decide, publish, settings
):
    slug = opened(publisher, **TYPED)
    inside, beside = report(campaign=slug), report()
    hidden = report(campaign=slug, at_home=True, place=HOME)
    for uuid in (inside, beside, hidden):
        decide(uuid)
    listed = {one["dataset"]: one for one in anyone.get("/api/v1/datasets").json["items"]}
    assert (listed[slug]["protocol"], listed[slug]["title"]) == ("biodiversity", "Le port")
    town = publisher.get("/ville").text
    assert f'id="{slug}"' in town and "Le port" in town

    files = publish(slug)
    assert records(files, slug) == {inside}, "a hidden place is in no perimeter"
    assert released(resident) == {inside: f"/data/{slug}/1/"}, "its author reads where"
    whole = publish("biodiversity")
    own, all_of_it = f"/data/{slug}/1/", "/data/biodiversity/1/"
    assert released(resident) == {inside: own, beside: all_of_it, hidden: all_of_it}
    assert records(whole, "biodiversity") == {inside, beside, hidden}
    assert {name.replace(slug, "biodiversity") for name in files} == {*whole}
    assert b"Le port" in files["datapackage.json"] and b"Le port" in files["notice.html"]
    assert hidden.encode() not in b"".join(files[name] for name in ("sinp.csv", "changes.csv"))

    page = anyone.get("/donnees").text
    assert f'id="{slug}"' in page and f"/data/{slug}/1/sinp.csv" in page
    later = report(campaign=slug)
    decide(later)
    told = command(settings, slug, "--plan")
    assert (told.exit_code, '"added": 1' in told.stdout) == (0, True), told.output
    told = command(settings, "nowhere-2026")
    assert (told.exit_code, "no dataset" in told.stderr) == (2, True)

    path = f"{PAGE}/{slug}"
    fill(publisher, path, path, species="", perimeter="keep")
    assert not kept(slug).is_dataset
    assert anyone.get(f"/api/v1/datasets/{slug}").status_code == 404
    assert publisher.post(f"/api/v1/datasets/{slug}/releases").status_code == 404
    assert anyone.get(f"/data/{slug}/1/{slug}.csv").status_code == 200, "addresses stay"


def test_things_that_are_visited_are_whole_in_the_dataset(
    publisher, report, decide, publish, new_resident
):
    slug = opened(publisher, protocol="tree", **TYPED)
    tree = {"category": "single", "girth_cm": 300}
    first = report("tree", campaign=slug, answers=tree, observed_at="2026-05-20T10:00:00+02:00")
    decide(first)
    again = {"of": first, "campaign": slug, "observed_at": "2026-06-01T10:00:00+02:00"}
    second = report("tree", by=new_resident(), answers={"girth_cm": 310}, **again)
    decide(second)
    files = publish(slug)
    (told,) = csv.DictReader(io.StringIO(files[f"{slug}.csv"].decode()))
    assert (told["uuid"], told["girth_cm"]) == (first, "310")
    assert files["visits.csv"].count(first.encode()) >= 2


def test_what_is_counted_by_squares_is_never_apart(publisher, anyone):
    refused = fill(publisher, protocol="heat", **TYPED)
    assert refused.status_code == 422 and 'id="is_dataset-error"' in refused.text
    told = {
        "title": {"fr": "Nuits"}, "protocol": "heat", "starts": "2026-06-01", "is_dataset": True,
    }  # fmt: skip
    answer = publisher.post("/api/v1/projects", json=told)
    assert answer.json["errors"][0]["pointer"] == "/is_dataset"
    made = publisher.post("/api/v1/projects", json=told | {"is_dataset": False})
    slug, etag = made.json["id"], made.headers["ETag"]
    changed = publisher.patch(
        f"/api/v1/projects/{slug}", json={"is_dataset": True}, headers={"If-Match": etag}
    )
    assert changed.status_code == 422


def test_a_draft_is_no_dataset_that_anyone_may_know(publisher, anyone):
    slug = fill(publisher, **TYPED).location.split("?")[0].split("/")[-1]
    for path in (f"/api/v1/datasets/{slug}", f"/api/v1/datasets/{slug}/releases"):
        assert anyone.get(path).status_code == 404
    assert anyone.get(f"/data/{slug}/latest/{slug}.csv").status_code == 404
    assert slug not in anyone.get("/donnees").text
    publisher.post(f"{PAGE}/{slug}/etat", data={"status": "open"} | token(publisher))
    assert slug in anyone.get("/donnees").text
