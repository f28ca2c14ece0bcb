"""A mapping says what is wrong with it: a sentence each, with its place in the TOML file."""

import pytest

from citizen.imports.mapping.dates import at_time, moment, until
from citizen.imports.mapping.reading import read
from citizen.imports.mapping.rules import CLOCK
from citizen.imports.mapping.units import converted, number
from config.problems import Problem, told
from config.protocols import PROTOCOLS

TREE = PROTOCOLS["tree"]
GOOD = 'source = "x"\nidentifier = "id"\n[observed]\notherwise = "2020"\n'


def faults(text):
    with pytest.raises(Problem) as refusal:
        read(text, TREE)
    return [(fault.pointer, told(fault, "en")["detail"]) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("text", "path", "words"),
    [
        ("source = ", "", "no readable TOML"),
        ("a = 1\n" + GOOD, "a", "unknown word"),
        ('licence = "mine"\n' + GOOD, "licence", "choose among: etalab-2.0"),
        ('protocol = "heat"\n' + GOOD, "protocol", "made for the protocol “heat”"),
        ("identifier = 12\n[observed]\notherwise = '2020'", "identifier", "unexpected type"),
        (GOOD.replace('otherwise = "2020"', ""), "observed.date", "required"),
        (GOOD.replace("2020", "the day before"), "observed.otherwise", "a date is expected"),
        (GOOD + 'timezone = "Paris"', "observed.timezone", "unknown time zone “Paris”"),
        (GOOD + 'timezone = "../etc/passwd"', "observed.timezone", "unknown time zone"),
        (GOOD + '[place]\nprojection = "Lambert"', "place.projection", "EPSG:2154"),
        (GOOD + '[place]\nlongitude = "x"', "place", "go together"),
        (GOOD + "[place]\nlongitud = 'x'", "place.longitud", "unknown word"),
        (GOOD + '[file]\nencoding = "utf-9"', "file.encoding", "unknown encoding “utf-9”"),
        (GOOD + '[file]\nseparator = ";;"', "file.separator", "a single character"),
        (GOOD + "[answers.girth]\ncolumn = 'c'", "answers.girth", "does not ask this question"),
        (GOOD + "[answers.girth_cm]\nunit = 'cm'", "answers.girth_cm.column", "required"),
        (
            GOOD + "[answers.girth_cm]\ncolumn = 'c'\nunit = 'inch'",
            "answers.girth_cm.unit", "unit “inch” is unknown",
        ),
        (
            GOOD + "[answers.girth_cm]\ncolumn = 'c'\nconversion = 'magic'",
            "answers.girth_cm.conversion", "diameter-to-girth",
        ),
        (
            GOOD + '[answers.stage]\ncolumn = "c"\n[answers.stage.values]\n"Très vieux" = "old"',
            'answers.stage.values."Très vieux"', "choose among: young, adult, mature",
        ),
        (GOOD + "[answers.stage]\ncolumn = 'c'\notherwise = 3", "answers.stage.otherwise", "ch"),
        (GOOD + "[answers.stage]\ncolumn = 'c'\nstrip = '('", "answers.stage.strip", "pattern"),
        (GOOD + "[answers.stage]\ncolumn = 'c'\nunknown = 3", "answers.stage.unknown", "type"),
        (GOOD + "[answers]\nstage = 3", "answers.stage", "type"),
        ("answers = 3\n" + GOOD, "answers", "type"),
        (GOOD + "[constants]\ncategory = 'bush'", "constants.category", "choose among: single"),
        (GOOD + "[only]\nkind = 3", "only.kind", "type"),
        (GOOD + "[taxon]\nspecies = 'x'", "taxon.species", "unknown word"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place_in_the_file(text, path, words):
    found = faults(text)
    assert [pointer for pointer, _ in found] == [path]
    assert words in found[0][1]


def test_all_faults_are_told_at_once():
    text = 'licence = "mine"\n' + GOOD + "[answers.girth]\ncolumn = 'c'\n[answers.wood]\ncolumn='d'"
    assert [path for path, _ in faults(text)] == ["licence", "answers.girth", "answers.wood"]


def test_a_column_the_file_lacks_is_told_with_those_it_has(bring, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("id,nom,lon,lat\n1,Frêne,0.37,49.75\n", encoding="utf-8")
    said = bring(file)
    assert said.exit_code == 1
    assert "observed.date: the file has no column “vu”; it has: id, lat, lon, nom" in said.err
    assert "answers.girth_cm: the file has no column “tour”" in said.err


def test_an_inventory_without_a_name_is_asked_for_one(bring, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("id,lon,lat\n1,0.37,49.75\n", encoding="utf-8")
    mapping = GOOD.replace('source = "x"', "") + '[constants]\ncategory = "single"\n'
    assert "name the inventory" in bring(file, mapping=mapping).err
    assert bring(file, "--source", "Le parc", mapping=mapping).told["kept"] == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12), ("12,5", 12.5), ("12.5", 12.5), ("1 234,5", 1234.5), ("-3", -3), ("+3", 3),
        ("1\u202f234", 1234), (",5", 0.5), ("", None), ("12 cm", None), ("1_000", None),
        ("nan", None), ("inf", None), ("1e5", None), ("١٢", None), (".", None), ("1,2,3", None),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, value):
    assert number(text) == value


def test_measures_are_converted_to_the_unit_and_kind_of_the_question():
    assert converted(1.2, "m", "cm") == 120
    assert converted(100, "cm", "cm", "diameter-to-girth") == 314.159
    assert converted(0.5, "m", "cm", "radius-to-girth") == 314.159
    assert converted(314.159, "cm", "cm", "girth-to-diameter") == 100
    assert converted(2, "m", "m", "radius-to-diameter") == 4
    assert converted(10, "ft", "m") == 3.048
    assert converted(7, "", "cm") == 7


@pytest.mark.parametrize(
    ("text", "instant", "precision"),
    [
        ("2024-05-14", "2024-05-14T00:00:00+02:00", "day"),
        ("2024-05-14T07:32:10", "2024-05-14T07:32:10+02:00", "minute"),
        ("2024-05-14 07:32:10.123456", "2024-05-14T07:32:10+02:00", "minute"),
        ("2024-05-14T07:32Z", "2024-05-14T07:32:00+00:00", "minute"),
        ("2024-05-14T07:32:00-0330", "2024-05-14T07:32:00-03:30", "minute"),
        ("2024-12-14 00:00:00", "2024-12-14T00:00:00+01:00", "day"),
        ("20240514", "2024-05-14T00:00:00+02:00", "day"),
        ("14/05/2024", "2024-05-14T00:00:00+02:00", "day"),
        ("14.5.2024 7h32", "2024-05-14T07:32:00+02:00", "minute"),
        ("05/2024", "2024-05-01T00:00:00+02:00", "month"),
        ("2024", "2024-01-01T00:00:00+01:00", "year"),
        ("1850-03", "1850-03-01T00:00:00+00:09", "month"),
    ],
)
def test_dates_are_read_as_people_write_them(text, instant, precision):
    found = moment(text, CLOCK)
    assert (found.text, found.precision) == (instant, precision)


@pytest.mark.parametrize(
    "text",
    ["", "x", "31/02/2024", "2024-13-01", "2024-05-14T25:00", "0000", "99999", "14/05/24", "٢٠٢٤"],
)
def test_what_is_no_date_is_none(text):
    assert moment(text, CLOCK) is None


def test_a_format_that_is_told_is_the_one():
    assert moment("05/14/2024", CLOCK, ["%m/%d/%Y"]).partial == "2024-05-14"
    assert moment("2024-05-14", CLOCK, ["%m/%d/%Y"]) is None
    assert moment("mai 24", CLOCK, ["%d"]) is None


def test_an_hour_makes_a_day_exact_and_an_end_makes_it_vague():
    day = moment("2024-05-14", CLOCK)
    assert at_time(day, "07:32").text == "2024-05-14T07:32:00+02:00"
    assert at_time(day, "7h").precision == "minute"
    assert at_time(day, "25:00") is None
    assert until(day, day) == day
    assert until(day, moment("2024-05-20", CLOCK)).precision == "month"
    assert until(day, moment("2025-05-14", CLOCK)).precision == "year"
