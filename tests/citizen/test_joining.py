"""What a browser sent without an account may follow who signs in there; nothing is left behind."""

from citizen.accounts.commands import make
from citizen.accounts.joining.store import naming_an_account
from citizen.accounts.rules import Scope
from tests.citizen.forms import send, uuid_of
from tests.citizen.letters import token_of

EMAIL = "ada@example.org"


def mine(client):
    return {one["uuid"] for one in client.get("/api/v1/me/observations").json["items"]}


def test_signing_in_takes_along_what_this_browser_sent(anyone):
    uuid = uuid_of(send(anyone))
    path = make(EMAIL, Scope("resident"))["sign_in"]
    path = path[path.index("/connexion/") :]
    page = anyone.get(path)
    assert 'name="join"' in page.text, "a printed link too asks first"
    anyone.post(path, data={"csrf_token": token_of(page), "join": "1"})
    assert anyone.get("/api/v1/me").json["email"] == EMAIL
    assert mine(anyone) == {uuid}


def test_signing_in_on_a_shared_screen_may_leave_it(anyone):
    uuid_of(send(anyone))
    path = make(EMAIL, Scope("resident"))["sign_in"]
    path = path[path.index("/connexion/") :]
    anyone.post(path, data={"csrf_token": token_of(anyone.get(path))})
    assert mine(anyone) == set()


def test_a_column_that_names_an_account_is_not_unique_by_it(app):
    """Two rows may come to name one person: a unique key over it needs its own way to join."""
    columns = [column for _, column in naming_an_account()]
    assert len(columns) > 10
    for column in columns:
        table = column.table
        keys = [c for c in table.constraints if c.__visit_name__ == "unique_constraint"]
        keys += [index for index in table.indexes if index.unique]
        unique = {one.name for key in keys for one in key.columns}
        assert column.name not in unique, f"{column.table.name}.{column.name}"
