"""Moderators read back what was decided: who, when, from what to what, within their scope."""

import re

from moderation.history import routes

PAGE = "/moderation/historique?lang=en"


def accept(client, uuid):
    answer = client.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert answer.status_code == 201


def told(client, address=PAGE):
    page = client.get(address).text
    return re.findall(r'<th scope="row"><a href="/moderation/([0-9a-f-]{36})">', page)


def test_decisions_are_read_back_with_who_and_before_and_after(account, report):
    judge = account("moderator", organisation="LPO")
    uuid = report("tree")
    assert told(judge) == []
    assert "Nothing is decided yet." in judge.get(PAGE).text
    reject = {"verdict": "reject", "reason": "not-the-subject"}
    assert judge.post(f"/api/v1/observations/{uuid}/decisions", json=reject).status_code == 201
    accept(judge, uuid)
    page = judge.get(PAGE).text
    assert told(judge) == [uuid, uuid]
    assert "LPO" in page
    body = page[page.index("<tbody>") :]
    statuses = re.findall(r'class="badge ([a-z]+)"', body)
    assert statuses == ["rejected", "accepted", "submitted", "rejected"]


def test_each_reads_back_their_own_scope_and_nothing_of_what_they_sent(account, report):
    judge = account("moderator", organisation="LPO")
    of_trees = account("moderator", organisation="Arbres", protocols=("tree",))
    tree, bird = report("tree"), report("biodiversity")
    for uuid in (tree, bird):
        accept(judge, uuid)
    assert {*told(judge)} == {tree, bird}
    assert told(of_trees) == [tree]
    assert bird not in of_trees.get(PAGE).text


def test_pages_follow_each_other_without_a_gap(account, report, monkeypatch):
    monkeypatch.setattr(routes, "PAGE", 2)
    judge = account("moderator", organisation="LPO")
    uuids = [report("tree") for _ in range(5)]
    for uuid in uuids:
        accept(judge, uuid)
    seen, address = [], PAGE
    while address:
        seen += told(judge, address)
        after = re.search(r'rel="next" href="([^"]+)"', judge.get(address).text)
        address = after and after.group(1)
    assert seen == uuids[::-1]
    assert told(judge, f"{PAGE}&before=²") == uuids[::-1][:2], "what is no row is not asked for"
