"""A clerk makes a campaign, opens it, changes it, closes it; residents take part in it."""

import io

import pytest

from tests.citizen.forms import Hidden, send, unspaced, uuid_of
from tests.exports.calls import CROSSED, PAGE, TYPED, fill, kept, opened, token
from tests.sendings import new_id, sent


def test_a_clerk_makes_a_campaign_and_opens_it(publisher, anyone):
    made = fill(publisher)
    assert made.status_code == 303, made.text
    page = publisher.get(made.location).text
    assert "La campagne est gardée" in page
    assert "Le port" not in anyone.get("/campagnes").text
    found = kept()
    assert [int(one) for one in found.species] == [4001, 4117, 54770]
    slug = opened(publisher, title_fr="Les quais")
    assert "Les quais" in anyone.get("/campagnes").text
    assert f"/observer/biodiversity?campagne={slug}" in anyone.get(f"/campagnes/{slug}").text
    assert slug in anyone.get("/observer").text


def test_what_was_written_is_shown_again_and_may_be_changed(publisher):
    slug = opened(publisher)
    page = f"{PAGE}/{slug}"
    text = publisher.get(page).text
    for told in ('value="Le port"', 'value="2026-05-01"', "Turdus merula", "Erithacus rubecula"):
        assert told in text, told
    changed = fill(publisher, page, page, title_fr="Le grand port", perimeter="keep", species="")
    assert changed.status_code == 303, changed.text
    found = kept(slug)
    assert (found.title, found.species) == ({"fr": "Le grand port"}, [])
    assert found.outline is not None


def test_two_clerks_at_once_do_not_undo_each_other(publisher, account):
    slug = opened(publisher)
    page = f"{PAGE}/{slug}"
    hidden = Hidden(publisher.get(page).text).fields
    assert fill(account("publisher"), page, page, title_fr="Un").status_code == 303
    late = publisher.post(page, data=hidden | TYPED | {"title_fr": "Deux"})
    assert late.status_code == 412
    assert 'value="Deux"' in late.text
    assert kept(slug).title == {"fr": "Un"}


WRONG = {
    "no title": ({"title_fr": ""}, "title_fr"),
    "a long title": ({"title_fr": "x" * 121}, "title_fr"),
    "no protocol": ({"protocol": ""}, "protocol"), "no day": ({"starts": ""}, "starts"),
    "an end before": ({"ends": "2026-04-01"}, "ends"),
    "a species nobody knows": ({"species": "Dahu des Alpes"}, "species"),
    "no drawing": ({"positions": ""}, "perimeter"),
    "a crossed drawing": ({"positions": CROSSED}, "perimeter"),
    "no file": ({"perimeter": "file"}, "perimeter"),
    "no zone": ({"perimeter": "zones", "zones": "999"}, "perimeter"),
    "another way": ({"perimeter": "sea"}, "perimeter"),
    "a script": ({"contact": "javascript:alert(1)"}, "contact"),
    "a file that is no picture": ({"picture": (io.BytesIO(b"GIF89a"), "a.gif")}, "picture"),
}  # fmt: skip


@pytest.mark.parametrize(("typed", "field"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_beside_its_field_and_the_rest_stays(publisher, typed, field):
    answer = fill(publisher, **typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    if field != "title_fr":
        assert 'value="Le port"' in answer.text
    assert kept() is None


def test_a_resident_takes_part_from_the_page(publisher, anyone, moderator, deliver):
    slug = opened(publisher)
    form = anyone.get(f"/observer/biodiversity?campagne={slug}").text
    assert "Le port" in form
    assert Hidden(form).fields["campaign"] == slug
    uuid = uuid_of(send(anyone, campaign=slug, date="2026-04-14"))
    for page in (f"/observer/envoi/{uuid}", f"/mes-observations/{uuid}"):
        text = unspaced(anyone.get(page).text)
        assert "Le port" in text
        assert "Avant le début de la campagne" in text
    deliver()
    assert "Avant le début de la campagne" in unspaced(moderator.get(f"/moderation/{uuid}").text)
    assert "1 sort de ses dates" in unspaced(publisher.get(f"{PAGE}/{slug}").text)


def test_a_page_asks_for_the_code_and_keeps_all_that_was_typed(publisher, anyone, account):
    slug = opened(publisher, joining="code")
    code = kept(slug).join_code
    assert code[:5] in publisher.get(f"{PAGE}/{slug}").text
    refused = send(anyone, campaign=slug, join_code="wrong", comment="gardé")
    assert refused.status_code == 422
    assert "ce n’est pas le code" in unspaced(refused.text)
    assert "gardé" in refused.text
    linked = anyone.get(f"/observer/biodiversity?campagne={slug}&code={code}").text
    assert f'value="{code}"' in linked
    assert uuid_of(send(anyone, campaign=slug, join_code=code))
    assert uuid_of(send(anyone, campaign=slug))


def test_a_code_that_was_changed_opens_nothing(publisher, resident):
    slug = opened(publisher, joining="code")
    former = kept(slug).join_code
    assert publisher.post(f"{PAGE}/{slug}/code", data=token(publisher)).status_code == 303
    told = sent("biodiversity", campaign=slug, join_code=former)
    assert resident.put(f"/api/v1/observations/{new_id()}", json=told).status_code == 422


def test_a_campaign_that_is_closed_ends_today_and_may_open_again(publisher, anyone):
    slug = opened(publisher)
    for status, word in (("closed", "Terminées"), ("open", "Terminées")):
        data = token(publisher) | {"status": status}
        assert publisher.post(f"{PAGE}/{slug}/etat", data=data).status_code == 303
        assert (word in anyone.get("/campagnes").text) is (status == "closed")
    assert publisher.post(f"{PAGE}/{slug}/etat", data=token(publisher)).status_code == 400
    assert publisher.post(f"{PAGE}/nowhere/etat", data=data).status_code == 404
