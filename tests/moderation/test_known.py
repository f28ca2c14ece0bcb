"""A moderator sees when and where a taxon is known, from what anyone may know."""

from tests.moderation.desks import waiting

OAK = {"cd_nom": 116759, "cited_name": "Chêne pédonculé"}


def test_the_review_page_tells_it_and_hidden_records_count_nowhere(account, report, deliver):
    moderator = account("moderator", organisation="Ville")
    first = report("tree", taxon=OAK)
    hidden = report("tree", taxon=OAK)
    under_review = report("tree", taxon=OAK)
    page = moderator.get(f"/moderation/{under_review}").text
    assert "Aucune autre donnée publiée de ce taxon" in page
    decided = {"verdict": "accept", "sensitivity": 3}
    moderator.post(f"/api/v1/observations/{hidden}/decisions", json=decided)
    deliver()
    assert "Aucune autre donnée publiée" in moderator.get(f"/moderation/{under_review}").text
    moderator.post(f"/api/v1/observations/{first}/decisions", json={"verdict": "accept"})
    deliver()
    page = moderator.get(f"/moderation/{under_review}").text
    assert "1 donnée publiée à moins de 5" in page
    assert '<svg class="months"' in page
    assert 'data-known="[[49.7572, 0.3741]]"' in page, "drawn on the map"
    assert waiting(moderator) == [under_review]
