"""Moderators read their figures by week: of what they may judge, never of a person."""

import re
from datetime import timedelta

import pytest

from config import clock
from moderation.decisions import grace

PAGE = "/moderation/chiffres?lang=en"


@pytest.fixture
def half_a_minute(app):
    grace.lasts(30)
    yield
    grace.lasts(0)


def row(client):
    """The figures of this week, as the table tells them."""
    page = client.get(PAGE).text
    cells = page[page.index("<tbody>") :].split("</tr>")[0]
    return re.findall(r"<td>([^<]*)</td>", cells)


@pytest.fixture
def a_wednesday():
    """The next one at ten: two hours later, the week is still the same."""
    now = clock.now()
    ten = now.replace(hour=10) + timedelta(days=(2 - now.weekday()) % 7)
    with clock.held_at(ten):
        yield ten


def test_what_came_and_what_was_answered_this_week(a_wednesday, account, report, deliver):
    judge = account("moderator", organisation="Ville")
    uuids = [report("tree"), report("biodiversity"), report("biodiversity")]
    decide = f"/api/v1/observations/{uuids[0]}/decisions"
    with clock.held_at(a_wednesday + timedelta(hours=2)):
        assert judge.post(decide, json={"verdict": "accept"}).status_code == 201
        assert row(judge)[:3] == ["3", "1", "2"]
        assert "2 hours" in row(judge)[3]
        page = judge.get(PAGE).text
    assert "3 observations came in; 1 had its first answer." in page
    assert page.count('<svg class="weeks"') == 3  # nothing is drawn of too few readings
    assert "Fewer than 10 second readings" in page


def test_an_association_sees_its_own_scope_alone(account, report):
    report("tree")
    report("biodiversity")
    of_trees = account("moderator", organisation="Arbres", protocols=("tree",))
    assert row(of_trees)[0] == "1"
    assert "moderation/chiffres" in of_trees.get("/moderation").text


def test_an_answer_that_is_undone_was_none(account, report, half_a_minute):
    judge = account("moderator", organisation="Ville")
    uuid = report("tree")
    taken = judge.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"}).json
    assert judge.post(f"/api/v1/decisions/{taken['uuid']}/undo").status_code == 200
    assert row(judge)[:3] == ["1", "0", "1"]
