"""How much a review asks of the database, whatever is known of its record."""

import pytest

from tests.citizen.forms import Hidden
from tests.citizen.test_queries import asked, told

MOST_SHOWN = 26  # 44 before they were read together, and twenty more under a real TAXREF
MOST_DECIDED = 34
NAMED = {"biodiversity": 4001, "tree": 116759}


def opened(client, uuid):
    with asked() as noted:
        page = client.get(f"/moderation/{uuid}")
    assert page.status_code == 200
    return page.text, noted


@pytest.mark.parametrize("protocol", ["tree", "biodiversity", "heat"])
def test_a_record_under_review_asks_little(moderator, report, protocol):
    known = {"taxon": {"cd_nom": NAMED[protocol]}} if protocol in NAMED else {}
    first, second, third = (report(protocol, **known) for _ in range(3))
    opened(moderator, first)  # the names, the rules and the town's outline are looked up once
    for uuid in (second, third, second):
        page, noted = opened(moderator, uuid)
        assert len(noted) <= MOST_SHOWN, told(noted)
        assert first in page or protocol == "heat"  # what lies near is told


def test_a_decision_and_the_next_record_ask_little(moderator, report):
    for uuid in [report("biodiversity", taxon={"cd_nom": 4001}) for _ in range(3)]:
        fields = Hidden(opened(moderator, uuid)[0]).fields
        with asked() as noted:
            answer = moderator.post(f"/moderation/{uuid}", data={**fields, "option": "certain"})
        assert answer.status_code == 303
    assert len(noted) <= MOST_DECIDED, told(noted)
