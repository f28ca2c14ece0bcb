"""Whatever is sent, flags are told in words; what they know stands within what is asked."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from citizen.plausibility.rules import CODES, FOR_MODERATORS, Other, flags
from citizen.plausibility.sentences import TEXTS
from citizen.plausibility.sizes import SIZES
from config.languages import LANGUAGES, texts
from config.protocols import PROTOCOLS
from tests.citizen.test_plausibility_rules import NOW, seen

instants = st.timedeltas(timedelta(-80_000), timedelta(18_000)).map(lambda by: NOW + by)
places = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
others = st.builds(
    Other, instants, st.floats(-180, 180), st.floats(-90, 90), st.none() | st.floats(0.1, 50_000),
    st.sampled_from(["gps", "map", "unknown"]), st.sampled_from([*PROTOCOLS]),
)  # fmt: skip


@given(
    st.sampled_from([*PROTOCOLS]), instants, places, st.lists(others, max_size=5),
    st.dictionaries(st.sampled_from(["girth_cm", "height_m", "sensation", "count", "sun_exposure"]),
                    st.integers(-3, 2**53) | st.sampled_from(["full-sun", "night"])),
    st.none() | st.floats(-60, 60),
)  # fmt: skip
def test_whatever_is_sent_is_looked_at_and_never_refused(protocol, at, place, near, answers, air):
    answers = {n: v for n, v in answers.items() if isinstance(v, str) == (n == "sun_exposure")}
    told = flags(seen(
        protocol=protocol, observed_at=at, longitude=place[0], latitude=place[1], others=near,
        answers=answers, air_c=air, month=at.month,
    ))  # fmt: skip
    assert {flag.code for flag in told} <= set(CODES) - FOR_MODERATORS


def test_every_flag_has_its_sentences_and_no_other_has():
    for language in LANGUAGES:
        said = texts(TEXTS, language).keys()
        authors = {key[7:] for key in said if key.startswith("author.")}
        moderators = {key[10:] for key in said if key.startswith("moderator.")}
        assert authors == set(CODES) - FOR_MODERATORS
        assert moderators == set(CODES)


def test_every_size_is_of_a_question_and_within_what_it_takes():
    tree = PROTOCOLS["tree"]
    for name, sizes in SIZES.items():
        question = tree.question(name)
        assert all(0 < most <= question.maximum for most in sizes.values())
    for protocol in PROTOCOLS.values():
        for question in protocol.asked:
            if question.usual_maximum is not None:
                assert question.minimum < question.usual_maximum < question.maximum
