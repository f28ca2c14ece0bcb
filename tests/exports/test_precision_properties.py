"""Whatever the observation, what is published never tells more than its level allows."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Point, Polygon

from config.protocols import PROTOCOLS
from exports.precision import Accepted, Reach, published
from exports.records import Record, Territory
from reference.sensitivity.rules import PRECISIONS, public_precision
from reference.territories.grids import cell_centre, cell_of
from tests.exports.formats.examples import OAK

PLAIN = {"place", "licence"}  # “etalab-2.0” holds a number that a place may have
SECRET = "près du lavoir"
LEVELS = st.integers(0, 4)
EARTH = Geod(ellps="WGS84")
PROTOCOL = PROTOCOLS["tree"]
NOW = datetime(2026, 5, 14, 9, 32, tzinfo=UTC)

longitudes, latitudes = st.floats(-4.5, 8), st.floats(42.5, 51)
points = st.builds(Point, longitudes, latitudes)


@st.composite
def places(draw):
    """A point, a line or an area of some hundred metres."""
    point = draw(points)
    x, y, wide = point.x, point.y, draw(st.floats(0.0005, 0.01))
    drawn = [point, LineString([(x, y), (x + wide, y + wide)])]
    drawn.append(Polygon([(x, y), (x + wide, y), (x + wide, y + wide), (x, y)]))
    return draw(st.sampled_from(drawn))


territories = st.sampled_from(
    [None, Territory("76259", "Fécamp", 2026), Territory("75104", "Paris 4e", 2026)]
)
secrets = st.sampled_from(["", SECRET, "Quercus robur", "chêne pédonculé"])


@st.composite
def seen(draw):
    answers = dict(PROTOCOL.example) | {"tree_name": SECRET, "story": SECRET}
    answers |= {"asked_no_more": SECRET, "seen_from_public_space": draw(VISIBLE)}
    rule = {"origin": draw(st.sampled_from(["national", "local"])), "level": draw(LEVELS)}
    rule |= {"edition": "18", "area": "76259", "note": SECRET}
    return Accepted(
        uuid=UUID(int=draw(st.integers(0, 2**128 - 1))), observed_at=NOW,
        observed_text="2026-05-14T11:32:00+02:00", time_precision="minute", place=draw(places()),
        accuracy_m=draw(st.none() | st.floats(1, 500)), place_source="gps",
        territory=draw(territories), sensitivity=draw(LEVELS), sensitivity_set_at=NOW,
        sensitivity_rule=draw(st.none() | st.just(rule)), cited_name=draw(secrets), wikidata="Q1",
        answers=answers, level=1, decided_at=NOW, received_at=NOW, changed_at=NOW,
        licence="etalab-2.0", signed="Aline", origin="INV-12", is_demonstration=False,
        home=draw(HOMES),
    )  # fmt: skip


HOMES = st.sampled_from(["", "", "said", "zone", "nights", "often"])
VISIBLE = st.sampled_from(["yes", "no", "unknown"])
taxa = st.sampled_from([None, OAK])


def told(of, taxon=None):
    """What is published of an observation, and of its commune: 20 km wide around a town hall."""
    middle = Point(round(of.place.centroid.x, 1), round(of.place.centroid.y, 1))
    return published(of, PROTOCOL, taxon, Reach(middle, 20_000))


def asked(of):
    hidden = of.answers["seen_from_public_space"] == "no" or of.home in {"said", "zone", "nights"}
    return public_precision(of.sensitivity, by_cells=False, out_of_sight=hidden)


@given(seen(), taxa)
def test_the_precision_published_is_never_finer_than_the_level(of, taxon):
    record = told(of, taxon)
    if of.sensitivity == 4:
        assert record is None
        return
    assert record.precision == asked(of)
    assert PRECISIONS.index(record.precision) >= of.sensitivity


@given(seen(), taxa)
def test_the_area_published_holds_the_true_place_and_is_as_wide_as_the_level_wants(of, taxon):
    record = told(of, taxon)
    if record is None or record.precision == "exact":
        return
    if record.place is None:
        assert record.uncertainty_m is None
        return
    middle = of.place.centroid
    away = EARTH.inv(record.place.x, record.place.y, middle.x, middle.y)[2]
    assert away <= record.uncertainty_m + 1
    if record.precision == "commune":
        assert record.uncertainty_m == 20_000
    if record.precision == "cell":
        assert (record.place.x, record.place.y) == cell_centre(cell_of(of.place))
        assert record.uncertainty_m >= 7071


@given(seen(), taxa)
def test_only_areas_of_the_level_are_named(of, taxon):
    record = told(of, taxon)
    if record is None:
        return
    named = {
        "territory": record.territory is not None, "cell": bool(record.cell),
        "department": bool(record.department), "place": record.place is not None,
    }  # fmt: skip
    allowed = {
        "exact": {"territory", "cell", "department", "place"},
        "commune": {"territory", "department", "place"},
        "cell": {"cell", "place"},
        "department": {"department"},
    }[record.precision]
    assert {name for name, is_told in named.items() if is_told} <= allowed
    if record.territory and record.precision == "commune":
        assert record.territory.code in {"76259", "75056"}, "Paris, not its fourth arrondissement"


@given(seen(), taxa)
def test_no_word_and_no_number_of_a_hidden_place_tells_it(of, taxon):
    record = told(of, taxon)
    if record is None or record.precision == "exact":
        return
    said = repr({name: value for name, value in record._asdict().items() if name not in PLAIN})
    assert SECRET not in said
    assert not {"Aline", "INV-12", "Q1", "asked_no_more", "tree_name"} & set(said.split("'"))
    for number in (of.place.centroid.x, of.place.centroid.y):
        assert repr(round(number, 4)) not in said
    assert record.cited_name in {"", "Quercus robur", "chêne pédonculé"}


@given(seen(), taxa, points)
def test_of_a_home_neither_the_place_nor_the_name_is_told(of, taxon, other):
    """Non-interference: within its commune, a home is everywhere and nowhere."""
    commune = Reach(Point(0.4, 49.7), 20_000)
    here, there = (published(one, PROTOCOL, taxon, commune) for one in (of, moved(of, other)))
    if here is None or not of.home:
        return
    assert here.observer == ""
    if of.home != "often":
        assert here.precision != "exact"
    if here.precision == "commune":
        assert here == there


def moved(of, other):
    """The same observation, elsewhere."""
    return of._replace(place=other)


@given(seen(), taxa, st.floats(0.1, 0.9), st.floats(0.1, 0.9))
def test_two_places_of_one_cell_cannot_be_told_apart(of, taxon, east, north):
    """Non-interference: nothing published depends on where in its cell the place is."""
    here = told(of, taxon)
    if here is None or here.precision != "cell" or not here.cell:
        return
    x, y = cell_centre(here.cell)
    other = Point(x + (east - 0.5) * 0.04, y + (north - 0.5) * 0.04)  # well within 10 km
    assert cell_of(other) == here.cell
    there = told(moved(of, other), taxon)
    assert there == here


@given(seen(), taxa, points)
def test_of_a_department_the_place_itself_tells_nothing(of, taxon, other):
    here, there = told(of, taxon), told(moved(of, other), taxon)
    if here is not None and here.precision == "department":
        assert here == there


@given(seen(), LEVELS)
def test_a_higher_level_never_names_more(of, level):
    lower, higher = sorted((of.sensitivity, level))
    one, other = (told(of._replace(sensitivity=one)) for one in (lower, higher))
    if one is None:
        assert other is None
    elif other is not None:
        assert len(words(other)) <= len(words(one))


def words(record: Record) -> set[str]:
    """The fields of a record that hold free words or a name."""
    freed = {"cited_name", "wikidata", "observer", "origin"}
    held = {name for name in freed if getattr(record, name)}
    return held | {name for name in record.answers if isinstance(record.answers[name], str)}
