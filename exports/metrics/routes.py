"""Who keeps the service running reads its figures: this machine, else an admin's token."""

from flask import Blueprint, Response

from config.database import reading
from config.towns import EVERY_TOWN
from exports.metrics import store
from exports.metrics.rules import MEDIA_TYPE, text

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
def told() -> Response:
    """Tell the figures of the service, for Prometheus."""
    with reading() as session:
        answer = Response(
            text(store.Counter(session, EVERY_TOWN).figures()), content_type=MEDIA_TYPE
        )
    answer.headers["Cache-Control"] = "no-store"
    return answer
