"""A town's protocol in several versions, and what phones and pages send of it."""

from datetime import UTC, datetime

from tests.citizen.forms import HERE, Hidden
from tests.protocols import SECOND, changed
from tests.sendings import sent

DAY = datetime(2026, 11, 15, 12, tzinfo=UTC)  # within the 30 days that version 2 gives version 1
LATE = datetime(2026, 12, 3, 12, tzinfo=UTC)
FIRST = {"state": "dry", "caps": 3}  # `dry` is in version 1 alone
DRAFT = changed(SECOND, by={"version = 2": 'version = 3\nstatus = "draft"', "maximum = 80":
    "maximum = 90"})  # fmt: skip


def mushroom(**changes):
    return sent("mushroom", observed_at="2026-11-10T08:00:00+01:00", **changes)


def put(client, uuid, told, **options):
    return client.put(f"/api/v1/observations/{uuid}", json=told, **options)


def typed(client, page, **answers):
    hidden = Hidden(client.get(page).text).fields
    answered = {f"answers/{name}": value for name, value in answers.items()}
    return {**hidden, "shape": "Point", **HERE, **answered}
