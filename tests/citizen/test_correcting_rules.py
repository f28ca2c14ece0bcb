"""What a form opened on a sending says of it again, whatever was sent."""

from hypothesis import given
from hypothesis import strategies as st

from citizen.form.correcting.rules import corrected, kept, prefilled, rebased

EMPTY = {
    "observed_at": "2026-05-14T07:32:00+02:00", "time_precision": "minute", "accuracy_m": None,
    "place": {"type": "Point", "coordinates": [0.37, 49.75]}, "place_source": "unknown",
    "taxon": {"cd_nom": None, "cited_name": "", "wikidata": ""}, "certainty": "", "answers": {},
    "comment": "", "licence": "etalab-2.0", "name_published": False, "at_home": None,
    "campaign": "", "photos": [], "of": None,
}  # fmt: skip
CORNER = st.tuples(st.floats(-179, 179), st.floats(-89, 89)).map(list)
PLACES = st.one_of(
    st.builds(lambda at: {"type": "Point", "coordinates": at}, CORNER),
    st.builds(
        lambda line: {"type": "LineString", "coordinates": line}, st.lists(CORNER, min_size=2)
    ),
    st.builds(
        lambda ring: {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        st.lists(CORNER, min_size=3),
    ),
)
SENDINGS = st.fixed_dictionaries(
    {
        "observed_at": st.sampled_from(
            ["2026-05-14T07:32:11+04:00", "2026-05-14T00:00:00Z", "1850-01-01T00:00:00-03:30"]
        ),
        "time_precision": st.sampled_from(["minute", "hour", "day", "month", "year"]),
        "place": PLACES,
        "accuracy_m": st.none() | st.floats(1, 50_000),
        "certainty": st.sampled_from(["", "sure", "unsure"]),
        "comment": st.text(max_size=20),
        "at_home": st.sampled_from([None, True, False]),
        "licence": st.sampled_from(["etalab-2.0", "CC0-1.0"]),
        "name_published": st.booleans(),
        "photos": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
    }
)


@given(SENDINGS)
def test_what_is_not_touched_is_said_again_as_it_was_sent(changes):
    before = EMPTY | changes
    told = {"observed_at": "never", "place": "nowhere", "taxon": {}, "answers": {}, "licence": "?"}
    said = corrected(before, prefilled(before), told)
    compared = [name for name in changes if before[name] is not None]
    assert {name: said[name] for name in compared} == {name: before[name] for name in compared}


@given(SENDINGS, SENDINGS, st.text(min_size=1, max_size=20))
def test_put_on_a_later_version_only_what_was_typed_goes_over_it(former, present, word):
    former, present = EMPTY | former, EMPTY | present
    filled = {**prefilled(former), "cited_name": [word]}
    merged = rebased(filled, former, present)
    assert merged["cited_name"] == [word]
    rest = {name: told for name, told in merged.items() if name != "cited_name" and told}
    assert rest == {name: told for name, told in prefilled(present).items() if told}


def test_a_place_is_told_to_the_sixth_decimal_and_an_area_without_its_last_corner():
    ring = [[[0.1, 49.1], [0.2, 49.1], [0.2, 49.2], [0.1, 49.1]]]
    opened = prefilled(EMPTY | {"place": {"type": "Polygon", "coordinates": ring}})
    assert opened["shape"] == ["Polygon"]
    lines = "49.100000; 0.100000\n49.100000; 0.200000\n49.200000; 0.200000"
    assert opened["positions"] == [lines]


def test_a_touched_place_is_what_was_typed():
    filled = prefilled(EMPTY) | {"latitude": ["49.8"]}
    told = {"place": {"type": "Point", "coordinates": [0.37, 49.8]}, "place_source": "map"}
    said = corrected(EMPTY, filled, told)
    assert (said["place"], said["place_source"]) == (told["place"], "map")


def test_a_photo_goes_only_where_it_was_shown_and_not_kept():
    assert kept(["a", "b", "c"], {"there": ["a", "b"], "keep": ["a"]}) == ["a", "c"]
    assert kept(["a", "b"], {}) == ["a", "b"]


def test_a_name_is_taken_back_only_where_the_page_asked():
    signed = EMPTY | {"name_published": True}
    told = {"name_published": False}
    assert corrected(signed, {"signs": ["1"]}, told)["name_published"] is False
    assert corrected(signed, {}, told)["name_published"] is True
