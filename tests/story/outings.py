"""The outing of the tests: a morning in the park."""

from datetime import UTC, datetime

NINE = datetime(2026, 5, 14, 7, tzinfo=UTC)
HOURS = {"starts_at": "2026-05-14T09:00:00+02:00", "ends_at": "2026-05-14T12:00:00+02:00"}
PARK = {"name": "Le parc", "held_by": "Les Amis du parc", "protocols": ["biodiversity"], **HOURS}
