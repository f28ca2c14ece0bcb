"""The French schema of drinking fountains, judged by frictionless with the schema we ship."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, Schema

from config.protocols import PROTOCOLS
from config.protocols.protocol import Protocol
from config.protocols.question import Choice, Question
from exports.formats.fountains import FORMAT, SCHEMA
from exports.records import Dataset, Record
from tests.exports.formats.examples import dataset, peak, record, written
from tests.exports.formats.hostile_texts import hostile_texts

SPOKEN = "fountain_schema"
GOOD = {"kind": "wallace", "access": "free", "wheelchair": "yes", "bottle": "no"}


def said(name: str) -> dict[str, str]:
    return {"fr": name, "en": name}


def asked(name: str, term: str, **words: str) -> Question:
    choices = tuple(
        Choice(value, said(value), {SPOKEN: word} if word else {}) for value, word in words.items()
    )
    return Question(
        name=name, kind="choice", label=said(name), choices=choices, terms={SPOKEN: term}
    )


COOL = Protocol(
    code="fraicheur", version=1, title=said("Fraîcheur"), description=said("Fraîcheur"),
    places=("Point",), publication="records", example={}, tags={SPOKEN: {"modele": ""}},
    questions=(
        asked("kind", "type_fontaine", wallace="fontaine type Wallace", garden=""),
        asked("access", "conditions_acces", free="aucune", shut="établissement soumis à horaires"),
        asked("wheelchair", "accessible_pmr", yes="yes", no="no"),
        asked("bottle", "remplissage_contenant_possible", yes="yes", no="no"),
        Question(name="model", kind="text", label=said("model"), terms={SPOKEN: "modele"}),
    ),
)  # fmt: skip


def cool() -> Dataset:
    return replace(dataset("tree"), code="fraicheur", protocol=COOL)


def fountain(**changes: Any) -> Record:
    return record(**{"answers": GOOD, "protocol_version": 1} | changes)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [*csv.DictReader(lines)]


def judged(path: Path) -> Any:
    schema = Schema.from_descriptor(SCHEMA)
    return Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_frictionless_accepts_the_fountains(tmp_path: Path, count: int) -> None:
    found = [fountain(number=number + 1) for number in range(count)]
    path = written(FORMAT, tmp_path, found, cool())
    assert len(read(path)) == count
    report = judged(path)
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_each_field_is_said_as_the_schema_has_it(tmp_path: Path) -> None:
    one = fountain()
    [told] = read(written(FORMAT, tmp_path, [one], cool()))
    assert told["id"] == str(one.uuid)
    assert told["type_fontaine"] == "fontaine type Wallace"
    assert told["conditions_acces"] == "aucune"
    assert (told["accessible_pmr"], told["remplissage_contenant_possible"]) == ("true", "false")
    assert told["code_commune_insee"] == "76259"


@pytest.mark.parametrize(
    "changes",
    [
        {"answers": GOOD | {"kind": "garden"}},
        {"answers": {name: GOOD[name] for name in ("kind", "access")}},
        {"gone_on": date(2026, 7, 1)},
        {"precision": "commune"},
        {"territory": None},
    ],
)
def test_what_is_no_fountain_for_the_schema_is_left_out(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    assert read(written(FORMAT, tmp_path, [fountain(**changes)], cool())) == []


def test_hostile_words_harm_nothing(tmp_path: Path) -> None:
    found = [
        fountain(number=rank + 1, answers=GOOD | {"model": text})
        for rank, text in enumerate(hostile_texts())
    ]
    path = written(FORMAT, tmp_path, found, cool())
    assert len(read(path)) == len(found)
    assert judged(path).valid


def test_the_schema_we_ship_is_one() -> None:
    assert Schema.from_descriptor(SCHEMA).to_descriptor()["name"] == "fontaines-a-eau"


def test_only_protocols_that_speak_it_have_it() -> None:
    assert FORMAT.suits(COOL)
    assert not any(FORMAT.suits(one) for one in PROTOCOLS.values())


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000
