"""A town writes a protocol of its own: it is offered everywhere, or each fault of it is told."""

import pytest
from click.testing import CliRunner

import app as house
import commands
from config.protocols import PROTOCOLS, registry
from config.protocols.reading import Unreadable
from exports.datasets.commands import publish
from tests.citizen.forms import send, uuid_of
from tests.conftest import engine
from tests.protocols import MUSHROOM, changed
from tests.sendings import new_id, sent


@pytest.fixture
def mushroom(town_folder):
    file = town_folder / "mushroom.toml"
    file.write_text(MUSHROOM, encoding="utf-8")
    return file


def test_it_is_offered_on_the_page_in_the_api_and_to_the_moderators(
    mushroom, anyone, moderator, deliver
):
    assert "Champignon" in anyone.get("/observer").text
    listed = anyone.get("/api/v1/protocols").json["items"]
    assert "mushroom" in [one["code"] for one in listed]
    uuid = uuid_of(send(anyone, "mushroom"))
    deliver()
    queue = moderator.get("/moderation?protocol=mushroom").text
    assert uuid in queue
    assert "Dans quel état" in moderator.get(f"/moderation/{uuid}").text
    decided = moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert decided.status_code == 201
    assert publish("mushroom").records == 1
    assert "Champignon" in anyone.get("/donnees").text
    assert "mushroom" in [one["dataset"] for one in anyone.get("/api/v1/datasets").json["items"]]
    shown = anyone.get(f"/observations/{uuid}").text
    assert "Dans quel état" in shown
    assert "Frais" in shown


def test_its_answers_are_checked_as_any(mushroom, resident):
    told = sent("mushroom", answers={"state": "blue"})
    answer = resident.put(f"/api/v1/observations/{new_id()}", json=told)
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/answers/state"


def run(settings, *words):
    engine().dispose()
    names = ("BRINDILLE_HOME", "DATABASE_URL", "SECRET_KEY")
    told = {name: getattr(settings, name) for name in names}
    return CliRunner().invoke(commands.brindille, [*words], env=told)


def test_commands_know_it(mushroom, app, settings):
    assert run(settings, "release", "mushroom", "--plan").exit_code == 0
    unknown = run(settings, "release", "morel", "--plan")
    assert unknown.exit_code == 2
    assert "tree, mushroom" in unknown.stderr


def test_the_doctor_tells_which_are_in_force(mushroom, app, settings):
    done = run(settings, "doctor")
    assert done.exit_code == 0
    assert "tree 1, mushroom 1" in done.stdout


def test_the_doctor_tells_every_fault_with_its_place_and_what_to_write(app, town_folder, settings):
    wrong = changed(by={"version = 1": "version = 0", "minimum = 1": 'minimum = "1"'})
    (town_folder / "mushroom.toml").write_text(wrong, encoding="utf-8")
    (town_folder / "tree.toml").write_text(MUSHROOM, encoding="utf-8")
    (town_folder / "morel.toml").write_bytes(b"\xff")
    done = run(settings, "doctor")
    assert done.exit_code == 1
    assert "mushroom.toml: version: write a whole number from 1 to 9999" in done.stdout
    assert "mushroom.toml: questions.caps.minimum: write a number" in done.stdout
    assert "tree.toml: the file: “tree” is a name of Brindille's own" in done.stdout
    assert "morel.toml: the file: save the file as UTF-8" in done.stdout
    assert "outbox: 0 dead letters" in done.stdout


def test_nothing_starts_on_a_faulty_protocol(town_folder, settings):
    (town_folder / "mushroom.toml").write_text("version = 1", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"mushroom\.toml: title: write it"):
        house.create_app(settings)


def test_the_doctor_misses_a_file_whose_answers_are_held(mushroom, app, resident, settings):
    resident.put(f"/api/v1/observations/{new_id()}", json=sent("mushroom"))
    mushroom.unlink()
    done = run(settings, "doctor")
    assert "1 observations answer version 1 of mushroom, whose file is gone" in done.stdout


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(registry, "PAUSE_S", -1.0)


def test_a_file_that_comes_while_we_serve_is_offered(app, town_folder, anyone, at_once):
    assert anyone.get("/api/v1/protocols/mushroom").status_code == 404
    (town_folder / "mushroom.toml").write_text(MUSHROOM, encoding="utf-8")
    assert anyone.get("/api/v1/protocols/mushroom").status_code == 200


def test_a_file_spoilt_while_we_serve_changes_nothing_and_is_logged_once(
    mushroom, anyone, at_once, caplog
):
    mushroom.write_text("version = ", encoding="utf-8")
    for _ in range(3):
        assert anyone.get("/api/v1/protocols/mushroom").json["version"] == 1
    assert len([one for one in caplog.messages if "mushroom.toml" in one]) == 1
    mushroom.write_text(changed(by={'"Champignon"': '"Cèpe"'}), encoding="utf-8")
    assert anyone.get("/api/v1/protocols/mushroom").json["title"] == "Cèpe"


def test_who_reads_the_protocols_goes_on_with_what_they_began_with(mushroom, app, town_folder):
    began = iter(PROTOCOLS.items())
    first = next(began)
    mushroom.unlink()
    PROTOCOLS.load(town_folder.parent)
    assert [first[0], *(code for code, _ in began)] == ["biodiversity", "heat", "tree", "mushroom"]
    assert "mushroom" not in PROTOCOLS
