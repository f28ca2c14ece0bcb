"""Where a sending stands, decided on plain values."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from citizen.progress.rules import Issued, Release, holds, receipt, standing

NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)


def one(status="accepted", turn=1, changed_at=NOW):
    return SimpleNamespace(status=status, turn=turn, changed_at=changed_at)


def release(number, hours):
    return Release("tree", number, NOW + timedelta(hours=hours), NOW + timedelta(hours=hours + 1))


@pytest.mark.parametrize(
    ("turn", "seen", "state"),
    [(0, None, "received"), (0, NOW, "seen"), (2, None, "waiting"), (2, NOW, "waiting")],
)
def test_what_was_not_answered_was_received_then_seen_or_waits_again(turn, seen, state):
    assert standing(one("submitted", turn), seen, [release(1, 1)], "exact").state == state


def test_what_is_accepted_is_published_by_the_first_release_that_knows_it():
    assert standing(one(), None, [], "exact").state == "accepted"
    assert standing(one(), None, [release(1, -1)], "exact").state == "accepted"
    told = standing(one(), None, [release(3, 5), release(2, 0), release(1, -1)], "exact")
    assert (told.state, told.release.number) == ("published", 2)


def test_what_is_shown_to_nobody_is_kept_and_in_no_release():
    told = standing(one(), None, [release(1, 0)], "nothing")
    assert (told.state, told.release) == ("kept", None)


@pytest.mark.parametrize("status", ["questioned", "doubtful", "rejected", "withdrawn", "duplicate"])
def test_any_other_answer_is_told_as_it_is_whatever_was_released(status):
    told = standing(one(status), NOW, [release(1, 1)], "exact")
    assert (told.state, told.release) == (status, None)


@pytest.mark.parametrize(
    ("dataset", "precision", "is_held"),
    [
        ({}, "exact", True),
        ({}, "commune", True),
        ({"levels": (1,)}, "exact", False),
        ({"campaign": "port"}, "exact", True),
        ({"campaign": "port"}, "commune", False),
        ({"campaign": "bois"}, "exact", False),
        ({"territory": "76259"}, "exact", True),
        ({"territory": "76259"}, "commune", False),
        ({"territory": "REG-53"}, "exact", False),
    ],
)
def test_a_dataset_takes_what_it_is_of_and_tells_no_hidden_place(dataset, precision, is_held):
    record = SimpleNamespace(level=2, campaign="port", territory="76259")
    members = {"76259"} if dataset.get("territory") == "76259" else set()
    assert holds(record, Issued(release(1, 0), **dataset), precision, members) is is_held


def test_the_first_release_of_any_dataset_is_told():
    other = Release("port-2026", 7, NOW, NOW + timedelta(minutes=5))
    assert standing(one(), None, [release(1, 0), other], "exact").release == other


def test_a_receipt_is_read_from_the_identifier_alone():
    assert receipt(UUID("4f2a91c0-0000-4000-8000-000000000000")) == "4F2A-91C0"
