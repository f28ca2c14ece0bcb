"""One TOML file is one protocol: nothing else is touched to add one; its example goes through."""

from datetime import date

import pytest

from citizen.protocols import standards
from config.places import DEPTHS
from config.protocols import PROTOCOLS
from config.protocols.question import BESIDE, KINDS
from config.protocols.sense import RESERVED
from exports.columns import COLUMNS
from exports.formats import FORMATS, suiting
from tests.guards.source import ROOT
from tests.protocols import MUSHROOM
from tests.sendings import new_id, sent

TODAY = date(2026, 11, 22)

every_protocol = pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=PROTOCOLS)


def test_every_file_is_a_protocol():
    files = {file.stem for file in (ROOT / "config/protocols").glob("*.toml")}
    assert files == set(PROTOCOLS)


@every_protocol
def test_its_example_passes(protocol):
    assert protocol.faults(protocol.example, TODAY) == []
    assert protocol.example.keys() <= protocol.names


@every_protocol
def test_its_example_answers_every_required_question(protocol):
    required = {q.name for q in protocol.asked if q.required and not q.asked_if}
    assert required <= protocol.example.keys()


@every_protocol
def test_its_questions_are_of_kinds_we_know_and_are_named_once(protocol):
    names = [question.name for question in protocol.questions]
    assert len(set(names)) == len(names)
    assert {question.kind for question in protocol.questions} <= KINDS.keys()
    assert {q.name for q in protocol.questions if q.kind in BESIDE} <= BESIDE
    assert set(protocol.places) <= DEPTHS.keys()
    assert protocol.publication in {"records", "cells"}


@every_protocol
def test_every_value_of_a_choice_is_unique_and_of_one_type(protocol):
    for question in protocol.questions:
        values = [choice.value for choice in question.choices]
        assert len(set(values)) == len(values), question.name
        assert len({type(value) for value in values}) <= 1, question.name
        labels = [choice.label["fr"] for choice in question.choices]
        assert len(set(labels)) == len(labels), question.name


@every_protocol
def test_a_condition_names_an_earlier_question_and_its_choices(protocol):
    earlier = {}
    for question in protocol.questions:
        if question.asked_if:
            asked = earlier[question.asked_if.question]
            assert all(asked.choice(value) for value in question.asked_if.equals), question.name
        earlier[question.name] = question


@every_protocol
def test_a_word_of_a_standard_belongs_to_a_standard_the_protocol_speaks(protocol):
    spoken = set(protocol.tags)
    for question in protocol.questions:
        assert set(question.terms) <= spoken, question.name
        for choice in question.choices:
            assert set(choice.terms) <= spoken, (question.name, choice.value)
    assert set(protocol.units) <= spoken


@every_protocol
def test_what_it_may_refuse_a_phone_is_told_by_its_json_schema(anyone, protocol):
    told = anyone.get(f"/api/v1/protocols/{protocol.code}/schema.json").json
    assert told["properties"].keys() == protocol.names
    assert told["additionalProperties"] is False


@pytest.fixture
def played(resident, moderator, publisher, anyone, deliver):
    """Send the example of a protocol, follow it to its release, read every file of it."""

    def play(protocol):
        uuid = new_id()
        answer = resident.put(f"/api/v1/observations/{uuid}", json=sent(protocol.code))
        assert answer.status_code == 201, answer.json
        deliver()
        assert [item["uuid"] for item in moderator.get("/api/v1/queue").json["items"]] == [uuid]
        decisions = f"/api/v1/observations/{uuid}/decisions"
        decided = moderator.post(decisions, json={"verdict": "accept"})
        assert decided.json["status"] == "accepted"
        assert publisher.post(f"/api/v1/datasets/{protocol.code}/releases").status_code == 202
        deliver()
        for suited in suiting(protocol):
            address = f"/data/{protocol.code}/1/{suited.file_of(protocol.code)}"
            file = anyone.get(address)
            assert (file.status_code, file.mimetype) == (200, suited.media_type), address
            if protocol.publication == "cells":
                assert uuid.encode() not in file.data, address
        return uuid

    return play


@every_protocol
def test_its_example_is_accepted_routed_decided_and_published_in_every_format(played, protocol):
    assert played(protocol)


@every_protocol
def test_it_is_published_in_some_format(protocol):
    assert suiting(protocol)


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_suits_some_protocol(name):
    """One of ours, or one that a town may write: we ship none of drinking fountains."""
    offered = any(FORMATS[name].suits(protocol) for protocol in PROTOCOLS.values())
    assert offered or FORMATS[name].standard in standards.SPOKEN


def test_the_files_of_a_dataset_have_each_their_name():
    for protocol in PROTOCOLS.values():
        names = [one.file_of(protocol.code) for one in suiting(protocol)]
        assert len(set(names)) == len(names)


def test_a_new_protocol_is_one_file(town_folder, played, anyone, settings):
    (town_folder / "mushroom.toml").write_text(MUSHROOM, encoding="utf-8")
    PROTOCOLS.load(settings.home)

    uuid = played(PROTOCOLS["mushroom"])

    table = anyone.get("/data/mushroom/latest/mushroom.csv", follow_redirects=True).text
    assert "caps" in table.splitlines()[0]
    assert f"{uuid}," in table
    formats = {"sinp.csv", "dwca.zip", "mushroom.gpkg", "photos.csv"}
    assert formats <= {*anyone.get("/api/v1/datasets/mushroom").json["formats"]}


def test_no_question_bears_the_name_of_a_column_of_every_table():
    assert {column.name for column in COLUMNS} <= RESERVED
