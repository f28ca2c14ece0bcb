"""Colleagues decide on the same observation at one instant: one decision stands."""

import threading

from moderation.decisions.tables import Decision
from tests.citizen.forms import Hidden, count

OPTIONS = ("certain", "reject", "doubt")


def test_of_several_decisions_at_one_instant_one_stands_and_the_others_are_told(account, report):
    moderators = [account("moderator", organisation="Les naturalistes") for _ in OPTIONS]
    uuid = report()
    pages = [Hidden(one.get(f"/moderation/{uuid}").text).fields for one in moderators]
    together, statuses = threading.Barrier(len(OPTIONS)), []

    def decide(client, fields):
        together.wait()
        statuses.append(client.post(f"/moderation/{uuid}", data=fields).status_code)

    told = [
        {**page, "option": o, "comment": "Vu.", "anyway": "1"}
        for page, o in zip(pages, OPTIONS, strict=True)
    ]
    deciding = [
        threading.Thread(target=decide, args=pair) for pair in zip(moderators, told, strict=True)
    ]
    for one in deciding:
        one.start()
    for one in deciding:
        one.join()

    assert sorted(statuses) == [303, 412, 412]
    assert count(Decision) == 1
