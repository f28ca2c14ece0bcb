"""Who may call what: every operation and every role, from the one policy; then whose is what."""

import pytest

from citizen.accounts.access import POLICY
from citizen.accounts.rules import ROLES
from config.problems import PROBLEMS
from tests.sendings import new_id, photo, sent, sha256

NEEDS = ("account", "partner", "moderator", "publisher", "admin", "operator")
WRITTEN = {  # what stands for each part of an address
    "uuid": "00000000-0000-4000-8000-000000000001",
    "digest": "0" * 64,
    "code": "tree",
    "dataset": "tree",
    "number": "1",
    "size": "320",
    "version": "1",
    "proposal": "00000000-0000-4000-8000-000000000002",
    "name": "x",
    "slug": "x",
    "service": "x",
    "cd_nom": "4001",
    "protocol": "biodiversity",
    "call": "00000000-0000-4000-8000-000000000003",
    "outing": "X7K2M9",
}


@pytest.fixture
def calls(app):
    """Every operation that needs something: its need, its method, an address of it."""
    found = []
    with app.test_request_context():
        adapter = app.url_map.bind("127.0.0.1")
        for rule in app.url_map.iter_rules():
            need = POLICY.get(rule.endpoint, "")
            if need not in NEEDS or need == "operator":  # they ask from this machine
                continue
            values = {name: WRITTEN[name] for name in rule.arguments}
            address = adapter.build(rule.endpoint, values, method=sorted(rule.methods)[-1])
            found += [(need, method, address) for method in rule.methods - {"OPTIONS"}]
    return found


def wrong(answers, expected):
    return [told for told in answers if told[-1] not in expected]


def test_the_policy_names_roles_that_exist():
    assert set(POLICY.values()) <= {"anyone", *NEEDS}
    assert {need for needs in ROLES.values() for need in needs} == set(NEEDS)


def test_an_operation_that_needs_an_account_is_refused_to_nobody(anyone, calls):
    assert {need for need, _, _ in calls} >= {"account", "moderator", "publisher"}
    answers = [(m, a, anyone.open(a, method=m).status_code) for _, m, a in calls]
    assert wrong(answers, {401}) == []


@pytest.mark.parametrize("role", ROLES)
def test_an_operation_is_refused_to_whom_the_policy_does_not_name(account, calls, role):
    client = account(role, organisation="A")
    refused = [call for call in calls if call[0] not in ROLES[role]]
    answers = [(m, a, client.open(a, method=m).status_code) for _, m, a in refused]
    assert wrong(answers, {403}) == []


@pytest.mark.parametrize("role", ROLES)
def test_an_operation_is_open_to_whom_the_policy_names(account, calls, role):
    client = account(role, organisation="A")
    open_to = [call for call in calls if call[0] in ROLES[role]]
    answers = [(m, a, client.open(a, method=m).status_code) for _, m, a in open_to]
    taken = {200, 201, 202, 204, 303, 400, 404, 409, 412, 415, 422}  # got in, whatever came of it
    assert wrong(answers, taken) == []


UNKNOWN = PROBLEMS["unknown-observation"].status
OURS = "/api/v1/observations/{uuid}"

# (what is asked) → who gets which answer, in the order of WHO
WHO = ("author", "other", "competent", "elsewhere", "publisher", "admin", "nobody")
WHOSE = {
    "read it": ("GET", OURS, None, (200, 404, 200, 404, 404, 200, 404)),
    "read its history": ("GET", OURS + "/history", None, (200, 404, 200, 404, 404, 200, 401)),
    "read its messages": ("GET", OURS + "/messages", None, (200, 404, 200, 404, 404, 200, 401)),
    "write a message": (
        "POST", OURS + "/messages", {"body": "?"}, (201, 404, 201, 404, 404, 201, 401),
    ),
    "send the same again": ("PUT", OURS, sent("tree"), (200, 409, 409, 409, 409, 409, 401)),
    "send something else": (
        "PUT", OURS, sent("tree", comment="!"), (409, 409, 409, 409, 409, 409, 401),
    ),
    "ask for its photo": (
        "HEAD", OURS + "/photos/{digest}", None, (200, 404, 404, 404, 404, 404, 401),
    ),
    "let it go": (
        "DELETE", "/api/v1/queue/claims/{uuid}", None, (403, 403, 204, 404, 403, 204, 401),
    ),
    "decide on it": (
        "POST", OURS + "/decisions", {"verdict": "accept"}, (403, 403, 201, 404, 403, 201, 401),
    ),
    "withdraw it": ("DELETE", OURS, None, (204, 404, 404, 404, 404, 404, 401)),
}  # fmt: skip


@pytest.fixture
def people(new_resident, account, anyone):
    return {
        "author": new_resident(),
        "other": new_resident(),
        "competent": account("moderator", organisation="A", protocols=("tree",)),
        "elsewhere": account("moderator", organisation="B", protocols=("heat",)),
        "publisher": account("publisher"),
        "admin": account("admin"),
        "nobody": anyone,
    }


@pytest.mark.parametrize(
    ("method", "address", "body", "expected"), WHOSE.values(), ids=WHOSE.keys()
)
def test_an_observation_is_its_author_s_and_its_moderators(
    people, deliver, method, address, body, expected
):
    got = []
    for who in WHO:
        uuid, picture = new_id(), photo()
        people["author"].put(f"/api/v1/observations/{uuid}", json=sent("tree"))
        if "digest" in address:
            told = f"/api/v1/observations/{uuid}/photos/{sha256(picture)}"
            people["author"].put(told, data=picture, content_type="image/jpeg")
        asked = address.format(uuid=uuid, digest=sha256(picture))
        told = {} if body is None else {"json": body}
        got.append(people[who].open(asked, method=method, **told).status_code)
    assert dict(zip(WHO, got, strict=True)) == dict(zip(WHO, expected, strict=True))


@pytest.mark.parametrize("who", ["other", "elsewhere", "publisher", "nobody"])
def test_to_whom_it_may_not_be_shown_it_is_as_if_it_did_not_exist(people, who):
    uuid, unknown = new_id(), new_id()
    people["author"].put(f"/api/v1/observations/{uuid}", json=sent("tree"))
    for end in ("", "/history", "/messages"):
        shown, absent = (
            people[who].get(f"/api/v1/observations/{name}{end}") for name in (uuid, unknown)
        )
        assert shown.status_code == absent.status_code
        assert shown.data == absent.data
        assert [h for h in shown.headers if h[0] != "Date"] == [
            h for h in absent.headers if h[0] != "Date"
        ]
