"""Who holds what, and the sentence that says why it came: pure rules."""

from datetime import UTC, datetime, timedelta

import pytest

from config.languages import LANGUAGES
from moderation.queues.rules import LEASE, is_held, sentence

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
WORDS = {"what": "Oiseaux", "where": "Fécamp", "who": "LPO"}


@pytest.mark.parametrize(
    ("held_by", "held_until", "held"),
    [
        (None, None, False),
        (7, NOW + timedelta(seconds=1), True),
        (7, NOW, False),
        (7, NOW - LEASE, False),
        (None, NOW + LEASE, False),
        (7, None, False),
    ],
)
def test_one_holds_it_until_the_lease_ends(held_by, held_until, held):
    assert is_held(held_by, held_until, NOW) is held


@pytest.mark.parametrize(
    ("why", "french", "english"),
    [
        (
            {"case": "only", "waiting": 3, "competent": 1},
            "Oiseaux, Fécamp, LPO : 3 en attente, seule association compétente",
            "Oiseaux, Fécamp, LPO: 3 waiting, the only competent association",
        ),
        (
            {"case": "shortest", "waiting": 0, "competent": 2},
            "Oiseaux, Fécamp, LPO : 0 en attente, la plus courte des 2 files",
            "Oiseaux, Fécamp, LPO: 0 waiting, the shortest of 2 queues",
        ),
        (
            {"case": "back"},
            "Oiseaux, Fécamp, LPO : l'auteur a répondu à votre question",
            "Oiseaux, Fécamp, LPO: the author answered your question",
        ),
    ],
)
def test_the_reason_is_a_sentence_in_each_language(why, french, english):
    assert [sentence(why, WORDS, language) for language in LANGUAGES] == [french, english]


def test_the_town_s_own_desk_is_not_named():
    told = sentence({"case": "nobody"}, WORDS | {"who": ""}, "fr")
    assert told == "Oiseaux, Fécamp : personne n'est compétent ici, la commune s'en charge"
