"""What is sent for a campaign is admitted or refused, and marked where it lies outside of it."""

from datetime import date

import pytest
from shapely import MultiPolygon, box

from citizen.campaigns import store
from citizen.campaigns.rules import Call, Seen, is_code, marks, moment, new_code, numbered, slug_of
from citizen.observations.campaigns import store as sent_for
from config.database import reading, transaction
from tests.citizen.correcting import corrects
from tests.citizen.forms import send, uuid_of
from tests.sendings import new_id, sent

MAY = (date(2026, 5, 1), date(2026, 5, 31))
HARBOUR = MultiPolygon([box(0.37, 49.755, 0.38, 49.76)])
INSIDE = Seen(date(2026, 5, 14), date(2026, 5, 14), is_inside=True, lineage=())


@pytest.fixture
def campaign(app, account):
    """Open a campaign of wild species at the harbour, in May."""
    account("publisher", email="town@example.org")

    def opened(outline=HARBOUR, status="open", **written):
        told = {"title": {"fr": "Le port"}, "protocol": "biodiversity", "starts": MAY[0]}
        call = Call(**told | {"ends": MAY[1]} | written)
        with transaction() as session:
            made = store.add(session, call, outline, by=1)
            made.status = status
            return made

    return opened


def put(client, uuid=None, **changes):
    address = f"/api/v1/observations/{uuid or new_id()}"
    return client.put(address, json=sent("biodiversity", **changes))


def test_an_observation_carries_its_campaign(campaign, resident):
    slug = campaign().slug
    kept = put(resident, campaign=slug)
    assert kept.status_code == 201, kept.json
    assert (kept.json["campaign"], kept.json["campaign_marks"]) == (slug, [])
    assert put(resident).json["campaign"] == ""


AWAY = {"type": "Point", "coordinates": [0.39, 49.7572]}
OUTSIDE = {
    "before": ({"observed_at": "2026-04-30T23:59:00+02:00"}, ["before-start"]),
    "after": ({"observed_at": "2026-06-01T00:00:00+02:00"}, ["after-end"]),
    "elsewhere": ({"place": AWAY}, ["outside-perimeter"]),
    "another species": ({"taxon": {"cd_nom": 4466}}, ["other-species"]),
    "both": (
        {"place": AWAY, "observed_at": "2026-04-01T10:00:00+02:00"},
        ["before-start", "outside-perimeter"],
    ),
    "a month that holds its beginning": (
        {"observed_at": "2026-05-01T00:00:00+02:00", "time_precision": "year"}, [],
    ),
    "a name not told": ({}, []),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), OUTSIDE.values(), ids=OUTSIDE)
def test_what_lies_outside_is_kept_and_marked(campaign, resident, changes, expected):
    slug = campaign(species=(4001,)).slug
    kept = put(resident, campaign=slug, **changes)
    assert (kept.status_code, kept.json["campaign_marks"]) == (201, expected)


def test_without_a_perimeter_it_is_the_town_s(campaign, resident):
    slug = campaign(outline=None).slug
    assert put(resident, campaign=slug, place=AWAY).json["campaign_marks"] == []
    far = {"type": "Point", "coordinates": [2.35, 48.85]}
    assert put(resident, campaign=slug, place=far).json["campaign_marks"] == ["outside-perimeter"]


def test_when_the_campaign_changes_what_was_sent_is_looked_at_again(campaign, resident, deliver):
    slug, uuid = campaign().slug, new_id()
    assert put(resident, uuid, campaign=slug, place=AWAY).json["campaign_marks"]
    with transaction() as session:
        store.change(session, store.of_slug(session, slug), outline=None)
    deliver()
    deliver()
    told = resident.get(f"/api/v1/observations/{uuid}").json
    assert (told["campaign"], told["campaign_marks"]) == (slug, [])


def test_a_correction_may_join_or_leave_a_campaign(campaign, resident):
    slug, uuid = campaign().slug, new_id()
    first = put(resident, uuid)
    address = f"/api/v1/observations/{uuid}"
    match = {"If-Match": first.headers["ETag"]}
    joined = resident.put(address, json=sent("biodiversity", campaign=slug), headers=match)
    assert (joined.status_code, joined.json["campaign"]) == (200, slug)
    match = {"If-Match": joined.headers["ETag"]}
    left = resident.put(address, json=sent("biodiversity"), headers=match)
    assert (left.status_code, left.json["campaign"]) == (200, "")


