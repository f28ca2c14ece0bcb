"""Many records of one taxon: a sample is looked at alone before the rest is accepted."""

import re
from uuid import uuid4

import pytest

from moderation.lots.rules import Chosen, read, sample, to_look_at
from tests.moderation.desks import waiting

LOT = [Chosen(uuid4(), "seen") for _ in range(37)]
GRID = "/moderation/lots/biodiversity/4001"


def test_one_in_ten_is_drawn_and_nobody_chooses_which():
    assert [len(sample(LOT[:n], "ada")) for n in (1, 2, 10, 11, 37)] == [1, 1, 1, 2, 4]
    assert sample(LOT, "ada") == sample(LOT, "ada")
    assert sample(LOT, "ada") != sample(LOT, "grace")
    assert to_look_at(LOT, {one.uuid for one in sample(LOT, "ada")}, "ada") == []


def test_what_is_no_record_is_left_out_of_a_lot():
    one = LOT[0]
    told = read([f"{one.uuid} seen", "not-a-uuid x", f"{one.uuid} seen", ""])
    assert told == [one]


@pytest.fixture
def lot(moderator, report):
    uuids = [report(taxon={"cd_nom": 4001}, answers={"group": "bird"}) for _ in range(4)]
    page = moderator.get(GRID).text
    return uuids, re.findall(r'name="one" value="([^"]+)"', page)


def looked_at(page):
    return re.search(r'name="looked" value="([0-9a-f-]+)">Oui', page).group(1)


def test_the_rest_is_accepted_once_the_sample_is_confirmed_and_each_says_its_result(
    moderator, resident, lot, deliver
):
    uuids, ticked = lot
    assert "Rougegorge" in moderator.get("/moderation/lots").text
    first = moderator.post(GRID, data={"one": ticked, "certainty": "probable"})
    assert waiting(moderator) == uuids, "nothing is accepted before the sample is looked at"
    shown = looked_at(first.text)
    gone = next(uuid for uuid in uuids if uuid != shown)
    resident.delete(f"/api/v1/observations/{gone}")
    data = {"one": ticked, "certainty": "probable", "looked": shown}
    done = moderator.post(GRID, data=data).text
    assert done.count("#check") == 3
    assert done.count("non acceptée") == 1
    for uuid in uuids:
        told = moderator.get(f"/api/v1/observations/{uuid}").json
        assert told["validation"] == (0 if uuid == gone else 2)
    deliver()
    assert waiting(moderator) == []


def test_one_of_the_sample_that_does_not_fit_stops_the_lot(moderator, lot):
    uuids, ticked = lot
    shown = looked_at(moderator.post(GRID, data={"one": ticked}).text)
    stopped = moderator.post(GRID, data={"one": ticked, "not": shown})
    assert f"/moderation/{shown}" in stopped.text
    assert waiting(moderator) == uuids
    other = next(uuid for uuid in uuids if uuid != shown)
    again = moderator.post(GRID, data={"one": ticked, "looked": other})
    assert looked_at(again.text) == shown, "confirming another one is not looking at the sample"
    assert waiting(moderator) == uuids
