"""Partners say what their services know of a campaign; it is theirs, and the town's to remove."""

import pytest

from tests.exports.test_projects import CALL, PROJECTS

SAID = {
    "label": {"fr": "L'atlas du littoral", "en": "The atlas of the coast"},
    "url": "https://atlas.example.org/le-port",
    "summary": {"fr": "Les mêmes espèces, sur toute la côte.", "en": ""},
    "figures": [
        {"label": {"fr": "Espèces vues sur la côte"}, "value": 212, "unit": ""},
        {"label": {"fr": "Linéaire suivi"}, "value": 14.5, "unit": "km"},
    ],
}


@pytest.fixture
def slug(publisher):
    return publisher.post(PROJECTS, json=CALL).json["id"]


@pytest.fixture
def partner(account):
    return account("partner", organisation="Un atlas")


def of(slug, service="atlas"):
    return f"{PROJECTS}/{slug}/enrichments/{service}"


def test_a_partner_enriches_a_campaign_and_anyone_reads_it(slug, partner, anyone):
    made = partner.put(of(slug), json=SAID)
    assert (made.status_code, made.json["organisation"]) == (201, "Un atlas")
    read = anyone.get(of(slug))
    assert read.json == made.json
    assert read.headers["ETag"] == made.headers["ETag"]
    assert anyone.get(f"{PROJECTS}/{slug}").json["enrichments"] == {"atlas": read.json}
    listed = anyone.get(PROJECTS).json["items"]
    assert [one["enrichments"] for one in listed] == [{"atlas": read.json}]
    page = anyone.get(f"/campagnes/{slug}").text
    assert 'href="https://atlas.example.org/le-port"' in page
    assert "atlas du littoral" in page and "Tenu par Un atlas" in page
    assert "14,5 km" in page.replace("\u00a0", " ")
    assert "The atlas of the coast" in anyone.get(f"/campagnes/{slug}?lang=en").text


def test_what_was_said_is_changed_only_at_the_version_that_was_seen(slug, partner):
    seen = partner.put(of(slug), json=SAID).headers["ETag"]
    assert partner.put(of(slug), json=SAID).status_code == 428
    anew = SAID | {"figures": []}
    changed = partner.put(of(slug), json=anew, headers={"If-Match": seen})
    assert (changed.status_code, changed.json["figures"]) == (200, [])
    stale = partner.put(of(slug), json=SAID, headers={"If-Match": seen})
    assert (stale.status_code, stale.json["etag"]) == (412, changed.headers["ETag"])


def test_another_organisation_neither_changes_nor_removes_it(slug, partner, account):
    tag = {"If-Match": partner.put(of(slug), json=SAID).headers["ETag"]}
    other = account("partner", organisation="Un autre")
    for answer in (
        other.put(of(slug), json=SAID, headers=tag),
        other.delete(of(slug), headers=tag),
    ):
        assert (answer.status_code, answer.json["type"]) == (403, "/problems/service-held")
    assert other.put(of(slug, "un-autre"), json=SAID).status_code == 201


def test_its_partner_takes_it_back_and_so_may_the_town(slug, partner, publisher, anyone):
    for who in (partner, publisher):
        tag = partner.put(of(slug), json=SAID).headers["ETag"]
        assert who.delete(of(slug)).status_code == 428
        assert who.delete(of(slug), headers={"If-Match": tag}).status_code == 204
        assert anyone.get(of(slug)).json["type"] == "/problems/unknown-service"


def test_a_partner_who_speaks_for_nobody_keeps_their_own(slug, account):
    alone, other = account("partner"), account("partner")
    tag = {"If-Match": alone.put(of(slug), json=SAID).headers["ETag"]}
    assert other.put(of(slug), json=SAID, headers=tag).status_code == 403
    assert alone.put(of(slug), json=SAID, headers=tag).status_code == 200


def test_a_draft_is_unknown_to_partners(publisher, partner):
    slug = publisher.post(PROJECTS, json=CALL | {"status": "draft"}).json["id"]
    assert partner.put(of(slug), json=SAID).json["type"] == "/problems/unknown-campaign"
    assert partner.get(of(slug)).status_code == 404


def test_a_campaign_has_so_many_services(slug, partner):
    for n in range(20):
        assert partner.put(of(slug, f"s{n}"), json=SAID).status_code == 201
    refused = partner.put(of(slug, "s20"), json=SAID)
    assert (refused.status_code, refused.json["type"]) == (409, "/problems/too-many-services")


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"url": "http://atlas.example.org"}, "/url"),
        ({"url": "javascript:alert(1)"}, "/url"),
        ({"url": 'https://a.example/"><script>'}, "/url"),
        ({"url": "https://"}, "/url"),
        ({"label": {"en": "x"}}, "/label/fr"),
        ({"figures": [{"label": {"fr": "x"}, "value": "many"}]}, "/figures/0/value"),
        ({"figures": [{"label": {"fr": "x"}, "value": 1}] * 13}, "/figures"),
        ({"rank": 1}, "/rank"),
    ],
)
def test_what_cannot_be_shown_is_refused_where_it_stands(slug, partner, changed, pointer):
    refused = partner.put(of(slug), json=SAID | changed)
    assert refused.status_code == 422
    assert [one["pointer"] for one in refused.json["errors"]] == [pointer]


def test_a_service_has_a_name_for_addresses(slug, partner):
    assert partner.put(of(slug, "Un%20Nom"), json=SAID).status_code == 422
