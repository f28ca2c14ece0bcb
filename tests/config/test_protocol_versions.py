"""A new version asks otherwise; it never changes what an answer of a former one means."""

from datetime import date

import pytest

from config.protocols import folders
from config.protocols.reading import Unreadable
from tests.protocols import MUSHROOM, SECOND, changed

DRAFT = changed(SECOND, by={"version = 2": 'version = 3\nstatus = "draft"'})


@pytest.fixture
def read(tmp_path):
    """Read versions of a protocol by the names of their files."""

    def gathered(taken=frozenset(), **files):
        for name, text in files.items():
            file = tmp_path / f"{name.replace('_', '/')}.toml"
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return folders.gathered(folders.files(tmp_path), taken)

    return gathered


def told(refusal):
    return [(one.file.name, fault.pointer, fault.code)
            for one in refusal.value.found for fault in one.faults]  # fmt: skip


@pytest.mark.parametrize("names", [("mushroom_1", "mushroom"), ("mushroom", "mushroom_2")])
def test_the_highest_is_in_force_wherever_its_file_is(read, names):
    known = read(**dict(zip(names, (MUSHROOM, SECOND), strict=True)))["mushroom"]
    assert known.present.version == 2
    assert [one.version for one in known.present.former] == [1]
    assert known.drafts == ()


def test_each_version_says_its_own_words(read):
    present = read(mushroom_1=MUSHROOM, mushroom=SECOND)["mushroom"].present
    dry = present.version_of(1).terms("sinp", {"state": "dry"})
    assert dry == {"statutObservation": "Pr", "occEtatBiologique": "3"}
    assert present.version_of(1).label("state", "dry")["fr"] == "Sec"
    assert present.version_of(2) is present


def test_tables_have_a_column_for_every_question_ever_asked(read):
    third = changed(SECOND, by={"version = 2": "version = 3", 'name = "caps"': 'name = "hats"',
        "caps = 3": "hats = 3"})  # fmt: skip
    present = read(mushroom_1=MUSHROOM, mushroom_2=SECOND, mushroom=third)["mushroom"].present
    asked = {question.name: question for question in present.ever_asked}
    assert [*asked] == ["state", "hats", "smell", "caps"]
    assert [one.value for one in asked["state"].choices] == ["fresh", "rotten", "dry"]
    assert (asked["caps"].minimum, asked["caps"].maximum) == (1, 80)


def test_answers_to_a_former_version_are_taken_for_a_stated_time(read):
    present = read(mushroom_1=MUSHROOM, mushroom=SECOND)["mushroom"].present
    assert present.until(1) == date(2026, 12, 1)
    assert present.until(2) is None


def test_a_draft_is_not_in_force(read):
    known = read(mushroom_1=MUSHROOM, mushroom_3=DRAFT)["mushroom"]
    assert known.present.version == 1
    assert [(one.version, one.is_draft) for one in known.drafts] == [(3, True)]
    new = read(morel=changed(by={"version = 1": 'version = 1\nstatus = "draft"'}))["morel"]
    assert new.present is None


MEANINGS = {  # what a second version changes → where, and what is said of it
    "kind": (
        {'kind = "choice"': 'kind = "choices"', 'state = "fresh"': 'state = ["fresh"]'},
        "questions.state.kind", "version-other"),
    "unit": ({"maximum = 80": 'maximum = 80\nunit = "cm"'}, "questions.caps.unit", "version-other"),
    "scale": (
        {'name = "state"': 'name = "state"\nscale = "four"'}, "questions.state.scale",
        "version-other"),
    "whole": ({"whole = true\n": ""}, "questions.caps.whole", "version-other"),
    "what a question asks": (
        {'"Combien de chapeaux ?"': '"Combien de pieds ?"'},
        "questions.caps.label", "version-reworded"),
    "what a choice says": (
        {'en = "Fresh"': 'en = "Old"'}, "questions.state.choices.fresh.label", "version-reworded"),
    "a word of a standard": (
        {'sinp = "2"': 'sinp = "3"'},
        "questions.state.choices.fresh.terms.sinp", "version-other"),
    "a field of a standard": (
        {'sinp = "denombrementMin"': 'sinp = "denombrementMax"'},
        "questions.caps.terms.sinp", "version-other"),
    "a promise": ({'"records"': '"cells"'}, "publication", "version-publication"),
}  # fmt: skip


@pytest.mark.parametrize(("by", "where", "what"), MEANINGS.values(), ids=MEANINGS)
def test_a_meaning_never_changes_under_the_same_code(read, by, where, what):
    with pytest.raises(Unreadable) as refusal:
        read(mushroom_1=MUSHROOM, mushroom=changed(SECOND, by=by))
    assert (where, what) in {(pointer, code) for _, pointer, code in told(refusal)}


def test_a_meaning_does_not_come_back_changed_after_a_version_without_it(read):
    """`dry` left in version 2: in version 3 it means what it meant in version 1."""
    third = changed(by={"version = 1": "version = 3\npublished = 2026-11-02",
        'en = "Dry"': 'en = "Dried by us"'})  # fmt: skip
    with pytest.raises(Unreadable) as refusal:
        read(mushroom_1=MUSHROOM, mushroom_2=SECOND, mushroom=third)
    found = ("mushroom.toml", "questions.state.choices.dry.label", "version-reworded")
    assert found in told(refusal)


def test_what_means_the_same_may_be_said_better(read):
    said = {'"Combien de chapeaux ?"': '"Combien de chapeaux voyez-vous ?"',
        'fr = "Frais"': 'fr = "Tout frais"',
        "version = 2": 'version = 2\nsame_meaning = ["caps", "state.fresh"]'}  # fmt: skip
    present = read(mushroom_1=MUSHROOM, mushroom=changed(SECOND, by=said))["mushroom"].present
    assert present.label("state", "fresh")["fr"] == "Tout frais"


def test_files_agree_on_their_versions(read):
    with pytest.raises(Unreadable) as refusal:
        read(mushroom_1=MUSHROOM, mushroom_7=SECOND, mushroom=MUSHROOM, morel_a=MUSHROOM)
    assert {(name, code) for name, _, code in told(refusal)} == {
        ("1.toml", "version-twice"), ("7.toml", "version-file"), ("a.toml", "protocol-file"),
    }  # fmt: skip


def test_a_draft_is_a_version_to_come_and_days_go_forward(read):
    late = changed(by={"version = 1": 'version = 1\nstatus = "draft"'})
    with pytest.raises(Unreadable) as refusal:
        read(mushroom_1=late, mushroom=SECOND)
    assert ("1.toml", "status", "version-late") in told(refusal)
    third = changed(SECOND, by={"version = 2": "version = 3", "2026-11-01": "2026-10-01"})
    with pytest.raises(Unreadable) as refusal:
        read(mushroom_1=MUSHROOM, mushroom_2=SECOND, mushroom_3=third, mushroom=MUSHROOM)
    assert ("3.toml", "published", "version-order") in told(refusal)


@pytest.mark.parametrize("name", ["tree", "zones", "Mushroom", "m", "é", "my protocol"])
def test_a_code_is_free_and_plain(read, name):
    with pytest.raises(Unreadable) as refusal:
        read(taken=folders.TAKEN | {"tree"}, **{name: MUSHROOM})
    assert told(refusal)[0][2] in {"protocol-taken", "protocol-code"}
