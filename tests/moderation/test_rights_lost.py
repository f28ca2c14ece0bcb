"""A right that is lost while its page is open is lost at once."""

from tests.citizen.letters import token_of


def test_a_right_that_is_taken_away_is_gone_though_its_page_is_open(account, report, moderator):
    uuid, lead = report(), account("admin", organisation="Ville")
    page = moderator.get(f"/moderation/{uuid}")
    assert page.status_code == 200
    gone = {"organisation": "Les naturalistes"}
    assert lead.post("/moderation/equipe/depart", data=gone).status_code == 303
    form = {"option": "certain", "csrf_token": token_of(page), "seen": "x"}
    assert moderator.post(f"/moderation/{uuid}", data=form).status_code == 403
    assert moderator.put(f"/api/v1/queue/claims/{uuid}").status_code == 403
    assert lead.get(f"/api/v1/observations/{uuid}").json["status"] == "submitted"
