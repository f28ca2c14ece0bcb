"""A hidden record that could be told from its twin stops before it leaves."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely import Point

from exports.precision import Reach, published
from exports.twins import Betrayed, checked, twin
from reference.sensitivity.rules import EXACT
from tests.exports.test_precision_properties import PROTOCOL, seen, taxa

SECRETS = ["place", "accuracy_m", "signed", "origin", "author_id", "campaign", "received_at"]
COMMUNE = Reach(Point(0.4, 49.7), 20_000)


def told_with(taxon):
    return lambda one: published(one, PROTOCOL, taxon, COMMUNE)


@given(seen(), taxa)
def test_no_record_can_be_told_from_its_twin(of, taxon):
    told = told_with(taxon)
    if (record := told(of)) is not None:
        assert checked(of, record, told) is record


@given(seen(), st.sampled_from(SECRETS))
def test_each_secret_given_away_is_caught(of, secret):
    """Told by mistake in a place where nothing else would notice it."""
    told = told_with(None)

    def betraying(one):
        record = told(one)
        return record and record._replace(licence=str(getattr(one, secret)))

    record = betraying(of)
    assume(record is not None and record.precision != EXACT)
    with pytest.raises(Betrayed):
        checked(of, record, betraying)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)), seen())  # noqa: DTZ001
def test_a_twin_came_and_was_decided_on_the_same_days(at, of):
    record = told_with(None)(of)
    assume(record is not None)
    of = of._replace(received_at=at.replace(tzinfo=UTC))
    other = twin(of, record).received_at
    assert other != of.received_at
    assert other.date() == of.received_at.date()
