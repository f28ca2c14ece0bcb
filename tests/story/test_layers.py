"""What services of places show is what is released now, asked in one statement."""

from sqlalchemy import update

from citizen.campaigns.tables import Campaign
from config import towns
from config.database import reading, transaction
from exports.datasets.tables import Release
from exports.features.layers import store as released_
from tests.citizen.test_queries import asked
from tests.exports.calls import opened

ITEMS = "/ogc/collections/tree/items"


def numbers(anyone):
    return anyone.get(ITEMS).json["numberReturned"]


def test_a_page_of_features_asks_one_thing_of_the_database(anyone, released):
    released(2)
    assert numbers(anyone) == 2
    with asked() as said:
        anyone.get(ITEMS)
    assert len(said) == 1, said
    with asked() as said:
        anyone.get("/tiles/tree/14/8208/5573.mvt")
    assert len(said) == 1, said


def test_a_new_release_shows_at_once_and_so_does_one_that_is_taken_back(anyone, released):
    released(2)
    assert numbers(anyone) == 2
    released(1)
    assert numbers(anyone) == 3
    with transaction() as session:
        session.execute(update(Release).where(Release.number == 2).values(state="withdrawn"))
    assert numbers(anyone) == 2
    with transaction() as session:
        session.execute(update(Release).where(Release.number == 1).values(state="withdrawn"))
    assert numbers(anyone) == 0


def test_an_index_that_is_gone_is_made_again(anyone, released):
    released(1)
    assert numbers(anyone) == 1
    with reading() as session:
        towns.serve(towns.first(session).id)
        file = released_.layer(session, "tree").file
    file.unlink()
    assert numbers(anyone) == 1


def test_a_dataset_of_a_campaign_is_there_as_soon_as_it_is_called_and_gone_with_it(
    publisher, anyone, released
):  # fmt: skip
    released(1)
    assert numbers(anyone) == 1
    slug = opened(publisher, species="", is_dataset="1")
    collection = f"/ogc/collections/{slug}"
    assert anyone.get(collection).json["title"] == "Le port"
    with transaction() as session:
        session.execute(update(Campaign).values(status="draft"))
    assert anyone.get(collection).status_code == 404
    assert numbers(anyone) == 1
