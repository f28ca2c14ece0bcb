"""The figures of the service: read by Prometheus, from this machine or with an admin's token."""

import pytest
from prometheus_client.parser import text_string_to_metric_families as parsed

from citizen.accounts.rules import is_local

AWAY = {"REMOTE_ADDR": "203.0.113.9"}


def told(client, **asked):
    answer = client.get("/metrics", **asked)
    assert answer.status_code == 200, answer.json
    return {
        (one.name, *sorted(one.labels.values())): one.value
        for family in parsed(answer.text)
        for one in family.samples
    }


def test_what_is_acknowledged_waits_and_is_published_is_counted(
    anyone, report, decide, publish, deliver
):
    before = told(anyone)
    first, _ = report(), report()
    deliver()
    seen = told(anyone)
    name = ("brindille_observations_received_total", "biodiversity")
    assert seen[name] == before.get(name, 0) + 2
    assert seen[("brindille_moderation_waiting",)] == 2
    assert seen[("brindille_outbox_waiting",)] == 0
    assert (
        seen[("brindille_moderation_age_seconds", "0.95")]
        >= seen[("brindille_moderation_age_seconds", "0.5")]
    )
    assert ("brindille_release_age_seconds", "biodiversity") not in seen
    decide(first)
    publish()
    seen = told(anyone)
    assert seen[("brindille_moderation_waiting",)] == 1
    assert seen[("brindille_release_age_seconds", "biodiversity")] < 3600
    assert seen[("brindille_disk_free_bytes",)] > 0


def test_from_elsewhere_an_admin_alone_reads_them(anyone, publisher, account):
    refused = anyone.get("/metrics", environ_base=AWAY)
    assert (refused.status_code, refused.mimetype) == (401, "application/problem+json")
    assert publisher.get("/metrics", environ_base=AWAY).status_code == 403
    assert told(account("admin"), environ_base=AWAY)
    relayed = anyone.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert relayed.status_code == 401, "a proxy of this machine asks for somebody else"


def test_no_cache_keeps_them(anyone):
    answer = anyone.get("/metrics")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"


@pytest.mark.parametrize(
    ("address", "headers", "expected"),
    [
        ("127.0.0.1", ["Host"], True),
        ("::1", [], True),
        ("127.0.0.1", ["x-forwarded-for"], False),
        ("127.0.0.1", ["Forwarded"], False),
        ("10.0.0.4", [], False),
        ("", [], False),
    ],
)
def test_local_is_this_machine_asking_for_itself(address, headers, expected):
    assert is_local(address, headers) is expected
