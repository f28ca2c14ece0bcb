"""The weather of a town: brought in by hand, read beside what was felt; never asked of anyone."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import commands
from config import clock
from config.database import reading
from reference.weather import store
from reference.weather.rules import Measure, RowFault, measures
from tests.conftest import engine
from tests.sendings import new_id, sent

NOON = datetime(2026, 7, 14, 12, tzinfo=UTC)
METEO_FRANCE = (
    "NUM_POSTE;NOM_USUEL;LAT;LON;ALTI;AAAAMMJJHH;RR1;T;QT\n"
    "76259001;FECAMP;49,76;0,37;12;2026071411;0;18.2;1\n"
    "76259001;FECAMP;49,76;0,37;12;2026071412;0;19.1;1\n"
    "76259001;FECAMP;49,76;0,37;12;2026071413;0;;1\n"
)


def read(text):
    return [*measures(text.splitlines())]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("time,temperature\n2026-07-14T12:00:00Z,31.5", [Measure(NOON, 31.5)]),
        ("Date;Temp;Station\n2026-07-14 14:00+02:00;31,5;Port", [Measure(NOON, 31.5, "Port")]),
        ("heure\tT\n2026071412\t-3", [Measure(NOON, -3)]),
        ("\ufefftime,t\n2026-07-14T12:00,20", [Measure(NOON, 20)]),
        ("time,t\n2026-07-14T12:00,", []),
    ],
)
def test_measures_are_read_as_people_write_them(text, told):
    assert read(text) == told


def test_the_file_of_meteo_france_is_read_as_it_is():
    found = read(METEO_FRANCE)
    assert [(one.hour.hour, one.air_c) for one in found] == [(11, 18.2), (12, 19.1)]
    assert {one.station for one in found} == {"FECAMP"}


@pytest.mark.parametrize(
    "line", ["yesterday,20", "2026-07-14T12:00,hot", "2026-07-14T12:00,200", "2026-07-14T12:00,nan"]
)
def test_a_line_that_cannot_be_read_is_told_with_its_number(line):
    assert [one.line for one in read(f"time,t\n2026-07-14T11:00,20\n{line}")[1:]] == [3]


def test_a_file_without_its_columns_is_refused():
    with pytest.raises(ValueError, match="temperature"):
        read("time,rain\n2026-07-14T12:00,2")


@given(st.text(max_size=200))
def test_any_text_is_read_or_told_to_be_none(text):
    try:
        found = [*measures(text.splitlines(keepends=True))]
    except ValueError:
        return
    assert all(isinstance(one, Measure | RowFault) for one in found)


def bring(settings, tmp_path, text, *options):
    file = tmp_path / "weather.csv"
    file.write_text(text, encoding="utf-8")
    engine().dispose()  # the command opens the database anew
    return CliRunner().invoke(commands.imports, ["weather", str(file), *options], obj=settings)


def test_what_is_brought_in_is_found_by_its_hour_and_replaced(app, settings, tmp_path):
    first = bring(settings, tmp_path, METEO_FRANCE, "--json")
    assert first.exit_code == 0, first.output
    assert '"kept": 2' in first.output
    assert bring(settings, tmp_path, "time,t\n2026-07-14T12:00,25").exit_code == 0
    with reading() as session:
        assert store.air(session, NOON.replace(minute=20)) == 25
        assert store.air(session, NOON.replace(hour=10)) == 18.2
        assert store.air(session, NOON.replace(hour=15)) is None


def test_a_faulty_file_changes_nothing(app, settings, tmp_path):
    told = bring(settings, tmp_path, "time,t\n2026-07-14T12:00,20\nhier,21")
    assert told.exit_code == 1
    with reading() as session:
        assert store.air(session, NOON) is None


def test_answers_that_wait_are_read_by_the_weather_that_comes_later(
    app, settings, tmp_path, resident, deliver
):
    uuid, answers = new_id(), {"sensation": 3, "sun_exposure": "tree-shade"}
    felt = sent("heat", observed_at=NOON.isoformat(), answers=answers)
    with clock.held_at(NOON.replace(hour=13)):
        assert resident.put(f"/api/v1/observations/{uuid}", json=felt).json["flags"] == []
        assert bring(settings, tmp_path, "time,t\n2026-07-14T12:00,8").exit_code == 0
        deliver()
    told = resident.get(f"/api/v1/observations/{uuid}").json["flags"]
    assert [flag["code"] for flag in told] == ["against-weather"]
    assert "8 °C" in told[0]["detail"].replace("\u00a0", " ")
