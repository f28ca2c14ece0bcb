"""An observation comes to the people who can judge it, and to nobody else."""

import pytest

from config.database import transaction
from reference.territories.tables import Territory
from tests.moderation.desks import waiting
from tests.sendings import sent

ROBIN = {"cd_nom": 4001, "cited_name": "Rouge-gorge"}
OUTSIDE = {"type": "Point", "coordinates": [1.0993, 49.4431]}  # Rouen: its outline is not loaded


def why(client, **headers):
    return [item["why"] for item in client.get("/api/v1/queue", headers=headers).json["items"]]


def test_the_association_with_the_shortest_queue_gets_the_next_one(account, report):
    one = account("moderator", organisation="Un")
    two = account("moderator", organisation="Deux")
    told = [report() for _ in range(4)]
    assert sorted(waiting(one) + waiting(two)) == sorted(told)
    assert len(waiting(one)) == len(waiting(two)) == 2
    assert "la plus courte des 2 files" in why(one)[0]


def test_a_desk_emptied_by_decisions_gets_more(account, report):
    one, two = (account("moderator", organisation=name) for name in ("Un", "Deux"))
    report(), report(), report(), report()
    for uuid in waiting(one):
        one.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    told = [report(), report()]
    assert waiting(one) == told
    assert len(waiting(two)) == 2


@pytest.mark.parametrize(
    ("scope", "sees"),
    [
        ({"protocols": ("tree",)}, {"tree"}),
        ({"protocols": ("biodiversity",), "groups": ("Oiseaux",)}, {"robin", "bird"}),
        ({"groups": ("Mammifères",)}, set()),
        ({"territories": ("76259",)}, {"tree", "robin", "bird"}),
        ({"territories": ("75056",)}, set()),
        ({"territories": ("76",)}, {"tree", "robin", "bird"}),
        ({"territories": ("REG-28",)}, {"tree", "robin", "bird"}),
        ({"territories": ("27",)}, set()),  # no commune of it is known: not everywhere
        ({}, {"tree", "robin", "bird", "outside"}),
    ],
)
def test_a_moderator_sees_what_lies_within_their_scope(account, report, scope, sees):
    moderator = account("moderator", organisation="LPO", **scope)
    told = {
        "tree": report("tree"),
        "robin": report(taxon=ROBIN, answers={}),
        "bird": report(answers={"group": "bird"}),
        "outside": report(place=OUTSIDE, answers={"group": "unknown"}),
    }
    assert set(waiting(moderator)) == {told[name] for name in sees}


def test_a_scope_that_names_a_former_commune_goes_on_where_it_went(account, report):
    heir = {"until": 2026, "successor": "76259", "vintage": 2025, "department": "76"}
    with transaction() as session:
        session.add(Territory(kind="commune", code="76999", name="Grainval", **heir))
    moderator = account("moderator", organisation="LPO", territories=("76999",))
    assert waiting(moderator) == []
    uuid = report()
    assert waiting(moderator) == [uuid]


@pytest.mark.parametrize(
    "scope", [{"protocols": ("tree",)}, {"groups": ("Mammifères",)}, {"territories": ("75056",)}]
)
def test_a_colleague_with_a_narrower_scope_does_not_see_all_of_the_desk(account, report, scope):
    wide = account("moderator", organisation="LPO")
    narrow = account("moderator", organisation="LPO", **scope)
    uuid = report()
    assert (waiting(wide), waiting(narrow)) == ([uuid], [])
    assert narrow.post("/api/v1/queue/next").status_code == 204
    assert narrow.get(f"/api/v1/observations/{uuid}").status_code == 404


def test_nobody_competent_leaves_it_to_the_town_s_lead(account, report):
    club = account("moderator", organisation="Arbres", protocols=("tree",))
    lead = account("admin", organisation="Ville de Fécamp")
    uuid = report()
    assert waiting(club) == []
    assert waiting(lead) == [uuid]
    assert why(lead) == ["Oiseaux, Fécamp : personne n'est compétent ici, la commune s'en charge"]
    assert why(lead, **{"Accept-Language": "en"}) == [
        "Oiseaux, Fécamp: nobody is competent here, the town takes it"
    ]


def test_the_town_s_lead_sees_every_desk(account, report):
    account("moderator", organisation="LPO")
    lead = account("admin", organisation="Ville de Fécamp")
    uuid = report()
    assert waiting(lead) == [uuid]


def test_a_place_outside_the_known_communes_is_said_to_be_so(account, report):
    club = account("moderator", organisation="LPO")
    report(place=OUTSIDE)
    assert why(club)[0].startswith("Oiseaux, hors des communes connues, LPO : ")
    assert "outside the known communes" in why(club, **{"Accept-Language": "en"})[0]


def test_what_has_no_group_is_named_after_its_protocol(account, report):
    club = account("moderator", organisation="LPO")
    report("heat")
    assert why(club)[0].startswith("Chaleur ressentie, Fécamp, LPO : ")
    assert why(club, **{"Accept-Language": "en"})[0].startswith("Felt heat, Fécamp, LPO: ")


def test_a_correction_of_what_waits_keeps_its_turn(account, resident, report, deliver):
    club = account("moderator", organisation="LPO")
    first, second = report(), report()
    seen = resident.get(f"/api/v1/observations/{first}").headers["ETag"]
    corrected = resident.put(
        f"/api/v1/observations/{first}", json=sent(comment="deux"), headers={"If-Match": seen}
    )
    assert corrected.status_code == 200
    deliver()
    assert waiting(club) == [first, second]


def test_a_correction_that_changes_the_group_reaches_who_is_competent(
    account, resident, report, deliver
):
    """The desk is chosen again when what is reported is no longer the same."""
    birds = account("moderator", organisation="LPO", groups=("Oiseaux",))
    plants = account("moderator", organisation="Botanistes", groups=("Angiospermes",))
    uuid = report(answers={"group": "bird"})
    assert (waiting(birds), waiting(plants)) == ([uuid], [])
    seen = resident.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    resident.put(
        f"/api/v1/observations/{uuid}",
        json=sent(answers={"group": "plant"}),
        headers={"If-Match": seen},
    )
    deliver()
    assert (waiting(birds), waiting(plants)) == ([], [uuid])


def test_what_was_withdrawn_waits_for_nobody(account, resident, report, deliver):
    club = account("moderator", organisation="LPO")
    uuid = report()
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    deliver()
    assert waiting(club) == []
    assert club.post("/api/v1/queue/next").status_code == 204


def test_the_same_news_delivered_twice_is_one_place_in_the_queue(account, report, deliver):
    club = account("moderator", organisation="LPO")
    uuid = report()
    deliver()
    assert waiting(club) == [uuid]
