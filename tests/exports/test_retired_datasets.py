"""A dataset that is retired: nothing new comes, nothing that was published goes."""

from tests.citizen.forms import Hidden
from tests.exports.test_town_datasets import PAGE, fill, written


def test_a_dataset_that_is_retired_is_published_no_more_and_says_so(publisher, anyone, deliver):
    fill(publisher)
    path = f"{PAGE}/arbres-du-port"
    publisher.post("/api/v1/datasets/arbres-du-port/releases")
    deliver()
    there = anyone.get("/data/arbres-du-port/1/sinp.csv").data
    assert fill(publisher, path, path, retired="1").status_code == 303
    assert written("arbres-du-port").retired
    for answer in (publisher.post("/api/v1/datasets/arbres-du-port/releases"),):
        assert (answer.status_code, answer.json["type"]) == (409, "/problems/dataset-retired")
    page = publisher.post("/ville/arbres-du-port", data=Hidden(publisher.get("/ville").text).fields)
    assert page.status_code == 409 and "Ce jeu de données est retiré" in page.text
    told = anyone.get("/catalogue.ttl").text
    assert "dataset-status/DISCONT" in told and "frequency/NEVER" in told
    assert "n\N{RIGHT SINGLE QUOTATION MARK}est plus mis à jour" in anyone.get("/donnees").text
    assert "plus de nouvelle publication" in publisher.get("/ville").text
    assert anyone.get("/data/arbres-du-port/1/sinp.csv").data == there
    assert fill(publisher, path, path).status_code == 303, "taken up again"
    assert publisher.post("/api/v1/datasets/arbres-du-port/releases").status_code == 202
