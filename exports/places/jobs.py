"""Add up what the places of the town hold before anybody asks, whenever it changes."""

from config.database import reading
from config.events import News
from config.protocols import PROTOCOLS
from exports.datasets.cutting import store as cutting
from exports.places import store


def add_up(news: News) -> None:
    """Keep the sums of every place the town's pages lead to, on the machine of the jobs."""
    if news.name.startswith("release.") and news.subject not in PROTOCOLS:
        return  # of a campaign or of the town's own: no page of a place adds it up
    with reading() as session:
        found = store.layers(session)
        known = cutting.known(session)
        names = {one.code: one.name for one in known}
        places = [store.find(session, one.code, names) for one in known]
    for place in places:
        store.sums(place, found)
