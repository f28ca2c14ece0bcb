"""The lead writes rules, sees what they would change, puts them in force; or writes the file."""

from html import unescape

import pytest

from config.database import reading
from moderation.routing import store
from moderation.routing.adopting.intake import HOME_FILE
from tests.citizen.forms import Hidden
from tests.moderation.desks import waiting

BIRDS = '[[rules]]\nname = "Oiseaux"\ngroup = ["Oiseaux"]\ndesks = ["Club"]\ntarget_days = 3\n'


@pytest.fixture
def lead(account):
    return account("admin", organisation="Ville")


def write(lead, text, do="try", **changes):
    fields = Hidden(lead.get("/moderation/aiguillage").text).fields
    return lead.post("/moderation/aiguillage", data={**fields, "text": text, "do": do, **changes})


def in_force():
    with reading() as session:
        last = store.in_force(session)
        return (last.number, last.text) if last else (0, "")


def test_rules_are_tried_then_put_in_force_and_kept_with_who_and_when(
    account, lead, report, deliver, settings
):
    other, club = (account("moderator", organisation=name) for name in ("Autres", "Club"))
    told = [report() for _ in range(4)]
    tried = write(lead, BIRDS)
    assert "2 observations changeraient de file" in tried.text
    assert "Sur 4 qui attendent" in tried.text
    assert 'name = "Oiseaux"' in tried.text.replace("&#34;", '"')
    assert in_force() == (0, "")
    assert len(waiting(other)) == 2, "tried, nothing has moved"

    assert write(lead, BIRDS, "adopt").status_code == 303
    deliver()
    assert set(waiting(club)) == set(told)
    page = lead.get("/moderation/aiguillage").text
    assert "Version 1" in page
    assert "admin-" in page, "who adopted it"
    assert (settings.home / "routing.toml").read_text("utf-8") == BIRDS


def test_faulty_rules_are_refused_whole_each_fault_by_its_place(lead):
    wrong = (
        '[order]\ntarget_days = 0\n[[rules]]\nname = "A"\nprotocol = ["unicorn"]\n'
        '[[rules]]\nname = "A"\nodd = 1\n'
    )
    answer = write(lead, wrong, "adopt")
    assert answer.status_code == 422
    assert "order.target_days" in answer.text
    assert "rules.#2.odd" in answer.text
    assert "protocol = [" in answer.text, "what was written is kept"
    again = write(lead, wrong.replace("odd = 1\n", "").replace("= 0", "= 1"), "adopt")
    assert again.status_code == 422
    assert "rules.#1.protocol" in again.text
    assert "rules.#2.name" in again.text
    assert write(lead, "not [toml", "adopt").status_code == 422
    assert in_force() == (0, "")


@pytest.mark.parametrize(
    "text",
    [
        "[[rules]]\ntaxon = ['a']",
        "[[rules]]\ntaxon = [99999999999]",
        "[[rules]]\ntaxon = 4",
        "[[rules]]\nterritory = [76]",
        "rules = 3",
        "order = 3",
    ],
)
def test_what_no_field_can_show_is_told_beside_the_text(lead, text):
    answer = write(lead, text)
    assert answer.status_code == 422, answer.text
    assert text.splitlines()[-1] in unescape(answer.text)


def test_of_two_leads_the_second_is_told_and_loses_nothing(lead):
    fields = Hidden(lead.get("/moderation/aiguillage").text).fields
    write(lead, BIRDS, "adopt")
    mine = BIRDS.replace("Club", "Mon association")
    answer = lead.post("/moderation/aiguillage", data={**fields, "text": mine, "do": "adopt"})
    assert answer.status_code == 412
    assert "Mon association" in answer.text
    assert in_force() == (1, BIRDS)


@pytest.mark.parametrize("role", ["moderator", "publisher", "resident"])
def test_only_the_lead_writes_rules(account, role):
    client = account(role)
    assert client.get("/moderation/aiguillage").status_code == 403
    assert client.post("/moderation/aiguillage", data={"text": BIRDS}).status_code == 403


def test_the_file_of_the_home_is_followed_and_never_brings_back_what_is_past(
    app, settings, lead, anyone
):
    file = settings.home / "routing.toml"
    file.write_text(BIRDS, "utf-8")
    look(anyone)
    assert in_force() == (1, BIRDS)

    newer = BIRDS.replace("3", "5")
    write(lead, newer, "adopt")
    assert file.read_text("utf-8") == newer
    file.write_text(BIRDS, "utf-8")  # another machine's old copy
    look(anyone)
    assert in_force() == (2, newer)

    file.write_text("[[rules]]\nname = 3\n", "utf-8")
    look(anyone)
    assert in_force() == (2, newer), "a faulty file changes nothing"
    assert [fault.pointer for fault in HOME_FILE.wrong()] == ["rules.#1.name"]


def look(anyone):
    HOME_FILE._looked = HOME_FILE._seen = 0
    assert anyone.get("/api/v1/protocols").status_code == 200


def test_an_unknown_version_is_stale(lead):
    for odd in ("", "x", "-1", "9" * 12, "7"):
        assert write(lead, BIRDS, "adopt", seen=odd).status_code == 412, odd
