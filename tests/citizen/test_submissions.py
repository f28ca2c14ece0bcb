"""The digest of a sending: of its content, not of the way it was written."""

import hashlib
import json
from dataclasses import asdict, replace
from uuid import UUID

from hypothesis import strategies

from citizen.observations.rules import UNCOUNTED, CitedTaxon, Submission, tag
from citizen.observations.schemas import SubmissionSchema
from config import strict_json
from tests.config.made_up import clean, clean_texts, for_all
from tests.sendings import sent

objects = strategies.dictionaries(clean_texts, clean, max_size=6)
SENT = Submission("tree", "2026-05-14T07:32:00+02:00", {"type": "Point"}, {})


def shuffled(value, order):
    """The same, its keys in another order, deep inside too."""
    if isinstance(value, dict):
        keys = sorted(value)
        order.shuffle(keys)
        return {key: shuffled(value[key], order) for key in keys}
    if isinstance(value, list):
        return [shuffled(inner, order) for inner in value]
    return value


@for_all(objects, objects, strategies.randoms())
def test_a_digest_does_not_depend_on_the_order_of_keys(place, answers, order):
    one = replace(SENT, place=place, answers=answers)
    other = replace(SENT, place=shuffled(place, order), answers=shuffled(answers, order))
    assert one.digest() == other.digest()


@for_all(objects, objects)
def test_other_answers_make_another_digest(one, other):
    same = json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (replace(SENT, answers=one).digest() == replace(SENT, answers=other).digest()) is same


def test_every_field_counts_but_the_versions_of_what_was_shown():
    changed = {
        "protocol": "heat", "observed_at": "2026-05-14T05:32:00Z", "place": {"type": "Line"},
        "answers": {"a": 1}, "time_precision": "day", "accuracy_m": 1.0, "place_source": "gps",
        "taxon": CitedTaxon(1), "certainty": "sure", "comment": ".", "licence": "CC0-1.0",
        "name_published": True, "at_home": False, "photos": ("0",), "of": UUID(int=1),
        "campaign": "port",
    }  # fmt: skip
    assert changed.keys() | UNCOUNTED == Submission.__dataclass_fields__.keys()
    other_versions = replace(SENT, consent="2026-11-22", protocol_version=2, join_code="A")
    assert other_versions.digest() == SENT.digest()
    digests = {replace(SENT, **{name: value}).digest() for name, value in changed.items()}
    assert len(digests | {SENT.digest()}) == len(changed) + 1


def test_what_is_left_out_is_what_is_told_by_default():
    told = sent()
    whole = told | {"certainty": "", "comment": "", "photos": [], "name_published": False}
    whole |= {"taxon": {}, "licence": "etalab-2.0", "time_precision": "minute"}
    assert read(told).digest() == read(whole).digest()
    assert read(told).digest() == read(told | {"accuracy_m": 8.0}).digest()


def test_a_photo_told_twice_is_told_once():
    digest = "0" * 64
    assert read(sent(photos=[digest, digest])).photos == (digest,)


def read(told):
    return SubmissionSchema().load(strict_json.read(json.dumps(told).encode()))


@for_all(strategies.uuids(), strategies.integers(1, 99), strategies.integers(0, 99))
def test_a_tag_is_of_one_observation_one_version_and_one_turn(uuid, version, turn):
    own = tag(uuid, version, turn)
    assert own != tag(uuid, version + 1, turn)
    assert own != tag(uuid, version, turn + 1)
    assert own != tag(UUID(int=uuid.int ^ 1), version, turn)
    assert '"' not in own


def test_what_was_sent_before_homes_were_asked_about_keeps_its_digest():
    """As the product of the day before counted it: without the question."""
    told = {name: value for name, value in asdict(SENT).items() if name not in UNCOUNTED}
    for later in ("at_home", "campaign", "of"):
        told.pop(later, None)
    former = json.dumps(told, sort_keys=True, ensure_ascii=False, allow_nan=False)
    assert SENT.digest() == hashlib.sha256(former.encode()).hexdigest()
    assert replace(SENT, at_home=True).digest() != SENT.digest()
