"""A partner who moderates nothing is told what is public, and nothing of what is hidden."""

from tests.exports.webhooks.told import decide, told_to


def test_a_partner_knows_what_is_public_and_when_it_is_no_more(
    account, receiver, report, moderator, resident, send
):
    partner = account("partner", organisation="Un atlas")
    assert partner.post("/api/v1/webhooks", json={"url": receiver.url}).status_code == 201
    hidden, shown, refused = report(), report(), report()
    send()
    assert receiver.came == []
    decide(moderator, hidden, sensitivity=4)
    decide(moderator, shown)
    decide(moderator, refused, verdict="reject", reason="not-wild")
    send()
    assert [one["data"]["uuid"] for one in told_to(receiver)] == [shown]
    assert set(told_to(receiver)[0]["data"]) == {"uuid", "protocol", "url", "status", "validation"}
    for uuid in (hidden, shown, refused):
        resident.delete(f"/api/v1/observations/{uuid}")
    send()
    came = [(one["type"], one["data"]["uuid"]) for one in told_to(receiver)]
    assert came[1:] == [("observation.withdrawn", shown)]


def test_what_is_hidden_later_is_withdrawn_for_a_partner(
    account, receiver, report, moderator, send
):
    partner = account("partner", organisation="Un atlas")
    partner.post("/api/v1/webhooks", json={"url": receiver.url})
    uuid = report()
    decide(moderator, uuid)
    send()
    decide(moderator, uuid, sensitivity=4)
    send()
    assert [one["data"]["status"] for one in told_to(receiver)] == ["accepted", "withdrawn"]


def test_a_partner_of_one_commune_is_not_told_that_a_hidden_place_lies_there(
    account, receiver, report, moderator, send
):
    partner = account("partner", organisation="Un atlas", territories=("76259",))
    partner.post("/api/v1/webhooks", json={"url": receiver.url})
    hidden, shown = report(), report()
    decide(moderator, hidden, sensitivity=3)  # shown by its square of 10 km
    decide(moderator, shown)
    send()
    assert [one["data"]["uuid"] for one in told_to(receiver)] == [shown]
