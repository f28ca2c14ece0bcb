"""Former names: told where the rules would show the record just as well under each of them."""

from datetime import UTC, datetime, timedelta

import pytest

from exports.identifications.rules import Former, former_told, hides_cited
from tests.exports.formats.examples import OAK

AT = datetime(2026, 5, 18, 9, tzinfo=UTC)
PLAIN = Former(OAK, AT, 2, by_author=False, sensitivity=0)
OWL = OAK._replace(cd_nom=3493, name="Bubo bubo", full_name="Bubo bubo (Linnaeus, 1758)")


def test_a_plain_name_is_told_once_with_its_day_and_the_authors_first():
    later = PLAIN._replace(at=AT + timedelta(days=1))
    author = PLAIN._replace(taxon=OWL, by_author=True, at=AT + timedelta(days=3))
    shown = former_told([later, PLAIN, author], "exact")
    assert [(one.taxon, one.by_author) for one in shown] == [(OWL, True), (OAK, False)]
    assert shown[1].on == AT.date()


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_a_name_that_would_be_sensitive_here_leaves_no_trace(level):
    owl = PLAIN._replace(taxon=OWL, sensitivity=level)
    assert former_told([owl, PLAIN], "exact") == former_told([PLAIN], "exact")
    assert former_told([owl], "exact") == ()
    assert hides_cited([owl._replace(by_author=True)]) and not hides_cited([owl])


@pytest.mark.parametrize("precision", ["commune", "cell", "department"])
def test_of_a_hidden_place_no_former_name_is_told(precision):
    assert former_told([PLAIN], precision) == ()


def test_a_name_nobody_judged_is_not_told():
    assert former_told([Former(OAK, AT, 1, by_author=False)], "exact") == ()