@pytest.mark.parametrize(
    ("status", "changes", "pointer"),
    [
        ("open", {"campaign": "nowhere-2026"}, "/campaign"),
        ("draft", {"campaign": "le-port-2026"}, "/campaign"),
        ("open", {"campaign": "le-port-2026", "protocol": "tree"}, "/campaign"),
        ("open", {"campaign": 7}, "/campaign"),
        ("open", {"campaign": "x" * 81}, "/campaign"),
    ],
)
def test_what_can_belong_to_no_campaign_is_refused(campaign, resident, status, changes, pointer):
    campaign(status=status)
    protocol = changes.get("protocol", "biodiversity")
    told = sent(protocol) | changes
    refused = resident.put(f"/api/v1/observations/{new_id()}", json=told)
    assert refused.status_code == 422
    assert refused.json["errors"][0]["pointer"] == pointer
    assert resident.get("/api/v1/me/observations").json["items"] == []


def test_a_campaign_that_is_over_takes_what_comes_late(campaign, resident):
    slug = campaign(status="closed").slug
    assert put(resident, campaign=slug).status_code == 201


def test_a_code_is_asked_once_and_never_kept(campaign, resident, new_resident):
    made = campaign(joining="code")
    missing = put(resident, campaign=made.slug)
    assert missing.json["errors"][0]["pointer"] == "/join_code"
    assert put(resident, campaign=made.slug, join_code="ABCDE-FGHJK").status_code == 422
    typed = f" {made.join_code[:5].lower()}-{made.join_code[5:]} "
    uuid = new_id()
    kept = put(resident, uuid, campaign=made.slug, join_code=typed)
    assert kept.status_code == 201
    assert made.join_code not in kept.text
    assert put(resident, uuid, campaign=made.slug).status_code == 200
    assert put(resident, campaign=made.slug).status_code == 201
    assert put(new_resident(), campaign=made.slug).status_code == 422


def test_taking_part_is_of_one_account(campaign, resident, new_resident):
    made = campaign()
    put(resident, campaign=made.slug)
    with reading() as session:
        assert sent_for.took_part(session, made.slug, 2) != sent_for.took_part(session, "x", 2)


def test_a_campaign_is_coming_running_or_over():
    told = [moment("open", *MAY, date(2026, *day)) for day in ((4, 30), (5, 1), (5, 31), (6, 1))]
    assert told == ["coming", "running", "running", "over"]
    assert moment("open", MAY[0], None, date(2030, 1, 1)) == "running"
    assert moment("closed", MAY[0], None, date(2026, 5, 2)) == "over"
    assert moment("draft", *MAY, date(2026, 5, 2)) == "draft"


def test_a_kin_of_what_is_looked_for_is_not_another_species():
    """A species of the genus looked for."""
    assert marks(*MAY, {10}, INSIDE._replace(lineage={42, 10})) == []
    assert marks(*MAY, {10}, INSIDE._replace(lineage={42})) == ["other-species"]


def test_a_name_is_borne_by_one_campaign():
    assert slug_of("Les arbres « du port » !", MAY[0]) == "les-arbres-du-port-2026"
    assert slug_of("!!!", MAY[0]) == "campagne-2026"
    assert numbered("a-2026", {"a-2026", "a-2026-2"}) == "a-2026-3"
    assert len(slug_of("a" * 200, MAY[0])) < 80


def test_two_campaigns_of_one_title_have_two_names(campaign):
    assert [campaign().slug for _ in range(3)] == [
        "le-port-2026", "le-port-2026-2", "le-port-2026-3",
    ]  # fmt: skip


def test_a_code_is_known_however_it_was_typed_and_no_other_is():
    code = new_code()
    assert is_code(f"{code[:5]}-{code[5:]}".lower(), code)
    assert not any(is_code(given, code) for given in ("", code[:-1], code + "2", "é" * 10))
    assert not is_code("", "")
    assert len({new_code() for _ in range(100)}) == 100


def test_the_page_of_a_correction_joins_no_campaign(campaign, anyone):
    """It keeps that of the sending: whatever a forged form says changes nothing."""
    made, uuid = campaign(joining="code"), uuid_of(send(anyone))
    answer = corrects(anyone, uuid, campaign=made.slug, join_code="x", comment="Le port")
    assert answer.status_code == 303, answer.text
    assert f"/campagnes/{made.slug}" not in anyone.get(f"/mes-observations/{uuid}").text
