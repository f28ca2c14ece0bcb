"""A cool place lasts as a tree does: a town writes its protocol, people come back to it."""

import csv
import io

import pytest

from config.protocols import PROTOCOLS
from tests.citizen.forms import Hidden, uuid_of

COOL = """
version = 1
places = ["Point", "Polygon"]
publication = "records"
title = { fr = "Îlot de fraîcheur", en = "Cool spot" }
description = { fr = "Où l'on respire l'été.", en = "Where one breathes in summer." }

[duplicates]
metres = 30

[visits]
asks = ["open", "degrees"]
gone = { question = "open", equals = ["closed-for-good"] }
drawn = "degrees"

[[questions]]
name = "kind"
kind = "choice"
required = true
label = { fr = "Quel lieu ?", en = "What place?" }
choices = [
  { value = "garden", label = { fr = "Un jardin", en = "A garden" } },
  { value = "building", label = { fr = "Un lieu couvert", en = "A building" } },
]

[[questions]]
name = "open"
kind = "choice"
label = { fr = "Est-il ouvert ?", en = "Is it open?" }
choices = [
  { value = "open", label = { fr = "Oui", en = "Yes" } },
  { value = "closed", label = { fr = "Pas maintenant", en = "Not now" } },
  { value = "closed-for-good", label = { fr = "Plus jamais", en = "Never again" } },
]

[[questions]]
name = "degrees"
kind = "number"
minimum = -30
maximum = 60
label = { fr = "Combien de degrés y fait-il ?", en = "How many degrees is it there?" }

[example]
kind = "garden"
open = "open"
degrees = 24
"""
CODE = "fraicheur"
FIRST = {"kind": "garden", "open": "open", "degrees": 24}


@pytest.fixture
def cool(town_folder, settings, app):
    (town_folder / f"{CODE}.toml").write_text(COOL, encoding="utf-8")
    PROTOCOLS.load(settings.home)


def table(files, name):
    return [*csv.DictReader(io.StringIO(files[name].decode()))]


def test_a_cool_place_is_seen_again_through_the_years(
    cool, anyone, report, decide, publish, new_resident, deliver
):
    place = report(CODE, answers=FIRST, observed_at="2024-07-01T15:00:00+02:00")
    decide(place)
    page = anyone.get(f"/observer/{CODE}?of={place}")
    assert page.status_code == 200 and 'name="answers/kind"' not in page.text
    typed = {"date": "2025-07-02", "time": "15:00", "answers/degrees": "27"}
    sent = anyone.post(f"/observer/{CODE}", data=Hidden(page.text).fields | typed | {
        "latitude": "49.7572", "longitude": "0.3741", "shape": "Point",
    })  # fmt: skip
    decide(uuid_of(sent))

    (told,) = table(files := publish(CODE), f"{CODE}.csv")
    assert (told["uuid"], told["kind"], told["degrees"], told["visits"]) == (
        place, "garden", "27", "2",
    )  # fmt: skip
    assert [one["degrees"] for one in table(files, "visits.csv")] == ["24", "27"]

    closing = report(
        CODE, by=new_resident(), of=place, answers={"open": "closed-for-good"},
        observed_at="2026-07-03T15:00:00+02:00",
    )  # fmt: skip
    decide(closing)
    (told,) = table(publish(CODE), f"{CODE}.csv")
    assert (told["gone_on"], told["visits"], told["people"]) == ("2026-07-03", "3", "3")
    assert "2026" in anyone.get(f"/observations/{place}").text
    near = new_resident().put(
        "/api/v1/observations/00000000-0000-4000-8000-000000000001?dry_run=true",
        json={
            "protocol": CODE, "observed_at": "2026-08-01T15:00:00+02:00", "answers": FIRST,
            "place": {"type": "Point", "coordinates": [0.3742, 49.7573]},
        },
    )  # fmt: skip
    assert [one["uuid"] for one in near.json["possible_duplicates"]] == [place]
