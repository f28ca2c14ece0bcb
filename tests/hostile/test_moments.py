"""Moments that are none: no offset, no such day, another way to write one, the future."""

import pytest

from tests.sendings import new_id, sent

MOMENTS = {
    "without an offset": "2026-05-14T07:32:00",
    "a day": "2026-05-14",
    "a month": "2026-05",
    "a day with an offset": "2026-05-14+02:00",
    "an hour without minutes": "2026-05-14T07+02:00",
    "a space for the T": "2026-05-14 07:32:00+02:00",
    "a line end for the T": "2026-05-14\n07:32:00+02:00",
    "a small t": "2026-05-14t07:32:00+02:00",
    "no dashes": "20260514T073200+0200",
    "an offset without a colon": "2026-05-14T07:32:00+0200",
    "an offset without minutes": "2026-05-14T07:32:00+02",
    "an offset with seconds": "2026-05-14T07:32:00+02:00:30",
    "an offset of 99 hours": "2026-05-14T07:32:00+99:00",
    "an offset of 24 hours": "2026-05-14T07:32:00+24:00",
    "an offset of 60 minutes": "2026-05-14T07:32:00+01:60",
    "the name of a zone": "2026-05-14T07:32:00 Europe/Paris",
    "the name of a zone beside": "2026-05-14T07:32:00+02:00[Europe/Paris]",
    "a week": "2026-W20-4T07:32:00+02:00",
    "a week without dashes": "2026W204T07:32:00+02:00",
    "a day of the year": "2026-134T07:32:00+02:00",
    "a decimal comma": "2026-05-14T07:32:00,5+02:00",
    "nine decimals": "2026-05-14T07:32:00.123456789+02:00",
    "24 o'clock": "2026-05-14T24:00:00+02:00",
    "25 o'clock": "2026-05-14T25:00:00+02:00",
    "a leap second": "2026-06-30T23:59:60Z",
    "the 31st of June": "2026-06-31T07:32:00+02:00",
    "the 29th of February of a common year": "2026-02-29T07:32:00+02:00",
    "the month 13": "2026-13-01T07:32:00+02:00",
    "the day 0": "2026-05-00T07:32:00+02:00",
    "the year 0": "0000-01-01T00:00:00Z",
    "before the year 1": "0001-01-01T00:00:00+14:00",
    "after the year 9999": "9999-12-31T23:59:59-14:00",
    "the year 10000": "10000-01-01T00:00:00Z",
    "a year before Christ": "-0044-03-15T12:00:00Z",
    "another calendar's digits": "٢٠٢٦-٠٥-١٤T07:32:00+02:00",
    "full-width digits": "２０２６-０５-１４T07:32:00+02:00",
    "a real minus sign": "2026\u221205\u221214T07:32:00+02:00",
    "words": "yesterday",
    "French": "14/05/2026 07:32",
    "nothing": "",
    "a space after it": "2026-05-14T07:32:00+02:00 ",
    "a line end after it": "2026-05-14T07:32:00+02:00\n",
    "two of them": "2026-05-14T07:32:00Z/2026-05-15T07:32:00Z",
    "a very long one": "2026-05-14T07:32:00." + "0" * 10_000 + "Z",
    "seconds since 1970": 1778736720,
    "a number": 1.5,
    "true": True,
    "null": None,
    "a list": ["2026-05-14T07:32:00+02:00"],
    "an object": {"$date": "2026-05-14T07:32:00+02:00"},
    "tomorrow, years away": "2999-01-01T00:00:00Z",
    "the last year there is": "9999-12-31T23:59:59Z",
    "the first year there is": "0001-01-01T00:00:00Z",
    "before anybody observed anything": "1799-12-31T23:59:59Z",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS.keys())
def test_a_moment_that_is_none_is_pointed_at(world, moment):
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    world.refuses("invalid-content", ask, {"/observed_at"}, json=sent(observed_at=moment))


WRITTEN = (
    "2026-05-14T07:32Z",
    "2026-05-14T07:32:00Z",
    "2026-05-14T07:32:00.5+02:00",
    "2026-05-14T07:32:00.123456-10:00",
    "2024-02-29T23:59:59+14:00",
    "1800-01-01T00:00:00Z",
)


@pytest.mark.parametrize("moment", WRITTEN)
def test_a_moment_is_given_back_as_it_was_written(world, moment):
    before, uuid = world.kept(), new_id()
    address = f"/api/v1/observations/{uuid}?dry_run=true"
    answer = world.resident.put(address, json=sent(observed_at=moment))
    assert (answer.status_code, answer.json["observed_at"]) == (201, moment)
    assert world.kept() == before
