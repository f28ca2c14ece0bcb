"""Whether single keys are used is a choice of the account, kept wherever one signs in."""


def test_the_choice_is_kept_with_the_account_and_shown_in_the_console(moderator, report):
    uuid = report()
    me = moderator.get("/api/v1/me")
    assert me.json["single_keys"] is True
    assert 'data-keys="use" checked' in moderator.get(f"/moderation/{uuid}").text
    seen = {"If-Match": me.headers["ETag"]}
    told = moderator.patch("/api/v1/me", json={"single_keys": False}, headers=seen)
    assert (told.status_code, told.json["single_keys"]) == (200, False)
    assert told.headers["ETag"] != me.headers["ETag"]
    assert moderator.patch("/api/v1/me", json={}, headers=seen).status_code == 412
    for page in ("/moderation", f"/moderation/{uuid}"):
        assert 'data-keys="use">' in moderator.get(page).text
    assert moderator.get("/api/v1/me").json["language"] == "fr"  # and nothing else changed
