"""The page where a photo is blurred: by number fields alone, without JavaScript."""

import pytest

from tests.citizen.blurred import LEFT, RIGHT, address, blur, contrast, photographed, shown
from tests.citizen.blurred import STRIPES as DATA
from tests.citizen.forms import Hidden, unspaced
from tests.sendings import sha256


@pytest.fixture
def uuid(resident, deliver):
    return photographed(resident, deliver)


def page_of(uuid):
    return f"/flouter/{uuid}/{sha256(DATA)}"


def fill(client, uuid, *rows, where="", **typed):
    """Fill in the form of the page, and send it."""
    told = {"seen": Hidden(client.get(page_of(uuid)).text).fields["seen"]}
    for side, values in zip(("x", "y", "width", "height"), zip(*rows, strict=True), strict=False):
        told[side] = list(values)
    return client.post(page_of(uuid) + where, data={**told, **typed})


def test_an_author_blurs_with_number_fields_and_reads_what_is_blurred(resident, uuid, deliver):
    assert page_of(uuid) in resident.get(f"/mes-observations/{uuid}").text
    answer = fill(resident, uuid, ("5", "10", "40", "80"), ("", "", "", ""))
    assert (answer.status_code, answer.location) == (303, page_of(uuid) + "?done=")
    assert "elle n’est montrée à personne" in unspaced(resident.get(answer.location).text)
    deliver()
    page = unspaced(resident.get(answer.location).text)
    assert "Un rectangle flouté" in page
    assert "Tracé par l’auteur" in page
    assert "Montrer de nouveau" not in page
    assert contrast(shown(resident, uuid).data, LEFT) < 60


def test_more_rows_are_asked_for_and_what_was_typed_is_kept(resident, uuid):
    page = fill(resident, uuid, ("12,5", "10", "40", "80"), more="1").text
    assert 'value="12,5"' in page
    assert page.count('<fieldset class="area"') == 2


def test_a_faulty_row_is_told_beside_it_and_nothing_is_blurred(resident, uuid):
    answer = fill(resident, uuid, ("5", "10", "40", "80"), ("90", "10", "40", "abc"))
    assert answer.status_code == 422
    assert 'id="area-1-error"' in answer.text
    assert 'id="area-0-error"' not in answer.text
    assert 'value="abc"' in answer.text
    assert resident.get(address(uuid)).json["items"] == []


def test_who_comes_second_sees_what_the_first_blurred(resident, moderator, uuid):
    seen = Hidden(resident.get(page_of(uuid)).text).fields["seen"]
    blur(moderator, uuid, RIGHT)
    answer = fill(resident, uuid, ("5", "10", "40", "80"), seen=seen)
    assert answer.status_code == 412
    assert "Tracé par un modérateur" in answer.text
    assert 'value="40"' in answer.text


def test_a_moderator_shows_again_what_was_hidden_and_it_stays_told(
    resident, moderator, uuid, deliver
):
    blur(resident, uuid, LEFT)
    deliver()
    assert page_of(uuid) in moderator.get(f"/moderation/{uuid}").text
    number = Hidden(moderator.get(page_of(uuid)).text).fields["blur"]
    told = {"where": "/retrait", "blur": number, "why": "Une statue."}
    assert fill(resident, uuid, **told).status_code == 403
    assert fill(moderator, uuid, **told).status_code == 303
    deliver()
    assert contrast(shown(resident, uuid).data, LEFT) > 180
    assert "Une statue." in moderator.get(page_of(uuid)).text
    assert "Une statue." not in resident.get(page_of(uuid)).text


def test_the_page_of_another_s_photo_is_not_there(new_resident, anyone, uuid):
    assert new_resident().get(page_of(uuid)).status_code == 404
    assert anyone.get(page_of(uuid)).status_code == 401
