"""The lead makes rules with fields alone, without any script; their TOML follows."""

import tomllib

import pytest
from lxml import html

from config.database import reading
from moderation.opinions import store as opinions
from moderation.routing import store
from tests.moderation.desks import waiting
from tests.sendings import FECAMP, new_id, sent

ROUTING, CONSENSUS = "/moderation/aiguillage", "/moderation/regles"


@pytest.fixture
def lead(account):
    return account("admin", organisation="Ville")


class Sheet:
    """The form of rules, as a browser without JavaScript fills and sends it."""

    def __init__(self, client, path):
        self.client, self.path = client, path
        self.answer = client.get(path)

    def fields(self):
        (form,) = html.fromstring(self.answer.text).xpath("//form[@aria-labelledby='arrange']")
        told = {}
        for name, value in form.form_values():
            told.setdefault(name, []).append(value)
        return told

    def press(self, button, **typed):
        """Fill fields (`rule_0_name` for `rule-0-name`), press a button."""
        told = self.fields()
        for name, value in typed.items():
            kind, rank, field = name.split("_", 2)
            told[f"{kind}-{rank}-{field}"] = value
        self.answer = self.client.post(self.path, data=told | {"arrange": button})
        return self

    def words(self):
        return " ".join(html.fromstring(self.answer.text).text_content().split())


def in_force():
    with reading() as session:
        last = store.in_force(session)
        return tomllib.loads(last.text) if last else {}


def test_a_rule_of_each_condition_is_made_with_fields_tried_and_adopted(
    lead, account, report, deliver, publisher
):
    """Protocol, branch, place, sensitivity, campaign, language: all by names that people know."""
    for name in ("Autres", "Club"):
        account("moderator", organisation=name)
    told = [report(taxon={"cd_nom": 4001}, answers={"group": "bird"}) for _ in range(4)]
    sheet = Sheet(lead, ROUTING).press("add")
    assert "Règle 1." in sheet.words()
    sheet.press(
        "try", rule_0_name="Rouges-gorges", rule_0_protocol="biodiversity",
        rule_0_taxon="Erithacus rubecula", rule_0_territory="Fécamp", rule_0_language="fr",
        rule_0_desks=["Club"], rule_0_target_days="3",
    )  # fmt: skip
    assert sheet.answer.status_code == 200, sheet.words()
    assert "changeraient de file" in sheet.words(), sheet.words()[600:1100]
    assert in_force() == {}, "tried, nothing has changed"
    sheet.press("adopt")
    assert sheet.answer.status_code == 303
    (rule,) = in_force()["rules"]
    assert rule == {
        "name": "Rouges-gorges", "protocol": ["biodiversity"], "taxon": [4001],
        "territory": ["76259"], "language": ["fr"], "desks": ["Club"], "target_days": 3,
    }  # fmt: skip
    deliver()
    club = account("moderator", organisation="Club")
    assert set(waiting(club)) == set(told)
    shown = Sheet(lead, ROUTING).fields()
    assert shown["rule-0-taxon"] == ["Erithacus rubecula (4001)"]
    assert shown["rule-0-territory"] == ["Fécamp (76259)"]


def test_rules_are_moved_and_removed_and_nothing_typed_is_lost(lead):
    sheet = Sheet(lead, ROUTING).press("add").press("add", rule_0_name="A")
    sheet.press("up-1", rule_1_name="B", rule_1_sensitivity="2", rule_1_campaign="nids; mares")
    told = sheet.fields()
    assert [told[f"rule-{n}-name"] for n in (0, 1)] == [["B"], ["A"]]
    assert told["rule-0-campaign"] == ["nids; mares"]
    sheet.press("remove-1").press("adopt")
    assert in_force()["rules"] == [{"name": "B", "campaign": ["nids", "mares"], "sensitivity": 2}]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rule_0_taxon": "Licorne"}, "ce nom n'est pas dans TAXREF"),
        ({"rule_0_territory": "Nulle-Part-sur-Mer"}, "lieu inconnu"),
        ({"rule_0_target_days": "beaucoup"}, "nombre entier"),
        ({"rule_0_name": " "}, "manque ou est vide"),
    ],
)
def test_what_fits_no_rule_is_told_and_stays_as_it_was_typed(lead, typed, said):
    sheet = Sheet(lead, ROUTING).press("add").press("adopt", **{"rule_0_name": "A"} | typed)
    assert sheet.answer.status_code == 422
    assert said in sheet.words()
    for name, value in typed.items():
        assert sheet.fields()[name.replace("_", "-", 2)] == [value]
    assert in_force() == {}


def test_a_district_and_a_campaign_each_send_where_the_rule_says(
    lead, account, publisher, resident, deliver
):
    drawn = {
        "name": "Le port", "kind": "district", "shape": "Polygon",
        "positions": "49.756, 0.373\n49.756, 0.376\n49.759, 0.376\n49.759, 0.373",
    }  # fmt: skip
    assert publisher.post("/ville/zones", data=drawn).status_code == 303
    call = {"title": {"fr": "Nids"}, "protocol": "biodiversity", "starts": "2026-05-01",
            "status": "open"}  # fmt: skip
    campaign = publisher.post("/api/v1/projects", json=call).json["id"]
    clubs = {name: account("moderator", organisation=name) for name in ("Port", "Nids", "Autres")}
    sheet = Sheet(lead, ROUTING).press("add").press("add", rule_0_name="c")
    typed = {"rule_0_campaign": campaign, "rule_0_desks": ["Nids"]}
    typed |= {"rule_1_name": "z", "rule_1_territory": "Le port", "rule_1_desks": ["Port"]}
    sheet.press("adopt", **typed)
    assert sheet.answer.status_code == 303, sheet.words()
    there, away = FECAMP, [0.38, 49.7572]
    for place, of, desk in ((there, None, "Port"), (away, campaign, "Nids")):
        told = sent(place={"type": "Point", "coordinates": place}) | (
            {"campaign": of} if of else {}
        )
        uuid = new_id()
        assert resident.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
        deliver()
        assert uuid in waiting(clubs[desk])


def test_rules_of_consensus_are_made_with_fields_tried_on_history_and_adopted(
    lead, account, report
):
    judge = account("moderator", organisation="Club")
    uuid = report(taxon={"cd_nom": 4001}, answers={"group": "bird"})
    judge.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    sheet = Sheet(lead, CONSENSUS).press("add")
    sheet.press(
        "try", rule_0_protocol="biodiversity", rule_0_branch="Erithacus rubecula",
        rule_0_agreeing="2", rule_0_expert=["listed", "first"],
    )  # fmt: skip
    assert "serait traitée autrement" in sheet.words()
    sheet.press("adopt")
    assert sheet.answer.status_code == 303
    with reading() as session:
        _, content = opinions.content(session)
    (rule,) = tomllib.loads(content)["rule"]
    assert rule == {
        "protocol": "biodiversity", "branch": 4001, "agreeing": 2, "expert": ["listed", "first"],
    }  # fmt: skip
    assert Sheet(lead, CONSENSUS).fields()["rule-0-branch"] == ["Erithacus rubecula (4001)"]
    wrong = Sheet(lead, CONSENSUS).press("try", rule_0_agreeing="99")
    assert "pas reconnu" in wrong.words()
    assert wrong.fields()["rule-0-agreeing"] == ["99"]
    wrong.press("try", rule_0_branch="Licorne")
    assert "ce nom n'est pas dans TAXREF" in wrong.words()
